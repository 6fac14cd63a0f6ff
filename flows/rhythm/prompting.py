"""Reminds people of open work: what is due is decided from the state at that moment, and said in one message.

Called at every tick, by however many processes: each person is looked at again inside the transaction that counts the
reminder, so that the second finds nothing to say. Nobody is reminded outside their own working time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from flows.lifecycle.persistence import Reminding
from flows.lifecycle.template import Catalogue
from flows.names import SYSTEM
from flows.notices import Lane, Notice, NoticeKind
from flows.ports import NewId, Reads, Store, UnitOfWork
from flows.rhythm.calendar import PersonCalendar, is_allowed, is_working_day
from flows.rhythm.nudging import LOOK_AHEAD, Nudge, OpenAsk, reminds, told
from flows.rhythm.people import WorkingTime

BATCH = 50
"""People in one transaction, so that other writers get their turn between."""
QUARTER = 15
"""Minutes after which everybody is looked at again: working days begin at such moments, wherever people are."""

Someone = tuple[str, str]
"""Team id and user id."""


class Prompting:
    """A use case of the tick. Snoozes come back in their minute; everybody else is looked at once in a quarter of an
    hour, which is remembered only to save work."""

    def __init__(self, *, store: Store, templates: Catalogue, working: WorkingTime, new_id: NewId) -> None:
        self._store, self._templates, self._working, self._new_id = store, templates, working, new_id
        self._looked: datetime | None = None

    def tend(self, now: datetime) -> bool:
        """Remind of what is due at ``now`` (aware, UTC). True where anything was put into the outbox."""
        quarter = now.replace(minute=now.minute - now.minute % QUARTER, second=0, microsecond=0)
        with self._store.read() as reads:
            people = dict.fromkeys(reads.snoozes_over(now))
            if quarter != self._looked:
                people |= dict.fromkeys(self._waiting(reads, now))
        wrote = [self._remind(batch, now) for batch in _batches(list(people))]
        self._looked = quarter
        return any(wrote)

    def _waiting(self, reads: Reads, now: datetime) -> Iterator[Someone]:
        """Who may be written to now and has something to be reminded of, or a message whose days are to be renewed."""
        asks = sorted(reads.asks_due(now.date() + LOOK_AHEAD), key=_whose)
        for (team_id, user_id), theirs in groupby(asks, key=_whose):
            found = tuple(theirs)
            desk = self._desk(reads, (team_id, user_id), now)
            if desk.is_open() and (desk.due(found) or any(ask.so_far.prompt for ask in found)):
                yield team_id, user_id

    def _remind(self, people: Iterable[Someone], now: datetime) -> bool:
        wrote = False
        with self._store.write() as uow:
            for who in people:
                desk = self._desk(uow.reads, who, now)
                if desk.is_open():
                    wrote |= self._tell(desk, uow)
            uow.commit()
        return wrote

    def _desk(self, reads: Reads, who: Someone, now: datetime) -> "_Desk":
        return _Desk(reads, who, templates=self._templates, working=self._working, now=now)

    def _tell(self, desk: "_Desk", uow: UnitOfWork) -> bool:
        asks = uow.reads.asks_of(desk.team_id, desk.user_id)
        newest, due = uow.reads.newest_prompt(desk.team_id, desk.user_id), desk.due(asks)
        if not due:
            standing = [ask.so_far.last for ask in asks if newest and ask.so_far.prompt == newest]
            key = f"{prompt_key(desk.user_id, newest)}:{desk.day}"
            if not standing or desk.day in standing or uow.reads.queued(desk.team_id, key):
                return False
            uow.outbox.put([prompt_again(desk.team_id, desk.user_id, newest, key)], now=desk.now, new_id=self._new_id)
            return True
        number = newest + 1
        uow.asks.newest(desk.team_id, desk.user_id, number)
        for ask in asks:
            nudge = told(ask.so_far, desk.day, number) if ask in due else _carried(ask, newest, number)
            if nudge is not None:
                line = ask.line
                uow.asks.nudge(desk.team_id, desk.user_id, line.project_id, line.deliverable.id, nudge)
        uow.outbox.put(_messages(desk, number, due), now=desk.now, new_id=self._new_id)
        return True


class _Desk:
    """One person at one moment: their calendar, their day, and what they are to be reminded of."""

    def __init__(
        self, reads: Reads, who: Someone, *, templates: Catalogue, working: WorkingTime, now: datetime
    ) -> None:
        (self.team_id, self.user_id), self.now = who, now
        self._templates, self._holidays = templates, working.holidays
        self._calendar: PersonCalendar = working.calendar(reads, *who)
        chosen = reads.preferences(*who)
        self._level, self._muted = chosen.nudging, chosen.muted
        self.day: date = now.astimezone(self._calendar.zone).date()

    def is_open(self) -> bool:
        return is_allowed(self.now, self._calendar, self._holidays)

    def due(self, asks: Iterable[OpenAsk]) -> tuple[OpenAsk, ...]:
        """What is to be said now; nothing of a project that its reader has muted."""
        return tuple(ask for ask in asks if ask.line.project_id not in self._muted and self._reminds(ask))

    def _reminds(self, ask: OpenAsk) -> bool:
        return reminds(ask, self._plan(ask), self._level, now=self.now, day=self.day, works=self._works)

    def _works(self, day: date) -> bool:
        return is_working_day(day, self._calendar, self._holidays)

    def _plan(self, ask: OpenAsk) -> Reminding:
        return self._templates.of(self.team_id).get(ask.template, ask.template_version).reminding


def put_off(
    uow: UnitOfWork, team_id: str, user_id: str, about: tuple[str, str], until: datetime | None, *, key: str,
    now: datetime, new_id: NewId,
) -> bool:  # fmt: skip
    """Put one's own reminder off to an aware moment; None takes that back. ``about`` is a project and a deliverable.

    Nothing else moves: neither the due date nor anybody else's reminder. False where it waits for the person no longer.
    """
    for ask in uow.reads.asks_of(team_id, user_id):
        if (ask.line.project_id, ask.deliverable.id) == about:
            uow.asks.nudge(team_id, user_id, *about, replace(ask.so_far, snoozed_until=until))
            number = ask.so_far.prompt
            if number:
                again = prompt_again(team_id, user_id, number, f"{prompt_key(user_id, number)}:{key}")
                uow.outbox.put([again], now=now, new_id=new_id)
            return True
    return False


def prompt_key(user_id: str, number: int) -> str:
    """The post key of one of a person's reminder messages."""
    return f"prompt:{user_id}:{number}"


