"""Decides what a slot says, and makes the message of it when it is sent. Both ask the same sections."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.rhythm import digest, schedules
from bot.blocks.rhythm.digest import speaks
from bot.digests.leaves import Letter, first_key, leaf
from bot.digests.sections import Occasion, Sections, parts_of
from bot.digests.trying import is_test
from bot.filing import File
from bot.words import WordBook
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.template import Catalogue
from flows.names import Actor, Status
from flows.notices import Lane, Notice, NoticeKind, is_person
from flows.ports import Person, Reads
from flows.rhythm.defaults import digest_id, is_own_day
from flows.rhythm.hours import place_hears
from flows.rhythm.moving import moved_since
from flows.rhythm.people import WorkingTime
from flows.rhythm.rights import unheard
from flows.rhythm.schedules import Schedule, ScheduleKind, Slot
from flows.rhythm.usecases import Compose, Over, Told, Wait

DAY = timedelta(days=1)
NEVER = datetime(9999, 12, 30, tzinfo=UTC)
"""Late enough, and yet a moment in every zone."""
ENDED = (Status.STOPPED, Status.COMPLETED)
APPENDICES: Mapping[ScheduleKind, str] = MappingProxyType({ScheduleKind.PORTFOLIO_DIGEST: File.PORTFOLIO_PNG})
"""The file that stands below a digest, in its thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """Thread-safe: it keeps nothing. ``working`` knows the working time of people, ``zone`` is the workspace's."""

    sections: Sections
    words: WordBook
    templates: Catalogue
    zone: ZoneInfo
    working: WorkingTime

    def at(self, now: datetime) -> Compose:
        """What ``fire_due`` asks at a moment."""
        return partial(self._slot, now)

    def _slot(self, now: datetime, reads: Reads, schedule: Schedule, slot: Slot) -> Told:
        card = reads.card(schedule.team_id, schedule.project_id) if schedule.project_id else None
        if schedule.project_id and (card is None or card.status in ENDED):
            return Over()
        audience = audience_of(schedule, card)
        there = self._moved(reads, schedule)
        if there != schedule:
            return there
        wait = self._wait(reads, schedule, slot, audience, now)
        if wait is not None:
            return wait
        if card is not None and (_is_too_new(card, schedule, slot) or unheard(card, audience)):
            return ()
        occasion = self._weighed(reads, schedule, slot, card, audience=audience, now=now)
        if occasion is None or not speaks(parts_of(self.sections, reads, occasion)):
            return ()
        return (notice_of(schedule, slot, audience),)

    def _moved(self, reads: Reads, schedule: Schedule) -> Schedule:
        """The schedule where its person is now, and as they work now."""
        if not is_person(schedule.audience):
            return schedule  # nobody's working time has to be looked up
        return moved_since(schedule, self.working.calendar(reads, schedule.team_id, schedule.audience), reads)

    def _wait(self, reads: Reads, schedule: Schedule, slot: Slot, audience: str, now: datetime) -> Wait | None:
        """People are told in their working time, channels in the daytime; None: now."""
        if is_person(audience):
            at = self.working.next_for(reads, schedule.team_id, audience, now)
        else:
            at = place_hears(schedule, slot, now, self.working.holidays)
        if at is None:
            return Wait(now + DAY)
        return None if at <= now else Wait(at)

    def _weighed(
        self, reads: Reads, schedule: Schedule, slot: Slot, card: ProjectCard | None, *, audience: str, now: datetime
    ) -> Occasion | None:
        """None for somebody who is gone or not known yet."""
        person = reads.person(schedule.team_id, audience) if is_person(audience) else None
        if is_person(audience) and (person is None or person.deleted):
            return None
        speaker = person if person or card is None else reads.person(schedule.team_id, card.lead)
        lens = Lens(
            self.words.for_locale(speaker.locale if speaker else ""),
            self.templates.of(schedule.team_id),
            now.astimezone(self.zone).date(),
        )
        return Occasion(
            schedule=schedule, slot=slot, lens=lens, now=now, project=card, reader=_actor(person), is_weighed=True
        )

    def letter(
        self, reads: Reads, notice: Notice, card: ProjectCard | None, lens: Lens, now: datetime
    ) -> Letter | None:
        """The leaf of a digest that a DIGEST notice asks for, as things stand now; None where nothing is left to say,
        or where the schedule was stopped meanwhile. ``lens`` speaks the reader's language."""
        schedule = reads.schedule(notice.team_id, _schedule_id(notice))
        if schedule is None:
            return None
        place = audience_of(schedule, card)
        audience = place if is_test(notice) and not is_person(place) else notice.audience
        person = reads.person(notice.team_id, audience) if is_person(audience) else None
        if schedule.language:
            lens = replace(lens, say=self.words.for_locale(schedule.language))
        slot = slot_of(notice)
        occasion = Occasion(
            schedule=schedule, slot=slot, lens=lens, now=now, project=card, reader=_actor(person),
            sent_as="" if is_test(notice) else first_key(notice),
        )  # fmt: skip
        closed = card is not None and bool(unheard(card, audience))
        found = [] if closed else [*parts_of(self.sections, reads, occasion)]
        if not speaks(found):
            return leaf(notice, (digest.silent(_heading(occasion), lens),)) if is_test(notice) else None
        footer = _footer(occasion, lens, tested=is_test(notice))
        laid = digest.pages(_heading(occasion), found, lens, footer=footer)
        return leaf(notice, laid, appendix=APPENDICES.get(schedule.kind, ""), language=schedule.language)


