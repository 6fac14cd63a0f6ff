"""What people decide about hits, bring and exclude: no verdict is lost or given twice, and each can be undone."""

import pytest

from flows.errors import IllegalMove, InvalidFields
from flows.ports import NewId
from flows.watches import commands as c
from flows.watches.hits import Trait, Verdict
from flows.watches.observations import Observation
from flows.watches.subjects import News
from flows.watches.watches import Scope
from storage import SqliteStore
from tests.builders import CONTRIBUTOR, PROJECT_ID, STD, STRANGER, TEAM, TECH
from tests.flows.watches.observed import seen
from tests.storage.test_projects import created
from tests.storage.watching import DAY, Watching


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Watching:
    created(store)
    return Watching(store, new_id)


def brought(title: str = "Rival publishes", link: str = "https://example.com/1") -> Observation:
    return Observation(source="people", native_id=link, subject=News(ref=link, title=title), links=(link,))


class TestVerdicts:
    @pytest.fixture
    def hit_id(self, desk: Watching) -> str:
        desk.started()
        desk.look([seen("1")])
        desk.look([seen("1", stage="40.20")])
        desk.notices()
        return desk.hits()[0].hit.id

    def test_the_first_verdict_counts_and_later_ones_hear_so(self, desk: Watching, hit_id: str) -> None:
        assert desk.ask(c.JudgeHit(hit_id=hit_id, verdict=Verdict.ACT), by=CONTRIBUTOR).events == ("HitJudged",)
        assert desk.ask(c.JudgeHit(hit_id=hit_id, verdict=Verdict.ACT), by=TECH).events == ()
        with pytest.raises(IllegalMove):
            desk.ask(c.JudgeHit(hit_id=hit_id, verdict=Verdict.WATCH), by=TECH)
        answer = desk.hits()[0].hit.answer
        assert answer is not None
        assert (answer.verdict, answer.by, answer.at) == (Verdict.ACT, CONTRIBUTOR, desk.now)
        assert desk.notices() == [("hit", STD)]

    def test_not_relevant_needs_a_reason_and_assigning_a_member(self, desk: Watching, hit_id: str) -> None:
        for wrong in (
            c.JudgeHit(hit_id=hit_id, verdict=Verdict.NOT_RELEVANT),
            c.JudgeHit(hit_id=hit_id, verdict=Verdict.ASSIGNED),
            c.JudgeHit(hit_id=hit_id, verdict=Verdict.ASSIGNED, to=STRANGER),
        ):
            with pytest.raises(InvalidFields):
                desk.ask(wrong)
        assert desk.hits(waiting=True)

    def test_whom_it_was_assigned_to_gets_its_message(self, desk: Watching, hit_id: str) -> None:
        desk.ask(c.JudgeHit(hit_id=hit_id, verdict=Verdict.ASSIGNED, to=TECH))
        assert desk.notices() == [("hit", STD), ("hit", TECH)]

    def test_a_verdict_taken_back_can_be_given_anew(self, desk: Watching, hit_id: str) -> None:
        desk.ask(c.JudgeHit(hit_id=hit_id, verdict=Verdict.WATCH))
        assert desk.ask(c.ReopenHit(hit_id=hit_id)).events == ("HitReopened",)
        assert desk.ask(c.ReopenHit(hit_id=hit_id)).events == ()
        assert desk.hits(waiting=True)[0].hit.answer is None
        assert desk.ask(c.JudgeHit(hit_id=hit_id, verdict=Verdict.ACT)).events == ("HitJudged",)

    def test_what_is_not_relevant_can_be_excluded_seen_and_brought_back(self, desk: Watching, hit_id: str) -> None:
        desk.ask(c.JudgeHit(hit_id=hit_id, verdict=Verdict.NOT_RELEVANT, reason="not ours",
                            exclude=(Trait.RECORD, "iso:1")))  # fmt: skip
        assert desk.look([seen("1", stage="50.00"), seen("2")]).hits == 2
        assert [f.event.native_id for f in desk.hits()] == ["2", "1"]
        with desk.store.read() as reads:
            (exclusion,) = reads.exclusions(TEAM, PROJECT_ID)
            stats = reads.statistics(TEAM, PROJECT_ID)[exclusion.watch_id]
        assert (exclusion.value, exclusion.reason, exclusion.kept_away) == ("iso:1", "not ours", 1)
        assert (stats.hits, stats.noise, stats.silenced, stats.open) == (2, 1, 1, 1)
        receipt = desk.ask(c.DropExclusion(exclusion_id=exclusion.id))
        assert (receipt.events, receipt.params["count"]) == (("ExclusionDropped",), 1)
        assert desk.ask(c.DropExclusion(exclusion_id=exclusion.id)).events == ()
        assert len(desk.hits()) == 3
        with desk.store.read() as reads:
            assert reads.exclusions(TEAM, PROJECT_ID) == ()
            assert len(reads.untold(TEAM, PROJECT_ID, STD, since=desk.now, limit=9)) == 2

    def test_statistics_call_a_watch_noisy_when_most_answers_say_so(self, desk: Watching) -> None:
        watch_id = desk.started()
        desk.look([seen("0")])
        desk.look([seen("0"), *(seen(str(n)) for n in range(1, 7))])
        hits = [f.hit.id for f in desk.hits()]
        for hit_id in hits[:4]:
            desk.ask(c.JudgeHit(hit_id=hit_id, verdict=Verdict.NOT_RELEVANT, reason="noise"))
        for noisy in (False, True):
            with desk.store.read() as reads:
                assert reads.statistics(TEAM, PROJECT_ID)[watch_id].is_noisy is noisy
            desk.ask(c.JudgeHit(hit_id=hits[4], verdict=Verdict.ACT))
        with desk.store.read() as reads:
            stats = reads.statistics(TEAM, PROJECT_ID)[watch_id]
        assert (stats.hits, stats.answered, stats.acted, stats.noise, stats.open) == (6, 5, 1, 4, 1)

    def test_whoever_keeps_a_noisy_watch_is_asked_to_narrow_it_once_a_quarter(self, desk: Watching) -> None:
        desk.started(owner=TECH)
        desk.look([seen("0")])
        desk.look([seen("0"), *(seen(str(n)) for n in range(1, 9))])
        hits = [f.hit.id for f in desk.hits()]

        def noise(hit_id: str) -> bool:
            desk.ask(c.JudgeHit(hit_id=hit_id, verdict=Verdict.NOT_RELEVANT, reason="noise"), by=CONTRIBUTOR)
            return ("told", TECH) in desk.notices()

        assert [noise(hit_id) for hit_id in hits[:6]] == [False] * 4 + [True, False]
        desk.now += 92 * DAY
        assert [noise(hits[6])] == [True]
        desk.ask(c.JudgeHit(hit_id=hits[7], verdict=Verdict.ACT))
        assert ("told", TECH) not in desk.notices()

    def test_what_was_told_and_not_answered_is_found_by_when(self, desk: Watching, hit_id: str) -> None:
        with desk.store.read() as reads:
            assert [found.hit.id for found in reads.unanswered(desk.now)] == [hit_id]
            assert reads.unanswered(desk.now - DAY) == ()
        desk.ask(c.JudgeHit(hit_id=hit_id, verdict=Verdict.ACT))
        with desk.store.read() as reads:
            assert reads.unanswered(desk.now) == ()


