"""What people do at the gate at the end of a stage: request it, withdraw it, vote, abstain, step aside, send a deputy.

None of these decides anything; ``verdicts.follow_up`` looks at every change and says what it brings about.
"""

from dataclasses import replace
from datetime import timedelta

from flows.errors import IllegalMove
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.evolve import evolve
from flows.lifecycle.fields import COMMENT_LIMIT, Fields
from flows.lifecycle.machine import check_move
from flows.lifecycle.mergers import mergeable
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import require
from flows.lifecycle.project import Condition, Gate, Project, Vote
from flows.lifecycle.readiness import gatekeepers
from flows.lifecycle.template import Template
from flows.lifecycle.voting import verdict
from flows.names import SETTLED, Decision

CONDITION_LIMIT = 150
CONDITIONS = 20
"""Conditions that one vote may name."""


def request(project: Project, command: c.RequestGate, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    """Opens the gate. Raises ``GateNotMet`` with every blocker where the stage is not ready."""
    require(project, occasion.by, "RequestGate")
    fields = Fields()
    note = fields.text("note", command.note, COMMENT_LIMIT)
    fields.finish()
    check_move(template, project, "request_gate", occasion.outside)
    spec = template.stage(project.stage).gate
    requested = e.GateRequested(
        **occasion.stamp(project),
        gate_id=occasion.new_id("gate"),
        stage=project.stage,
        gatekeepers=gatekeepers(project, template),
        note=note,
        proposal=command.proposal,
        closes_on=occasion.today + timedelta(days=spec.voting.closes_after_days),
        house=spec.house,
    )
    return (_with_standing_votes(project, requested, template),)


def _with_standing_votes(project: Project, requested: e.GateRequested, template: Template) -> e.GateRequested:
    """Who voted for passing before a recycle need not vote again. Old votes alone never decide."""
    votes = tuple(vote for vote in project.standing_votes if vote.voter in requested.gatekeepers)
    carried = replace(requested, votes=votes)
    return requested if verdict(evolve(project, carried), template) else carried


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
    """Records the vote. The same vote again is one only where something was handed in since."""
    gate = _open_gate(project, command.gate_id, "cast_vote")
    require(project, occasion.by, "CastVote")
    cast = _vote(project, command, occasion, template)
    earlier = next((v for v in gate.votes if v.voter == cast.voter), None)
    if earlier is not None and _said(earlier) == _said(cast) and not changed_since(project, earlier):
        return ()
    return (e.VoteCast(**occasion.stamp(project), gate_id=gate.id, vote=cast),)


def changed_since(project: Project, vote: Vote) -> bool:
    """Whether anything in the stage was handed in after a vote."""
    return any(d.submissions and d.submissions[-1].at > vote.at for d in project.in_stage(project.stage))


def abstain(project: Project, command: c.Abstain, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    gate = _open_gate(project, command.gate_id, "cast_vote")
    require(project, occasion.by, "Abstain")
    reason = _optional("comment", command.reason)
    if occasion.by in gate.abstained:
        return ()
    return (e.VoteAbstained(**occasion.stamp(project), gate_id=gate.id, reason=reason),)


def declare_conflict(
    project: Project, command: c.DeclareConflict, occasion: Occasion, _: Template
) -> tuple[e.Event, ...]:
    gate = _open_gate(project, command.gate_id, "cast_vote")
    if occasion.by in gate.recused:
        return ()
    require(project, occasion.by, "DeclareConflict")
    reason = _optional("comment", command.reason)
    return (e.ConflictDeclared(**occasion.stamp(project), gate_id=gate.id, reason=reason),)


def hand_over(project: Project, command: c.HandVoteOver, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """To a member who has no vote at this gate and declared no conflict of interest."""
    gate = _open_gate(project, command.gate_id, "cast_vote")
    require(project, occasion.by, "HandVoteOver")
    fields = Fields()
    reason = fields.text("reason", command.reason, COMMENT_LIMIT)
    fields.person("to", command.to, occasion.people)
    if command.to and (command.to in (*gate.gatekeepers, *gate.recused) or project.member(command.to) is None):
        fields.fault("to", "cannot_vote")
    fields.finish()
    return (e.VoteHandedOver(**occasion.stamp(project), gate_id=gate.id, to=command.to, reason=reason),)


def tend(project: Project, command: c.TendGate, _: Occasion, __: Template) -> tuple[e.Event, ...]:
    """Nothing of its own: ``verdicts.follow_up`` finds who is gone. Refused where the gate is over."""
    _open_gate(project, command.gate_id, "cast_vote")
    return ()


def _open_gate(project: Project, gate_id: str, action: str) -> Gate:
    if project.gate is None or project.gate.id != gate_id:
        raise IllegalMove(action, "closed")
    return project.gate


def _optional(field: str, value: str) -> str:
    fields = Fields()
    text = fields.text(field, value, COMMENT_LIMIT)
    fields.finish()
    return text


def _vote(project: Project, command: c.CastVote, occasion: Occasion, template: Template) -> Vote:
    """The vote as it counts: what belongs to another decision is left out."""
    decision, fields = command.decision, Fields()
    needs_comment = decision in template.stage(project.stage).gate.voting.comment_required
    comment = fields.text(
        "comment", command.comment, COMMENT_LIMIT, missing="comment_required" if needs_comment else ""
    )
    hold_until = command.hold_until if decision == Decision.HOLD else None
    fields.day("hold_until", hold_until, occasion.today)
    reopen = _reopen(project, command, fields) if decision == Decision.RECYCLE else ()
    conditions = _conditions(command, occasion, fields) if decision == Decision.CONDITIONAL_GO else ()
    if decision == Decision.GO and command.conditions:
        # Left out, they would be lost for good: the gate would pass without what was meant to hold.
        fields.fault("conditions", "not_conditional")
    merge_into = command.merge_into if decision == Decision.MERGE else ""
    if decision == Decision.MERGE and not merge_into:
        fields.fault("merge_into", "missing")
    elif decision == Decision.MERGE and mergeable(project, merge_into, occasion) is None:
        fields.fault("merge_into", "unknown_value")
    fields.finish()
    return Vote(occasion.by, decision, comment, occasion.at, hold_until, reopen, conditions, merge_into)


def _reopen(project: Project, command: c.CastVote, fields: Fields) -> tuple[str, ...]:
    reopen = tuple(dict.fromkeys(command.reopen))
    settled = {d.id for d in project.in_stage(project.stage) if d.state in SETTLED}
    if not reopen:
        fields.fault("reopen", "missing")
    elif not settled.issuperset(reopen):
        fields.fault("reopen", "unknown_value")
    return reopen


def _conditions(command: c.CastVote, occasion: Occasion, fields: Fields) -> tuple[Condition, ...]:
    found = tuple(dict.fromkeys(command.conditions))
    if not found:
        fields.fault("conditions", "missing")
    if len(found) > CONDITIONS:
        fields.fault("conditions", "too_many")
    # Marked where it was said: at the field for all of them, or at the lines.
    owner_at = "condition_owner" if len({each.owner for each in found}) == 1 else "conditions"
    due_at = "condition_due" if len({each.due for each in found}) == 1 else "conditions"
    for condition in found:
        fields.text("conditions", condition.text, CONDITION_LIMIT, missing="missing")
        fields.person(owner_at, condition.owner, occasion.people)
        fields.day(due_at, condition.due, occasion.today)
    return tuple(Condition(each.text.strip(), each.owner, each.due) for each in found)


def _said(vote: Vote) -> tuple[object, ...]:
    """What a vote says, whenever it was cast."""
    return vote.decision, vote.comment, vote.hold_until, vote.reopen, vote.conditions, vote.merge_into
