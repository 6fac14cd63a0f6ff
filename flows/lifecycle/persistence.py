"""How a workflow keeps after work that is late: how often its assignee is reminded, and who hears of it when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reminding:
    """From ``before`` working days ahead of the due day on, then every ``every`` working days, at most ``most`` times
    for one due day. The working days are the assignee's own."""

    before: int = 2
    every: int = 2
    most: int = 8


@dataclass(frozen=True, slots=True)
class Ladder:
    """On which of the assignee's working days after the due day the next one is told; None: nobody is, on that step."""

    deputy: int | None = 1
    strand: int | None = 3
    lead: int | None = 5
    steering: int | None = 10


USUAL_REMINDING, USUAL_LADDER = Reminding(), Ladder()
