"""What linkage brings to digests: dates of the docket that come near or were missed, and clearances to be decided."""

from collections.abc import Iterable
from datetime import timedelta

from bot.blocks.lifecycle.parts import DUE_SOON
from bot.blocks.linkage import day, docket
from bot.blocks.rhythm.digest import Part
from bot.digests.sections import Occasion
from flows.linkage.codes import DocketState
from flows.ports import Reads

NEAR = timedelta(days=DUE_SOON)


def dates(reads: Reads, occasion: Occasion) -> Iterable[Part]:
    """Open dates of the next days and those gone by, with what to do about each. Nobody's without a register."""
    card = occasion.project
    if card is None or not reads.register_version(card.team_id, card.id):
        return ()
    register, until = reads.register(card.team_id, card.id), occasion.lens.today + NEAR
    near = [d for d in docket.waiting(register) if d.state is DocketState.OPEN and d.due_on <= until]
    return (docket.digest_part(card, near, register, occasion.lens),)


def clearances(reads: Reads, occasion: Occasion) -> Iterable[Part]:
    """What is to go out and waits for somebody's answer."""
    card = occasion.project
    if card is None or not reads.register_version(card.team_id, card.id):
        return ()
    return (day.undecided(reads.register(card.team_id, card.id), occasion.lens),)
