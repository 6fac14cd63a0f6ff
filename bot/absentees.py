"""Who is away today, and what a reader has muted, for views that say so."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.blocks.lens import Lens
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Notice, NoticeKind
from flows.ports import Reads


def away_among(reads: Reads, team_id: str, people: Iterable[str], today: date) -> dict[str, date | None]:
    """Those of some people who are away, with their last day; None for an open end."""
    found = {user: reads.absence(team_id, user) for user in dict.fromkeys(people)}
    return {user: absence.last for user, absence in found.items() if absence is not None and today in absence}


def knowing(lens: Lens, reads: Reads, notice: Notice, project: ProjectCard | None) -> Lens:
    """The lens of a notice's reader with who of its project is away; for the App Home, with what they have muted and
    whether they are away themselves."""
    if notice.kind is NoticeKind.HOME:
        chosen = reads.preferences(notice.team_id, notice.audience)
        away = away_among(reads, notice.team_id, [notice.audience], lens.today)
        return replace(lens, muted=frozenset(chosen.muted), delivery=chosen.delivery, away=away)
    if project is None:
        return lens
    return replace(lens, away=away_among(reads, notice.team_id, awaited(project), lens.today))


def awaited(project: ProjectCard) -> tuple[str, ...]:
    """Those whose work or vote a project waits for."""
    return (*(d.assignee for d in project.deliverables), *(project.gate.silent if project.gate else ()))
