"""What a trigger changes in the register, as commands of the linkage wing. Pure: they decide what it causes there.

A new stage marks claim-chart rows and opens or closes dates in the docket; a new version marks rows; the day an
application of ours was published is taken down. What people must think about is an ``Action`` besides.
"""

from dataclasses import replace

from flows.linkage import commands as c
from flows.linkage.codes import ApplicationStatus
from flows.linkage.items import Family, Standard
from flows.linkage.numbers import UnreadableNumber, read_patent
from flows.linkage.register import Register
from flows.watches.observations import Event
from flows.watches.subjects import Patent
from flows.watches.subjects import Standard as SeenStandard
from flows.watches.triggers import Fired, Trigger

CLOSES = "投票截止 / ballot closes"
"""What a standard's next step is called where a source tells the end of a ballot; the register keeps one text."""
STAGED = frozenset({
    Trigger.STAGE_CHANGED, Trigger.BALLOT_OPEN, Trigger.REVIEW_OPEN, Trigger.PROPOSAL_REJECTED,
    Trigger.DECLARATION_WINDOW,
})  # fmt: skip
"""Triggers that come of a new stage."""


def commands_of(fired: Fired, event: Event, register: Register) -> tuple[c.LinkageCommand, ...]:
    """Nothing where the register does not hold what the event is about, or knows it already."""
    item = register.find(fired.item_id) if fired.item_id else None
    if isinstance(item, Standard) and isinstance(event.subject, SeenStandard):
        if fired.trigger in STAGED:
            return (_moved(item, event.subject, register),)
        if fired.trigger is Trigger.TEXT_CHANGED:
            version = str(event.after["version"])[:60]
            return (c.NoteNewText(project_id=register.project_id, standard_id=item.id, version=version),)
    if isinstance(item, Family) and isinstance(event.subject, Patent) and fired.trigger is Trigger.OWN_PUBLISHED:
        return _published(item, event.subject, register)
    return ()


def _moved(known: Standard, seen: SeenStandard, register: Register) -> c.LinkageCommand:
    """A day that the body told for the stage before is over with it."""
    closes = seen.ballot_closes_on
    moved = replace(
        known,
        stage=seen.stage,
        stage_on=seen.stage_on.on if seen.stage_on is not None else None,
        next_what=CLOSES if closes is not None else "",
        next_on=closes.on if closes is not None else None,
        next_estimated=closes.estimated if closes is not None else False,
    )
    return c.RecordStandard(project_id=register.project_id, item=moved)


def _published(own: Family, seen: Patent, register: Register) -> tuple[c.LinkageCommand, ...]:
    """The day, and the number where the register has none yet. A member that is not there is for people to add."""
    office = (seen.office or seen.ref[:2]).upper()
    member = own.member(office)
    if member is None or seen.published_on is None or member.published_on == seen.published_on.on:
        return ()
    early = member.status in (ApplicationStatus.PLANNED, ApplicationStatus.FILED)
    known = replace(
        member,
        published_on=seen.published_on.on,
        publication_number=member.publication_number or _readable(seen.publication_no, office),
        status=ApplicationStatus.PUBLISHED if early and member.filed_on is not None else member.status,
    )
    return (c.RecordApplication(project_id=register.project_id, family_id=own.id, application=known),)


def _readable(number: str, office: str) -> str:
    """The register refuses what it cannot read; the day counts all the same."""
    try:
        return read_patent(number, office=office).text
    except UnreadableNumber:
        return ""
