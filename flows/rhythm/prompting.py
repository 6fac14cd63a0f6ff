"""Reminds people of open work: what is due is decided from the state at that moment, and said in one message.

Called at every tick, by however many processes: each person is looked at again inside the transaction that counts the
reminder, so that the second finds nothing to say. Nobody is reminded outside their own working time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import groupby

from flows.edges import Edge, NoEdge
from flows.lifecycle.persistence import Reminding
from flows.lifecycle.template import Catalogue
from flows.names import SYSTEM
from flows.notices import Lane, Notice, NoticeKind
from flows.ports import NewId, Reads, Store, UnitOfWork
from flows.rhythm.company import Company, Someone
from flows.rhythm.nudging import LOOK_AHEAD, Nudge, OpenAsk, reminds, told
from flows.rhythm.people import WorkingTime

BATCH = 50
"""People in one transaction, so that other writers get their turn between."""
QUARTER = 15
"""Minutes after which everybody is looked at again: working days begin at such moments, wherever people are."""


class Prompting:
    """A use case of the tick. Snoozes come back in their minute; everybody else is looked at once in a quarter of an
    hour, which is remembered only to save work."""

    def __init__(
        self, *, store: Store, templates: Catalogue, working: WorkingTime, new_id: NewId, edge: Edge | None = None
    ) -> None:
        self._store, self._templates, self._working, self._new_id = store, templates, working, new_id
        self._edge = edge or NoEdge()
        self._looked: datetime | None = None

    def tend(self, now: datetime) -> bool:
        """Remind of what is due at ``now`` (aware, UTC). True where anything was put into the outbox."""
        quarter = now.replace(minute=now.minute - now.minute % QUARTER, second=0, microsecond=0)
        with self._store.read() as reads:
            company = Company(reads, self._working, now)
            people = dict.fromkeys(reads.snoozes_over(now))
            if quarter != self._looked:
                people |= dict.fromkeys(self._waiting(reads, company))
        remind = partial(self._remind, company)
        wrote = [done for batch in _batches(list(people)) for done in self._edge.each(batch, remind)]
        self._looked = quarter
        return any(wrote)

    def _waiting(self, reads: Reads, company: Company) -> Iterator[Someone]:
        """Who may be written to now and has something to be reminded of, or a message whose days are to be renewed."""
        asks = sorted(reads.asks_due(company.now.date() + LOOK_AHEAD, lost=self._edge.lost), key=_whose)
        for who, theirs in groupby(asks, key=_whose):
            if self._edge.attempt(who, partial(self._waits, reads, who, tuple(theirs), company)):
                yield who

    def _waits(self, reads: Reads, who: Someone, found: Sequence[OpenAsk], company: Company) -> bool:
        return company.is_open(who) and (
            any(self._reminds(ask, company) for ask in found) or bool(_renewed(reads, who, found, company.day(who)))
        )

    def _remind(self, company: Company, people: Iterable[Someone]) -> bool:
        with self._store.write() as uow:
            company.through(uow.reads)
            wrote = [self._tell(who, company, uow) for who in people if company.is_open(who)]
            uow.commit()
        return any(wrote)

    def _tell(self, who: Someone, company: Company, uow: UnitOfWork) -> bool:
        asks, day = uow.reads.asks_of(*who, lost=self._edge.lost), company.day(who)
        newest = uow.reads.newest_prompt(*who)
        due = [ask for ask in asks if self._reminds(ask, company)]
        notices = [*_messages(who, newest + 1, due)] if due else _renewed(uow.reads, who, asks, day)
        if due:
            uow.asks.newest(*who, newest + 1)
            for ask in asks:
                nudge = told(ask.so_far, day, newest + 1) if ask in due else _carried(ask, newest)
                if nudge is not None:
                    uow.asks.nudge(*who, ask.line.project_id, ask.deliverable.id, nudge)
        uow.outbox.put(notices, now=company.now, new_id=self._new_id)
        return bool(notices)

    def _reminds(self, ask: OpenAsk, company: Company) -> bool:
        """Whether something is to be said now; nothing of a project that its reader has muted."""
        who = _whose(ask)
        wishes = company.wishes(who)
        if ask.line.project_id in wishes.muted:
            return False
        plan = self._edge.attempt((ask.team_id, ask.line.project_id), partial(self._plan, ask))
        if plan is None:
            return False
        works = partial(company.works, who)
        return reminds(ask, plan, wishes.nudging, now=company.now, day=company.day(who), works=works)

    def _plan(self, ask: OpenAsk) -> Reminding:
        """Raises KeyError where the workflow of the project is gone."""
        return self._templates.of(ask.team_id).get(ask.template, ask.template_version).reminding


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


def put_off_all(
    uow: UnitOfWork, team_id: str, user_id: str, number: int, until: datetime | None, *, key: str, now: datetime,
    new_id: NewId,
) -> bool:  # fmt: skip
    """The same of everything that one reminder message asks its person for and that is not put off; None takes back
    what was put off of it. False where nothing of it waits for the person any more."""
    found = [ask for ask in uow.reads.asks_of(team_id, user_id) if number and ask.so_far.prompt == number]
    theirs = [ask for ask in found if (ask.is_live if until is not None else ask.so_far.snoozed_until is not None)]
    for ask in theirs:
        nudge = replace(ask.so_far, snoozed_until=until)
        uow.asks.nudge(team_id, user_id, ask.line.project_id, ask.deliverable.id, nudge)
    if theirs:
        again = prompt_again(team_id, user_id, number, f"{prompt_key(user_id, number)}:{key}")
        uow.outbox.put([again], now=now, new_id=new_id)
    return bool(found)


def prompt_key(user_id: str, number: int) -> str:
    """The post key of one of a person's reminder messages."""
    return f"prompt:{user_id}:{number}"


