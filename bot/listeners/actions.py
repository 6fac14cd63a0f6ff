"""Buttons and menus: one listener, one table. A button opens a form, does something, or answers something."""

import logging
from collections.abc import Callable

from bot.blocks.kit import Message
from bot.blocks.lifecycle import answers, histories
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.errors import explain
from bot.filing import File
from bot.ids import Act, Ref, unpack
from bot.listeners import (
    acting,
    beginning,
    channel_wishes,
    clearing,
    comparing,
    days,
    evaluating,
    home,
    importing,
    policies,
    portfolio,
    preferences,
    reading,
    register,
    registering,
    scheduling,
    snoozing,
    triage,
    typed,
    watching,
)
from bot.listeners.openers import OPENERS, Opener
from bot.listeners.orders import Order, place
from bot.listeners.replies import NOTHING, AckBody, open_view, tell
from flows.errors import LiandongError
from flows.lifecycle import commands as do
from flows.names import Decision

log = logging.getLogger(__name__)

Action = Callable[[Desk, Envelope, Ref], None]


def act(desk: Desk, body: Body) -> AckBody:
    """Do what was clicked. The acknowledgement is empty: what changed shows in the kept messages."""
    name, packed = pressed(body)
    action = _ACTIONS.get(name)
    if action is None:
        log.warning("unknown action %s", name)
    else:
        action(desk, of_interaction(body), unpack(packed))
    return NOTHING


def pressed(body: Body) -> tuple[str, str]:
    """The act and the packed ref of a click. What follows a colon only keeps action ids apart within one message."""
    action = body["actions"][0]
    name = action["action_id"].partition(":")[0]
    value = action.get("value") or (action.get("selected_option") or {}).get("value") or "-"
    if name == Act.MENU:
        name, _, value = value.partition("|")
    return name, value


def refuse(desk: Desk, caller: Caller, body: Body, error: LiandongError) -> AckBody:
    """Say privately why a click did nothing."""
    del body  # the caller's envelope says where the answer goes
    tell(desk, caller, answers.problem(explain(error, caller.lens), caller.lens))
    return NOTHING


def _opening(build: Opener) -> Action:
    """A button that opens a form."""

    def action(desk: Desk, envelope: Envelope, ref: Ref) -> None:
        with desk.look(envelope) as sight:
            view = build(sight, ref)
        open_view(desk, sight.caller, view)

    return action


def _answering(answer: Callable[[Sight, Ref], Message]) -> Action:
    """A button that shows its presser something."""

    def action(desk: Desk, envelope: Envelope, ref: Ref) -> None:
        with desk.look(envelope) as sight:
            message = answer(sight, ref)
        tell(desk, sight.caller, message)

    return action


def _ordering(order: Callable[[Sight, Ref], Order]) -> Action:
    """A button that sends its presser a file."""

    def action(desk: Desk, envelope: Envelope, ref: Ref) -> None:
        with desk.look(envelope) as sight:
            ordered = order(sight, ref)
        tell(desk, sight.caller, place(desk, sight.caller, ordered))

    return action


def _doing(command_of: Callable[[Ref], do.Command]) -> Action:
    """A button that does something at once. Only where nothing had to change it needs an answer of its own."""

    def action(desk: Desk, envelope: Envelope, ref: Ref) -> None:
        caller = desk.caller(envelope)
        receipt = desk.perform(command_of(ref), caller)
        if not receipt.events:
            tell(desk, caller, answers.receipt(receipt, None, caller.lens))

    return action


def _accept(ref: Ref) -> do.Command:
    return do.AcceptSubmission(project_id=ref.project_id, deliverable_id=ref.deliverable_id, number=ref.number)


def _agree(ref: Ref) -> do.Command:
    return do.AnswerRequest(project_id=ref.project_id, deliverable_id=ref.deliverable_id, agree=True)


def _decline(ref: Ref) -> do.Command:
    return do.AnswerRequest(project_id=ref.project_id, deliverable_id=ref.deliverable_id, agree=False)


def _unblock(ref: Ref) -> do.Command:
    return do.LiftBlock(project_id=ref.project_id, deliverable_id=ref.deliverable_id)


def _vote_go(ref: Ref) -> do.Command:
    return do.CastVote(project_id=ref.project_id, gate_id=ref.gate_id, decision=Decision.GO)


def _withdraw(ref: Ref) -> do.Command:
    return do.WithdrawGate(project_id=ref.project_id, gate_id=ref.gate_id)


def _resume(ref: Ref) -> do.Command:
    return do.ResumeProject(project_id=ref.project_id)


def _status(sight: Sight, ref: Ref) -> Message:
    return reading.status(sight, ref.project_id)


def _evaluation(sight: Sight, ref: Ref) -> Message:
    return evaluating.show(sight, ref.project_id)


def _history(sight: Sight, ref: Ref) -> Message:
    """``ref.number`` is the last line already seen, 0 for the first page."""
    return reading.history(sight, ref.project_id, before=ref.number or None, shown=histories.read_ref(ref))


def _history_csv(sight: Sight, ref: Ref) -> Order:
    return reading.history_file(sight, ref.project_id, "csv", histories.read_ref(ref))


def _history_json(sight: Sight, ref: Ref) -> Order:
    return reading.history_file(sight, ref.project_id, "json", histories.read_ref(ref))


def _pack_html(sight: Sight, ref: Ref) -> Order:
    return reading.order(sight, ref.project_id, File.PACK_HTML)


