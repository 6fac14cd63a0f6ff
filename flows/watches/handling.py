"""One command about a benchmark or an action, one transaction: load, decide, save, remember, announce."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from flows.errors import NotFound
from flows.lifecycle.event import Event
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import opens_to
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Actor
from flows.notices import Notice, NoticeKind, Scalar
from flows.ports import Receipt, UnitOfWork
from flows.watches import action_commands as a
from flows.watches import benchmarking
from flows.watches.acting import action_key, compare, notices_of
from flows.watches.action_judging import judge
from flows.watches.action_rules import summary_readers
from flows.watches.actions import Action, ActionState
from flows.watches.benchmark_commands import BenchmarkCommand
from flows.watches.hits import Answer, Verdict
from flows.watches.surroundings import Surroundings
from flows.watches.withdrawing import Fate, withdraw
from flows.watches.working import make_deliverable, title_of

DeskCommand = BenchmarkCommand | a.ActionCommand


def perform_action(
    command: DeskCommand, *, actor: Actor, uow: UnitOfWork, around: Surroundings, request_key: str
) -> Receipt:
    """Carry ``command`` out in the open unit of work and commit it; a request seen before gets its first receipt.

    Raises the refusals of ``flows/errors.py``; then nothing is stored. Somebody who may not see the project, or the
    action, is told ``NotFound``, as for an unknown one.
    """
    earlier = uow.inbox.first(actor.team_id, request_key)
    card = _seen(earlier.project_id if earlier else command.project_id, actor, uow)
    if earlier is not None:
        return earlier
    if isinstance(command, BenchmarkCommand):
        events, params = _compared(command, card, actor, uow, around)
    else:
        events, params = _acted(command, card, actor, uow, around)
    receipt = Receipt(
        command=type(command).__name__, project_id=card.id, project_key=card.key,
        events=tuple(type(event).__name__ for event in events), params=params,
    )  # fmt: skip
    uow.inbox.remember(actor.team_id, request_key, receipt, now=around.now)
    uow.commit()
    return receipt


Done = tuple[Sequence[Event], dict[str, Scalar]]


def _compared(
    command: BenchmarkCommand, card: ProjectCard, actor: Actor, uow: UnitOfWork, around: Surroundings
) -> Done:
    benchmarking.require(card, actor.user_id, type(command).__name__)
    known = uow.reads.benchmarks(actor.team_id, card.id)
    judged = benchmarking.judge(
        command, known, project=card, team_id=actor.team_id, by=actor.user_id, now=around.now, today=around.today,
        new_id=around.new_id,
    )  # fmt: skip
    if judged is None:
        return (), {}
    after, event = judged
    uow.benchmarks.put(next((i for i in known if i.id == after.id), None), after)
    uow.history.append(actor.team_id, (event,))
    outcome = compare(uow, card, after, around)
    uow.outbox.put(outcome.notices, now=around.now, new_id=around.new_id)
    return (event,), {
        "item_id": after.id,
        "number": after.number,
        "opened": len(outcome.actions),
        "work": any(opened.state is ActionState.WORK for opened in outcome.actions),
    }


def _acted(command: a.ActionCommand, card: ProjectCard, actor: Actor, uow: UnitOfWork, around: Surroundings) -> Done:
    before = uow.reads.action(actor.team_id, command.action_id)
    if before is None or before.project_id != card.id:
        raise NotFound("entry", "")
    after = judge(before, command, card, by=actor.user_id, now=around.now)
    params: dict[str, Scalar] = {"item_id": before.id, "number": before.number}
    if after == before:
        return (), params
    told: tuple[Notice, ...] = ()
    if after.state is ActionState.WORK:
        deliverable_id, told = make_deliverable(uow, card, after, around, by=actor.user_id)
        after = replace(after, deliverable_id=deliverable_id)
    if isinstance(command, a.ReopenAction) and before.deliverable_id:
        fate, told = _withdrawn(before, card, actor, uow, around)
        params |= {"deliverable": fate.value} if fate is not None else {}
    uow.actions.put(before, after)
    if before.state is not after.state and after.state is not ActionState.OPEN:
        _answer_hit(after, actor, uow, around)
    event, beside = _told(command, after, card, actor, around.now)
    uow.history.append(actor.team_id, (event,))
    kept = notices_of(after, card, before.owner) if isinstance(command, a.HandActionOver) else notices_of(after, card)
    uow.outbox.put([*kept, *told, *beside], now=around.now, new_id=around.new_id)
    return (event,), params


def _withdrawn(
    action: Action, card: ProjectCard, actor: Actor, uow: UnitOfWork, around: Surroundings
) -> tuple[Fate | None, tuple[Notice, ...]]:
    """The deliverable that an action was goes where nobody has worked on it: it is an action again."""
    occasion = Occasion(by=actor.user_id, at=around.now, today=around.today, new_id=around.new_id)
    return withdraw(uow, card, action.deliverable_id, occasion, was=f"A{action.number}")


def _answer_hit(settled: Action, actor: Actor, uow: UnitOfWork, around: Surroundings) -> None:
    """Whoever settles what a hit asked for has answered the hit: nobody is reminded of it any more."""
    found = uow.reads.found(settled.team_id, settled.about.get("hit_id", ""))
    if found is not None and found.hit.waits:
        answer = Answer(
            verdict=_VERDICTS[settled.state], by=actor.user_id, at=around.now, reason=settled.note,
            became=settled.deliverable_id,
        )  # fmt: skip
        uow.watches.put_hit(replace(found.hit, answer=answer))


_VERDICTS = MappingProxyType({
    ActionState.DONE: Verdict.ACT, ActionState.WORK: Verdict.DELIVERABLE, ActionState.DROPPED: Verdict.NOT_RELEVANT,
})  # fmt: skip
"""What settling an action says about the hit that asked for it."""


def _told(
    command: a.ActionCommand, after: Action, card: ProjectCard, actor: Actor, now: datetime
) -> tuple[Event, tuple[Notice, ...]]:
    """What the history keeps, and the messages beside the kept ones. No note of a private action is in either."""
    match command:
        case a.ReleaseSummary():
            readers = summary_readers(card)
            released = a.SummaryReleased(
                project_id=card.id, by=actor.user_id, at=now, action_id=after.id, number=after.number,
                summary=after.summary, told=readers,
            )  # fmt: skip
            return released, tuple(_summary(after, card, user) for user in readers)
        case a.SettleAction():
            note = "" if after.is_private else after.note
            settled = a.ActionSettled(
                project_id=card.id, by=actor.user_id, at=now, action_id=after.id, number=after.number,
                state=after.state, note=note,
            )  # fmt: skip
            return settled, ()
        case a.MakeWork():
            made = a.ActionMadeWork(
                project_id=card.id, by=actor.user_id, at=now, action_id=after.id, number=after.number,
                deliverable_id=after.deliverable_id, title=title_of(after),
            )  # fmt: skip
            return made, ()
        case a.HandActionOver():
            handed = a.ActionHandedOver(
                project_id=card.id, by=actor.user_id, at=now, action_id=after.id, number=after.number, to=after.owner
            )
            return handed, ()
    return a.ActionReopened(project_id=card.id, by=actor.user_id, at=now, action_id=after.id, number=after.number), ()


def _summary(action: Action, card: ProjectCard, user_id: str) -> Notice:
    """The released words alone: the message is made from ``summary`` and never from the action itself."""
    key = action_key(action.id, user_id)
    return Notice(
        kind=NoticeKind.ACTION, team_id=card.team_id, audience=user_id, project_id=card.id,
        dedupe_key=f"{key}:v{action.version}", post_key=key, params={"action_id": action.id},
    )  # fmt: skip


def _seen(project_id: str, actor: Actor, uow: UnitOfWork) -> ProjectCard:
    """The project, where the actor may see it by the rules: an override lets nobody write."""
    glance = uow.reads.glance(actor.team_id, project_id, actor.user_id)
    card = uow.reads.card(actor.team_id, glance.project_id) if glance is not None else None
    if glance is None or card is None or not opens_to(glance.confidentiality, glance.is_member, actor):
        raise NotFound("project", project_id)
    return card