class TestBroughtByPeople:
    def test_what_somebody_typed_is_a_hit_whatever_the_scope_and_the_same_again_is_none(self, desk: Watching) -> None:
        watch_id = desk.started(scope=Scope(keywords=("radar",)))
        receipt = desk.ask(c.BringHits(watch_id=watch_id, observations=(brought(),)), by=CONTRIBUTOR)
        assert (receipt.events, receipt.params["count"]) == (("HitsBrought",), 1)
        assert desk.ask(c.BringHits(watch_id=watch_id, observations=(brought(),)), by=TECH).events == ()
        (found,) = desk.hits()
        assert (found.hit.brought_by, found.event.subject.ref) == (CONTRIBUTOR, "https://example.com/1")

    def test_a_file_brings_all_of_its_rows_or_none(self, desk: Watching) -> None:
        watch_id = desk.started()
        rows = tuple(brought(link=f"https://example.com/{n}") for n in range(3))
        assert desk.ask(c.BringHits(watch_id=watch_id, observations=rows, source="hits.csv")).params["count"] == 3
        assert desk.ask(c.BringHits(watch_id=watch_id, observations=rows, source="hits.csv")).params["count"] == 0

    def test_nothing_is_nothing(self, desk: Watching) -> None:
        watch_id = desk.started()
        with pytest.raises(InvalidFields):
            desk.ask(c.BringHits(watch_id=watch_id, observations=()))
