"""What makes up somebody's day: what waits for them in all projects, and what moved in their own."""

from collections.abc import Container, Iterable, Iterator

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
from flows.lifecycle.readmodels import HistoryLine
from flows.names import Actor
from flows.ports import Reads
from flows.rhythm.defaults import is_own_day
from flows.rhythm.preferences import Delivery

FOLLOWED = 50
"""Projects whose doings are told to one person line by line; of more only the number."""
_LINES = 100
"""Of each kind, as ``my_work`` has them; a digest pages them."""


def today(reads: Reads, occasion: Occasion) -> Iterator[Part]:
    """Everything that one person has to do, then what others did in their projects: that is a reason for a digest only
    where they hear of it in no other way. A channel has no day."""
    reader, lens = occasion.reader, occasion.lens
    if reader is None or reader.is_gone:
        return
    who, guest = (reader.team_id, reader.user_id), reader.is_guest
    work = reads.my_work(*who, today=lens.today, guest=guest, projects=0)
    yield from day.waiting(work, lens)
    own = reads.own_work(*who, until=lens.today + register_day.NEAR, guest=guest, limit=_LINES)
    yield from register_day.waiting(own, lens, user_id=reader.user_id)
    yield from _watched(reads, reader, lens)
    chosen, own_day = reads.preferences(*who), is_own_day(occasion.schedule)
    only_here = own_day and chosen.delivery is Delivery.DAILY
    if occasion.is_weighed and not only_here:
        return
    yield from _followed(reads, occasion, reader, chosen.muted, only_here=only_here)
    if own_day:
        yield my_day.footer(lens)


def _followed(
    reads: Reads, occasion: Occasion, reader: Actor, muted: Container[str], *, only_here: bool
) -> Iterator[Part]:
    """What others did, a line a project; which of them are muted, and how many more there are, is said."""
    slot, lens, lines, more = occasion.slot, occasion.lens, list[Line](), 0
    found = reads.moved_projects(reader.team_id, reader.user_id, since=slot.since, guest=reader.is_guest)
    for project_id, _ in found:
        since = [] if project_id in muted else _since(reads, occasion, reader, project_id)
        if since and len(lines) == FOLLOWED:
            more += 1
        elif since and (line := _moved(reads, since, reader, project_id, lens)) is not None:
            lines.append(line)
    yield day.moved(lines, lens, more=more, quiet=not only_here)
    if silent := [key for project_id, key in found if project_id in muted]:
        yield my_day.unheard(silent, lens)


def _watched(reads: Reads, reader: Actor, lens: Lens) -> Iterator[Part]:
    """Hits to be answered, and what the watches ask for."""
    who, guest = (reader.team_id, reader.user_id), reader.is_guest
    hits = reads.own_hits(*who, guest=guest, limit=_LINES)
    asked = reads.own_actions(*who, guest=guest, limit=_LINES)
    thanks = credited({one.found.event.source for one in hits.hits if not one.found.hit.brought_by})
    yield from watch_day.waiting(hits, asked, lens, user_id=reader.user_id, thanks=thanks)


def _since(reads: Reads, occasion: Occasion, reader: Actor, project_id: str) -> list[HistoryLine]:
    """What happened in the slot, newest first; nothing where nobody else did anything."""
    slot = occasion.slot
    since = [line for line in reads.history_since(reader.team_id, project_id, slot.since) if line.at < slot.at]
    return [] if all(line.by == reader.user_id for line in since) else since


def _moved(reads: Reads, since: Iterable[HistoryLine], reader: Actor, project_id: str, lens: Lens) -> Line | None:
    """One project in one line; None where its reader may know nothing of it."""
    card = reads.card(reader.team_id, project_id)
    if card is None or not may_see(card, reader):
        return None
    lines = [line for line in disclosed(since, card, reader.user_id) if line.by != reader.user_id]
    return day.followed(card, lines, lens) if lines else None