def _pack_md(sight: Sight, ref: Ref) -> Order:
    return reading.order(sight, ref.project_id, File.PACK_MD)


def _minutes(sight: Sight, ref: Ref) -> Order:
    return reading.order(sight, ref.project_id, File.MINUTES_MD, gate_id=ref.gate_id, stage=ref.stage)


def _list_more(sight: Sight, ref: Ref) -> Message:
    return reading.listing(sight, after=ref.extra)


def _home_page(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    home.turn_to(desk, desk.caller(envelope), ref.number)


def _link(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Slack opens the address itself and only wants to be acknowledged."""


_ACTIONS: dict[str, Action] = {
    **{act.value: _opening(build) for act, build in OPENERS.items()},
    Act.ACCEPT: _doing(_accept),
    Act.AGREE: _doing(_agree),
    Act.DECLINE: _doing(_decline),
    Act.UNBLOCK: _doing(_unblock),
    Act.SNOOZE: snoozing.later,
    Act.SNOOZE_DAY: snoozing.pick,
    Act.UNSNOOZE: snoozing.take_back,
    Act.SNOOZE_ALL: snoozing.all_later,
    Act.UNSNOOZE_ALL: snoozing.take_all_back,
    Act.VOTE_GO: _doing(_vote_go),
    Act.WITHDRAW: _doing(_withdraw),
    Act.RESUME: _doing(_resume),
    Act.STATUS: _answering(_status),
    Act.EVALUATION: _answering(_evaluation),
    Act.HISTORY: _answering(_history),
    Act.POLICY_HISTORY: _answering(policies.history),
    Act.HISTORY_CSV: _ordering(_history_csv),
    Act.HISTORY_JSON: _ordering(_history_json),
    Act.PACK_HTML: _ordering(_pack_html),
    Act.PACK_MD: _ordering(_pack_md),
    Act.MINUTES_MD: _ordering(_minutes),
    Act.LIST_MORE: _answering(_list_more),
    Act.HOME_PAGE: _home_page,
    Act.PREFERENCES: preferences.change,
    Act.HEARING: _answering(preferences.heard),
    Act.MUTE: preferences.mute,
    Act.UNMUTE: preferences.unmute,
    Act.CHANNEL_PREFERENCES: channel_wishes.change,
    Act.MY_DAY: days.start,
    Act.MY_DAY_STOP: days.stop,
    Act.SCHEDULE: scheduling.press,
    Act.USE_TEXT: typed.use_text,
    Act.LINK: _link,
    **{act.value: _answering(register.lister(act)) for act in register.LISTED.values()},
    **{act.value: _opening(registering.opener(act)) for act in registering.FORMS},
    **{act.value: _ordering(register.sender(act)) for act in register.FILES},
    Act.PORTFOLIO_PNG: _ordering(portfolio.chart),
    Act.MY_DATES_ICS: _ordering(register.my_dates),
    Act.GAPS: _answering(register.gaps),
    Act.FINDINGS: _answering(register.findings),
    Act.ITEM: _answering(register.item),
    Act.IMPORT_ITEMS: _opening(importing.form),
    Act.ASK_CLEARANCE: clearing.ask,
    Act.GRANT: clearing.grant,
    Act.DATE_CONFIRM: clearing.confirm_date,
    Act.WATCHES: _answering(watching.board),
    Act.WATCH: _answering(watching.show),
    Act.HITS: _answering(watching.unanswered),
    Act.HIT: _answering(triage.show),
    Act.EXCLUSIONS: _answering(watching.exclusions),
    Act.WATCH_NEW: _opening(beginning.new),
    Act.WATCH_EDIT: _opening(watching.edit),
    Act.WATCH_RULES: _opening(watching.rules),
    Act.WATCH_END: _opening(watching.end),
    Act.BRING: _opening(watching.bring),
    Act.BRING_FILE: _opening(watching.bring_file),
    Act.NOT_RELEVANT: _opening(triage.not_relevant),
    Act.ASSIGN: _opening(triage.assign),
    Act.WATCH_PAUSE: watching.pause,
    Act.WATCH_RESUME: watching.resume,
    Act.EXCLUSION_DROP: watching.drop,
    Act.JUDGE: triage.judge,
    Act.REOPEN_HIT: triage.reopen,
    Act.TO_WORK: triage.to_work,
    Act.TO_REGISTER: triage.to_register,
    Act.ACTION_DONE: acting.done,
    Act.ACTION_REOPEN: acting.reopen,
    Act.ACTION_DROP: _opening(acting.drop),
    Act.RELEASE: _opening(acting.release),
    Act.ACTIONS: _answering(acting.listing),
    Act.ACTION: _answering(acting.show),
    Act.ACTION_TO_WORK: acting.to_work,
    Act.ACTION_HAND_OVER: _opening(acting.hand_over),
    Act.BENCHMARKS: _answering(comparing.table),
    Act.BENCHMARK: _answering(comparing.show),
    Act.BENCHMARK_NEW: _opening(comparing.new),
    Act.BENCHMARK_EDIT: _opening(comparing.edit),
    Act.BENCHMARK_VALUE: _opening(comparing.value),
    Act.BENCHMARK_BACK: comparing.take_back,
    Act.BENCHMARK_AGAIN: comparing.put_back,
    Act.BENCHMARK_RETIRE: comparing.retire,
    Act.BENCHMARKS_PNG: _ordering(comparing.picture),
}
"""Every act but MENU, which names another one. A new act needs a line here or in ``openers.py``."""
