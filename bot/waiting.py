"""What waits for one person, as the App Home lists it: nothing for whoever is unknown or gone."""

from datetime import date, timedelta

from bot.blocks.linkage.own import LISTED
from bot.blocks.watches.action_list import OWN
from flows.lifecycle.readmodels import MyWork
from flows.linkage.own import NOTHING_OWN, SOON_DAYS, OwnWork
from flows.notices import Notice
from flows.ports import Person, Reads
from flows.rhythm.preferences import OwnChannel
from flows.watches.own import NOTHING_ASKED, OwnActions

HOME_PROJECTS = 20


def work(reads: Reads, notice: Notice, person: Person | None, today: date) -> MyWork | None:
    """What the App Home lists: nothing for whoever is unknown or gone, a guest's part where a guest asked."""
    if person is None or person.deleted:
        return None
    return reads.my_work(
        notice.team_id,
        notice.audience,
        today=today,
        guest=person.is_guest or bool(notice.params.get("guest")),
        projects=HOME_PROJECTS,
    )


def own(reads: Reads, notice: Notice, person: Person | None, today: date) -> OwnWork:
    """The same of registers: dates and clearances that wait for the person."""
    if person is None or person.deleted:
        return NOTHING_OWN
    return reads.own_work(
        notice.team_id,
        notice.audience,
        until=today + timedelta(days=SOON_DAYS),
        guest=person.is_guest or bool(notice.params.get("guest")),
        limit=LISTED,
    )


def channels(reads: Reads, notice: Notice, person: Person | None) -> tuple[OwnChannel, ...]:
    """The channels of the person's projects. Guests choose nothing for others."""
    if person is None or person.deleted or person.is_guest or notice.params.get("guest"):
        return ()
    return reads.own_channels(notice.team_id, notice.audience, limit=HOME_PROJECTS)


def asked(reads: Reads, notice: Notice, person: Person | None) -> OwnActions:
    """The same of what the watches ask for."""
    if person is None or person.deleted:
        return NOTHING_ASKED
    guest = person.is_guest or bool(notice.params.get("guest"))
    return reads.own_actions(notice.team_id, notice.audience, guest=guest, limit=OWN)
