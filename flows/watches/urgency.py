"""What cannot wait for a digest (DOMAIN.md 5.2, row "cadence"): a ballot opens, a close in 14 days, a date of our
own, an adverse event. Pure; ``severity.py`` judges an event by itself, this one knows the register and the day."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from flows.linkage.codes import DocketState
from flows.linkage.judgements import DocketItem
from flows.watches.observations import Event, Severity
from flows.watches.subjects import Standard
from flows.watches.triggers import RESPONSES, Fired, Trigger

SOON = timedelta(days=14)


class Haste(StrEnum):
    """Why somebody is told on the same day; the first that holds is told."""

    ADVERSE_EVENT = "adverse_event"
    BALLOT_OPENS = "ballot_opens"
    CLOSES_SOON = "closes_soon"
    OWN_DEADLINE = "own_deadline"


_RANK = {Severity.URGENT: 0, Severity.ACTION: 1, Severity.INFO: 2}


def haste(event: Event, fired: Sequence[Fired], dates: Sequence[DocketItem], today: date) -> Haste | None:
    """``dates`` are those that the event opened or moved in the docket. None: the next digest is soon enough."""
    triggers = {f.trigger for f in fired}
    if Trigger.ADVERSE_EVENT in triggers:
        return Haste.ADVERSE_EVENT
    if Trigger.BALLOT_OPEN in triggers:
        return Haste.BALLOT_OPENS
    closes = event.subject.ballot_closes_on if isinstance(event.subject, Standard) else None
    ends = [f.due_on for f in fired if f.due_on is not None] + ([closes.on] if closes is not None else [])
    if any(today <= day <= today + SOON for day in ends):
        return Haste.CLOSES_SOON
    if any(d.state is DocketState.OPEN and d.due_on <= today + SOON for d in dates):
        return Haste.OWN_DEADLINE
    return None


def severity_for(event: Event, fired: Sequence[Fired], dates: Sequence[DocketItem], today: date) -> Severity:
    """The most severe of what the event is by itself, what it fired, and what it does to our dates."""
    if haste(event, fired, dates, today) is not None:
        return Severity.URGENT
    return most_severe((event.severity, *(RESPONSES[f.trigger].severity for f in fired)))


def most_severe(found: Sequence[Severity]) -> Severity:
    """INFO where there is none."""
    return min(found, key=_RANK.__getitem__, default=Severity.INFO)


def rank(severity: Severity) -> int:
    """0 is what comes first in a digest."""
    return _RANK[severity]
