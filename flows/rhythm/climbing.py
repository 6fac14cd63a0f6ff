"""Tells the next one that work is late, step by step (``escalation.py`` decides). Called at every tick by however many
processes: whoever writes a person down first tells them, and everything is looked at again in that transaction.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flows.lifecycle.blocking import is_blocked
from flows.lifecycle.permissions import opens_to, strand_role
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.template import Catalogue
from flows.names import SYSTEM, Actor, Role
from flows.notices import Lane, Notice, NoticeKind
from flows.ports import NewId, Reads, Store, UnitOfWork
from flows.rhythm.calendar import absence_on, is_working_day
from flows.rhythm.escalation import Case, Reach, Step, Told, next_step
from flows.rhythm.nudging import LOOK_AHEAD, OpenAsk, working_days
from flows.rhythm.people import WorkingTime
from flows.rhythm.prompting import QUARTER, prompt_again

WORK_LATE = "WorkLate"
"""The ``event`` of the notices made here; it is no part of a project's history."""


class Climbing:
    """``day_begins`` is the local time from which a day counts in the zone of the workspace."""

    def __init__(
        self, *, store: Store, templates: Catalogue, working: WorkingTime, zone: ZoneInfo, day_begins: time,
        new_id: NewId,
    ) -> None:  # fmt: skip
        self._store, self._templates, self._working, self._new_id = store, templates, working, new_id
        self._zone, self._day_begins = zone, day_begins
        self._looked: datetime | None = None

    def tend(self, now: datetime) -> bool:
        """Tell what is due at ``now`` (aware, UTC). True where anybody was. Looks once in a quarter of an hour."""
        local = now.astimezone(self._zone)
        quarter = now.replace(minute=now.minute - now.minute % QUARTER, second=0, microsecond=0)
        if local < datetime.combine(local.date(), self._day_begins, self._zone) or quarter == self._looked:
            return False
        with self._store.read() as reads:
            day = local.date()
            asks = [ask for ask in reads.asks_due(day + LOOK_AHEAD)
                    if ask.deliverable.due <= day or is_blocked(ask.deliverable)]  # fmt: skip
            late = dict.fromkeys((ask.team_id, ask.line.project_id) for ask in self._climbers(reads, asks, now))
        told = [self._climb(team_id, project_id, now) for team_id, project_id in late]
        self._looked = quarter
        return any(told)

    def _climbers(self, reads: Reads, asks: Iterable[OpenAsk], now: datetime) -> Iterator[OpenAsk]:
        """The work with a step to tell."""
        scenes: dict[tuple[str, str], _Scene] = {}
        for ask in asks:
            place = (ask.team_id, ask.line.project_id)
            if place not in scenes:
                scenes[place] = self._scene(reads, place, now)
            if scenes[place].step(ask) is not None:
                yield ask

    def _climb(self, team_id: str, project_id: str, now: datetime) -> bool:
        with self._store.write() as uow:
            scene = self._scene(uow.reads, (team_id, project_id), now)
            asks = uow.reads.asks_in(team_id, project_id)
            told = [one for ask in asks for one in scene.told_now(ask) if uow.asks.told(team_id, one)]
            if scene.card is not None and told:
                uow.outbox.put(_messages(scene.card, told, now), now=now, new_id=self._new_id)
                uow.outbox.put(self._shown(uow, team_id, told), now=now, new_id=self._new_id)
            uow.commit()
        return bool(told)

    def _shown(self, uow: UnitOfWork, team_id: str, told: Iterable[Told]) -> Iterator[Notice]:
        """The assignees' own messages say who was told."""
        for user_id in dict.fromkeys(one.assignee for one in told):
            newest = uow.reads.newest_prompt(team_id, user_id)
            if newest:
                yield prompt_again(team_id, user_id, newest, self._new_id("told"))

    def _scene(self, reads: Reads, place: tuple[str, str], now: datetime) -> "_Scene":
        return _Scene(reads, place, templates=self._templates, working=self._working, zone=self._zone, now=now)


