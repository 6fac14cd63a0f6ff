"""The doctor on places that cannot be reached: what is kept for each, since when, and what puts it right."""

from collections.abc import Iterator, Sequence

from bot.findings import Finding, ok, problem
from flows.notices import is_person
from flows.pauses import WORKSPACE, Pause

SHOWN = 20


def findings(pauses: Sequence[tuple[Pause, int]]) -> Iterator[Finding]:
    """One line for each place, the oldest first."""
    if not pauses:
        yield ok("paused", "every channel and person can be reached")
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
