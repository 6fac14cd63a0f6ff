"""Who hears next that work is late: deputy, strand lead, project lead, steering group, one step a day. Pure.

The assignee was always reminded first, or is away. A step is told once for each due day and assignee; nobody hears of
the same work twice; what is done, or has a new due day, leaves the ladder.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flows.lifecycle.persistence import Ladder
from flows.rhythm.nudging import OpenAsk


class Step(StrEnum):
    """ABSENT: the assignee is away when it is due, so somebody hears of it at once and nobody calls it late.
    STUCK: it is blocked, and the lead, who hears that at once, is away."""

    ABSENT = "absent"
    STUCK = "stuck"
    DEPUTY = "deputy"
    STRAND = "strand"
    LEAD = "lead"
    STEERING = "steering"


RUNGS = (Step.DEPUTY, Step.STRAND, Step.LEAD, Step.STEERING)
"""From the nearest to the last."""
KNOWN_TO_LEAD = frozenset({Step.DEPUTY, Step.STRAND, Step.LEAD})
"""What is blocked was told to the lead when it was said."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody who can be told. ``stands_for`` is whose place they take: someone of the step who is away."""

    user_id: str
    stands_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One person told of one deliverable. ``day`` is the day of the step in the zone of the workspace, ``at`` (UTC)
    when the message goes out: in that person's working time."""

    project_id: str
    deliverable_id: str
    due: date
    assignee: str
    step: Step
    user_id: str
    stands_for: str
    day: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Open work, as the ladder looks at it. ``late`` counts its assignee's working days after the due day, ``reminded``
    says whether they were asked under that due day, ``away`` that they are away today or have left for good."""

    assignee: str
    due: date
    late: int
    reminded: bool
    away: bool = False
    blocked: bool = False


People = Callable[[Step], Iterable[Reach]]
"""Who is to be told on a step: only people who may see the project, and who are not away themselves."""


def next_step(
    case: Case, ladder: Ladder, told: Iterable[Told], people: People, day: date
) -> tuple[Step, tuple[Reach, ...]] | None:
    """The step that is due on ``day``, with those to be told; None for nothing. ``told`` is of this deliverable."""
    earlier = [one for one in told if one.due == case.due and one.assignee == case.assignee]
    heard = {one.user_id for one in earlier} | {case.assignee}
    if any(one.day >= day for one in earlier):  # polite: one step a day
        return None
    for step in _open_steps(case, ladder, {one.step for one in earlier}, day):
        new = tuple(reach for reach in people(step) if reach.user_id not in heard)
        if new:
            return step, _distinct(new)
    return None


def _open_steps(case: Case, ladder: Ladder, done: set[Step], day: date) -> Iterable[Step]:
    """The steps that a case has reached and not told, nearest first. Nobody goes back to a lower one."""
    if case.blocked:
        yield from {Step.STUCK} - done
    if case.away:
        yield from {Step.ABSENT} - done if day >= case.due and not case.blocked else ()
        return
    if not case.reminded and not case.blocked:
        return
    days = {
        Step.DEPUTY: ladder.deputy, Step.STRAND: ladder.strand, Step.LEAD: ladder.lead, Step.STEERING: ladder.steering,
    }  # fmt: skip
    highest = max((RUNGS.index(step) for step in done if step in RUNGS), default=-1)
    for rung in RUNGS[highest + 1 :]:
        needed = days[rung]
        if needed is not None and case.late >= needed and not (case.blocked and rung in KNOWN_TO_LEAD):
            yield rung


def _distinct(found: Iterable[Reach]) -> tuple[Reach, ...]:
    return tuple({reach.user_id: reach for reach in found}.values())


def about(ask: OpenAsk, told: Iterable[Told]) -> tuple[Told, ...]:
    """Those who were told of this work; a new due day or assignee begins anew."""
    here = (ask.deliverable.id, ask.deliverable.due, ask.user_id)
    return tuple(one for one in told if (one.deliverable_id, one.due, one.assignee) == here)
