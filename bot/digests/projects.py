"""What the lifecycle brings to the digest of a project: where it stands, what moved, what is late or due, the gate."""

from collections.abc import Iterable, Iterator

from bot.blocks.lifecycle import digests
from bot.blocks.rhythm.digest import Part
from bot.digests.sections import Occasion
from flows.lifecycle.chronicle import disclosed
from flows.ports import Reads
from flows.rhythm.quiet import month_before


def standing(reads: Reads, occasion: Occasion) -> Iterable[Part]:
    """Stage and status: no reason for a digest."""
    del reads
    return () if occasion.project is None else (digests.standing(occasion.project, occasion.lens),)


def moved(reads: Reads, occasion: Occasion) -> Iterable[Part]:
    """What happened in the slot, as its reader may know it."""
    card, slot = occasion.project, occasion.slot
    if card is None:
        return ()
    reader = occasion.reader.user_id if occasion.reader else ""
    since = reads.history_since(card.team_id, card.id, slot.since)
    lines = disclosed((line for line in since if line.at < slot.at), card, reader)
    return (digests.moved(card, lines, occasion.lens),)


def still(reads: Reads, occasion: Occasion) -> Iterable[Part]:
    """One line for a whole month in which nothing happened; said only where there is nothing else."""
    card, since = occasion.project, month_before(occasion.schedule, occasion.slot)
    if card is None or since is None:
        return ()
    if any(line.at < occasion.slot.at for line in reads.history_since(card.team_id, card.id, since)):
        return ()
    return (digests.still(card, since.astimezone(occasion.schedule.zone).date(), occasion.lens),)


def closing(reads: Reads, occasion: Occasion) -> Iterator[Part]:
    """The gate whose vote ends soon."""
    del reads
    if occasion.project is not None:
        yield from digests.closing(occasion.project, occasion.lens)


def waiting(reads: Reads, occasion: Occasion) -> Iterator[Part]:
    """What is overdue, due soon, blocked or in review, and where the gate stands."""
    del reads
    if occasion.project is not None:
        yield from digests.waiting(occasion.project, occasion.lens)
