"""The doctor on schedules: those that a mistake of ours keeps from being composed."""

from collections.abc import Iterator, Sequence

from bot.findings import Finding, ok, problem
from flows.rhythm.schedules import Fault

SHOWN = 10


def findings(faults: Sequence[Fault]) -> Iterator[Finding]:
    """One line for each, the longest broken first."""
    if not faults:
        yield ok("schedules", "every schedule that was due could be composed")
    for fault in faults[:SHOWN]:
        about = f" about {fault.project_id}" if fault.project_id else ""
        since = f"since {fault.since:%Y-%m-%d %H:%M} UTC, tried {fault.times} times"
        yield problem(
            "schedules",
            f"{fault.kind} {fault.schedule_id}{about} fails {since}: {fault.problem}",
            "look for it in the log; it is tried again by itself and then catches up once",
        )
    if len(faults) > SHOWN:
        yield problem("schedules", f"{len(faults) - SHOWN} more fail", "put those above right first")
