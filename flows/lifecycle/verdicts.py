"""What a change brings about at an open gate: people who are gone lose their seats, and enough votes decide.

Asked after every use case, so that a decision falls at the moment its rule is met, by whatever met it: a vote, an
acceptance, a departure.
"""

from collections.abc import Iterable
from typing import Protocol

from flows.lifecycle import events as e
from flows.lifecycle.asking import asked_for, is_asked_for
from flows.lifecycle.closing import outcome_of
from flows.lifecycle.deliverables import reopened
from flows.lifecycle.evaluation import planned
from flows.lifecycle.evolve import evolve
from flows.lifecycle.houserules import deciding_roles
from flows.lifecycle.machine import check_move
from flows.lifecycle.mergers import mergeable, merged
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.project import CONDITION, Condition, Deliverable, Gate, Member, Project
from flows.lifecycle.readiness import unpassed
from flows.lifecycle.template import Stage, Template
from flows.lifecycle.voting import Verdict, verdict
from flows.names import PASSING, Bilingual, Decision, DeliverableState, Role, Strand
from flows.ports import Person


class Staffed(Protocol):
    """Whose roles and members are known: both ``Project`` and ``ProjectCard`` are this."""

    @property
    def members(self) -> tuple[Member, ...]: ...
    def holders(self, role: Role) -> tuple[str, ...]: ...


def follow_up(project: Project, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    """The events that a change of this project entails. Pure, like every decider."""
    if project.gate is None:
        return ()
    left = departures(project, project.gate, occasion.people, template)
    gone = tuple(e.GatekeeperLeft(**occasion.stamp(project), gate_id=project.gate.id, user_id=user) for user in left)
    for event in gone:
        project = evolve(project, event)
    found = verdict(project, template)
    if project.gate is None or found is None:
        return gone
    if found.decision in PASSING and (unpassed(project, template) or occasion.outside):
        return gone
    return (*gone, *_decide(project, project.gate, found, occasion, template))


def departures(project: Staffed, gate: Gate, people: Iterable[Person], template: Template) -> tuple[str, ...]:
    """Gatekeepers who are gone: deactivated, no member any more, or without the role they (or whoever they stand in
    for) decide by. ``people`` are those of them that the workspace knows."""
    deciders = deciding_roles(template.stage(gate.stage).gate, gate.house)
    able = {user for role in deciders for user in project.holders(role)}
    members = {member.user_id for member in project.members}
    off = {person.user_id for person in people if person.deleted}
    return tuple(
        user
        for user in gate.gatekeepers
        if user in off or gate.principal(user) in off or user not in members
        or gate.principal(user) not in able
    )  # fmt: skip


def _decide(
    project: Project, gate: Gate, found: Verdict, occasion: Occasion, template: Template
) -> tuple[e.Event, ...]:
    """The decision and its consequences; none where a project to merge into has ended meanwhile."""
    comments = "\n".join(vote.comment for vote in found.votes if vote.comment)
    decided = e.GateDecided(
        **occasion.stamp(project), gate_id=gate.id, stage=gate.stage, decision=found.decision, comments=comments
    )
    match found.decision:
        case Decision.GO:
            return (decided, *_onward(project, occasion, template))
        case Decision.CONDITIONAL_GO:
            return (decided, *_conditionally(project, gate, found, occasion, template))
        case Decision.HOLD:
            check_move(template, project, "hold")
            dates = [v.hold_until for v in found.votes if v.hold_until is not None]
            until = max(dates) if dates else None
            return (decided, e.ProjectHeld(**occasion.stamp(project), until=until, reason=comments))
        case Decision.RECYCLE:
            check_move(template, project, "recycle")
            again = _named_again(project, found)
            return (decided, *(event for d in again for event in reopened(project, d, comments, occasion)))
        case Decision.MERGE:
            check_move(template, project, "stop")
            target = mergeable(project, found.merge_into, occasion)
            return (decided, *merged(project, target, comments, occasion)) if target else ()
        case Decision.STOP:
            check_move(template, project, "stop")
            return (decided, e.ProjectStopped(**occasion.stamp(project), reason=comments))


def _named_again(project: Project, found: Verdict) -> tuple[Deliverable, ...]:
    """What the votes name. Votes of an earlier version of this product may name nothing: then all that was accepted."""
    named = {deliverable_id for v in found.votes for deliverable_id in v.reopen}
    return tuple(
        d for d in project.in_stage(project.stage) if (d.id in named if named else d.state == DeliverableState.ACCEPTED)
    )


def _onward(project: Project, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    if template.following(project.stage) is None:
        check_move(template, project, "complete", occasion.outside)
        ended = e.ProjectCompleted(
            **occasion.stamp(project), outcome=outcome_of(project), follow_ups=planned(occasion.today)
        )
        return (ended,)
    place = check_move(template, project, "advance", occasion.outside)
    return (enter(project, template.stage(place.stage), occasion),)


def _conditionally(
    project: Project, gate: Gate, found: Verdict, occasion: Occasion, template: Template
) -> tuple[e.Event, ...]:
    """The conditions become work that blocks the next gate. At the last gate that is this one, once more."""
    following = template.following(project.stage)
    onward = () if following is None else _onward(project, occasion, template)
    stage = project.stage if following is None else following.key
    named = dict.fromkeys(condition for vote in found.votes for condition in vote.conditions)
    work = tuple(_condition(condition, stage, occasion) for condition in named)
    if not work:  # votes of an earlier version of this product name none
        return onward
    return (*onward, e.ConditionsSet(**occasion.stamp(project), gate_id=gate.id, stage=stage, deliverables=work))


def _condition(condition: Condition, stage: str, occasion: Occasion) -> Deliverable:
    return Deliverable(
        id=occasion.new_id("dlv"),
        stage=stage,
        spec=CONDITION,
        strand=Strand.MANAGEMENT,
        title=Bilingual(zh=condition.text, en=condition.text),
        role=Role.LEAD,
        required=True,
        assignee=condition.owner,
        due=condition.due,
    )


def enter(project: Project, stage: Stage, occasion: Occasion) -> e.StageEntered:
    """The stage with its deliverables for the project's strands, each with a person and a day."""
    asked = tuple(
        asked_for(project, stage.key, spec, occasion)
        for spec in stage.deliverables
        if is_asked_for(spec, project.strands)
    )
    return e.StageEntered(**occasion.stamp(project), stage=stage.key, deliverables=asked)
