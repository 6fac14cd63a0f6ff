"""When one person is reminded of one deliverable: from the template's plan, their own wish, and what was said so far.

Pure. Nothing is asked again on the same day, nothing beyond the template's cap, and nothing that somebody else has to
answer first. A snooze that is over is asked for once, whatever the plan says: its person wanted it so.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flows.lifecycle.persistence import Reminding
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import WorkLine
from flows.rhythm.preferences import Nudging

IsWorkingDay = Callable[[date], bool]
"""Whether a day is one of this person's working days."""
LOOK_AHEAD = timedelta(days=28)
"""No first reminder lies further before its due day: the plan's days are working days, and holidays are long."""
LOOK_BACK = 400
"""Days over which working days are counted at most."""
MOST_BEFORE = 10
"""Working days before the due day with which a plan may begin, so that ``LOOK_AHEAD`` holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """What one person was told of one deliverable while it was due on ``due``.

    ``times`` counts reminders, ``last`` is the day (where the person is) of the last one. ``snoozed_until`` (aware) is
    their own wish; ``prompt`` is the number of their message that shows it, 0 for none yet.
    """

    due: date
    times: int = 0
    last: date | None = None
    snoozed_until: datetime | None = None
    prompt: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAsk:
    """Work of an active project's present stage that waits for its assignee, and what they were told of it."""

    team_id: str
    line: WorkLine
    template: str
    template_version: int
    nudge: Nudge | None = None

    @property
    def deliverable(self) -> Deliverable:
        return self.line.deliverable

    @property
    def user_id(self) -> str:
        return self.line.deliverable.assignee

    @property
    def is_live(self) -> bool:
        """Whether its person is asked for it now: neither put off, nor waiting for somebody else's answer."""
        return self.so_far.snoozed_until is None and self.deliverable.request is None

    @property
    def so_far(self) -> Nudge:
        """What was told under the present due day: another one begins anew, but for a snooze and the message."""
        found, due = self.nudge, self.deliverable.due
        if found is None:
            return Nudge(due=due)
        return found if found.due == due else replace(found, due=due, times=0, last=None)


def reminds(ask: OpenAsk, plan: Reminding, level: Nudging, *, now: datetime, day: date, works: IsWorkingDay) -> bool:
    """Whether the person is to be reminded at ``now``, which is on ``day`` where they are and in their working time."""
    so_far, due = ask.so_far, ask.deliverable.due
    if ask.deliverable.request is not None:  # somebody else has to answer first
        return False
    if so_far.snoozed_until is not None:
        return so_far.snoozed_until <= now
    if so_far.times >= plan.most or (so_far.last is not None and day <= so_far.last):
        return False
    if so_far.last is None:
        return day >= due or day >= _begins(due, plan, level, works)
    return so_far.last < due <= day or working_days(so_far.last, day, works) >= _interval(plan, level)


def working_days(after: date, until: date, works: IsWorkingDay) -> int:
    """How many working days there are after one day, up to and with another; none where it lies before."""
    span = min((until - after).days, LOOK_BACK)
    return sum(works(after + timedelta(days=ahead)) for ahead in range(1, span + 1))


def told(so_far: Nudge, day: date, prompt: int) -> Nudge:
    """What is known once the person was reminded on a day."""
    return replace(so_far, times=so_far.times + 1, last=day, snoozed_until=None, prompt=prompt)


def _interval(plan: Reminding, level: Nudging) -> int:
    match level:
        case Nudging.LIGHT:
            return 2 * plan.every
        case Nudging.ACTIVE:
            return 1
        case _:
            return plan.every


def _begins(due: date, plan: Reminding, level: Nudging, works: IsWorkingDay) -> date:
    """The first day of the plan. Who wants light nudging hears nothing before the due day."""
    day, left = due, 0 if level is Nudging.LIGHT else plan.before
    for _ in range(LOOK_AHEAD.days):
        if left == 0:
            break
        day -= timedelta(days=1)
        left -= works(day)
    return day
