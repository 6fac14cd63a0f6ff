"""Sample views of one's own day as a message, and of the portfolio."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import day
from bot.blocks.linkage import day as register_day
from bot.blocks.rhythm import my_day
from bot.blocks.rhythm.digest import Line, pages
from flows.lifecycle.readmodels import MyWork
from flows.linkage.codes import Answer, ClearanceState
from flows.linkage.own import Circle, OwnClearance, OwnDate, OwnWork
from flows.names import Confidentiality
from tests.builders import PATENT, TODAY, build_card
from tests.flows.linkage.docketing import docketed, with_family
from tests.flows.linkage.registers import application, clearance, contribution

from .samples_portfolio import PORTFOLIO_ANSWERS

Maker = Callable[[Lens], Message | dict[str, Any]]


def own_work(project_id: str) -> OwnWork:
    """A clearance that waits for the patent lead, and the first dates of a filing."""
    book = docketed(with_family(application(filed=TODAY - timedelta(days=360))))
    circle = Circle(
        team_id=book.team_id, id=project_id, key="LD-12", name="Radar without interference",
        confidentiality=Confidentiality.MEMBERS, members=build_card().members,
    )  # fmt: skip
    item = contribution()
    asked = clearance(item, ClearanceState.REQUESTED, answer=Answer.NEEDS_PERSON)
    near = sorted(book.docket, key=lambda d: d.due_on)[:2]
    return OwnWork(
        dates=tuple(
            OwnDate(project=circle, item=replace(item, id=f"dkt_{number:06d}"), register=book)
            for number, item in enumerate(near, start=1)
        ),
        clearances=(OwnClearance(project=circle, clearance=asked, outward=item, register=book),),
    )


def my_day_digest(work: MyWork, own: OwnWork, lens: Lens, *moved: Line) -> tuple[Message, ...]:
    found = [
        *day.waiting(work, lens), *register_day.waiting(own, lens, user_id=PATENT), day.moved(moved, lens),
        my_day.footer(lens),
    ]  # fmt: skip
    return pages(lens.say("My day"), found, lens)


DAY_ANSWERS: dict[str, Maker] = {
    "my_day_started": lambda at: my_day.started(time(8, 30), at),
    "my_day_stopped": my_day.stopped,
    **PORTFOLIO_ANSWERS,
}
