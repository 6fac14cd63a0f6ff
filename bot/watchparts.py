"""The running parts of the watches, put together for the composition root: the pulling job and what the clock does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.config import Settings
from bot.digests.watching import has_own
from bot.edges import JobEdge
from bot.watchtower import Watchtower
from flows.lifecycle.upkeep import NextFor
from flows.ports import Clock, NewId, Store
from flows.watches.taking import Follow, nothing_follows
from flows.watches.upkeep import WatchUpkeep


@dataclass(frozen=True, slots=True)
class WatchParts:
    """``pull`` and ``tend`` are called at every tick; ``stop`` once, before the store is closed."""

    pull: Callable[[datetime], None]
    tend: Callable[[datetime], bool]
    stop: Callable[[], None]


def watch_parts(
    store: Store, settings: Settings, clock: Clock, *, team_id: str, new_id: NewId, next_for: NextFor,
    wake: Callable[[], None], is_office_day: Callable[[date], bool], follow: Follow = nothing_follows,
) -> WatchParts:  # fmt: skip
    """What else follows from a hit is given to the watchtower as ``follow``."""
    pulling, tending = JobEdge(store, "feeds"), JobEdge(store, "watches")
    tower = Watchtower(
        store=store, team_id=team_id, settings=settings, clock=clock, new_id=new_id, next_for=next_for, wake=wake,
        follow=follow, edge=pulling,
    )  # fmt: skip
    upkeep = WatchUpkeep(
        store=store, zone=settings.zone, day_begins=settings.digest_at, is_office_day=is_office_day,
        new_id=new_id, next_for=next_for, has_own=has_own, follow=follow,
        edge=tending, admins=settings.admins,
    )  # fmt: skip
    return WatchParts(pulling.around(tower.tend), tending.around(upkeep.tend), tower.stop)
