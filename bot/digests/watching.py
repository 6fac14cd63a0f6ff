"""What the watches bring to digests: hits that their reader has not been told of yet, with the answers beside each.

The digest of a project tells its place the hits whose watches name that place; a watch digest all that may be read
there. Hits of a place that has neither come in a message of their own (``flows/watches/telling.py``).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.rhythm import digest
from bot.blocks.rhythm.digest import Part, speaks
from bot.blocks.watches import day
from bot.blocks.watches.told import asked_part, hit_parts
from bot.digests.composing import ENDED, audience_of, notice_of
from bot.digests.leaves import Letter, first_key, leaf
from bot.digests.sections import Occasion
from bot.watchdesk import credited
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Notice, is_person
from flows.ports import Reads, UnitOfWork
from flows.rhythm.rights import unheard
from flows.rhythm.schedules import Schedule, ScheduleKind, Slot
from flows.watches.hits import Found
from flows.watches.telling import asked_in, may_hear, tell, waiting

TELLING = (ScheduleKind.PROJECT_DIGEST, ScheduleKind.WATCH_DIGEST)
"""Kinds of schedules that tell hits."""


def hits(reads: Reads, occasion: Occasion) -> Iterator[Part]:
    """Before the slot has fired what it would tell, afterwards what it does tell."""
    schedule = occasion.schedule
    if occasion.sent_as:
        told = reads.told_in(schedule.team_id, occasion.sent_as)
        for card, found in _by_project(reads, schedule, told):
            yield from _parts(reads, card, found, occasion.lens, named=occasion.project is None)
        return
    for card in _cards(reads, schedule, occasion.slot):
        found = _due(reads, card, schedule, occasion.slot)
        yield from _parts(reads, card, found, occasion.lens, named=occasion.project is None)


def asked(reads: Reads, occasion: Occasion) -> Iterator[Part]:
    """What the watches ask for in a project, as far as its reader, or everybody in the channel, may know."""
    card = occasion.project
    if card is not None:
        reader = occasion.reader.user_id if occasion.reader else ""
        yield day.open_part(reads.open_actions_of(card.team_id, card.id), card, occasion.lens, reader=reader)


def settle(uow: UnitOfWork, schedule: Schedule, slot: Slot, *, now: datetime) -> tuple[Notice, ...]:
    """``flows.rhythm.usecases.Settle``: notes which hits the slot tells. Its notice, where it tells any."""
    told, audience = 0, schedule.audience
    if schedule.kind not in TELLING:
        return ()
    for card in _cards(uow.reads, schedule, slot):
        audience = audience_of(schedule, card)
        found = _due(uow.reads, card, schedule, slot)
        told += tell(uow, found, audience, told_in=notice_of(schedule, slot, audience).dedupe_key, now=now)
    return (notice_of(schedule, slot, audience),) if told else ()


def has_own(reads: Reads, card: ProjectCard) -> frozenset[str]:
    """``flows.watches.telling.HasOwn``. A digest that is paused tells once it goes on."""
    about = [*reads.schedules_about(card.team_id, card.id)]
    for member in card.members:
        mine = reads.schedules_for(card.team_id, member.user_id)
        about += [s for s in mine if s.kind is ScheduleKind.WATCH_DIGEST and not s.project_id]
    return frozenset(audience_of(schedule, card) for schedule in about if schedule.kind in TELLING)


def letter(reads: Reads, notice: Notice, card: ProjectCard, lens: Lens) -> Letter | None:
    """The message of the watches alone, as things stand now; None where nothing is left that its reader may read."""
    told = [f for f in reads.told_in(card.team_id, first_key(notice)) if f.hit.project_id == card.id]
    found = list(_parts(reads, card, _still(told, card, notice.audience), lens))
    if is_person(notice.audience):
        found.append(asked_part(card, asked_in(reads, card, notice), lens, reader=notice.audience))
    if not speaks(found):
        return None
    return leaf(notice, digest.pages(f"{parts.heading(card)} · {lens.say('Watch digest')}", found, lens))


def _cards(reads: Reads, schedule: Schedule, slot: Slot) -> Iterator[ProjectCard]:
    """The project of a schedule; without one all those of a person that have something to tell."""
    projects = [schedule.project_id] if schedule.project_id else []
    if not projects and is_person(schedule.audience):
        projects = [project for team, project in reads.with_untold(slot.since) if team == schedule.team_id]
    for project_id in projects:
        card = reads.card(schedule.team_id, project_id)
        if card is not None and card.status not in ENDED:
            yield card


def _due(reads: Reads, card: ProjectCard, schedule: Schedule, slot: Slot) -> tuple[Found, ...]:
    """Nothing where the stage began after the slot was due: then there is no digest of the project."""
    everything = schedule.kind is ScheduleKind.WATCH_DIGEST
    if not everything and card.stage_entered_at >= slot.at:
        return ()
    if everything and not schedule.project_id and all(m.user_id != schedule.audience for m in card.members):
        return ()
    place = audience_of(schedule, card)
    if unheard(card, place):
        return ()
    return waiting(reads, card, place, since=slot.since, everything=everything)


def _by_project(
    reads: Reads, schedule: Schedule, told: Sequence[Found]
) -> Iterator[tuple[ProjectCard, tuple[Found, ...]]]:
    for project_id, found in groupby(sorted(told, key=_project), key=_project):
        card = reads.card(schedule.team_id, project_id)
        if card is not None:
            yield card, _still(found, card, audience_of(schedule, card))


def _project(found: Found) -> str:
    return found.hit.project_id


def _still(told: Iterable[Found], card: ProjectCard, place: str) -> tuple[Found, ...]:
    """Without those that were answered meanwhile, or that the place may not hear of any more."""
    return tuple(found for found in told if found.hit.waits and may_hear(found, card, place))


def _parts(
    reads: Reads, card: ProjectCard, found: Sequence[Found], lens: Lens, *, named: bool = False
) -> Iterator[Part]:
    if found:
        watches = {watch.id: watch for watch in reads.watches_of(card.team_id, card.id)}
        thanks = credited({one.event.source for one in found if not one.hit.brought_by})
        yield from hit_parts(card, found, watches, lens, thanks=thanks, named=named)
