"""Gates in the database: the open one of a project, its gatekeepers and votes. Closed ones stay."""

from flows.lifecycle.project import Gate, Project, Vote
from storage import rows
from storage.codec import dump, plain
from storage.instants import day_or_none, moment, read_moment
from storage.session import Session


def open_gate(session: Session, team_id: str, project_id: str) -> Gate | None:
    """The open gate of a project with its votes."""
    row = session.one("gates.open_gate", team_id=team_id, project_id=project_id)
    if row is None:
        return None
    gate_id, stage, requested_by, requested_at, note = row
    place = {"team_id": team_id, "project_id": project_id, "gate_id": gate_id}
    return Gate(
        gate_id,
        stage,
        requested_by,
        read_moment(requested_at),
        tuple(user_id for (user_id,) in session.all("gates.gatekeepers", **place)),
        note,
        tuple(rows.vote(vote) for vote in session.all("gates.votes", **place)),
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
        )
        at_gate = {**place, "gate_id": new.id}
        _save_gatekeepers(session, at_gate, () if old is None else old.gatekeepers, new.gatekeepers)
        _save_votes(session, at_gate, () if old is None else old.votes, new.votes)


def _save_gatekeepers(
    session: Session, at_gate: dict[str, str], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    if before == after:
        return
    for user_id in set(before) - set(after):
        session.run("gates.drop_gatekeeper", **at_gate, user_id=user_id)
    for position, user_id in enumerate(after):
        session.run("gates.put_gatekeeper", **at_gate, user_id=user_id, position=position)


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
            )
