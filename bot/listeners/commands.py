"""The slash command: one listener, a table of verbs. Every answer travels inside the acknowledgement."""

import json
from collections.abc import Callable

from bot import watchdesk
from bot.blocks.kit import Message, sentences
from bot.blocks.lifecycle import answers
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, of_command
from bot.errors import explain
from bot.grammar import Intent, Unknown, Verb, parse
from bot.history_words import split_key
from bot.ids import Ref
from bot.listeners import (
    absences,
    comparing,
    evaluating,
    importing,
    openers,
    overriding,
    policies,
    portfolio,
    preferences,
    reading,
    register,
    scheduling,
    scoring,
    templates,
    watching,
)
from bot.listeners.orders import Order, place
from bot.listeners.replies import NOTHING, AckBody, open_view, privately
from bot.outward import View
from bot.second_words import nearest_phrase
from bot.shelf import Label, Shelf
from bot.spoken import unescaped
from bot.ties import may_go_stale
from bot.wishes import about, channel_line
from flows.errors import LiandongError, NotFound
from flows.lifecycle.commands import OverrideAccess
from flows.lifecycle.readmodels import Glance

Reply = Message | View | Order | OverrideAccess
"""What a verb comes to: an answer, a form, or what is done once the store is no longer being read."""

_encode = json.JSONEncoder(check_circular=False).encode


def answer(desk: Desk, body: Body) -> AckBody:
    """What the acknowledgement of a slash command carries. Raises any ``LiandongError``."""
    with desk.look(of_command(body)) as sight:
        wish = parse(unescaped(body.get("text") or ""), admin=sight.caller.actor.is_admin)
        if isinstance(wish, Intent) and wish.verb is Verb.STATUS and wish.key:
            return _status_of(desk.shelf, sight, wish.key)
        reply = _reply(desk, sight, wish)
    return _brought(desk, sight.caller, reply)


def _brought(desk: Desk, caller: Caller, reply: Reply) -> AckBody:
    """Carry out what a reply asks for, and answer with what there is to say."""
    if isinstance(reply, Order):
        reply = place(desk, caller, reply)
    if isinstance(reply, OverrideAccess):
        reply = overriding.grant(desk, caller, reply)
    if isinstance(reply, Message):
        return privately(reply)
    open_view(desk, caller, reply)
    return NOTHING


def _reply(desk: Desk, sight: Sight, wish: Intent | Unknown) -> Reply:
    if isinstance(wish, Unknown):
        return _unknown(sight, wish)
    if wish.verb is Verb.TEMPLATE:
        return templates.answer(desk, sight, wish.text)
    if wish.verb in (Verb.AWAY, Verb.BACK):
        return absences.answer(desk, sight, wish)
    if wish.verb is Verb.PREFERENCES:
        return preferences.answer(desk, sight)
    if wish.verb is Verb.SCHEDULE:
        return scheduling.answer(desk, sight, wish)
    return _VERBS[wish.verb](sight, wish)


def refuse(desk: Desk, caller: Caller, body: Body, error: LiandongError) -> AckBody:
    """Say privately why a command did nothing; the answer travels in the acknowledgement."""
    del desk
    text = explain(error, caller.lens)
    if isinstance(error, NotFound) and (near := nearest_phrase(unescaped(body.get("text") or ""))):
        text = sentences(text, caller.say("Did you mean `/liandong {words}`?", words=near))
    return privately(answers.problem(text, caller.lens))


def _status_of(shelf: Shelf, sight: Sight, key: str) -> AckBody:
    """The most frequent question of all: between two changes of a project it is worked out once per person."""
    caller = sight.caller
    glance = sight.reads.glance(sight.team_id, key, caller.user_id)
    if glance is None or not sight.opens(glance):
        raise NotFound("project", key)
    label = _label(sight, glance)
    ready = shelf.take(label)
    if ready is None:
        card = sight.behind(glance)
        lens, channel = about(sight, card, muted=label.muted), channel_line(sight, card)
        asked = watchdesk.still_asked(sight, card)
        ready = _encode(privately(answers.status(card, caller.user_id, lens, channel=channel, asked=asked)))
        if not may_go_stale(card):
            shelf.put(label, ready)
    return ready


def _label(sight: Sight, glance: Glance) -> Label:
    """All that a status depends on beside the project's own state."""
    caller = sight.caller
    return Label(
        glance.project_id,
        glance.version,
        caller.user_id,
        caller.actor.is_guest,
        caller.say.locale,
        caller.lens.today,
        sight.reads.has_muted(sight.team_id, caller.user_id, glance.project_id),
        sight.reads.actions_changed(sight.team_id, glance.project_id),
    )


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


def _score(sight: Sight, wish: Intent) -> Message | View:
    """Without a key it compares: also in a project's own channel."""
    return scoring.of_project(sight, wish.key) if wish.key else scoring.comparison(sight)


def _evaluation(sight: Sight, wish: Intent) -> Message:
    return reading.about(sight, wish.key, Verb.EVALUATION, evaluating.show)


def _history(sight: Sight, wish: Intent) -> Message | Order:
    key, words = split_key(wish.text)
    return reading.about(sight, key, Verb.HISTORY, lambda s, project: reading.asked_history(s, project, words))


def _import(sight: Sight, wish: Intent) -> Message | View:
    return reading.about(sight, wish.key, Verb.IMPORT, lambda s, project: importing.form(s, Ref(project_id=project)))


def _policy(sight: Sight, wish: Intent) -> Message:
    return policies.answer(sight, wish.text)


_VERBS: dict[Verb, Callable[[Sight, Intent], Reply]] = {
    Verb.OVERRIDE: overriding.ask,
    Verb.STATUS: _status,
    Verb.MINE: _mine,
    Verb.LIST: _list,
    Verb.HELP: _help,
    Verb.NEW: _new,
    Verb.SUBMIT: _submit,
    Verb.GATE: _gate,
    Verb.HISTORY: _history,
    Verb.SCORE: _score,
    **dict.fromkeys(register.LISTED, register.answer),
    Verb.IMPORT: _import,
    Verb.WATCH: watching.answer,
    Verb.HIT: watching.typed_hit,
    Verb.PORTFOLIO: portfolio.answer,
    Verb.BENCHMARK: comparing.answer,
    Verb.POLICY: _policy,
    Verb.EVALUATION: _evaluation,
}
