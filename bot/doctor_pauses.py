"""The doctor on places that cannot be reached: what is kept for each, since when, and what puts it right."""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

from bot.findings import Finding, ok, problem
from flows.notices import is_person
from flows.pauses import WORKSPACE, Pause
from flows.ports import Reads

SHOWN = 20
MOST_PROJECTS = 50


def unneeded(reads: Reads, pauses: Iterable[tuple[Pause, int]], today: date) -> frozenset[str]:
    """Those of the people who cannot be reached for whom nothing waits any more: their work was handed over."""
    people = [pause for pause, _ in pauses if is_person(pause.audience)]
    return frozenset(pause.audience for pause in people if not _is_needed(reads, pause, today))


def _is_needed(reads: Reads, pause: Pause, today: date) -> bool:
    work = reads.my_work(pause.team_id, pause.audience, today=today, guest=False, projects=MOST_PROJECTS)
    leads = any(row.lead == pause.audience for row in work.projects)
    return leads or bool(work.work or work.reviews or work.votes or work.duties)


def findings(pauses: Sequence[tuple[Pause, int]], unneeded: Container[str] = ()) -> Iterator[Finding]:
    """One line for each place, the oldest first; people for whom nothing waits are no problem, and counted."""
    gone = [pause for pause, _ in pauses if pause.audience in unneeded]
    pauses = [one for one in pauses if one[0].audience not in unneeded]
    if not pauses:
        yield ok("paused", "every channel and person for whom something waits can be reached")
    if gone:
        yield ok("left", f"{len(gone)} people have left, and nothing waits for them")
    for pause, waiting in pauses[:SHOWN]:
        where = "everything" if pause.audience == WORKSPACE else pause.audience
        kept = f"{where} since {pause.since:%Y-%m-%d %H:%M} UTC ({pause.code}), {waiting} waiting"
        yield problem("paused", kept, _cure(pause))
    if len(pauses) > SHOWN:
        yield problem("paused", f"{len(pauses) - SHOWN} more places", "put those above right first")


def _cure(pause: Pause) -> str:
    if pause.audience == WORKSPACE:
        return "install the app again and copy its new token; sending goes on by itself"
    if is_person(pause.audience):
        return "hand over their work; messages go out when the account is active again"
    if pause.code == "is_archived":
        return "unarchive the channel, or give its projects another one"
    return "invite the bot there with /invite, or give its projects another channel"
