"""One command, one transaction: load, decide, save, remember, announce."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flows.errors import InvalidFields, NotFound, StaleProject
from flows.lifecycle import adding, blocking, closing, deliverables, gates, life, overrides, people, scores, verdicts
from flows.lifecycle import commands as c
from flows.lifecycle.announce import announce
from flows.lifecycle.events import Event, VoteCast
from flows.lifecycle.eventwords import scalars, vote_count
from flows.lifecycle.evolve import replay
from flows.lifecycle.houserules import under
from flows.lifecycle.naming import named_people
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.overrides import may_appoint, may_override
from flows.lifecycle.permissions import opens_to
from flows.lifecycle.project import Project
from flows.lifecycle.readiness import Outside, nothing_outside
from flows.lifecycle.readmodels import Glance
from flows.lifecycle.template import Template, Templates
from flows.names import SYSTEM, Actor
from flows.notices import Scalar, in_lane
from flows.ports import NewId, Receipt, UnitOfWork

# Any: each decider takes the one command class it is registered under.
Decider = Callable[[Project, Any, Occasion, Template], tuple[Event, ...]]

DECIDERS: dict[type[c.Command], Decider] = {
    c.EditProject: life.edit,
    c.AssignRoles: people.assign_roles,
    c.SetStrandStates: life.set_strand_states,
    c.AddDeliverable: adding.add,
    c.SubmitDeliverable: deliverables.submit,
    c.AcceptSubmission: deliverables.accept,
    c.RequestChanges: deliverables.request_changes,
    c.SayNotNeeded: deliverables.say_not_needed,
    c.AskForMoreTime: deliverables.ask_for_more_time,
    c.AnswerRequest: deliverables.answer_request,
    c.ReportBlocked: blocking.report,
    c.LiftBlock: blocking.lift,
    c.HandOver: deliverables.hand_over,
    c.ReopenDeliverable: deliverables.reopen,
    c.RequestGate: gates.request,
    c.WithdrawGate: gates.withdraw,
    c.CastVote: gates.vote,
    c.Abstain: gates.abstain,
    c.DeclareConflict: gates.declare_conflict,
    c.HandVoteOver: gates.hand_over,
    c.TendGate: gates.tend,
    c.WakeProject: life.wake,
    c.SubmitScore: scores.submit,
    c.HoldProject: life.hold,
    c.ResumeProject: life.resume,
    c.StopProject: life.stop,
    c.OverrideAccess: overrides.override,
    c.AppointLead: overrides.appoint,
    c.SetOutcome: closing.set_outcome,
    c.AnswerIndicators: closing.answer_indicators,
    c.AddImprovement: closing.add_improvement,
    c.SettleImprovement: closing.settle_improvement,
    c.OpenFollowUp: closing.open_follow_up,
    c.AnswerFollowUp: closing.answer_follow_up,
    c.SkipFollowUp: closing.skip_follow_up,
}
"""Every command but ``CreateProject`` with the function that judges it. A new command goes here."""

FORMS = (c.EditProject, c.AssignRoles, c.SetStrandStates, c.HoldProject)
"""Commands that overwrite what a form displayed, so the form must have shown the present version."""

HOUSED = (c.RequestGate, c.SubmitScore)
"""Commands about a gate that is not open yet: the rules of the workspace as they hold now count for them."""

RECEIPT_PARAMS = frozenset({
    "deliverable_id", "number", "decision", "stage", "due", "until", "to", "gate_id", "gatekeepers", "votes", "vote",
    "outcome", "months", "verdict", "state",
})  # fmt: skip


def perform(
    command: c.Command,
    *,
    actor: Actor,
    uow: UnitOfWork,
    templates: Templates,
    now: datetime,
    today: date,
    new_id: NewId,
    request_key: str,
    outside: Outside = nothing_outside,
) -> Receipt:
    """Carry out ``command`` in the open unit of work and commit it; a request seen before gets its first receipt.

    ``now`` is UTC, ``today`` the day in the time zone of the workspace. ``outside`` tells what other wings put before
    the gate; it is asked only where a gate is requested or open. Raises the refusals of ``flows/errors.py``;
    then nothing is stored. Somebody who may not see the project is told ``NotFound``, as for an unknown one.
    """
    earlier = uow.inbox.first(actor.team_id, request_key)
    # Looked up before it is known whether they are needed: a request that somebody else has made takes as long.
    people = uow.reads.persons(actor.team_id, named_people(command))
    if earlier is not None:
        return _again(earlier, command, actor, uow)
    occasion = Occasion(
        by=actor.user_id,
        at=now,
        today=today,
        new_id=new_id,
        people=people,
    )
    if isinstance(command, c.CreateProject):
        change = _create(command, actor, occasion, uow, templates)
    else:
        change = _change(command, actor, occasion, uow, templates=templates, outside=outside)
    receipt = change.receipt(type(command).__name__)
    for part in (change, *change.elsewhere):
        if part.events:
            uow.projects.save(part.before, part.after)
            uow.history.append(actor.team_id, part.events)
            told = in_lane(announce(part.before, part.after, part.events), by=actor.user_id)
            uow.outbox.put(told, now=now, new_id=new_id)
    # Also where nothing had to change: asked again later, the same request might be judged differently.
    uow.inbox.remember(actor.team_id, request_key, receipt, now=now)
    uow.commit()
    return receipt


def _again(earlier: Receipt, command: c.Command, actor: Actor, uow: UnitOfWork) -> Receipt:
    """The first result of a request that came once more; not for somebody who may not see what it was about.

    Who started a project for others need not be one of its members, and is told again that it was started.
    """
    if isinstance(command, c.CreateProject) and earlier.command == c.CreateProject.__name__:
        return earlier
    if not isinstance(command, c.ClockCommand):
        _look(earlier.project_id, actor, uow, asked=command)
    return earlier


def _look(project_id: str, actor: Actor, uow: UnitOfWork, *, asked: c.Command) -> None:
    """Raises ``NotFound`` before anything is loaded: a hidden project takes no longer than an unknown one.

    What an override opens is open for reading, not for commands.
    """
    glance = uow.reads.glance(actor.team_id, project_id, actor.user_id)
    if glance is None:
        raise NotFound("project", asked.project_id)
    if not _may_ask(asked, glance, actor):
        raise NotFound("project", asked.project_id)


def _may_ask(asked: c.Command, glance: Glance, actor: Actor) -> bool:
    match asked:
        case c.OverrideAccess():
            return may_override(glance, actor)
        case c.AppointLead():
            return may_appoint(actor)
        case _:
            return _opens(glance, actor)


def _opens(glance: Glance, actor: Actor) -> bool:
    return opens_to(glance.confidentiality, glance.is_member, actor)


@dataclass(frozen=True, slots=True)
class _Change:
    """What a use case does to one project; ``elsewhere`` what it does to others in the same transaction."""

    before: Project | None
    after: Project
    events: tuple[Event, ...]
    elsewhere: "tuple[_Change, ...]" = ()

    def receipt(self, command: str) -> Receipt:
        params: dict[str, Scalar] = {}
        for event in self.events:
            params |= {name: value for name, value in scalars(event).items() if name in RECEIPT_PARAMS}
            if isinstance(event, VoteCast):
                params |= {"vote": event.vote.decision.value, **vote_count(self.before, event)}
        return Receipt(
            command=command,
            project_id=self.after.id,
            project_key=self.after.key,
            events=tuple(type(event).__name__ for event in self.events),
            params=params,
        )


def _create(
    command: c.CreateProject, actor: Actor, occasion: Occasion, uow: UnitOfWork, templates: Templates
) -> _Change:
    try:
        template = templates.latest(command.template)
    except KeyError as error:
        raise InvalidFields({"template": "unknown_value"}) from error
    uow.reads.policy(actor.team_id).require_creator(actor)
    key = uow.projects.next_key(actor.team_id)
    events = life.create(command, occasion, template, actor=actor, project_id=occasion.new_id("prj"), key=key)
    if not command.follows:
        return _Change(None, _after(None, events), events)
    earlier = _ended(command, actor, uow)
    tied, back = life.follow_on(_after(None, events), earlier, occasion)
    return _Change(None, _after(None, (*events, tied)), (*events, tied), (_elsewhere(earlier, (back,)),))


def _elsewhere(other: Project, theirs: tuple[Event, ...]) -> _Change:
    return _Change(other, _after(other, theirs), theirs)


def _ended(command: c.CreateProject, actor: Actor, uow: UnitOfWork) -> Project:
    """The project that a new one follows on from. Raises ``NotFound`` where the actor may not see it."""
    glance = uow.reads.glance(actor.team_id, command.follows, actor.user_id)
    earlier = uow.projects.load(actor.team_id, command.follows) if glance and _opens(glance, actor) else None
    if earlier is None:
        raise NotFound("project", command.follows)
    return earlier


def _change(
    command: c.Command, actor: Actor, occasion: Occasion, uow: UnitOfWork, *, templates: Templates, outside: Outside
) -> _Change:
    if isinstance(command, c.ClockCommand):
        if actor.user_id != SYSTEM:
            raise NotFound("project", command.project_id)
    else:
        _look(command.project_id, actor, uow, asked=command)
    before = uow.projects.load(actor.team_id, command.project_id)
    if before is None:
        raise NotFound("project", command.project_id)
    if isinstance(command, FORMS) and command.shown is not None and command.shown != before.version:
        raise StaleProject(before.id, command.shown, before.version)
    template = templates.get(before.template, before.template_version)
    if isinstance(command, HOUSED):
        template = under(template, uow.reads.policy(actor.team_id).gates)
    occasion = _at_the_gate(before, command, actor, occasion, uow)
    if before.gate is not None or isinstance(command, c.RequestGate):
        occasion = replace(occasion, outside=outside(before, uow.reads, occasion.today))
    events = judge(before, command, occasion, template)
    own = tuple(event for event in events if event.project_id == before.id)
    elsewhere = tuple(
        _Change(other, _after(other, theirs), theirs)
        for other in occasion.others
        if (theirs := tuple(event for event in events if event.project_id == other.id))
    )
    return _Change(before, _after(before, own), own, elsewhere)


def judge(project: Project, command: c.Command, occasion: Occasion, template: Template) -> tuple[Event, ...]:
    """What a command causes, and what that brings about at an open gate. Pure."""
    events = DECIDERS[type(command)](project, command, occasion, template)
    if not events and not isinstance(command, c.TendGate):
        return ()
    after = replay(events, project)
    return (*events, *verdicts.follow_up(after, occasion, template)) if after else events


def _at_the_gate(project: Project, command: c.Command, actor: Actor, occasion: Occasion, uow: UnitOfWork) -> Occasion:
    """The occasion with everybody the open gate names, and the projects that votes want to merge into."""
    gate = project.gate
    if isinstance(command, c.AppointLead):
        members = tuple(member.user_id for member in project.members)
        occasion = replace(occasion, people=(*occasion.people, *uow.reads.persons(actor.team_id, members)))
    if gate is None:
        return occasion
    keepers = dict.fromkeys(user for keeper in gate.gatekeepers for user in (keeper, gate.principal(keeper)))
    named = {vote.merge_into for vote in gate.votes}
    if isinstance(command, c.CastVote) and command.merge_into:
        glance = uow.reads.glance(actor.team_id, command.merge_into, actor.user_id)
        if glance is not None and opens_to(glance.confidentiality, glance.is_member, actor):
            named.add(command.merge_into)
    others = (uow.projects.load(actor.team_id, other) for other in sorted(named - {"", project.id}))
    return replace(
        occasion,
        people=(*occasion.people, *uow.reads.persons(actor.team_id, tuple(keepers))),
        others=tuple(other for other in others if other is not None),
    )


def _after(before: Project | None, events: tuple[Event, ...]) -> Project:
    """The project with everything that happened and its next version; unchanged where nothing did."""
    after = replay(events, before)
    if after is None:
        raise ValueError("a project begins with an event")
    return replace(after, version=after.version + 1) if events else after
