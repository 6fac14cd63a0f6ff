"""The slash command: one listener, a table of verbs. Every answer travels inside the acknowledgement."""

import json
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
from bot.shelf import Label, Shelf
from bot.spoken import unescaped
from flows.errors import LiandongError, NotFound

_encode = json.JSONEncoder(check_circular=False).encode


def answer(desk: Desk, body: Body) -> AckBody:
    """What the acknowledgement of a slash command carries. Raises any ``LiandongError``."""
    wish = parse(unescaped(body.get("text") or ""))
    with desk.look(of_command(body)) as sight:
        if isinstance(wish, Intent) and wish.verb is Verb.STATUS and wish.key:
            return _status_of(desk.shelf, sight, wish.key)
        reply = _unknown(sight, wish) if isinstance(wish, Unknown) else _VERBS[wish.verb](sight, wish)
    if isinstance(reply, Message):
        return privately(reply)
    open_view(desk, sight.caller, reply)
    return NOTHING


def refuse(desk: Desk, caller: Caller, body: Body, error: LiandongError) -> AckBody:
    """Say privately why a command did nothing."""
    del desk, body  # the answer travels in the acknowledgement
    return privately(answers.problem(explain(error, caller.lens), caller.lens))


def _status_of(shelf: Shelf, sight: Sight, key: str) -> AckBody:
    """The most frequent question of all: between two changes of a project it is worked out once per person."""
    stamp, caller = sight.reads.stamp(sight.team_id, key), sight.caller
    if stamp is None:
        raise NotFound("project", key)
    label = Label(*stamp, caller.user_id, caller.actor.is_guest, caller.say.locale, caller.lens.today)
    ready = shelf.take(label)
    if ready is None:
        ready = _encode(privately(reading.status(sight, key)))
        shelf.put(label, ready)
    return ready


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