class _Scene:
    """One project at one moment: its people, who of them is away, and who was told of what."""

    def __init__(
        self, reads: Reads, place: tuple[str, str], *, templates: Catalogue, working: WorkingTime, zone: ZoneInfo,
        now: datetime,
    ) -> None:  # fmt: skip
        self.card: ProjectCard | None = reads.card(*place)
        self.day: date = now.astimezone(zone).date()
        self._templates, self._working, self._reads, self._now = templates, working, reads, now
        self._told = reads.told_of(*place)

    def step(self, ask: OpenAsk) -> tuple[Step, tuple[Reach, ...]] | None:
        """What is to be told of one piece of work, and to whom."""
        card = self.card
        if card is None:
            return None
        earlier = [one for one in self._told if one.deliverable_id == ask.deliverable.id]
        ladder = self._templates.of(ask.team_id).get(ask.template, ask.template_version).ladder
        return next_step(self._case(ask), ladder, earlier, lambda step: self._people(card, ask, step), self.day)

    def told_now(self, ask: OpenAsk) -> Iterator[Told]:
        found = self.step(ask)
        if found is None:
            return
        for reach in found[1]:
            at = self._working.next_for(self._reads, ask.team_id, reach.user_id, self._now)
            yield Told(
                project_id=ask.line.project_id, deliverable_id=ask.deliverable.id, due=ask.deliverable.due,
                assignee=ask.user_id, step=found[0], user_id=reach.user_id, stands_for=reach.stands_for, day=self.day,
                at=at or self._now,
            )  # fmt: skip

    def _case(self, ask: OpenAsk) -> Case:
        calendar = self._working.calendar(self._reads, ask.team_id, ask.user_id)

        chosen = self._reads.preferences(ask.team_id, ask.user_id)

        def works(day: date) -> bool:
            return is_working_day(day, calendar, self._working.holidays)

        return Case(
            assignee=ask.user_id,
            due=ask.deliverable.due,
            late=working_days(ask.deliverable.due, self.day, works),
            # Who has muted the project wanted it so, and is asked by others instead.
            reminded=ask.so_far.times > 0 or ask.line.project_id in chosen.muted,
            away=self._is_away(ask.team_id, ask.user_id),
            blocked=is_blocked(ask.deliverable),
        )

    def _people(self, card: ProjectCard, ask: OpenAsk, step: Step) -> Iterator[Reach]:
        """Who is on a step: whoever is away there is stood in for, or left out."""
        if step in (Step.ABSENT, Step.DEPUTY):
            deputy = self._deputy(ask.team_id, ask.user_id)
            if deputy and self._can_be_told(card, deputy):
                yield Reach(deputy, ask.user_id)
            elif step is Step.ABSENT:
                yield from self._present(card, (*self._strand(card, ask), card.lead), most=1)
            return
        if step is Step.STUCK:
            if self._is_away(ask.team_id, card.lead):
                yield from self._present(card, (card.lead, *card.holders(Role.STEERING)), most=1)
            return
        found = {
            Step.STRAND: self._strand(card, ask), Step.LEAD: (card.lead,), Step.STEERING: card.holders(Role.STEERING),
        }[step]  # fmt: skip
        yield from self._present(card, found)

    def _present(self, card: ProjectCard, people: Iterable[str], *, most: int = 0) -> Iterator[Reach]:
        """Those of some people who can be told, or their deputies. ``most``: only the first so many; 0 for all."""
        count = 0
        for user_id in people:
            deputy = self._deputy(card.team_id, user_id) if self._is_away(card.team_id, user_id) else ""
            reach = Reach(deputy, user_id) if deputy else Reach(user_id)
            if self._can_be_told(card, reach.user_id) and (not most or count < most):
                count += 1
                yield reach

    def _strand(self, card: ProjectCard, ask: OpenAsk) -> tuple[str, ...]:
        role = strand_role(ask.deliverable.strand)
        return card.holders(role) if role is not None else ()

    def _can_be_told(self, card: ProjectCard, user_id: str) -> bool:
        """Somebody who is here, known, and may see the project."""
        person = self._reads.person(card.team_id, user_id)
        if person is None or person.is_bot or self._is_away(card.team_id, user_id):
            return False
        actor = Actor(card.team_id, user_id, is_guest=person.is_guest, is_gone=person.deleted)
        return opens_to(card.confidentiality, any(m.user_id == user_id for m in card.members), actor)

    def _is_away(self, team_id: str, user_id: str) -> bool:
        """On their own day off today, or gone for good."""
        person = self._reads.person(team_id, user_id)
        if person is not None and person.deleted:
            return True
        calendar = self._working.calendar(self._reads, team_id, user_id)
        return absence_on(self._now.astimezone(calendar.zone).date(), calendar) is not None

    def _deputy(self, team_id: str, user_id: str) -> str:
        """Who stands in: named for these days off, else once and for all."""
        absence = self._reads.absence(team_id, user_id) if self._is_away(team_id, user_id) else None
        named = absence.deputy if absence is not None else ""
        return named or self._reads.preferences(team_id, user_id).deputy


def _messages(card: ProjectCard, told: Iterable[Told], now: datetime) -> Iterator[Notice]:
    """One message for each person, with all of this project that they are told of now."""
    by_person: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_person[one.user_id].append(one)
    for user_id, theirs in by_person.items():
        first = theirs[0]
        key = f"late:{first.deliverable_id}:{first.due}:{first.assignee}:{user_id}"
        yield Notice(
            kind=NoticeKind.TOLD, team_id=card.team_id, audience=user_id, project_id=card.id, dedupe_key=key,
            params={"event": WORK_LATE, "by": SYSTEM, "items": json.dumps([one.deliverable_id for one in theirs])},
            lane=Lane.BULK, not_before=first.at if first.at > now else None,
        )  # fmt: skip
