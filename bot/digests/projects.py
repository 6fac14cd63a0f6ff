"""What the lifecycle brings to the digest of a project: where it stands, what moved, what is late or due, the gate."""

from collections.abc import Iterable, Iterator

from bot.blocks.lifecycle import digests
from bot.blocks.rhythm.digest import Part
from bot.digests.sections import Occasion
from flows.lifecycle.chronicle import disclosed
from flows.ports import Reads


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


def waiting(reads: Reads, occasion: Occasion) -> Iterator[Part]:
    """What is overdue, what is due soon, and who still has to vote."""
    del reads
    if occasion.project is not None:
        yield from digests.waiting(occasion.project, occasion.lens)
