"""Gates in the database: the open one of a project, its gatekeepers and votes. Closed ones stay."""

import json

from flows.lifecycle.project import Gate, Project, Vote
from flows.lifecycle.template import HouseRule
from flows.names import Decision
from storage import rows
from storage.codec import build, dump, plain
from storage.instants import day_or_none, moment, read_day_or_none, read_moment
from storage.session import Session

SEATED, ABSTAINED, RECUSED = "seated", "abstained", "recused"
Seat = tuple[str, str, str]
"""A user id, its standing, and whose vote it was handed."""


def open_gate(session: Session, team_id: str, project_id: str) -> Gate | None:
    """The open gate of a project with its votes."""
    row = session.one("gates.open_gate", team_id=team_id, project_id=project_id)
    if row is None:
        return None
    gate_id, stage, requested_by, requested_at, note, proposal, closes_on, house = row
    place = {"team_id": team_id, "project_id": project_id, "gate_id": gate_id}
    seats = session.all("gates.gatekeepers", **place)
    return Gate(
        gate_id,
        stage,
        requested_by,
        read_moment(requested_at),
        tuple(user for user, standing, _ in seats if standing != RECUSED),
        note,
        tuple(rows.vote(vote) for vote in session.all("gates.votes", **place)),
        None if proposal is None else Decision(proposal),
        read_day_or_none(closes_on),
        tuple(user for user, standing, _ in seats if standing == ABSTAINED),
        tuple(user for user, standing, _ in seats if standing == RECUSED),
        tuple((user, stands_for) for user, _, stands_for in seats if stands_for),
        build(HouseRule, json.loads(house)) if house else None,
    )


def save_gate(session: Session, before: Project | None, after: Project) -> None:
    """Store what changed between two states of a project's open gate."""
    old, new = None if before is None else before.gate, after.gate
    if old == new:
        return
    place = {"team_id": after.team_id, "project_id": after.id}
    if old is not None and (new is None or new.id != old.id):
        session.run("gates.close", **place, id=old.id)
        old = None
    if new is not None:
        session.run(
            "gates.put",
            **place,
            id=new.id,
            stage=new.stage,
            requested_by=new.requested_by,
            requested_at=moment(new.requested_at),
            note=new.note,
            proposal=None if new.proposal is None else new.proposal.value,
            closes_on=day_or_none(new.closes_on),
            house="" if new.house is None else dump(plain(new.house)),
        )
        at_gate = {**place, "gate_id": new.id}
        _save_seats(session, at_gate, () if old is None else _seats(old), _seats(new))
        _save_votes(session, at_gate, () if old is None else old.votes, new.votes)


def _seats(gate: Gate) -> tuple[Seat, ...]:
    """The quorum in its order, then those who stepped aside in theirs."""
    stands_for = dict(gate.deputies)
    quorum = (
        (user, ABSTAINED if user in gate.abstained else SEATED, stands_for.get(user, "")) for user in gate.gatekeepers
    )
    return (*quorum, *((user, RECUSED, "") for user in gate.recused))


def _save_seats(session: Session, at_gate: dict[str, str], before: tuple[Seat, ...], after: tuple[Seat, ...]) -> None:
    if before == after:
        return
    for user_id in {user for user, _, _ in before} - {user for user, _, _ in after}:
        session.run("gates.drop_gatekeeper", **at_gate, user_id=user_id)
    for position, (user_id, standing, stands_for) in enumerate(after):
        session.run(
            "gates.put_gatekeeper",
            **at_gate,
            user_id=user_id,
            position=position,
            standing=standing,
            stands_for=stands_for,
        )


def _save_votes(session: Session, at_gate: dict[str, str], before: tuple[Vote, ...], after: tuple[Vote, ...]) -> None:
    for voter in {vote.voter for vote in before} - {vote.voter for vote in after}:
        session.run("gates.drop_vote", **at_gate, voter=voter)
    stored = set(enumerate(before))
    for position, vote in enumerate(after):
        if (position, vote) not in stored:
            session.run(
                "gates.put_vote",
                **at_gate,
                voter=vote.voter,
                position=position,
                decision=vote.decision.value,
                comment=vote.comment,
                voted_at=moment(vote.at),
                hold_until=day_or_none(vote.hold_until),
                reopen=dump(plain(vote.reopen)),
                conditions=dump(plain(vote.conditions)),
                merge_into=vote.merge_into,
            )
