"""What the clock does for the figures of registers: works out those of every register that has changed."""

from datetime import date

from flows.linkage.figures import figures
from flows.ports import Store

BATCH = 20
"""Registers in one transaction, so that other writers get their turn between."""


def count_changed(store: Store, today: date) -> int:
    """Work out the figures of every register that has changed; how many. Harmless in however many processes."""
    done = 0
    while True:
        with store.read() as reads:
            changed = [reads.register(team, project) for team, project in reads.uncounted(limit=BATCH)]
        if not changed:
            return done
        with store.write() as uow:
            done += sum([uow.figures.put(register, figures(register, today)) for register in changed])
            uow.commit()
