"""The worst data there can be: a hundred deliverables, sixty people, long words, and every character that bites."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flows.lifecycle.project import Deliverable, Member, Request, Vote
from flows.lifecycle.readmodels import HistoryLine, MyWork, ProjectCard
from flows.names import Ask, Bilingual, Decision, DeliverableState, Role, Status, Strand
from tests.builders import LEAD, NOW, TODAY, build_card, build_deliverable, build_gate, build_submission

from .samples import a_row, history_line, vote_line, work_line

NASTY = "<!channel> & *bold* _thin_ `code` ~gone~ |pipe| 🚀🧪 <@U0EVIL> > end "
LONG = (NASTY * 60)[:3000]
NAME = (NASTY * 2)[:80]
TITLE = Bilingual(zh=("毫米波雷达抗干扰<&>*_" * 8)[:100], en=(NASTY * 3)[:150])
PEOPLE = tuple(f"U{number:010d}" for number in range(60))
MEMBERS = (Member(LEAD, tuple(Role)), *(Member(user_id, (Role.STEERING, Role.TECHNOLOGY)) for user_id in PEOPLE))

_STATES = tuple(DeliverableState)


def a_hundred_deliverables(**overrides: Any) -> tuple[Deliverable, ...]:
    """Every state in turn, each with a long text, link, file and comment; every seventh with a request."""
    return tuple(replace(_deliverable(number), **overrides) for number in range(100))


def _deliverable(number: int) -> Deliverable:
    submissions = tuple(
        build_submission(number=n, text=LONG, link="https://example.org/" + "a&b" * 300, file_id="F1", file_name=NAME)
        for n in range(1, 4)
    )
    state = _STATES[number % len(_STATES)]
    request = Request(Ask.MORE_TIME if number % 2 else Ask.WAIVER, LEAD, NOW, LONG, TODAY + timedelta(days=400))
    return build_deliverable(
        id=f"dlv_{number:020d}", title=TITLE, state=state, assignee=LEAD, required=number % 3 > 0, comment=LONG,
        due=TODAY + timedelta(days=number - 50), settled_by=LEAD, strand=tuple(Strand)[number % 4],
        submissions=() if state is DeliverableState.OPEN else submissions,
        request=request if number % 7 == 0 and state is DeliverableState.OPEN else None,
    )  # fmt: skip


def worst_card(**overrides: Any) -> ProjectCard:
    fields: dict[str, Any] = {
        "id": "prj_" + "0" * 20, "name": NAME, "summary": LONG, "reason": LONG, "members": MEMBERS,
        "deliverables": a_hundred_deliverables(), "key": "LD-999999999", "status": Status.ACTIVE,
    }  # fmt: skip
    return build_card(**(fields | overrides))


def worst_gate_card(**overrides: Any) -> ProjectCard:
    votes = tuple(Vote(user_id, Decision.HOLD, LONG, NOW, TODAY) for user_id in PEOPLE[:30])
    gate = build_gate(id="gate_" + "0" * 20, gatekeepers=(LEAD, *PEOPLE), votes=votes, note=LONG)
    return worst_card(gate=gate, **overrides)


def worst_work() -> MyWork:
    """As much as ``Reads.my_work`` gives: a hundred lines of each, twenty projects."""
    deliverables = a_hundred_deliverables()
    reviewed = tuple(d for d in a_hundred_deliverables(state=DeliverableState.SUBMITTED) if d.submissions or d.request)
    return MyWork(
        work=tuple(work_line(d, NAME) for d in deliverables),
        reviews=tuple(work_line(replace(d, id=f"r{d.id}"), NAME) for d in reviewed),
        votes=tuple(vote_line(gate_id=f"gate_{n:020d}", project_name=NAME) for n in range(100)),
        projects=tuple(a_row(id=f"prj_{n:020d}", name=NAME) for n in range(20)),
        project_total=10_000,
    )


def worst_history() -> tuple[HistoryLine, ...]:
    waived = _deliverable(1)
    return tuple(history_line("DeliverableWaived", about=waived, reason=LONG) for _ in range(50))
