"""The slash command: one listener, a table of verbs. Every answer travels inside the acknowledgement."""

from collections.abc import Callable

from bot.blocks.kit import Message
from bot.blocks.lifecycle import answers
from bot.context import Caller, Desk, Sight, View
from bot.envelope import Body, of_command
from bot.errors import explain
from bot.grammar import Intent, Unknown, Verb, parse
from bot.ids import Ref
from bot.listeners import openers, reading
from bot.listeners.replies import NOTHING, AckBody, open_view, privately
from flows.errors import LiandongError


def answer(desk: Desk, body: Body) -> AckBody:
    """What the acknowledgement of a slash command carries. Raises any ``LiandongError``."""
    wish = parse(body.get("text") or "")
    with desk.look(of_command(body)) as sight:
        reply = _unknown(sight, wish) if isinstance(wish, Unknown) else _VERBS[wish.verb](sight, wish)
    if isinstance(reply, Message):
        return privately(reply)
    open_view(desk, sight.caller, reply)
    return NOTHING


def refuse(desk: Desk, caller: Caller, body: Body, error: LiandongError) -> AckBody:
    """Say privately why a command did nothing."""
    del desk, body  # the answer travels in the acknowledgement
    return privately(answers.problem(explain(error, caller.lens), caller.lens))


def _unknown(sight: Sight, wish: Unknown) -> Message:
    return answers.unknown(wish.word, wish.nearest, sight.caller.lens)


def _help(sight: Sight, wish: Intent) -> Message:
    return answers.help_(sight.caller.lens, wish.text or None)


def _new(sight: Sight, wish: Intent) -> View:
    return openers.new(sight, Ref(extra=wish.text))


def _list(sight: Sight, wish: Intent) -> Message:
    del wish  # takes nothing
    return reading.listing(sight)


def _status(sight: Sight, wish: Intent) -> Message:
    return reading.about(sight, wish.key, Verb.STATUS, reading.status)


def _mine(sight: Sight, wish: Intent) -> Message:
    del wish  # takes nothing
    return reading.mine(sight)


def _submit(sight: Sight, wish: Intent) -> View:
    return openers.pick_submit(sight, Ref(project_id=wish.key))


def _gate(sight: Sight, wish: Intent) -> Message | View:
    return reading.about(sight, wish.key, Verb.GATE, lambda s, project: openers.gate(s, Ref(project_id=project)))


def _history(sight: Sight, wish: Intent) -> Message:
    return reading.about(sight, wish.key, Verb.HISTORY, reading.history)


_VERBS: dict[Verb, Callable[[Sight, Intent], Message | View]] = {
    Verb.STATUS: _status,
    Verb.MINE: _mine,
    Verb.LIST: _list,
    Verb.HELP: _help,
    Verb.NEW: _new,
    Verb.SUBMIT: _submit,
    Verb.GATE: _gate,
    Verb.HISTORY: _history,
}
