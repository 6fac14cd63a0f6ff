"""How a wing adds to digests: it writes a ``Section`` and names it in ``bot/digests/registry.py``."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.blocks.lens import Lens
from bot.blocks.rhythm.digest import Part
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Actor
from flows.ports import Reads
from flows.rhythm.schedules import Schedule, ScheduleKind, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a section is asked about. ``project`` is None for schedules that are about no single one.

    ``reader`` is who reads it, None for a channel: then it may say only what everybody there may know. It was checked
    already that the place may hear of ``project``; of any other project a section checks that itself. ``sent_as`` is
    the dedupe key of the message that is being made, empty while it is only asked whether there is a reason for one.
    ``is_weighed``: nothing else is asked, so that parts that are ``quiet`` need not be there.
    """

    schedule: Schedule
    slot: Slot
    lens: Lens
    now: datetime
    project: ProjectCard | None = None
    reader: Actor | None = None
    sent_as: str = ""
    is_weighed: bool = False


class Section(Protocol):
    """Part of a digest. Asked twice: when the slot fires, whether there is a reason for a digest (a part with lines
    that is not ``quiet``; nobody reads on after that one), and again when it is sent, in the reader's language and as
    things stand then.

    What happened counts from ``occasion.slot.since`` until before ``occasion.slot.at``, so that nothing is told twice
    and nothing is left out; what waits counts as it is now. It reads, in few queries, and changes nothing.
    """

    def __call__(self, reads: Reads, occasion: Occasion) -> Iterable[Part]: ...


Sections = Mapping[ScheduleKind, tuple[Section, ...]]
"""The sections of each kind of digest, in the order in which they are read."""


def parts_of(sections: Sections, reads: Reads, occasion: Occasion) -> Iterator[Part]:
    """Everything there is to say, in order; each section is asked when its turn comes."""
    for section in sections.get(occasion.schedule.kind, ()):
        yield from section(reads, occasion)
