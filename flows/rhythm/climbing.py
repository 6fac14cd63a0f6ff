"""Tells the next one that work is late, step by step (``escalation.py`` decides). Called at every tick by however many
processes: whoever writes a person down first tells them, and everything is looked at again in that transaction.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from flows.edges import Edge, NoEdge
from flows.lifecycle.blocking import is_blocked
from flows.lifecycle.permissions import strand_role
from flows.lifecycle.persistence import Ladder
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.template import Catalogue
from flows.names import SYSTEM, Role
from flows.notices import Lane, Notice, NoticeKind
from flows.ports import NewId, Reads, Store
from flows.rhythm.company import Company, Someone
from flows.rhythm.escalation import Case, Reach, Step, Told, next_step
from flows.rhythm.nudging import LOOK_AHEAD, OpenAsk, working_days
from flows.rhythm.people import WorkingTime
from flows.rhythm.prompting import QUARTER, prompt_again

WORK_LATE = "WorkLate"
"""The ``event`` of the notices made here; it is no part of a project's history."""
BATCH = 20
"""Projects in one transaction, so that other writers get their turn between."""

Place = tuple[str, str]
"""Team id and project id."""


class Climbing:
    """``day_begins`` is the local time from which a day counts in the zone of the workspace."""

    def __init__(
        self, *, store: Store, templates: Catalogue, working: WorkingTime, zone: ZoneInfo, day_begins: time,
        new_id: NewId, edge: Edge | None = None,
    ) -> None:  # fmt: skip
        self._store, self._templates, self._working, self._new_id = store, templates, working, new_id
        self._edge = edge or NoEdge()
        self._zone, self._day_begins = zone, day_begins
        self._looked: datetime | None = None

    def tend(self, now: datetime) -> bool:
        """Tell what is due at ``now`` (aware, UTC). True where anybody was. Looks once in a quarter of an hour."""
        local = now.astimezone(self._zone)
        quarter = now.replace(minute=now.minute - now.minute % QUARTER, second=0, microsecond=0)
        if local < datetime.combine(local.date(), self._day_begins, self._zone) or quarter == self._looked:
            return False
        with self._store.read() as reads:
            company = Company(reads, self._working, now)
            late = dict.fromkeys(self._late(reads, company, local.date()))
        climb = partial(self._climb, company)
        done = (told for batch in _batches(list(late)) for told in self._edge.each(batch, climb))
        told = [one for found in done for one in found]
        self._show(dict.fromkeys(told), now)
        self._looked = quarter
        return bool(told)

    def _late(self, reads: Reads, company: Company, day: date) -> Iterator[Place]:
        """The projects with a step to tell."""
        scenes: dict[Place, _Scene] = {}
        for ask in reads.asks_due(day + LOOK_AHEAD, lost=self._edge.lost):
            place = (ask.team_id, ask.line.project_id)
            if ask.deliverable.due <= day or is_blocked(ask.deliverable):
                scene = scenes.setdefault(place, _Scene(reads, place, company, day))
                if self._edge.attempt(place, partial(self._is_next, scene, ask)):
                    yield place

    def _is_next(self, scene: "_Scene", ask: OpenAsk) -> bool:
        return scene.step(ask, self._ladder(ask)) is not None

    def _climb(self, company: Company, places: Iterable[Place]) -> list[Someone]:
        """Whose work was told to somebody."""
        day, whose = company.now.astimezone(self._zone).date(), list[Someone]()
        with self._store.write() as uow:
            company.through(uow.reads)
            for place in places:
                scene = _Scene(uow.reads, place, company, day)
                asks = uow.reads.asks_in(*place, lost=self._edge.lost)
                told = [one for ask in asks for one in scene.told_now(ask, self._ladder(ask))
                        if uow.asks.told(place[0], one)]  # fmt: skip
                uow.outbox.put(_messages(place, told, company.now), now=company.now, new_id=self._new_id)
                whose += [(place[0], one.assignee) for one in told]
            uow.commit()
        return whose

    def _show(self, people: Iterable[Someone], now: datetime) -> None:
        """Their own messages say who was told; where this fails, they do so from the next morning on."""
        with self._store.write() as uow:
            for who in people:
                newest = uow.reads.newest_prompt(*who)
                if newest:
                    again = prompt_again(*who, newest, self._new_id("told"))
                    uow.outbox.put([again], now=now, new_id=self._new_id)
            uow.commit()

    def _ladder(self, ask: OpenAsk) -> Ladder:
        return self._templates.of(ask.team_id).get(ask.template, ask.template_version).ladder


