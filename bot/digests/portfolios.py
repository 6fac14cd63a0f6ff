"""What the portfolio digest says: all projects that its reader may see, in a channel those that all may."""

from collections.abc import Iterator

from bot.blocks.rhythm import portfolio
from bot.blocks.rhythm.digest import Part
from bot.digests.sections import Occasion
from flows.names import Actor
from flows.ports import Reads


def everything(reads: Reads, occasion: Occasion) -> Iterator[Part]:
    """Nothing where nobody works on anything."""
    reader = occasion.reader or Actor(occasion.schedule.team_id, "")
    yield from portfolio.told(reads.portfolio(reader, today=occasion.lens.today), occasion.lens)
