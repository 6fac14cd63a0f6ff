"""How often Python looks for garbage in a process that has started."""

import gc

YOUNG = 100_000
"""New objects after which the collector looks. A large register brings as many, and most stay; looking after each 700,
as Python would, is a third of the time of its first look and finds nothing."""


def settle() -> None:
    """What start-up made lives as long as the process: the collector need not look at it again. Called once."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
