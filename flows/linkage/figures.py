"""A register in figures that can be added up: what the portfolio says of linkage, kept beside the register.

They are worked out when the register has changed, by the clock and not by whoever changes it; what they say is as of
that day. What is declared never stands alone (DOMAIN.md 7.1, 7.5).
"""

from dataclasses import astuple, dataclass
from datetime import date
from typing import Protocol

from flows.linkage.metrics import metrics
from flows.linkage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Sums. ``linked`` of ``features`` have a claim and a clause; ``protected`` of ``sent`` contributions were filed
    before; ``in_step`` of ``rows`` of claim charts were looked at on the present text. ``declared``, ``charted`` and
    ``confirmed`` are families; ``undeclared`` contributions of a filed family wait for its declaration, ``told`` were
    declared, ``told_days`` after them in sum. ``granted`` of ``filed`` families; ``accepted`` of ``sent``."""

    features: int = 0
    linked: int = 0
    sent: int = 0
    protected: int = 0
    accepted: int = 0
    declared: int = 0
    charted: int = 0
    confirmed: int = 0
    uncharted: int = 0
    told: int = 0
    told_days: int = 0
    undeclared: int = 0
    rows: int = 0
    in_step: int = 0
    filed: int = 0
    granted: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted."""
        return not any(astuple(self))


NO_FIGURES = Figures()
"""Of registers in which nothing is recorded."""


def figures(register: Register, today: date) -> Figures:
    """Of one register on one day."""
    found = metrics(register, today)
    return Figures(
        features=found.features_linked.whole,
        linked=found.features_linked.part,
        sent=found.filed_before.whole,
        protected=found.filed_before.part,
        accepted=found.accepted.part,
        declared=found.essential.declared,
        charted=found.essential.charted,
        confirmed=found.essential.confirmed,
        uncharted=found.essential.declared_uncharted,
        told=found.disclosure.told,
        told_days=found.disclosure.days,
        undeclared=found.disclosure.waiting,
        rows=found.in_step.whole,
        in_step=found.in_step.part,
        filed=found.granted.whole,
        granted=found.granted.part,
    )


class FigureBook(Protocol):
    """The figures of registers, inside one writing transaction."""

    def put(self, register: Register, counted: Figures) -> bool:
        """False where the register is another one by now: then nothing is stored."""


class FigureReads(Protocol):
    """Which registers have changed since their figures were worked out."""

    def uncounted(self, *, after: tuple[str, str] = ("", ""), limit: int) -> tuple[tuple[str, str], ...]:
        """(team id, project id), in order; ``after`` is the last one of the page before. Costs nothing where there are
        none."""
