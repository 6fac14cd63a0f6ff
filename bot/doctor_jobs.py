"""The doctor on the jobs of the clock: the rows that a mistake of ours keeps from being worked on."""

from collections.abc import Iterator, Sequence

from bot.findings import Finding, ok, problem
from flows.edges import JobFault

SHOWN = 10


def findings(faults: Sequence[JobFault]) -> Iterator[Finding]:
    """One line for each row, the longest broken first."""
    if not faults:
        yield ok("jobs", "no job of the clock leaves anything out")
    for fault in faults[:SHOWN]:
        since = f"since {fault.since:%Y-%m-%d %H:%M} UTC, tried {fault.times} times"
        what = f"{fault.job} leaves out {fault.about} of {fault.team_id} {since}: {fault.problem}"
        yield problem("jobs", what, "look for it in the log; it is tried again by itself, and the others go on")
    if len(faults) > SHOWN:
        yield problem("jobs", f"{len(faults) - SHOWN} more are left out", "put those above right first")
