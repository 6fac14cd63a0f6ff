"""What is asked of somebody and could wait: it comes with the digest of the day, once, and only to who may read it."""

from dataclasses import replace

import pytest

from flows.notices import Notice
from flows.ports import NewId
from flows.watches.actions import Action, ActionState
from flows.watches.telling import asked_in
from flows.watches.triggers import RESPONSES, Trigger
from storage import SqliteStore
from tests.builders import LEGAL, PATENT, PROJECT_ID, STD, TEAM
from tests.flows.watches.observed import seen
from tests.storage.telling import LATER, names, rung, showing
from tests.storage.test_projects import created
from tests.storage.watching import DAY, Watching

PRIVATE = frozenset(trigger for trigger, response in RESPONSES.items() if response.private)


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Watching:
    created(store)
    return Watching(store, new_id)


def asked(desk: Watching, trigger: Trigger = Trigger.STAGE_CHANGED, number: int = 1) -> Action:
    """Something that a trigger asks of somebody; it had no message of its own."""
    action = Action(
        id=f"act_{number}", team_id=TEAM, project_id=PROJECT_ID, number=number, trigger=trigger,
        occasion=f"o{number}", about={"ref": "ISO 1"}, owner=PATENT if trigger in PRIVATE else STD,
        due_on=desk.now.date() + 9 * DAY, made_at=desk.now,
    )  # fmt: skip
    with desk.store.write() as uow:
        assert uow.actions.open(action)
        uow.commit()
    return action


def asks(desk: Watching, notice: Notice) -> list[str]:
    with desk.store.read() as reads:
        card = reads.card(TEAM, PROJECT_ID)
        assert card is not None
        return [found.id for found in asked_in(reads, card, notice)]


class TestWhatIsAsked:
    def test_what_had_no_message_comes_with_the_hits_of_the_day_in_one_message_and_never_again(
        self, desk: Watching
    ) -> None:
        showing(desk, "1")
        asked(desk)
        (notice,) = rung(desk)
        assert (notice.audience, names(desk, notice), asks(desk, notice)) == (STD, ["1"], ["act_1"])
        desk.now += DAY
        assert rung(desk) == []

    def test_it_comes_where_no_hit_waits_too(self, desk: Watching) -> None:
        asked(desk)
        (notice,) = rung(desk)
        assert (notice.audience, asks(desk, notice)) == (STD, ["act_1"])

    def test_r27_what_is_private_reaches_the_patent_lead_and_legal_alone(self, desk: Watching) -> None:
        asked(desk, Trigger.RIVAL_PUBLICATION)
        notices = rung(desk)
        assert [(notice.audience, asks(desk, notice)) for notice in notices] == [
            (PATENT, ["act_1"]), (LEGAL, ["act_1"]),
        ]  # fmt: skip
        desk.now += DAY
        assert rung(desk) == []

    def test_what_comes_after_the_digest_of_one_of_its_readers_waits_for_both(self, desk: Watching) -> None:
        desk.started(triage=LATER, owner=PATENT)
        desk.look([seen("0")])
        desk.look([seen("0"), seen("1")])
        assert [notice.audience for notice in rung(desk)] == [PATENT]
        asked(desk, Trigger.RIVAL_PUBLICATION)
        assert rung(desk) == []
        desk.now += DAY
        assert [notice.audience for notice in rung(desk)] == [PATENT, LEGAL]

    def test_what_was_settled_before_is_asked_of_nobody(self, desk: Watching) -> None:
        action = asked(desk)
        with desk.store.write() as uow:
            uow.actions.put(action, replace(action, state=ActionState.DONE))
            uow.commit()
        assert rung(desk) == []
