"""What the clock does for projects: wakes those whose hold is over, and looks after open gates.

Called at every tick, by however many processes: request keys and dedupe keys make each step happen once.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from flows.edges import Edge, NoEdge
from flows.errors import IllegalMove
from flows.lifecycle import commands as c
from flows.lifecycle import duties
from flows.lifecycle.project import Gate
from flows.lifecycle.readiness import Outside, nothing_outside
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.template import Catalogue
from flows.lifecycle.usecases import perform
from flows.lifecycle.verdicts import departures
from flows.names import SYSTEM, Actor, Role
from flows.notices import NEEDED_ON, Lane, Notice, NoticeKind, Scalar, ballot_key, held
from flows.ports import NewId, Reads, Store

REMINDER = "GateReminder"
OVERDUE = "GateOverdue"
"""The ``event`` of the notices that this module makes; neither is part of a project's history."""


NextFor = Callable[[Reads, str, str, datetime], datetime | None]
"""When a person (team id, user id) may be told something that came up at a moment; None: not while they are away."""


def at_once(_reads: Reads, _team_id: str, _user_id: str, now: datetime) -> datetime | None:
    """A ``NextFor`` without anybody's working time."""
    return now


class Upkeep:
    """``day_begins`` is the local time from which a day counts here: nobody is woken at midnight. ``next_for`` says
    when each person is reminded on it; who is away without an end is reminded once they are back."""

    def __init__(
        self,
        *,
        store: Store,
        templates: Catalogue,
        zone: ZoneInfo,
        day_begins: time,
        new_id: NewId,
        next_for: NextFor = at_once,
        outside: Outside = nothing_outside,
        edge: Edge | None = None,
    ) -> None:
        self._edge = edge or NoEdge()
        self._store, self._templates, self._new_id = store, templates, new_id
        self._next_for, self._outside = next_for, outside
        self._zone, self._day_begins = zone, day_begins

    def tend(self, now: datetime) -> bool:
        """Do what is due at ``now`` (aware, UTC). True where anything was."""
        local = now.astimezone(self._zone)
        begins = datetime.combine(local.date(), self._day_begins, self._zone)
        day = local.date() if local >= begins else local.date() - timedelta(days=1)
        with self._store.read() as reads:
            resting, voting = reads.to_wake(day), reads.in_vote()
            owing = reads.duties_due(day) if day.weekday() < duties.WEEKEND else ()
        attempt = self._edge.attempt
        tended = [attempt(place, partial(self._wake, *place, local.date(), now)) for place in resting]
        tended += [attempt(place, partial(self._tend_gate, *place, day, now)) for place in voting]
        tended += [attempt(place, partial(self._tend_duties, *place, day, now)) for place in owing]
        return any(tended)

    def _wake(self, team_id: str, project_id: str, day: date, now: datetime) -> bool:
        self._ask(c.WakeProject(project_id=project_id), team_id, now, f"wake:{project_id}:{day}")
        return True

    def _tend_gate(self, team_id: str, project_id: str, day: date, now: datetime) -> bool:
        with self._store.read() as reads:
            card = reads.card(team_id, project_id)
            if card is None or card.gate is None:
                return False
            left = self._left(reads, card, card.gate)
            due = list(self._in_working_time(reads, gate_notices(card, card.gate, day), now))
        if left:
            command = c.TendGate(project_id=project_id, gate_id=card.gate.id)
            self._ask(command, team_id, now, f"tend:{card.gate.id}:{','.join(left)}:v{card.version}")
        elif due:
            with self._store.write() as uow:
                uow.outbox.put(due, now=now, new_id=self._new_id)
                uow.commit()
        return bool(left or due)

    def _in_working_time(self, reads: Reads, notices: Iterable[Notice], now: datetime) -> Iterator[Notice]:
        """Those that are not queued yet, each held until its reader's working time, and behind what people do."""
        for notice in notices:
            if reads.queued(notice.team_id, notice.dedupe_key):
                continue
            at = self._next_for(reads, notice.team_id, notice.audience, now)
            if at is not None:
                yield held(replace(notice, lane=Lane.BULK), at, now=now, zone=self._zone)

    def _tend_duties(self, team_id: str, project_id: str, day: date, now: datetime) -> bool:
        """Ask for follow-up evaluations whose day has come, and remind of what is due. Never on a weekend."""
        with self._store.read() as reads:
            card = reads.card(team_id, project_id)
            if card is None:
                return False
            people = reads.persons(team_id, (card.lead,))
            opening = duties.to_open(card, day)
            due = list(self._in_working_time(reads, duties.reminders(card, day), now))
        for months in opening:
            command = c.OpenFollowUp(project_id=project_id, months=months, asked=duties.answerable(card, people))
            self._ask(command, team_id, now, f"follow_up:{project_id}:{months}")
        if due:
            with self._store.write() as uow:
                uow.outbox.put(due, now=now, new_id=self._new_id)
                uow.commit()
        return bool(opening or due)

    def _left(self, reads: Reads, card: ProjectCard, gate: Gate) -> tuple[str, ...]:
        named = dict.fromkeys(user for keeper in gate.gatekeepers for user in (keeper, gate.principal(keeper)))
        people = reads.persons(card.team_id, tuple(named))
        return departures(
            card, gate, people, self._templates.of(card.team_id).get(card.template, card.template_version)
        )

    def _ask(self, command: c.ClockCommand, team_id: str, now: datetime, key: str) -> None:
        """Carry a command out as the clock. A gate that was decided a moment ago needs nothing any more."""
        try:
            with self._store.write() as uow:
                perform(
                    command,
                    actor=Actor(team_id, SYSTEM),
                    uow=uow,
                    templates=self._templates.of(team_id),
                    now=now,
                    today=now.astimezone(self._zone).date(),
                    new_id=self._new_id,
                    request_key=key,
                    outside=self._outside,
                )
        except IllegalMove:
            return


def gate_notices(card: ProjectCard, gate: Gate, day: date) -> Iterator[Notice]:
    """Who must be told on ``day`` that votes are missing: the silent ones on the eve of the last day and on it, lead
    and steering group once it is over. Their dedupe keys make each of them one message for ever."""
    if gate.closes_on is None or day < gate.closes_on - timedelta(days=1):
        return
    if day > gate.closes_on:
        if gate.silent or not gate.gatekeepers:
            for user in dict.fromkeys((card.lead, *card.holders(Role.STEERING))):
                yield _notice(card, gate, OVERDUE, user, what="overdue")
        return
    for user in gate.silent:
        yield _notice(card, gate, REMINDER, user, what=f"remind:{day}")


def _notice(card: ProjectCard, gate: Gate, event: str, user: str, *, what: str) -> Notice:
    """A reminder stands under the ballot; the lead and the steering group have none, or not all of them."""
    by_then: dict[str, Scalar] = {}
    if event == REMINDER and gate.closes_on is not None:
        by_then = {NEEDED_ON: gate.closes_on.isoformat()}
    return Notice(
        kind=NoticeKind.TOLD,
        team_id=card.team_id,
        audience=user,
        project_id=card.id,
        dedupe_key=f"gate:{gate.id}:{what}:{user}",
        thread_of=ballot_key(gate.id, user) if event == REMINDER else None,
        params={"event": event, "by": SYSTEM, "gate_id": gate.id, **by_then},
    )
