"""What the watches still ask for in a project: the earliest first; and a number that tells of any change."""

from flows.linkage.codes import Body
from flows.linkage.items import Family, Standard
from flows.ports import NewId
from flows.watches import action_commands as a
from flows.watches.actions import ActionState
from flows.watches.triggers import Trigger
from storage import SqliteStore
from tests.builders import PROJECT_ID, STD, TEAM
from tests.flows.linkage.registers import application
from tests.flows.watches.observed import seen
from tests.storage.acting import Acting, adverse, patents
from tests.storage.test_projects import created


def test_what_is_still_to_be_done_in_a_project_comes_by_its_day_and_every_change_shows(
    store: SqliteStore, new_id: NewId
) -> None:
    def look() -> tuple[list[Trigger], int]:
        with store.read() as reads:
            found = reads.open_actions_of(TEAM, PROJECT_ID)
            return [one.trigger for one in found], reads.actions_changed(TEAM, PROJECT_ID)

    created(store)
    desk = Acting(store, new_id)
    norm = Standard(id="std_1", number=1, body=Body.ISO, reference="ISO 1", stage="30.60", version="CD")
    ours = Family(
        id="fam_1", number=1, title="Ours", members=(application("EP", publication_number="EP4000001A1"),)
    )  # fmt: skip
    desk.keep(standards=(norm,), families=(ours,))
    assert look() == ([], 0)
    desk.started()
    desk.look([seen("1", stage="30.60")])
    desk.look([seen("1", stage="40.20")])
    patents(desk, adverse())
    found, stamp = look()
    assert found == [Trigger.ADVERSE_EVENT, Trigger.BALLOT_OPEN]
    ballot = next(action for action in desk.actions() if action.trigger is Trigger.BALLOT_OPEN)
    desk.do(a.SettleAction(action_id=ballot.id, state=ActionState.DONE), STD)
    after = look()
    assert after[0] == [Trigger.ADVERSE_EVENT]
    assert after[1] > stamp > 0
