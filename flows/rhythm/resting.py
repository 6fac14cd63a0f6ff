"""Who hears that a schedule rests since its row cannot be read: whoever set it up, once, else who leads its project."""

from datetime import datetime

from flows.lifecycle.permissions import may_see
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SYSTEM, Actor
from flows.notices import Lane, Notice, NoticeKind, is_person
from flows.ports import Reads
from flows.rhythm.schedules import Schedule

RESTS = "ScheduleRests"
"""The ``event`` of the notice; it is no part of a project's history."""


def resting(reads: Reads, schedule: Schedule, now: datetime) -> tuple[Notice, ...]:
    """About a project to whoever may see it; nobody for a default of everybody's that is about none."""
    card = reads.card(schedule.team_id, schedule.project_id) if schedule.project_id else None
    reader = _reader(reads, schedule, card)
    if not reader:
        return ()
    return (
        Notice(
            kind=NoticeKind.SERVICE if card is None else NoticeKind.TOLD, team_id=schedule.team_id, audience=reader,
            project_id=None if card is None else card.id, lane=Lane.BULK,
            dedupe_key=f"schedule-rests:{schedule.id}:{now.isoformat()}",
            params={
                "event": RESTS, "by": SYSTEM, "schedule": schedule.id, "kind": schedule.kind.value,
                "what": str(schedule.unreadable),
            },
        ),
    )  # fmt: skip


def _reader(reads: Reads, schedule: Schedule, card: ProjectCard | None) -> str:
    first = schedule.audience if is_person(schedule.audience) else schedule.owner
    person = reads.person(schedule.team_id, first) if first != SYSTEM else None
    if person is not None and not person.deleted:
        actor = Actor(person.team_id, person.user_id, is_guest=person.is_guest)
        if card is None or may_see(card, actor):
            return person.user_id
    return "" if card is None else card.lead
