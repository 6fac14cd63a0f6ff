"""What the clock does for the figures of registers: works out those of every register that has changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flows.linkage.figures import figures
from flows.ports import Store

BATCH = 20
"""Registers in one transaction, so that other writers get their turn between."""


def count_changed(store: Store, zone: ZoneInfo, now: datetime) -> int:
    """Work out the figures of every register that has changed, on the day in ``zone``; how many. Harmless in however
    many processes."""
    done, today = 0, now.astimezone(zone).date()
    while True:
        with store.read() as reads:
            changed = [reads.register(team, project) for team, project in reads.uncounted(limit=BATCH)]
        if not changed:
            return done
        with store.write() as uow:
            done += sum([uow.figures.put(register, figures(register, today)) for register in changed])
            uow.commit()
