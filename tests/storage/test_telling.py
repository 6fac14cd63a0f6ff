"""Who is told of a hit: each place once, in a message of its own or in a digest, however often the clock ticks."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from flows.names import Confidentiality
from flows.ports import NewId
from flows.watches import commands as c
from flows.watches.hits import Trait, Verdict
from flows.watches.observations import Observation
from flows.watches.subjects import Day, LegalEvent, Patent
from flows.watches.telling import tell, waiting
from flows.watches.watches import Audience
from storage import SqliteStore
from tests.builders import CHANNEL, CONTRIBUTOR, LEAD, LEGAL, PATENT, PROJECT_ID, STD, TEAM, TECH
from tests.databases import ready_store
from tests.flows.watches.observed import plan, seen
from tests.storage.telling import LATER, names, parcels, rung, showing, the_hit
from tests.storage.test_projects import changed, created
from tests.storage.watching import DAY, Watching


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Watching:
    created(store)
    return Watching(store, new_id)


class TestTheRest:
    def test_what_had_no_message_of_its_own_comes_in_one_digest_and_never_again(self, desk: Watching) -> None:
        showing(desk, "1", "2")
        assert parcels(desk) == []
        (notice,) = rung(desk)
        assert (notice.audience, names(desk, notice)) == (STD, ["1", "2"])
        assert the_hit(desk).told_at == desk.now
        desk.now += DAY
        assert rung(desk) == []

    def test_what_comes_after_the_digest_of_the_day_waits_for_the_next_one(self, desk: Watching) -> None:
        showing(desk, "1")
        rung(desk)
        desk.look([seen("0"), seen("1"), seen("2")])
        assert rung(desk) == []
        desk.now += DAY
        (notice,) = rung(desk)
        assert names(desk, notice) == ["2"]

    def test_everybody_whom_the_watch_names_hears_of_it_once(self, desk: Watching) -> None:
        showing(desk, "1", audience=Audience(in_channel=True, persons=(TECH, CONTRIBUTOR)))
        assert [notice.audience for notice in rung(desk)] == [CHANNEL, TECH, CONTRIBUTOR]
        desk.now += DAY
        assert rung(desk) == []

    def test_whoever_had_a_message_of_its_own_reads_nothing_of_it_in_the_digest(self, desk: Watching) -> None:
        desk.started()
        desk.look([seen("1"), seen("2")])
        desk.look([seen("1", stage="40.20"), seen("2"), seen("3")])
        assert desk.notices() == [("hit", STD)]
        (notice,) = rung(desk)
        assert names(desk, notice) == ["3"]

    def test_the_most_severe_comes_first(self, desk: Watching) -> None:
        desk.started(triage=LATER)
        desk.look([seen("1"), seen("2")])
        desk.look([seen("1"), seen("2", stage="30.00"), seen("3")])
        (notice,) = rung(desk)
        assert names(desk, notice) == ["2", "3"]

    def test_an_answered_hit_is_told_to_nobody(self, desk: Watching) -> None:
        showing(desk, "1")
        desk.ask(c.JudgeHit(hit_id=the_hit(desk).id, verdict=Verdict.ACT))
        assert rung(desk) == []

    def test_what_an_exclusion_kept_away_is_told_once_it_is_taken_back(self, desk: Watching) -> None:
        watch_id = showing(desk)
        desk.ask(c.Exclude(watch_id=watch_id, trait=Trait.RECORD, value="iso:1", reason="not ours"))
        desk.look([seen("0"), seen("1")])
        assert rung(desk) == []
        with desk.store.read() as reads:
            (exclusion,) = reads.exclusions(TEAM, PROJECT_ID)
        desk.ask(c.DropExclusion(exclusion_id=exclusion.id))
        desk.now += 30 * DAY
        (notice,) = rung(desk)
        assert names(desk, notice) == ["1"]

    def test_it_is_held_until_its_reader_works(self, desk: Watching) -> None:
        showing(desk, "1")
        opens = desk.now + timedelta(hours=7)
        (notice,) = rung(desk, next_for=lambda *_: opens)
        assert notice.not_before == opens

    def test_a_place_with_a_digest_of_its_own_is_left_to_it(self, desk: Watching) -> None:
        showing(desk, "1", audience=Audience(in_channel=True, persons=(TECH,)))
        (notice,) = rung(desk, own=(CHANNEL,))
        assert notice.audience == TECH
        with desk.store.read() as reads:
            card = reads.card(TEAM, PROJECT_ID)
            assert card is not None
            (found,) = waiting(reads, card, CHANNEL, since=desk.now - DAY)
        assert found.event.native_id == "1"

    def test_two_processes_tell_it_once(self, desk: Watching) -> None:
        """Each notes it in the transaction that queues the message: the second finds nothing left."""
        showing(desk, "1")
        assert len(rung(desk)) == 1
        assert rung(desk) == []

    def test_a_crash_before_the_end_tells_nothing_and_loses_nothing(self, desk: Watching) -> None:
        showing(desk, "1")
        made, desk.new_id = desk.new_id, crash
        with pytest.raises(PowerCut):
            rung(desk)
        desk.new_id = made
        assert the_hit(desk).told_at is None
        assert len(rung(desk)) == 1


class TestWhoMayRead:
    def test_r27_a_patent_of_others_reaches_the_patent_lead_and_legal_and_no_channel(self, desk: Watching) -> None:
        desk.started(triage=LATER, audience=Audience(in_channel=True, persons=(TECH,)))
        desk.look([seen("1")])
        desk.look([seen("1"), Observation(source="epo", native_id="e1", subject=Patent(ref="EP1"))])
        assert [notice.audience for notice in rung(desk)] == [PATENT, LEGAL]
        with desk.store.read() as reads:
            card = reads.card(TEAM, PROJECT_ID)
            assert card is not None
            for place in (CHANNEL, TECH, LEAD):
                assert waiting(reads, card, place, since=desk.now - DAY, everything=True) == ()

    def test_an_adverse_event_goes_to_them_at_once_and_is_not_told_again(self, desk: Watching) -> None:
        adverse = LegalEvent("PGFP", "lapsed", None, influence="-")
        desk.started(triage=LATER)
        desk.look([seen("1")])
        desk.look([seen("1"), Observation(source="epo", native_id="e", subject=Patent(ref="EP1", legal_event=adverse))])
        assert desk.notices() == [("hit", PATENT), ("hit", LEGAL)]
        assert rung(desk) == []

    def test_of_a_restricted_project_no_channel_hears(self, desk: Watching) -> None:
        showing(desk, "1", audience=Audience(in_channel=True))
        with desk.store.write() as uow:
            project = uow.projects.load(TEAM, PROJECT_ID)
        assert project is not None
        changed(desk.store, project, confidentiality=Confidentiality.RESTRICTED)
        assert [notice.audience for notice in rung(desk)] == [STD]

    def test_who_left_the_project_is_not_told_and_the_lead_is(self, desk: Watching) -> None:
        with desk.store.write() as uow:
            project = uow.projects.load(TEAM, PROJECT_ID)
        assert project is not None
        showing(desk, "1", audience=Audience(persons=(TECH, STD)))
        rest = tuple(member for member in project.members if member.user_id not in (STD, TECH))
        changed(desk.store, project, confidentiality=Confidentiality.MEMBERS, members=rest)
        assert [notice.audience for notice in rung(desk)] == [LEAD]


class TestSameDay:
    @pytest.mark.parametrize(("days", "at_once"), [(-1, False), (0, True), (14, True), (15, False)])
    def test_a_ballot_that_closes_within_fourteen_days_is_told_at_once(
        self, desk: Watching, days: int, at_once: bool
    ) -> None:
        closes = Day(desk.now.date() + timedelta(days=days))
        desk.started(triage=LATER)
        desk.look([seen("1")])
        desk.look([seen("1"), seen("2", ballot_closes_on=closes)])
        assert desk.notices() == ([("hit", STD)] if at_once else [])
        assert len(rung(desk)) == (not at_once)

    def test_a_ballot_that_opens_is_told_at_once_whatever_the_watch_says(self, desk: Watching) -> None:
        desk.started(triage=LATER)
        desk.look([seen("1")])
        desk.look([seen("1", stage="40.20")])
        assert desk.notices() == [("hit", STD)]
        assert rung(desk) == []


class TestPlacesThatCameLater:
    def test_who_is_named_later_hears_of_the_last_days_and_of_nothing_older(self, desk: Watching) -> None:
        watch_id = showing(desk, "1")
        rung(desk)
        desk.now += 5 * DAY
        desk.look([seen("0"), seen("1"), seen("2")])
        rung(desk)
        wider = plan(triage=LATER, audience=Audience(persons=(STD, TECH)))
        desk.ask(c.ChangeWatch(watch_id=watch_id, plan=wider))
        desk.now += 3 * DAY
        (notice,) = rung(desk)
        assert (notice.audience, names(desk, notice)) == (TECH, ["2"])


class TestNoting:
    def test_a_place_is_told_once_by_whatever_digest(self, desk: Watching) -> None:
        showing(desk, "1")
        with desk.store.write() as uow:
            found = uow.reads.untold(TEAM, PROJECT_ID, STD, since=desk.now, limit=9)
            assert [tell(uow, found, STD, told_in=key, now=desk.now) for key in ("a", "b")] == [1, 0]
            assert [len(uow.reads.told_in(TEAM, key)) for key in ("a", "b", "")] == [1, 0, 0]
            uow.commit()

    def test_projects_with_something_to_tell_are_found(self, desk: Watching) -> None:
        showing(desk, "1")
        with desk.store.read() as reads:
            assert reads.with_untold(desk.now) == ((TEAM, PROJECT_ID),)
        desk.ask(c.JudgeHit(hit_id=the_hit(desk).id, verdict=Verdict.ACT))
        with desk.store.read() as reads:
            assert reads.with_untold(desk.now) == ()


def test_hits_of_an_older_database_are_told_when_they_wait_and_not_again_when_they_had_a_message(
    tmp_path: Path, new_id: NewId
) -> None:
    """From a database as it was before tellings were noted, with one hit of either kind."""
    path = tmp_path / "old.db"
    desk = Watching(ready_store(str(path)), new_id)
    created(desk.store)
    desk.started()
    desk.look([seen("0"), seen("1")])
    desk.look([seen("0"), seen("1", stage="40.20"), seen("2")])
    desk.store.close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("drop table hit_tellings")
        raw.execute("delete from _sqlite_migrations where name = '0020_hit_tellings'")
        raw.commit()
    desk.store = ready_store(str(path))
    assert desk.notices() == [("hit", STD)]
    (notice,) = rung(desk)
    assert (notice.audience, names(desk, notice)) == (STD, ["2"])
    desk.store.close()


class PowerCut(Exception):
    """Ends a transaction in the middle."""


def crash(_prefix: str) -> str:
    raise PowerCut
