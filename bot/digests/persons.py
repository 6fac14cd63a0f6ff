"""What makes up somebody's day: what waits for them in all projects, and what moved in their own."""

from collections.abc import Iterator

from bot.blocks.lens import Lens
from bot.blocks.lifecycle import day
from bot.blocks.linkage import day as register_day
from bot.blocks.rhythm import my_day
from bot.blocks.rhythm.digest import Line, Part
from bot.blocks.watches import day as watch_day
from bot.digests.sections import Occasion
from bot.watchdesk import credited
from flows.lifecycle.chronicle import disclosed
from flows.lifecycle.permissions import may_see
from flows.lifecycle.readmodels import ProjectRow
from flows.names import Actor
from flows.ports import Reads
from flows.rhythm.defaults import is_own_day

FOLLOWED = 50
"""Projects whose doings are told to one person."""
_LINES = 100
"""Of each kind, as ``my_work`` has them; a digest pages them."""


def today(reads: Reads, occasion: Occasion) -> Iterator[Part]:
    """Everything that one person has to do, then what others did in their projects, which is no reason for a digest.
    A channel has no day."""
    reader, lens = occasion.reader, occasion.lens
    if reader is None or reader.is_gone:
        return
    who, guest = (reader.team_id, reader.user_id), reader.is_guest
    work = reads.my_work(*who, today=lens.today, guest=guest, projects=FOLLOWED)
    yield from day.waiting(work, lens)
    own = reads.own_work(*who, until=lens.today + register_day.NEAR, guest=guest, limit=_LINES)
    yield from register_day.waiting(own, lens, user_id=reader.user_id)
    yield from _watched(reads, reader, lens)
    if occasion.is_weighed:
        return
    muted = reads.preferences(*who).muted
    projects = [row for row in work.projects if row.id not in muted]
    moved = (_moved(reads, occasion, reader, row) for row in projects)
    yield day.moved([line for line in moved if line is not None], lens)
    if silent := [row.key for row in work.projects if row.id in muted]:
        yield my_day.unheard(silent, lens)
    if is_own_day(occasion.schedule):
        yield my_day.footer(lens)


def _watched(reads: Reads, reader: Actor, lens: Lens) -> Iterator[Part]:
    """Hits to be answered, and what the watches ask for."""
    who, guest = (reader.team_id, reader.user_id), reader.is_guest
    hits = reads.own_hits(*who, guest=guest, limit=_LINES)
    asked = reads.own_actions(*who, guest=guest, limit=_LINES)
    thanks = credited({one.found.event.source for one in hits.hits if not one.found.hit.brought_by})
    yield from watch_day.waiting(hits, asked, lens, user_id=reader.user_id, thanks=thanks)


def _moved(reads: Reads, occasion: Occasion, reader: Actor, row: ProjectRow) -> Line | None:
    """One project in one line; None where nobody else did anything in the slot that the reader may know."""
    slot = occasion.slot
    since = [line for line in reads.history_since(reader.team_id, row.id, slot.since) if line.at < slot.at]
    if all(line.by == reader.user_id for line in since):
        return None
    card = reads.card(reader.team_id, row.id)
    if card is None or not may_see(card, reader):
        return None
    lines = [line for line in disclosed(since, card, reader.user_id) if line.by != reader.user_id]
    return day.followed(card, lines, occasion.lens) if lines else None
