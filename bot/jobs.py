"""What the clock does: each job with its name and the edge around its rows. Rows in the database decide what is due."""

from collections.abc import Callable
from datetime import datetime

from bot.config import Settings
from bot.digests.composing import Composer
from bot.digests.ticking import Ticking
from bot.edges import JobEdge
from bot.laws import Laws
from bot.library import Library
from bot.public_holidays import office_days
from bot.renewals import Renewals
from bot.schedule import Job
from bot.watchparts import WatchParts
from flows.lifecycle.upkeep import Upkeep
from flows.linkage.adding_up import Adding
from flows.linkage.upkeep import DocketUpkeep
from flows.ports import NewId, Store
from flows.rhythm.climbing import Climbing
from flows.rhythm.prompting import Prompting
from flows.rhythm.schedules import Usual


def clock_jobs(
    store: Store, settings: Settings, *, templates: Library, laws: Laws, composer: Composer, new_id: NewId,
    watch: WatchParts, wake: Callable[[], None],
) -> tuple[Job, ...]:  # fmt: skip
    """``wake`` tells the relay that there is something to send."""
    zone, begins, working = settings.zone, settings.digest_at, composer.working
    every, next_for = settings.tick_seconds, working.next_for
    edges = {name: JobEdge(store, name) for name in ("renewals", "upkeep", "prompts", "escalation", "figures", "dates")}
    usual = Usual(begins, zone, settings.country)
    digests = Ticking(store=store, composer=composer, usual=usual, new_id=new_id)
    renewals = Renewals(
        store=store, zone=zone, day_begins=begins, is_office_day=office_days(settings.country, working.holidays),
        new_id=new_id,
        edge=edges["renewals"],
    )  # fmt: skip
    upkeep = Upkeep(
        store=store, templates=templates, zone=zone, day_begins=begins, new_id=new_id, next_for=next_for,
        outside=laws.before_gate, edge=edges["upkeep"],
    )  # fmt: skip
    prompting = Prompting(
        store=store, templates=templates, working=working, new_id=new_id, edge=edges["prompts"]
    )  # fmt: skip
    climbing = Climbing(
        store=store, templates=templates, working=working, zone=zone, day_begins=begins, new_id=new_id,
        edge=edges["escalation"],
    )  # fmt: skip
    adding = Adding(store, zone, edges["figures"])
    dates = DocketUpkeep(
        store=store, rulebook=laws.rulebook, calendars=laws.calendars, zone=zone, day_begins=begins, new_id=new_id,
        next_for=next_for, edge=edges["dates"],
    )  # fmt: skip

    def job(name: str, use_case: Callable[[datetime], object], *, sends: bool = True) -> Job:
        around = edges[name].around(use_case) if name in edges else use_case
        return Job(name, every, _then_wake(around, wake) if sends else around)

    return (
        job("tick", digests.fire), job("renewals", renewals.queue_due, sends=False), job("upkeep", upkeep.tend),
        job("prompts", prompting.tend), job("escalation", climbing.tend), job("figures", adding.tend, sends=False),
        job("dates", dates.tend), job("feeds", watch.pull, sends=False), job("watches", watch.tend),
    )  # fmt: skip


def _then_wake(use_case: Callable[[datetime], object], wake: Callable[[], None]) -> Callable[[datetime], None]:
    """Tell the relay where a use case of the clock has left it something to send."""

    def run(now: datetime) -> None:
        if use_case(now):
            wake()

    return run
