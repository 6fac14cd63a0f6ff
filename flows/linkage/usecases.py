"""One command about a register, one transaction: load, decide, compute the dates, save, remember, announce."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flows.errors import NotFound, StaleProject
from flows.lifecycle.eventwords import scalars
from flows.lifecycle.permissions import opens_to
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage import commands as c
from flows.linkage import dealing, docketing, goingout, importing, recording, tying
from flows.linkage import events as e
from flows.linkage.announce import announce_linkage
from flows.linkage.evolve import replay
from flows.linkage.house import House
from flows.linkage.permissions import require
from flows.linkage.register import Register
from flows.linkage.situation import FollowUp, Situation
from flows.linkage.surroundings import OfficeCalendars
from flows.names import Actor
from flows.notices import Scalar, signed
from flows.ports import NewId, Receipt, UnitOfWork

# Any: each decider takes the one command class it is registered under.
Decider = Callable[[Register, Any, Situation], tuple[e.LinkageEvent, ...]]

DECIDERS: dict[type[c.LinkageCommand], Decider] = {
    c.RecordFeature: recording.feature,
    c.ClearFeature: recording.clear_feature,
    c.RecordFamily: recording.family,
    c.RecordApplication: recording.application,
    c.RecordClaims: recording.claims,
    c.RecordStandard: recording.standard,
    c.RecordClauses: recording.clauses,
    c.NoteNewText: recording.new_text,
    c.PlanOutward: goingout.plan,
    c.AskClearance: goingout.ask,
    c.DecideClearance: goingout.decide,
    c.MakeOutward: goingout.make,
    c.WithdrawOutward: goingout.withdraw,
    c.NoteReception: goingout.reception,
    c.Declare: dealing.declare,
    c.RecordLicence: dealing.licence,
    c.RecordReward: dealing.reward,
    c.TieItems: tying.tie,
    c.UntieItems: tying.untie,
    c.CheckRow: tying.check,
    c.CloseDocketItem: docketing.close,
    c.ConfirmDocketItem: docketing.confirm,
    c.DropDocketItem: docketing.drop,
    c.ReopenDocketItem: docketing.reopen,
    c.ImportItems: importing.take_in,
}
"""Every command with the function that judges it. A new command goes here and into ``permissions.py``."""


def perform_linkage(
    command: c.LinkageCommand,
    *,
    actor: Actor,
    uow: UnitOfWork,
    follow_up: FollowUp,
    calendars: OfficeCalendars,
    house: House,
    now: datetime,
    today: date,
    new_id: NewId,
    request_key: str,
    place: str = "",
) -> Receipt:
    """Carry ``command`` out in the open unit of work and commit it; a request seen before gets its first receipt.

    ``now`` is UTC, ``today`` the day in the time zone of the workspace, ``place`` the channel it was asked
    in. Raises the refusals of ``flows/errors.py``; then nothing is stored. Somebody who may not see the project is
    told ``NotFound``, as for an unknown one.
    """
    earlier = uow.inbox.first(actor.team_id, request_key)
    card = _seen(earlier.project_id if earlier else command.project_id, actor, uow, asked=command)
    if earlier is not None:
        return earlier
    require(card, actor.user_id, type(command).__name__)
    before = uow.registers.load(actor.team_id, card.id)
    if command.shown is not None and command.shown != before.version:
        raise StaleProject(card.id, command.shown, before.version)
    situation = Situation(
        project_id=card.id, project=card, by=actor.user_id, at=now, today=today, new_id=new_id, house=house,
        calendars=calendars, place=place, audience_of=lambda channel: uow.reads.audience(actor.team_id, channel),
    )  # fmt: skip
    events = judge_command(before, command, situation, follow_up)
    receipt = _receipt(command, card, events)
    if events:
        after = replace(replay(events, before), version=before.version + 1)
        uow.registers.save(before, after)
        uow.history.append(actor.team_id, events)
        told = signed(announce_linkage(card, before, after, events), by=actor.user_id)
        uow.outbox.put(told, now=now, new_id=new_id)
    uow.inbox.remember(actor.team_id, request_key, receipt, now=now)
    uow.commit()
    return receipt


def judge_command(
    register: Register, command: c.LinkageCommand, situation: Situation, follow_up: FollowUp
) -> tuple[e.LinkageEvent, ...]:
    """What a command causes, and the dates that follow from it. Pure."""
    events = DECIDERS[type(command)](register, command, situation)
    if not events:
        return ()
    dates = follow_up(register, replay(events, register), situation)
    if not dates:
        return events
    return (*events, e.DocketRecorded(**situation.stamp(), items=dates, cause=type(command).__name__))


def _seen(project_id: str, actor: Actor, uow: UnitOfWork, *, asked: c.LinkageCommand) -> ProjectCard:
    """The project, where the actor may see it by the rules: an override lets nobody write."""
    glance = uow.reads.glance(actor.team_id, project_id, actor.user_id)
    if glance is None or not opens_to(glance.confidentiality, glance.is_member, actor):
        raise NotFound("project", asked.project_id)
    card = uow.reads.card(actor.team_id, glance.project_id)
    if card is None:
        raise NotFound("project", asked.project_id)
    return card


def _receipt(command: c.LinkageCommand, card: ProjectCard, events: tuple[e.LinkageEvent, ...]) -> Receipt:
    """``item_id`` is what the command was about, or made."""
    params: dict[str, Scalar] = {}
    for event in events:
        item = getattr(event, "item", None)
        if item is not None and "item_id" not in params:
            params |= {"item_id": item.id, "number": item.number}
        if isinstance(event, e.ClearanceAsked):
            params |= {"outward_id": event.item.outward_id, "answer": event.item.answer.value}
        params |= {name: value for name, value in scalars(event).items() if name in ("state", "made_on", "count")}
    return Receipt(
        command=type(command).__name__,
        project_id=card.id,
        project_key=card.key,
        events=tuple(type(event).__name__ for event in events),
        params=params,
    )