def prompt_again(team_id: str, user_id: str, number: int, key: str) -> Notice:
    """A notice that renders a reminder message anew where it stands. ``key`` is its dedupe key."""
    return Notice(
        kind=NoticeKind.PROMPT, team_id=team_id, audience=user_id, project_id=None, dedupe_key=key,
        post_key=prompt_key(user_id, number), params={"number": number, "by": SYSTEM},
    )  # fmt: skip


def _carried(ask: OpenAsk, newest: int, number: int) -> Nudge | None:
    """What the last message showed moves into the new one, so that there is one to answer; nothing new is counted."""
    so_far = ask.so_far
    return replace(so_far, prompt=number) if newest and so_far.prompt == newest else None


def _messages(desk: _Desk, number: int, due: Iterable[OpenAsk]) -> Iterator[Notice]:
    """The new message, and the one before it without its buttons. What somebody snoozed comes back in its minute;
    what the plan asks for leaves over the opening minutes."""
    key = prompt_key(desk.user_id, number)
    asked_for = any(ask.so_far.snoozed_until is not None for ask in due)
    lane = Lane.NOW if asked_for else Lane.BULK
    yield Notice(
        kind=NoticeKind.PROMPT, team_id=desk.team_id, audience=desk.user_id, project_id=None, dedupe_key=key,
        post_key=key, params={"number": number, "by": SYSTEM}, lane=lane,
    )  # fmt: skip
    if number > 1:
        earlier = prompt_key(desk.user_id, number - 1)
        yield prompt_again(desk.team_id, desk.user_id, number - 1, f"{earlier}:replaced")


def _whose(ask: OpenAsk) -> Someone:
    return ask.team_id, ask.user_id


def _batches(people: list[Someone]) -> Iterator[list[Someone]]:
    for start in range(0, len(people), BATCH):
        yield people[start : start + BATCH]
