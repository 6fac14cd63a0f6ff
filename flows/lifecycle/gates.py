"""Decisions about the gate at the end of a stage: request, withdraw, vote, and what a majority brings about."""

from datetime import timedelta

from flows.errors import IllegalMove
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.deliverables import reopened
from flows.lifecycle.evolve import evolve
from flows.lifecycle.fields import COMMENT_LIMIT, Fields
from flows.lifecycle.machine import check_move
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import require
from flows.lifecycle.project import Deliverable, Gate, Project, Vote
from flows.lifecycle.readiness import gatekeepers, outcome
from flows.lifecycle.template import Stage, Template
from flows.names import SETTLED, Decision, DeliverableState, Role, Strand


def request(project: Project, command: c.RequestGate, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    """Opens the gate. Raises ``GateNotMet`` with every blocker where the stage is not ready."""
    require(project, occasion.by, "RequestGate")
    fields = Fields()
    note = fields.text("note", command.note, COMMENT_LIMIT)
    fields.finish()
    check_move(template, project, "request_gate")
    return (
        e.GateRequested(
            **occasion.stamp(project),
            gate_id=occasion.new_id("gate"),
            stage=project.stage,
            gatekeepers=gatekeepers(project, template),
            note=note,
        ),
    )


def withdraw(project: Project, command: c.WithdrawGate, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    gate = _open_gate(project, command.gate_id, "withdraw_gate")
    require(project, occasion.by, "WithdrawGate")
    return closed(project, gate, occasion)


def closed(project: Project, gate: Gate | None, occasion: Occasion) -> tuple[e.Event, ...]:
    """The event that closes an open gate without a decision, if there is one."""
    if gate is None:
        return ()
    return (e.GateWithdrawn(**occasion.stamp(project), gate_id=gate.id),)


def vote(project: Project, command: c.CastVote, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    """Records the vote and, where it makes a majority, what follows from the decision."""
    gate = _open_gate(project, command.gate_id, "cast_vote")
    require(project, occasion.by, "CastVote")
    cast = _vote(project, command, occasion)
    if any(_same(earlier, cast) for earlier in gate.votes):
        return ()
    event = e.VoteCast(**occasion.stamp(project), gate_id=gate.id, vote=cast)
    voted = evolve(project, event)
    decision = outcome(voted.gate)
    if voted.gate is None or decision is None:
        return (event,)
    return (event, *_decide(voted, voted.gate, decision, occasion, template))


def _open_gate(project: Project, gate_id: str, action: str) -> Gate:
    if project.gate is None or project.gate.id != gate_id:
        raise IllegalMove(action, "closed")
    return project.gate


def _vote(project: Project, command: c.CastVote, occasion: Occasion) -> Vote:
    """The vote as it counts: a date only with HOLD, deliverables only with RECYCLE."""
    fields = Fields()
    needs_comment = command.decision != Decision.GO
    comment = fields.text(
        "comment", command.comment, COMMENT_LIMIT, missing="comment_required" if needs_comment else ""
    )
    hold_until = command.hold_until if command.decision == Decision.HOLD else None
    fields.day("hold_until", hold_until, occasion.today)
    reopen = tuple(dict.fromkeys(command.reopen)) if command.decision == Decision.RECYCLE else ()
    settled = {d.id for d in project.in_stage(project.stage) if d.state in SETTLED}
    if not settled.issuperset(reopen):
        fields.fault("reopen", "unknown_value")
    fields.finish()
    return Vote(occasion.by, command.decision, comment, occasion.at, hold_until, reopen)


def _same(earlier: Vote, cast: Vote) -> bool:
    return (earlier.voter, earlier.decision, earlier.comment, earlier.hold_until, earlier.reopen) == (
        cast.voter,
        cast.decision,
        cast.comment,
        cast.hold_until,
        cast.reopen,
    )


def _decide(
    project: Project, gate: Gate, decision: Decision, occasion: Occasion, template: Template
) -> tuple[e.Event, ...]:
    """The decision and its consequences. ``project`` already holds the deciding vote."""
    for_it = tuple(v for v in gate.votes if v.decision == decision)
    comments = "\n".join(v.comment for v in for_it if v.comment)
    decided = e.GateDecided(
        **occasion.stamp(project), gate_id=gate.id, stage=gate.stage, decision=decision, comments=comments
    )
    match decision:
        case Decision.GO | Decision.CONDITIONAL_GO:
            return (decided, *_onward(project, occasion, template))
        case Decision.HOLD:
            check_move(template, project, "hold")
            dates = [v.hold_until for v in for_it if v.hold_until is not None]
            until = max(dates) if dates else None
            held = e.ProjectHeld(**occasion.stamp(project), until=until, reason=comments)
            return (decided, held)
        case Decision.RECYCLE:
            check_move(template, project, "recycle")
            again = _to_rework(project, for_it)
            return (decided, *(event for d in again for event in reopened(project, d, comments, occasion)))
        case Decision.STOP:
            check_move(template, project, "stop")
            stopped = e.ProjectStopped(**occasion.stamp(project), reason=comments)
            return (decided, stopped)


def _onward(project: Project, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    following = template.following(project.stage)
    if following is None:
        check_move(template, project, "complete")
        return (e.ProjectCompleted(**occasion.stamp(project)),)
    place = check_move(template, project, "advance")
    return (enter(project, template.stage(place.stage), occasion),)


def _to_rework(project: Project, votes: tuple[Vote, ...]) -> tuple[Deliverable, ...]:
    """What the votes name; where none names anything, everything that was accepted in the stage."""
    named = {deliverable_id for vote in votes for deliverable_id in vote.reopen}
    return tuple(
        d for d in project.in_stage(project.stage) if (d.id in named if named else d.state == DeliverableState.ACCEPTED)
    )


def enter(project: Project, stage: Stage, occasion: Occasion) -> e.StageEntered:
    """The stage with its deliverables for the project's strands, each with a person and a day."""
    asked = tuple(
        Deliverable(
            id=occasion.new_id("dlv"),
            stage=stage.key,
            spec=spec.key,
            strand=spec.strand,
            title=spec.title,
            role=spec.role,
            required=spec.required,
            assignee=(project.holders(spec.role) or project.holders(Role.LEAD))[0],
            due=occasion.today + timedelta(days=spec.due_days),
        )
        for spec in stage.deliverables
        if spec.strand == Strand.MANAGEMENT or spec.strand in project.strands
    )
    return e.StageEntered(**occasion.stamp(project), stage=stage.key, deliverables=asked)
