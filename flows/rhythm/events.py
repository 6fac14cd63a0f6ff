"""What people did to schedules that others hear, past tense, as the history keeps it.

What goes to one person is theirs alone and leaves no trace here.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from flows.lifecycle.event import Event
from flows.lifecycle.workspace_events import WORKSPACE
from flows.notices import is_person
from flows.rhythm.schedules import Rule, Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleEvent(Event):
    """``project_id`` is empty for what is about no single project. The others say how the schedule was from then on:
    ``wall`` is its time of day in ``zone``, ``place`` its channel, empty for where its project lives."""

    schedule_id: str
    kind: str
    place: str
    rule: Rule
    wall: time
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleAdded(ScheduleEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleChanged(ScheduleEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePaused(ScheduleEvent):
    """``until`` is the first day that counts again."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleResumed(ScheduleEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRemoved(ScheduleEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleBroughtBack(ScheduleEvent):
    """Its removal was undone."""


SCHEDULE_EVENTS: dict[str, type[Event]] = {
    cls.__name__: cls
    for cls in (ScheduleAdded, ScheduleChanged, SchedulePaused, ScheduleResumed, ScheduleRemoved, ScheduleBroughtBack)
}
"""Every such event by its name, as history rows store it. They are not folded into a project (``evolve.py``)."""


def happened(schedule: Schedule, kind: type[ScheduleEvent], *, by: str, now: datetime) -> tuple[ScheduleEvent, ...]:
    """The event of what somebody did; none where the schedule goes to one person."""
    if is_person(schedule.audience):
        return ()
    until = {"until": schedule.paused_until} if kind is SchedulePaused else {}
    return (
        kind(
            project_id=schedule.project_id or WORKSPACE, by=by, at=now, schedule_id=schedule.id,
            kind=schedule.kind.value, place=schedule.audience, rule=schedule.rule, wall=schedule.at,
            zone=schedule.zone.key, **until,
        ),
    )  # fmt: skip