def audience_of(schedule: Schedule, card: ProjectCard | None) -> str:
    """Where a schedule speaks: where it says, else where its project lives."""
    return schedule.audience or ("" if card is None else card.channel_id or card.lead)


def notice_of(schedule: Schedule, slot: Slot, audience: str) -> Notice:
    """The notice of a slot. Its key is the same for whoever fires it."""
    return Notice(
        kind=NoticeKind.DIGEST,
        team_id=schedule.team_id,
        audience=audience,
        project_id=schedule.project_id or None,
        dedupe_key=f"digest:{schedule.id}:{slot.name}",
        params={
            "schedule": schedule.id, "slot": slot.name, "since": slot.since.isoformat(), "at": slot.at.isoformat(),
            "missed": slot.missed,
        },
        lane=Lane.BULK,
    )  # fmt: skip


def slot_of(notice: Notice) -> Slot:
    """The slot of a DIGEST notice; one from before there were schedules ends nowhere."""
    params = notice.params
    at = str(params.get("at") or NEVER.isoformat())
    since = datetime.fromisoformat(str(params["since"]))
    return Slot(str(params.get("slot") or ""), datetime.fromisoformat(at), since, int(params.get("missed") or 0))


def _schedule_id(notice: Notice) -> str:
    return str(notice.params.get("schedule") or digest_id(notice.project_id or ""))


def _is_too_new(card: ProjectCard, schedule: Schedule, slot: Slot) -> bool:
    """A stage that has just begun has told everybody all there is to tell of the project; not what a watch found."""
    return schedule.kind is not ScheduleKind.WATCH_DIGEST and card.stage_entered_at >= slot.at


def _actor(person: Person | None) -> Actor | None:
    if person is None:
        return None
    return Actor(person.team_id, person.user_id, is_guest=person.is_guest, is_gone=person.deleted)


def _footer(occasion: Occasion, lens: Lens, *, tested: bool) -> list[str]:
    """What it stands for, where it comes from and how to change it. One's own day says that itself."""
    schedule, card = occasion.schedule, occasion.project
    small = [schedules.catch_up(occasion.slot, lens)]
    if not is_own_day(schedule):
        small.append(schedules.origin(schedule, lens, key=card.key if card else ""))
    return [*small, schedules.only_a_test(lens)] if tested else small


def _heading(occasion: Occasion) -> str:
    if occasion.project is not None:
        return parts.heading(occasion.project)
    return schedules.kind(occasion.schedule.kind, occasion.lens)
