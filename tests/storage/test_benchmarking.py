"""What benchmarks leave in the database: values are never lost, and being below a standard is one deliverable."""

from datetime import date
from typing import Any

import pytest

from flows.errors import IllegalMove, NotAllowed
from flows.lifecycle.commands import Command, HoldProject, ResumeProject
from flows.lifecycle.usecases import perform
from flows.names import Strand
from flows.ports import NewId
from flows.watches import action_commands as a
from flows.watches import benchmark_commands as b
from flows.watches.actions import ActionState
from flows.watches.benchmarks import Direction, Side
from flows.watches.triggers import Trigger
from storage import SqliteStore
from tests.builders import CONTRIBUTOR, LEAD, PROJECT_ID, TEAM, TECH, build_actor, build_templates
from tests.storage.acting import Acting, extra
from tests.storage.test_projects import created


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Acting:
    created(store)
    return Acting(store, new_id)


class TestBelowStandard:
    @pytest.fixture
    def indicator(self, desk: Acting) -> str:
        made = desk.do(b.NoteIndicator(name="Range", unit="m", direction=Direction.HIGHER))
        return str(made["item_id"])

    def value(self, desk: Acting, indicator: str, side: Side, text: str, **fields: Any) -> dict[str, Any]:
        given = {"holder": "ISO 1", "clause": "5.1"} if side is Side.STANDARD else {"holder": ""}
        return desk.do(
            b.NoteValue(
                indicator_id=indicator, side=side, value=text, unit="m", source="Report",
                measured_on=date(2026, 11, 20), **(given | fields),
            )
        )  # fmt: skip

    def test_a_value_below_the_standards_is_one_deliverable_of_the_technology_lead(
        self, desk: Acting, indicator: str
    ) -> None:
        self.value(desk, indicator, Side.OURS, "5")
        told = self.value(desk, indicator, Side.STANDARD, "8")
        assert (told["opened"], told["work"]) == (1, True)
        assert self.value(desk, indicator, Side.OURS, "6")["opened"] == 0
        (action,), (made,) = desk.actions(), extra(desk)
        assert (action.trigger, action.state, action.owner) == (Trigger.BELOW_STANDARD, ActionState.WORK, TECH)
        assert (made.id, made.assignee, made.strand) == (action.deliverable_id, TECH, Strand.TECHNOLOGY)
        assert (made.title.zh, made.due) == ("Range: 5 → 8 m (ISO 1 5.1)", action.due_on)
        told_to = {kind for kind, who in desk.notices() if who == TECH}
        assert "ask" in told_to
        assert "action" not in told_to  # one message, not two
        names = [name for name, _ in desk.history()]
        assert names.count("DeliverableAdded") == names.count("ActionOpened") == 1

    def test_a_corrected_value_of_the_same_clause_makes_no_second_one(self, desk: Acting, indicator: str) -> None:
        self.value(desk, indicator, Side.OURS, "5")
        self.value(desk, indicator, Side.STANDARD, "8")
        with desk.store.read() as reads:
            wrong = reads.benchmarks(TEAM, PROJECT_ID)[0].standard
        assert wrong is not None
        self.value(desk, indicator, Side.STANDARD, "9", replaces=wrong.id)
        assert len(extra(desk)) == 1
        self.value(desk, indicator, Side.STANDARD, "10", holder="ISO 1:2027")  # another edition
        assert len(extra(desk)) == 2

    def test_in_a_held_project_it_waits_as_an_action_and_can_be_made_one_later(
        self, desk: Acting, indicator: str
    ) -> None:
        lifecycle(desk, HoldProject(project_id=PROJECT_ID, reason="Money", until=date(2026, 12, 24)))
        self.value(desk, indicator, Side.OURS, "5")
        assert self.value(desk, indicator, Side.STANDARD, "8")["work"] is False
        (action,) = desk.actions()
        assert action.state is ActionState.OPEN
        with pytest.raises(IllegalMove):
            desk.do(a.MakeWork(action_id=action.id), TECH)
        lifecycle(desk, ResumeProject(project_id=PROJECT_ID))
        desk.do(a.MakeWork(action_id=action.id), TECH)
        assert [made.assignee for made in extra(desk)] == [TECH]

    def test_values_are_corrected_taken_back_and_put_back_and_none_is_lost(self, desk: Acting, indicator: str) -> None:
        def kept() -> list[tuple[str, str]]:
            with desk.store.read() as reads:
                return [(v.value, v.taken_back_by) for v in reads.benchmarks(TEAM, PROJECT_ID)[0].values]

        def named(text: str) -> str:
            with desk.store.read() as reads:
                return next(v.id for v in reads.benchmarks(TEAM, PROJECT_ID)[0].values if v.value == text)

        self.value(desk, indicator, Side.OURS, "5")
        self.value(desk, indicator, Side.OURS, "6", replaces=named("5"))
        assert kept() == [("5", TECH), ("6", "")]
        desk.do(b.PutValueBack(indicator_id=indicator, value_id=named("5")))
        desk.do(b.TakeValueBack(indicator_id=indicator, value_id=named("6")))
        assert kept() == [("5", ""), ("6", TECH)]
        assert desk.do(b.PutValueBack(indicator_id=indicator, value_id=named("5")))["events"] == ()
        with pytest.raises(NotAllowed):
            desk.do(b.PutValueBack(indicator_id=indicator, value_id=named("6")), CONTRIBUTOR)
        with pytest.raises(NotAllowed):
            desk.do(replace_value(indicator, named("5")), CONTRIBUTOR)
        told = [params["instead"] for name, params in desk.history() if name == "ValueNoted"]
        assert sorted(told) == ["", "5"]


def replace_value(indicator: str, value_id: str) -> b.NoteValue:
    return b.NoteValue(
        indicator_id=indicator, side=Side.OURS, holder="", value="7", unit="m", source="Report",
        measured_on=date(2026, 11, 20), replaces=value_id,
    )  # fmt: skip


def lifecycle(desk: Acting, command: Command) -> None:
    with desk.store.write() as uow:
        perform(
            command, actor=build_actor(LEAD), uow=uow, templates=build_templates(), now=desk.now,
            today=desk.now.date(), new_id=desk.new_id, request_key=type(command).__name__,
        )  # fmt: skip