def prompt_again(team_id: str, user_id: str, number: int, key: str) -> Notice:
    """A notice that renders a reminder message anew where it stands. ``key`` is its dedupe key."""
    return Notice(
        kind=NoticeKind.PROMPT, team_id=team_id, audience=user_id, project_id=None, dedupe_key=key,
        post_key=prompt_key(user_id, number), params={"number": number, "by": SYSTEM},
    )  # fmt: skip


def _renewed(reads: Reads, who: Someone, asks: Iterable[OpenAsk], day: date) -> list[Notice]:
    """The person's standing message is written anew on each of their working days, so that what it says of days holds:
    at most once, and not on the day on which it was sent."""
    standing = [ask.so_far for ask in asks if ask.so_far.prompt]
    if not standing or any(nudge.last == day for nudge in standing):
        return []
    newest = max(nudge.prompt for nudge in standing)
    key = f"{prompt_key(who[1], newest)}:{day}"
    return [] if reads.queued(who[0], key) else [prompt_again(*who, newest, key)]


def _carried(ask: OpenAsk, newest: int) -> Nudge | None:
    """What the last message showed moves into the new one, so that there is one to answer; nothing new is counted."""
    so_far = ask.so_far
    return replace(so_far, prompt=newest + 1) if newest and so_far.prompt == newest else None


def _messages(who: Someone, number: int, due: Iterable[OpenAsk]) -> Iterator[Notice]:
    """The new message, and the one before it without its buttons. What somebody snoozed comes back in its minute;
    what the plan asks for leaves over the opening minutes."""
    key = prompt_key(who[1], number)
    asked_for = any(ask.so_far.snoozed_until is not None for ask in due)
    yield replace(prompt_again(*who, number, key), lane=Lane.NOW if asked_for else Lane.BULK)
    if number > 1:
        yield prompt_again(*who, number - 1, f"{prompt_key(who[1], number - 1)}:replaced")


def _whose(ask: OpenAsk) -> Someone:
    return ask.team_id, ask.user_id


def _batches(people: list[Someone]) -> Iterator[list[Someone]]:
    for start in range(0, len(people), BATCH):
        yield people[start : start + BATCH]
