"""Submitted modals: one listener. Form -> command -> result; what cannot be done keeps the person's text."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import condition_lines
from bot.blocks.kit import sentences
from bot.blocks.lifecycle import answers, forms_info
from bot.context import Caller, Desk
from bot.envelope import Body, of_interaction
from bot.errors import Unexpected, explain, field_errors
from bot.forms import read_form
from bot.ids import Form, unpack
from bot.listeners import (
    acting,
    adding,
    bringing,
    channel_wishes,
    comparing,
    evaluating,
    importing,
    migrating_all,
    policies,
    preferences,
    reading,
    recording,
    registering,
    scheduling,
    scoring,
    snoozing,
    templates,
    triage,
    watching,
)
from bot.listeners.replies import NOTHING, AckBody, instead, marked
from bot.listeners.stale import reopened
from bot.outward import View
from flows.errors import DatabaseBusy, InvalidFields, LiandongError, StaleProject
from flows.lifecycle.commands import CastVote, Command
from flows.ports import Receipt

log = logging.getLogger(__name__)

CONFIRMED = frozenset({Form.NEW, Form.PICK_SUBMIT, Form.APPOINT})
"""Forms whose effect no message of the sender's own shows, so the modal itself tells it."""


def submit(desk: Desk, body: Body) -> AckBody:
    """Carry out what a form asks for. An empty acknowledgement closes the modal."""
    view = body["view"]
    if view["callback_id"] not in _SUBMITTABLE:
        log.warning("unknown form %s", view["callback_id"])
        return NOTHING
    if view["callback_id"] in _OWN:
        return _OWN[view["callback_id"]](desk, body)
    form, caller = Form(view["callback_id"]), desk.caller(of_interaction(body))
    command = _named(desk, caller, read_form(form, unpack(view["private_metadata"]), view["state"]["values"]))
    try:
        receipt = desk.perform(command, caller)
    except StaleProject as stale:
        return instead(reopened(desk, caller, body, stale))
    if receipt.events and form not in CONFIRMED:
        return NOTHING
    return instead(_receipt(desk, caller, receipt))


def _named(desk: Desk, caller: Caller, command: Command) -> Command:
    """The command with people's ids where its form takes their names as well: owners of conditions."""
    if not isinstance(command, CastVote) or not condition_lines.unresolved(command.conditions):
        return command
    with desk.look(caller.envelope) as sight:
        people = reading.members(sight, sight.card(command.project_id))
    return replace(command, conditions=condition_lines.resolved(command.conditions, people))


_SUBMITTABLE = frozenset(Form) - {Form.INFO}

_OWN: Mapping[str, Callable[[Desk, Body], AckBody]] = {
    Form.SCORE: scoring.turn,
    Form.INDICATORS: evaluating.turn,
    Form.TEMPLATE: templates.check,
    Form.TEMPLATE_KEEP: templates.keep,
    Form.TEMPLATE_MIGRATE: templates.move,
    **dict.fromkeys(registering.BUILDERS, recording.submit),
    Form.IMPORT_ITEMS: importing.check,
    Form.IMPORT_KEEP: importing.keep,
    Form.FROM_MESSAGE: adding.choose,
    Form.TEMPLATE_MIGRATE_ALL: migrating_all.turn,
    **dict.fromkeys((Form.WATCH, Form.WATCH_RULES, Form.WATCH_END, Form.BRING), watching.save),
    Form.NOT_RELEVANT: triage.save,
    Form.ASSIGN: triage.save,
    Form.ACTION_DROP: acting.save,
    Form.RELEASE: acting.save,
    Form.ACTION_HAND_OVER: acting.save,
    Form.BENCHMARK: comparing.save,
    Form.BENCHMARK_VALUE: comparing.save,
    Form.BRING_FILE: bringing.check,
    Form.BRING_KEEP: bringing.keep,
    Form.POLICY: policies.save,
    Form.POLICY_GATE: policies.save,
    Form.PREFERENCES: preferences.save,
    Form.SNOOZE_DAY: snoozing.save,
    Form.CHANNEL_PREFERENCES: channel_wishes.save,
    Form.SCHEDULE: scheduling.save,
    Form.SCHEDULE_PAUSE: scheduling.save_pause,
}
"""Forms that ask for no command about a project, or only on their last page."""


def _receipt(desk: Desk, caller: Caller, receipt: Receipt) -> View:
    with desk.store.read() as reads:
        card = reads.card(caller.actor.team_id, receipt.project_id)
    message = answers.receipt(receipt, card, caller.lens)
    return forms_info.info(caller.say("Liandong"), message.text, caller.lens)


def refuse(desk: Desk, caller: Caller, body: Body, error: LiandongError) -> AckBody:
    """Say why a form was not carried out: at its fields, or in its place where there is nothing to correct.

    What may work a moment later is said at the first field, so that the text stays.
    """
    del desk  # the answer travels in the acknowledgement
    names = list(body["view"]["state"]["values"])
    if isinstance(error, InvalidFields) and names:
        return marked(_placed(field_errors(error, caller.lens), names))
    if isinstance(error, DatabaseBusy | Unexpected) and names:
        return marked({names[0]: explain(error, caller.lens)})
    return instead(forms_info.info(caller.say("Liandong"), explain(error, caller.lens), caller.lens))


def _placed(problems: dict[str, str], names: list[str]) -> dict[str, str]:
    """Slack only shows errors at blocks that exist: what concerns no field of this form goes to the first one."""
    shown = {name: text for name, text in problems.items() if name in names}
    lost = [text for name, text in problems.items() if name not in names]
    if lost:
        shown[names[0]] = sentences(shown.get(names[0], ""), *lost)
    return shown
