"""Benchmarks and actions in the database, and what an event of a source leaves there: once, and to the right people."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.errors import InvalidFields, LiandongError, NotAllowed, NotFound, StaleProject
from flows.linkage.codes import Body, LinkKind
from flows.linkage.items import Clause, Family, Link, Standard
from flows.names import Confidentiality, Strand
from flows.ports import NewId
from flows.watches import action_commands as a
from flows.watches import benchmark_commands as b
from flows.watches.actions import ActionState
from flows.watches.benchmarks import Direction
from flows.watches.hits import Verdict
from flows.watches.triggers import Trigger
from storage import SqliteStore
from tests.builders import (
    CONTRIBUTOR,
    LEAD,
    LEGAL,
    PATENT,
    PROJECT_ID,
    STD,
    STRANGER,
    TEAM,
    TECH,
)
from tests.flows.linkage.registers import AT, application
from tests.flows.watches.observed import seen
from tests.storage.acting import RIVAL, Acting, adverse, extra, patents
from tests.storage.test_projects import created
from tests.storage.watching import DAY


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Acting:
    """A project with one standard, one family of ours and a charted row."""
    created(store)
    made = Acting(store, new_id)
    clause = Clause(number="5.1", version="CD", text_hash="a")
    norm = Standard(
        id="std_1", number=1, body=Body.ISO, reference="ISO 1", stage="30.60", version="CD", clauses=(clause,)
    )
    ours = application("EP", publication_number="EP4000001A1")
    row = Link(
        id="lnk_1", kind=LinkKind.CLAIM_CLAUSE, source="fam_1", target="std_1", claim=1, clause="5.1", version="CD",
        by=PATENT, at=AT,
    )  # fmt: skip
    family = Family(id="fam_1", number=1, title="Ours", members=(ours,))
    made.keep(standards=(norm,), families=(family,), links=(row,))
    return made


class TestTriggers:
    def test_a_stage_change_moves_the_register_marks_the_rows_and_asks_once(self, desk: Acting) -> None:
        desk.started()
        desk.look([seen("1", stage="30.60")])
        desk.look([seen("1", stage="40.20")])
        (action,) = desk.actions()
        assert (action.trigger, action.owner, action.item_id) == (Trigger.BALLOT_OPEN, STD, "std_1")
        assert action.about["now"] == "40.20"
        register = desk.register()
        assert register.standards[0].stage == "40.20"
        assert register.links[0].recheck == "stage_changed"
        assert [item.rule for item in register.docket] == ["ISO-DIS"]
        assert desk.look([seen("1", stage="40.20")]).hits == 0
        assert len(desk.actions()) == 1
        names = [name for name, _ in desk.history()]
        assert names.count("ActionOpened") == names.count("RowsToRecheck") == 1

    def test_two_watches_on_one_source_ask_once(self, desk: Acting) -> None:
        desk.started()
        desk.started(owner=TECH)
        desk.look([seen("1", stage="30.60")])
        assert desk.look([seen("1", stage="40.20")]).hits == 2
        assert len(desk.actions()) == 1
        assert desk.register().version == 2

    def test_who_is_asked_to_act_gets_one_message_and_not_two(self, desk: Acting) -> None:
        desk.started()
        desk.look([seen("1", stage="30.60")])
        desk.notices()
        desk.look([seen("1", stage="40.20")])
        told = [notice for notice in desk.notices() if notice[1] == STD]
        assert [kind for kind, _ in told if kind in ("hit", "action")] == ["action"]

    def test_a_crash_before_the_commit_leaves_neither_hit_nor_action_nor_mark(self, desk: Acting) -> None:
        desk.started()
        desk.look([seen("1", stage="30.60")])
        usual = desk.new_id

        def crash(prefix: str) -> str:
            if prefix == "act":
                raise RuntimeError("power cut")
            return usual(prefix)

        desk.new_id = crash
        with pytest.raises(RuntimeError):
            desk.look([seen("1", stage="40.20")])
        assert (desk.hits(), desk.actions(), desk.register().links[0].recheck) == ([], (), "")
        desk.new_id = usual
        desk.look([seen("1", stage="40.20")])
        assert len(desk.actions()) == 1

    def test_what_the_register_refuses_keeps_no_hit_away(self, desk: Acting) -> None:
        twin = replace(desk.register().standards[0], id="std_2", number=2, reference="ISO/DIS 1")
        desk.keep(standards=(*desk.register().standards, twin))
        desk.started()
        desk.look([seen("1", stage="30.60")])
        assert desk.look([seen("1", stage="40.20")]).hits == 1
        assert len(desk.actions()) == 1


class TestPrivate:
    def test_an_adverse_event_goes_to_patent_lead_and_legal_first_and_to_nobody_else(self, desk: Acting) -> None:
        patents(desk, adverse())
        (action,) = desk.actions()
        assert (action.trigger, action.is_private) == (Trigger.ADVERSE_EVENT, True)
        told = desk.notices()
        assert {who for kind, who in told if kind in ("action", "hit")} == {PATENT, LEGAL}
        assert TECH not in {who for _, who in told}  # although the watch is his
        (opened,) = [params for name, params in desk.history() if name == "ActionOpened"]
        assert (opened["trigger"], opened["title"], opened["told"]) == ("", "", [PATENT, LEGAL])
        assert "EP4000001" not in str([params for name, params in desk.history() if name != "WatchStarted"])

    def test_a_rivals_publication_waits_for_the_digest_of_those_who_may_read_it(self, desk: Acting) -> None:
        patents(desk, RIVAL)
        (action,) = desk.actions()
        assert (action.trigger, action.told_at) == (Trigger.RIVAL_PUBLICATION, None)
        assert not [who for kind, who in desk.notices() if kind == "action"]

    def test_only_the_patent_lead_releases_a_summary_and_then_the_others_get_just_that(self, desk: Acting) -> None:
        patents(desk, adverse())
        desk.notices()
        (action,) = desk.actions()
        release = a.ReleaseSummary(
            action_id=action.id, summary="One of our patents needs a fee; nothing to do for you."
        )
        with pytest.raises(NotAllowed):
            desk.do(release, LEGAL)
        for nobody in (TECH, LEAD, CONTRIBUTOR):
            with pytest.raises(NotFound):
                desk.do(release, nobody)
        desk.do(release, PATENT)
        told = [who for kind, who in desk.notices() if kind == "action"]
        assert set(told) == {PATENT, LEGAL, TECH, LEAD, STD, "U0RAJ"}
        (released,) = [params for name, params in desk.history() if name == "SummaryReleased"]
        assert released["summary"].startswith("One of our patents")
        assert set(released["told"]) == {TECH, LEAD, STD, "U0RAJ"}

    @pytest.mark.parametrize("told", ["See EP 4000001 B1", "ep4000001b1 again", "Rival Ltd has something"])
    def test_a_summary_that_names_the_patent_is_refused(self, desk: Acting, told: str) -> None:
        patents(desk, adverse())
        (action,) = desk.actions()
        with pytest.raises(LiandongError) as refusal:
            desk.do(a.ReleaseSummary(action_id=action.id, summary=told), PATENT)
        assert "names_patent" in str(getattr(refusal.value, "fields", ""))

    def test_a_note_of_a_private_action_is_not_in_the_history(self, desk: Acting) -> None:
        patents(desk, adverse())
        (action,) = desk.actions()
        desk.do(a.SettleAction(action_id=action.id, state=ActionState.DROPPED, note="EP4000001 is given up"), LEGAL)
        assert "given up" not in str(desk.history())
        assert desk.actions()[0].note == "EP4000001 is given up"


class TestCommands:
    def test_settling_an_action_answers_its_hit_and_reopening_takes_only_the_action_back(self, desk: Acting) -> None:
        desk.started()
        desk.look([seen("1", stage="30.60")])
        desk.look([seen("1", stage="40.20")])
        (action,) = desk.actions()
        with pytest.raises(NotAllowed):
            desk.do(a.SettleAction(action_id=action.id, state=ActionState.DONE), CONTRIBUTOR)
        desk.do(a.SettleAction(action_id=action.id, state=ActionState.DONE, note="We abstain"), STD)
        (hit,) = desk.hits()
        assert hit.hit.answer is not None
        assert (hit.hit.answer.verdict, hit.hit.answer.by) == (Verdict.ACT, STD)
        assert desk.do(a.SettleAction(action_id=action.id, state=ActionState.DONE), STD)["events"] == ()
        desk.do(a.ReopenAction(action_id=action.id), STD)
        assert desk.actions()[0].state is ActionState.OPEN
        with pytest.raises(LiandongError):
            desk.do(a.SettleAction(action_id=action.id, state=ActionState.DROPPED), STD)  # says no reason

    def test_a_request_that_comes_again_does_nothing_more(self, desk: Acting) -> None:
        first = desk.do(b.NoteIndicator(name="Range", unit="m", direction=Direction.HIGHER), key="k")
        assert desk.do(b.NoteIndicator(name="Range", unit="m", direction=Direction.HIGHER), key="k") == first
        with desk.store.read() as reads:
            assert len(reads.benchmarks(TEAM, PROJECT_ID)) == 1

    def test_strangers_learn_nothing_of_benchmarks_and_actions(self, desk: Acting) -> None:
        with pytest.raises(NotFound):
            desk.do(b.NoteIndicator(name="Range", unit="m", direction=Direction.HIGHER), STRANGER)

    def test_handing_over_tells_both_and_keeps_what_is_private_among_those_who_may_read_it(self, desk: Acting) -> None:
        desk.started()
        desk.look([seen("1", stage="30.60")])
        desk.look([seen("1", stage="40.20")])
        (action,) = desk.actions()
        desk.notices()
        with pytest.raises(NotAllowed):
            desk.do(a.HandActionOver(action_id=action.id, to=TECH), CONTRIBUTOR)
        desk.do(a.HandActionOver(action_id=action.id, to=TECH), STD)
        assert desk.actions()[0].owner == TECH
        assert {who for kind, who in desk.notices() if kind == "action"} == {STD, TECH}
        desk.do(a.SettleAction(action_id=action.id, state=ActionState.DONE), TECH)  # whose it is now
        patents(desk, adverse())
        private = desk.actions()[-1]
        for wrong in (TECH, STRANGER, ""):
            with pytest.raises(InvalidFields):
                desk.do(a.HandActionOver(action_id=private.id, to=wrong), PATENT)
        desk.do(a.HandActionOver(action_id=private.id, to=LEGAL), PATENT)
        assert desk.actions()[-1].owner == LEGAL

    def test_an_action_becomes_a_deliverable_once_and_says_so_on_its_hit(self, desk: Acting) -> None:
        desk.started()
        desk.look([seen("1", stage="30.60")])
        desk.look([seen("1", stage="40.20")])
        (action,) = desk.actions()
        desk.do(a.MakeWork(action_id=action.id), STD)
        assert desk.do(a.MakeWork(action_id=action.id), STD)["events"] == ()
        (made,) = extra(desk)
        assert (made.assignee, made.strand, made.due) == (STD, Strand.STANDARD, action.due_on)
        (hit,) = desk.hits()
        assert hit.hit.answer is not None
        assert (hit.hit.answer.verdict, hit.hit.answer.became) == (Verdict.DELIVERABLE, made.id)
        after = desk.actions()[0]
        assert (after.state, after.deliverable_id) == (ActionState.WORK, made.id)
        desk.do(a.ReopenAction(action_id=action.id), STD)
        assert (desk.actions()[0].state, len(extra(desk))) == (ActionState.OPEN, 1)

    def test_what_is_private_becomes_no_deliverable(self, desk: Acting) -> None:
        patents(desk, adverse())
        with pytest.raises(LiandongError):
            desk.do(a.MakeWork(action_id=desk.actions()[0].id), PATENT)
        assert extra(desk) == []

    def test_a_persons_own_actions_are_those_that_wait_for_them(self, desk: Acting) -> None:
        desk.started()
        desk.look([seen("1", stage="30.60")])
        desk.look([seen("1", stage="40.20")])
        patents(desk, adverse())

        def own(user: str, **how: Any) -> list[Trigger]:
            with desk.store.read() as reads:
                found = reads.own_actions(TEAM, user, **({"guest": False, "limit": 5} | how))
            return [one.action.trigger for one in found.actions]

        assert own(STD) == [Trigger.BALLOT_OPEN]
        assert own(PATENT) == own(LEGAL) == [Trigger.ADVERSE_EVENT]
        assert own(TECH) == own(STRANGER) == []
        ballot = next(action for action in desk.actions() if action.trigger is Trigger.BALLOT_OPEN)
        desk.do(a.HandActionOver(action_id=ballot.id, to=LEGAL), STD)
        assert own(LEGAL) == [Trigger.ADVERSE_EVENT, Trigger.BALLOT_OPEN]
        assert own(LEGAL, limit=1) == [Trigger.ADVERSE_EVENT]
        desk.do(a.SettleAction(action_id=ballot.id, state=ActionState.DONE), LEGAL)
        assert own(STD) == []
        assert own(LEGAL) == [Trigger.ADVERSE_EVENT]


class TestStore:
    def test_two_who_change_the_same_at_once_cannot_both_win(self, desk: Acting) -> None:
        desk.do(b.NoteIndicator(name="Range", unit="m", direction=Direction.HIGHER))
        with desk.store.write() as uow:
            (found,) = uow.reads.benchmarks(TEAM, PROJECT_ID)
            later = replace(found, name="Other", version=found.version + 1)
            uow.benchmarks.put(found, later)
            with pytest.raises(StaleProject):
                uow.benchmarks.put(found, later)
            with pytest.raises(StaleProject):
                uow.benchmarks.put(None, found)

    def test_an_action_comes_back_as_it_was_and_stale_ones_are_refused(self, desk: Acting) -> None:
        patents(desk, adverse())
        (action,) = desk.actions()
        after = replace(action, summary="x", version=2, told_at=desk.now + timedelta(days=1))
        with desk.store.write() as uow:
            uow.actions.put(action, after)
            with pytest.raises(StaleProject):
                uow.actions.put(action, after)
            assert not uow.actions.open(replace(action, id="act_other"))
            uow.commit()
        assert desk.actions() == (after,)
        with desk.store.read() as reads:
            assert reads.action(TEAM, action.id) == after
            assert reads.action("T0OTHER", action.id) is None
            assert reads.open_actions(action.due_on) == (after,)
            assert reads.open_actions(action.due_on - DAY) == ()

    def test_of_a_restricted_project_it_is_the_same(self, store: SqliteStore, new_id: NewId) -> None:
        created(store, confidentiality=Confidentiality.RESTRICTED)
        desk = Acting(store, new_id)
        desk.keep()
        patents(desk, RIVAL)
        assert len(desk.actions()) == 1
