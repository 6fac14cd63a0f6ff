"""What follows at once when somebody's working time is another one: they moved, chose other hours, or are back.

Whoever changes what ``WorkingTime`` says of a person calls ``resettle`` in the same transaction; what Slack says of
people is kept by ``meet`` and ``undisturbed``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flows.notices import Notice, NoticeKind, home_key
from flows.ports import NewId, Person, Reads, UnitOfWork
from flows.rhythm.calendar import DoNotDisturb, PersonCalendar
from flows.rhythm.defaults import at_home
from flows.rhythm.people import WorkingTime
from flows.rhythm.prompting import prompt_again
from flows.rhythm.schedules import Every, Rule, Schedule, Slot
from flows.rhythm.usecases import keep

HALF_A_DAY = timedelta(hours=12)
"""Who moves so far west that the same day comes so much later is told of it again: a day and a half without would be
too long."""


def moved(schedule: Schedule, calendar: PersonCalendar, last: Slot | None) -> Schedule:
    """``at_home``, but for the day that ``last`` has told: its hour may still come where the person is now, and is left
    out there. Every later day comes; so does a day that begins earlier there."""
    after = at_home(schedule, calendar)
    if after == schedule or last is None:
        return after
    again = datetime.fromisoformat(last.name).replace(tzinfo=after.zone)
    if after.rule.every is not Every.CRON:
        again = again.replace(hour=after.at.hour, minute=after.at.minute)
    if again <= last.at or (_is_daily(after.rule) and again - last.at >= HALF_A_DAY):
        return after
    return replace(after, starts_at=again if after.starts_at is None else max(after.starts_at, again))


def moved_since(schedule: Schedule, calendar: PersonCalendar, reads: Reads) -> Schedule:
    """The same, with what it told last looked up where that matters: nearly nobody has moved."""
    if at_home(schedule, calendar) == schedule:
        return schedule
    return moved(schedule, calendar, next(iter(reads.slots(schedule.team_id, schedule.id, limit=1)), None))


def _is_daily(rule: Rule) -> bool:
    """Whether the day after may be one of the rule's as well. Of anything rarer the same date is the same slot."""
    return rule.every in (Every.DAY, Every.WORKDAY, Every.CRON) or (rule.every is Every.WEEK and len(rule.weekdays) > 1)


def resettle(uow: UnitOfWork, team_id: str, user_id: str, *, working: WorkingTime, now: datetime) -> None:
    """Everything that waits for one person is looked at anew: their schedules, those of projects that reach them for
    want of a channel, and what is in the outbox for them."""
    calendar = working.calendar(uow.reads, team_id, user_id)
    for schedule in uow.reads.schedules_reaching(team_id, user_id):
        if schedule.unreadable is not None:  # it rests until somebody chooses anew
            continue
        keep(moved_since(schedule, calendar, uow.reads), uow=uow, holidays=working.holidays)
    uow.outbox.judge_again(team_id, user_id, now=now)


def meet(
    persons: Iterable[Person], *, uow: UnitOfWork, working: WorkingTime, now: datetime, new_id: NewId
) -> tuple[str, ...]:
    """Keep what Slack says of people. Whoever has another time zone or language than before has it from now on, in
    everything that waits for them; their user ids are the answer."""
    others = []
    for person in persons:
        who = (person.team_id, person.user_id)
        was, zone = uow.reads.person(*who), working.calendar(uow.reads, *who).zone
        uow.people.upsert([person])
        if was is not None and _as_shown(was) != _as_shown(person):
            uow.outbox.put(_shown_again(uow, person, new_id("moved")), now=now, new_id=new_id)
        if was is None or (was.tz, was.locale) != (person.tz, person.locale):
            resettle(uow, *who, working=working, now=now)
            _take_along(uow, person, zone, working.calendar(uow.reads, *who).zone, now)
            others.append(person.user_id)
    return tuple(others)


def _as_shown(person: Person) -> tuple[object, ...]:
    """All of a person that what they look at depends on."""
    return person.tz, person.locale, person.is_guest, person.deleted


def undisturbed(
    uow: UnitOfWork, team_id: str, seen: Iterable[tuple[str, DoNotDisturb | None]], *, working: WorkingTime,
    now: datetime,
) -> tuple[str, ...]:  # fmt: skip
    """Keep Slack's do-not-disturb of people; the user ids of those for whom it is another one than was known."""
    others = [(user_id, dnd) for user_id, dnd in seen if uow.reads.dnd(team_id, user_id) != dnd]
    uow.preferences.put_dnd(team_id, others)
    for user_id, _ in others:
        resettle(uow, team_id, user_id, working=working, now=now)
    return tuple(user_id for user_id, _ in others)


def _take_along(uow: UnitOfWork, person: Person, before: ZoneInfo, after: ZoneInfo, now: datetime) -> None:
    """What somebody has put off to nine o'clock comes at nine where they are then."""
    if before == after:
        return
    for ask in uow.reads.asks_of(person.team_id, person.user_id):
        until = ask.so_far.snoozed_until
        if until is not None and until > now:
            there = until.astimezone(before).replace(tzinfo=after)
            nudge = replace(ask.so_far, snoozed_until=there)
            uow.asks.nudge(person.team_id, person.user_id, ask.line.project_id, ask.deliverable.id, nudge)


def _shown_again(uow: UnitOfWork, person: Person, occasion: str) -> Iterator[Notice]:
    """What stands before their eyes names hours, and speaks a language: their Home, and their reminder message."""
    team_id, user_id = person.team_id, person.user_id
    yield Notice(
        kind=NoticeKind.HOME, team_id=team_id, audience=user_id, project_id=None, dedupe_key=f"home:{occasion}",
        post_key=home_key(user_id),
    )  # fmt: skip
    newest = uow.reads.newest_prompt(team_id, user_id)
    if newest:
        yield prompt_again(team_id, user_id, newest, f"prompt:{occasion}")
