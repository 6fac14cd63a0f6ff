"""Digests of what watches found: fired as the clock does, and read back."""

from flows.lifecycle.upkeep import NextFor, at_once
from flows.notices import Notice
from flows.watches.hits import Hit
from flows.watches.observations import Severity
from flows.watches.telling import tell_the_rest
from flows.watches.watches import Triage
from tests.builders import TEAM
from tests.flows.watches.observed import seen
from tests.storage.watching import DAY, Watching

LATER = Triage(at_once=Severity.URGENT)


def rung(desk: Watching, *, own: tuple[str, ...] = (), next_for: NextFor = at_once) -> list[Notice]:
    """What goes out when the hour of the digests has come, anew every time as in another process."""
    told = tell_the_rest(
        desk.store, day=desk.now.date().isoformat(), now=desk.now, has_own=lambda _reads, _card: own,
        next_for=next_for, new_id=desk.new_id,
    )  # fmt: skip
    sent = parcels(desk)
    assert told == len(sent)
    return sent


def parcels(desk: Watching) -> list[Notice]:
    with desk.store.write() as uow:
        found = uow.outbox.claim(owner="t", now=desk.now + 9 * DAY, lease_until=desk.now + 10 * DAY, limit=100)
        for parcel in found:
            uow.outbox.sent(parcel.id, now=desk.now)
        uow.commit()
    return [parcel.notice for parcel in found]


def names(desk: Watching, notice: Notice) -> list[str]:
    """The records that a digest is about."""
    with desk.store.read() as reads:
        return [found.event.native_id for found in reads.told_in(TEAM, notice.dedupe_key)]


def showing(desk: Watching, *numbers: str, **plan: object) -> str:
    """A watch that has just seen new records; none of them is urgent."""
    watch_id = desk.started(**{"triage": LATER, **plan})
    desk.look([seen("0")])
    desk.look([seen("0"), *(seen(number) for number in numbers)])
    return watch_id


def the_hit(desk: Watching, native_id: str = "1") -> Hit:
    return next(found.hit for found in desk.hits() if found.event.native_id == native_id)