class _Scene:
    """One project on one day: who was told of what, and who is next."""

    def __init__(self, reads: Reads, place: Place, company: Company, day: date) -> None:
        self._reads, self._place, self._company, self._day = reads, place, company, day
        self._read_told: tuple[Told, ...] | None = None
        self._read_card: ProjectCard | None = None

    def step(self, ask: OpenAsk, ladder: Ladder) -> tuple[Step, tuple[Reach, ...]] | None:
        """What is to be told of one piece of work, and to whom."""
        if self._read_told is None:
            self._read_told = self._reads.told_of(*self._place)
        earlier = [one for one in self._read_told if one.deliverable_id == ask.deliverable.id]
        return next_step(self._case(ask), ladder, earlier, lambda step: self._people(ask, step), self._day)

    def told_now(self, ask: OpenAsk, ladder: Ladder) -> Iterator[Told]:
        found = self.step(ask, ladder)
        if found is None:
            return
        for reach in found[1]:
            yield Told(
                project_id=ask.line.project_id, deliverable_id=ask.deliverable.id, due=ask.deliverable.due,
                assignee=ask.user_id, step=found[0], user_id=reach.user_id, stands_for=reach.stands_for, day=self._day,
                at=self._company.next_open((ask.team_id, reach.user_id)),
            )  # fmt: skip

    def _case(self, ask: OpenAsk) -> Case:
        who = (ask.team_id, ask.user_id)
        # Who has muted the project wanted it so, and is asked by others instead.
        reminded = ask.so_far.times > 0 or ask.line.project_id in self._company.wishes(who).muted
        return Case(
            assignee=ask.user_id,
            due=ask.deliverable.due,
            late=working_days(ask.deliverable.due, self._day, partial(self._company.works, who)),
            reminded=reminded,
            away=self._company.is_away(who),
            blocked=is_blocked(ask.deliverable),
        )

    def _card(self) -> ProjectCard | None:
        """Read only where somebody is to be told."""
        if self._read_card is None:
            self._read_card = self._reads.card(*self._place)
        return self._read_card

    def _people(self, ask: OpenAsk, step: Step) -> list[Reach]:
        """Who is on a step. Where the assignee is away, or the lead while work is blocked, one person is enough."""
        card, company = self._card(), self._company
        if card is None:
            return []
        role = strand_role(ask.deliverable.strand)
        strand = card.holders(role) if role is not None else ()
        match step:
            case Step.DEPUTY | Step.ABSENT:
                deputy = company.deputy((ask.team_id, ask.user_id))
                if deputy and company.can_be_told(card, deputy):
                    return [Reach(deputy, ask.user_id)]
                return list(company.present(card, (*strand, card.lead)))[:1] if step is Step.ABSENT else []
            case Step.STUCK if company.is_away((ask.team_id, card.lead)):
                return list(company.present(card, (card.lead, *card.holders(Role.STEERING))))[:1]
            case Step.STRAND:
                return list(company.present(card, strand))
            case Step.LEAD:
                return list(company.present(card, (card.lead,)))
            case Step.STEERING:
                return list(company.present(card, card.holders(Role.STEERING)))
            case _:
                return []


def _messages(place: Place, told: Iterable[Told], now: datetime) -> Iterator[Notice]:
    """One message for each person, with all of this project that they are told of now."""
    for theirs in _by_message(told):
        first = theirs[0]
        notice = _message(place, late_key(first), theirs)
        yield replace(notice, lane=Lane.BULK, not_before=first.at if first.at > now else None)


def late_again(reads: Reads, team_id: str, project_id: str, assignee: str, occasion: str) -> tuple[Notice, ...]:
    """What renders the messages about somebody's late work anew where they stand: what is done loses its buttons there.
    ``occasion`` is unique."""
    told = reads.told_of(team_id, project_id)
    again = []
    for theirs in _by_message(told):
        if any(one.assignee == assignee for one in theirs):
            keys = (late_key(one) for one in theirs)  # it is kept under that of its first
            key = next((key for key in keys if reads.post(team_id, key) is not None), "")
            if key:
                notice = _message((team_id, project_id), key, theirs)
                again.append(replace(notice, dedupe_key=f"{key}:{occasion}"))
    return tuple(again)


def late_key(one: Told) -> str:
    """The post key of the message that begins with this, for the person who is told of it."""
    return f"late:{one.deliverable_id}:{one.due}:{one.assignee}:{one.user_id}"


def _by_message(told: Iterable[Told]) -> list[list[Told]]:
    """What one person is told of at one moment is one message."""
    found: dict[tuple[str, datetime], list[Told]] = defaultdict(list)
    for one in told:
        found[one.user_id, one.at].append(one)
    return list(found.values())


def _message(place: Place, key: str, theirs: Sequence[Told]) -> Notice:
    """It names what was asked of whom and by when: of work that was handed over meanwhile another message speaks."""
    asked = [[one.deliverable_id, one.due.isoformat(), one.assignee] for one in theirs]
    return Notice(
        kind=NoticeKind.TOLD, team_id=place[0], audience=theirs[0].user_id, project_id=place[1], dedupe_key=key,
        post_key=key,
        params={"event": WORK_LATE, "by": SYSTEM, "asked": json.dumps(asked)},
    )  # fmt: skip


def _batches(places: list[Place]) -> Iterator[list[Place]]:
    for start in range(0, len(places), BATCH):
        yield places[start : start + BATCH]
