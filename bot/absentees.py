"""Who is away today, and what a reader has muted, for views that say so."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.blocks.lens import Lens
from bot.blocks.rhythm.prompts import told_lines
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Notice, NoticeKind
from flows.ports import Reads
from flows.rhythm.escalation import about


def away_among(reads: Reads, team_id: str, people: Iterable[str], today: date) -> dict[str, date | None]:
    """Those of some people who are away, with their last day; None for an open end."""
    found = {user: reads.absence(team_id, user) for user in dict.fromkeys(people)}
    return {user: absence.last for user, absence in found.items() if absence is not None and today in absence}


def told_of_own(reads: Reads, team_id: str, user_id: str, lens: Lens, now: datetime) -> dict[str, tuple[str, ...]]:
    """Who was told that somebody's own work is late, as lines in its reader's language, by deliverable."""
    late = [ask for ask in reads.asks_of(team_id, user_id) if ask.deliverable.due < lens.today]
    told = {project: reads.told_of(team_id, project) for project in {ask.line.project_id for ask in late}}
    found = {ask.deliverable.id: about(ask, told[ask.line.project_id]) for ask in late}
    return {work: tuple(told_lines(rows, now, lens)) for work, rows in found.items() if rows}


def knowing(lens: Lens, reads: Reads, notice: Notice, project: ProjectCard | None, now: datetime) -> Lens:
    """The lens of a notice's reader with who of its project is away; for the App Home, with what they have muted,
    whether they are away themselves, and who knows what is late."""
    if notice.kind is NoticeKind.HOME:
        return knowing_oneself(lens, reads, notice.team_id, notice.audience, now)
    if project is None:
        return lens
    return replace(lens, away=away_among(reads, notice.team_id, awaited(project), lens.today))


def knowing_oneself(lens: Lens, reads: Reads, team_id: str, user_id: str, now: datetime) -> Lens:
    """The lens for somebody's own work: what they have muted and chosen to hear, whether they are away, and who was
    told of what is late with them."""
    chosen = reads.preferences(team_id, user_id)
    away = away_among(reads, team_id, [user_id], lens.today)
    told = told_of_own(reads, team_id, user_id, lens, now)
    return replace(lens, muted=frozenset(chosen.muted), delivery=chosen.delivery, away=away, told=told)


def awaited(project: ProjectCard) -> tuple[str, ...]:
    """Those whose work or vote a project waits for."""
    return (*(d.assignee for d in project.deliverables), *(project.gate.silent if project.gate else ()))
