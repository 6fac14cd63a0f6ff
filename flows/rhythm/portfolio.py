"""All projects that a reader may know of, in figures: where they stand, how long, what is late, what gates decide."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from typing import Protocol

from flows.lifecycle.readmodels import ProjectRow
from flows.linkage.figures import NO_FIGURES, Figures
from flows.names import Actor, Decision, Role, Status

PERIOD = timedelta(days=90)
"""Gates that were asked for in so many days count."""
LISTED = 5
"""Projects that are named: where it sticks."""
_CROWD = 2
"""One slow project is no bottleneck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Projects of one template that entered one stage on one day. ``entered`` is a day in UTC."""

    template: str
    template_version: int
    stage: str
    status: Status
    entered: date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLoad:
    """The projects of one stage. ``typical`` and ``longest`` are days that its active ones are in it: half of them are
    there no longer than ``typical``. ``template`` names it: that of the most of them."""

    stage: str
    template: str
    template_version: int
    active: int
    held: int
    typical: int
    longest: int
    late: int = 0
    at_gate: int = 0


@dataclass(frozen=True, slots=True)
class Late:
    """What one role owes too late in one project, in so many deliverables; ``since`` is the earliest day."""

    project_id: str
    stage: str
    role: str
    count: int
    since: date


@dataclass(frozen=True, slots=True)
class LateWork:
    """``by_role`` as in ``Portfolio``, most first; ``by_stage`` counts projects; ``projects`` are the ids of those with
    most of it, ``LISTED`` at most."""

    by_role: tuple[tuple[Role, int, int], ...]
    by_stage: tuple[tuple[str, int], ...]
    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slow:
    """A project that is long in its stage, in days."""

    row: ProjectRow
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """``late`` counts overdue deliverables of active projects, and the projects they belong to, by the role that owes
    them, ``away`` those that wait for who is away. ``decided`` counts the decisions of gates that were asked for in the
    last ``PERIOD``. ``missed`` are dates of registers that are open and gone by."""

    stages: tuple[StageLoad, ...] = ()
    late: tuple[tuple[Role, int, int], ...] = ()
    away: int = 0
    decided: tuple[tuple[Decision, int], ...] = ()
    slowest: tuple[Slow, ...] = ()
    latest: tuple[ProjectRow, ...] = ()
    figures: Figures = NO_FIGURES
    missed: int = 0

    @property
    def projects(self) -> int:
        """Active and held ones."""
        return sum(load.active + load.held for load in self.stages)

    @property
    def bottleneck(self) -> StageLoad | None:
        """The stage in which projects stay longest; None where no stage holds more than one."""
        crowded = [load for load in self.stages if load.active >= _CROWD and load.typical > 0]
        return max(crowded, key=lambda load: (load.typical, load.active), default=None)


def late_work(found: Iterable[Late]) -> LateWork:
    """All overdue work together; each project and role comes once."""
    works, owners, projects = Counter[str](), Counter[str](), dict[str, tuple[int, date, str]]()
    for one in found:
        works[one.role] += one.count
        owners[one.role] += 1
        less, since, _ = projects.get(one.project_id, (0, one.since, ""))
        projects[one.project_id] = less - one.count, min(one.since, since), one.stage
    roles = sorted(works, key=lambda role: (-works[role], role))
    most = nsmallest(LISTED, ((less, since, project) for project, (less, since, _) in projects.items()))
    return LateWork(
        by_role=tuple((Role(role), works[role], owners[role]) for role in roles),
        by_stage=tuple(sorted(Counter(stage for *_, stage in projects.values()).items())),
        projects=tuple(project for *_, project in most),
    )


def loads(
    groups: Iterable[Group], today: date, *, late: Iterable[tuple[str, int]], at_gate: Iterable[tuple[str, int]]
) -> tuple[StageLoad, ...]:
    """By stage, whatever the template; those with the same key are one stage. ``late`` and ``at_gate`` count projects
    by stage."""
    by_stage: dict[str, list[Group]] = {}
    for group in groups:
        by_stage.setdefault(group.stage, []).append(group)
    overdue, waiting = _summed(late), _summed(at_gate)
    return tuple(
        _load(stage, found, today, overdue.get(stage, 0), waiting.get(stage, 0)) for stage, found in by_stage.items()
    )


def _load(stage: str, found: Sequence[Group], today: date, late: int, at_gate: int) -> StageLoad:
    active = sorted((g for g in found if g.status is Status.ACTIVE), key=lambda g: g.entered, reverse=True)
    named = Counter[tuple[str, int]]()
    for group in found:
        named[group.template, group.template_version] += group.count
    template, version = max(named, key=lambda key: named[key])
    return StageLoad(
        stage=stage,
        template=template,
        template_version=version,
        active=sum(g.count for g in active),
        held=sum(g.count for g in found if g.status is Status.HELD),
        typical=_middle(active, today),
        longest=max((_days(g, today) for g in active), default=0),
        late=late,
        at_gate=at_gate,
    )


def _middle(active: Sequence[Group], today: date) -> int:
    """The median, the lower one of two: ``active`` begins with those that are in the stage for the fewest days."""
    half, passed = (sum(g.count for g in active) + 1) // 2, 0
    for group in active:
        passed += group.count
        if passed >= half:
            return _days(group, today)
    return 0


def _days(group: Group, today: date) -> int:
    return max(0, (today - group.entered).days)


def _summed(counted: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for stage, count in counted:
        found[stage] = found.get(stage, 0) + count
    return found


class PortfolioReads(Protocol):
    """What ``flows.ports.Reads`` tells of all projects together."""

    def portfolio(self, reader: Actor, *, today: date) -> Portfolio:
        """Of all projects that the reader may see (``permissions.opens_to``) and of no other, not even as a number.
        Nobody's, for an empty user id, is what is open to the whole workspace."""
