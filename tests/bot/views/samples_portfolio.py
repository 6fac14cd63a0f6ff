"""Sample portfolios: an ordinary one, the emptiest, and the worst there can be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.rhythm import portfolio
from flows.lifecycle.readmodels import ProjectRow
from flows.linkage.figures import Figures
from flows.names import Decision, Role, Status
from flows.rhythm.portfolio import Portfolio, Slow, StageLoad
from tests.builders import LEAD, TODAY

Maker = Callable[[Lens], Message | dict[str, Any]]

STAGES = ("ideation", "assessment", "initiation", "implementation", "use_of_results", "evaluation")


def load(stage: str, active: int, **fields: int) -> StageLoad:
    return StageLoad(**{
        "stage": stage, "template": "standard", "template_version": 1, "active": active, "held": 0, "typical": 0,
        "longest": 0, **fields,
    })  # type: ignore[arg-type]  # fields of a load  # fmt: skip


def row(number: int, name: str = "Radar without interference", late: int = 0, due: date = TODAY) -> ProjectRow:
    return ProjectRow(
        id=f"prj_{number:020d}", key=f"LD-{number}", name=name, template="standard", template_version=1,
        stage="assessment", status=Status.ACTIVE, lead=LEAD, open_count=4, settled_count=2, overdue_count=late,
        next_due=due,
    )  # fmt: skip


ORDINARY = Portfolio(
    stages=(
        load("assessment", 14, held=2, typical=63, longest=210, late=5, at_gate=2),
        load("ideation", 9, typical=12, longest=40, late=1),
        load("initiation", 4, typical=20, longest=33),
        load("implementation", 11, held=1, typical=58, longest=120, late=3, at_gate=1),
        load("use_of_results", 3, typical=41, longest=44),
        load("evaluation", 1, typical=9, longest=9),
    ),
    late=((Role.PATENT, 12, 5), (Role.TECHNOLOGY, 4, 3), (Role.LEAD, 1, 1)),
    decided=((Decision.GO, 12), (Decision.CONDITIONAL_GO, 4), (Decision.RECYCLE, 3), (Decision.STOP, 1)),
    slowest=(Slow(row(3), 210), Slow(row(7, "Lidar <cheap> & small", late=2), 180)),
    latest=(row(7, "Lidar <cheap> & small", late=2), row(9, late=1)),
    figures=Figures(
        features=50, linked=31, sent=25, protected=24, accepted=11, declared=12, charted=9, confirmed=4, uncharted=3,
        told=10, told_days=340, undeclared=2, rows=40, in_step=35, filed=20, granted=7,
    ),
    missed=2,
)  # fmt: skip
ONE = Portfolio(stages=(load("ideation", 1, typical=5, longest=5),), slowest=(Slow(row(1), 5),))
MUCH = 10_000
WORST = replace(
    ORDINARY,
    stages=tuple(load(s, MUCH, held=MUCH, typical=MUCH, longest=MUCH, late=MUCH, at_gate=MUCH) for s in STAGES),
    late=tuple((role, MUCH, MUCH) for role in Role),
    decided=tuple((decision, MUCH) for decision in Decision),
    slowest=tuple(Slow(row(n, "<!channel> & *bold* " * 4, late=MUCH), MUCH) for n in range(5)),
    latest=tuple(row(n, "<!channel> & *bold* " * 4, late=MUCH) for n in range(5)),
)

PORTFOLIO_ANSWERS: dict[str, Maker] = {
    "portfolio": lambda at: portfolio.message(ORDINARY, at),
    "portfolio_one": lambda at: portfolio.message(ONE, at),
    "portfolio_empty": lambda at: portfolio.message(Portfolio(), at),
}
