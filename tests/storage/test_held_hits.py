"""A paused watch tells nothing and loses nothing: what it found is let go once, with all that follows from it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.lifecycle.upkeep import at_once
from flows.linkage.codes import Body
from flows.linkage.items import Application, Family, Standard
from flows.names import Status
from flows.ports import NewId
from flows.watches import commands as c
from flows.watches.hits import Trait, Verdict
from flows.watches.observations import Observation
from flows.watches.subjects import Day, News, Patent
from flows.watches.triggers import Trigger
from flows.watches.upkeep import WatchUpkeep
from flows.watches.watches import Audience, Scope, Watch
from storage import SqliteStore
from tests.builders import LEAD, LEGAL, NOW, PATENT, PROJECT_ID, STD, TEAM, TECH
from tests.flows.watches.observed import ISO, seen
from tests.storage.acting import PATENTS, Acting, adverse, patents
from tests.storage.telling import LATER, names, rung, showing, the_hit
from tests.storage.test_projects import created
from tests.storage.test_watch_upkeep import SHANGHAI
from tests.storage.watching import DAY, Watching

OWN = Family(
    id="fam_1", number=1, title="Our radar",
    members=(Application(office="EP", publication_number="EP4000001A1"),),
)  # fmt: skip


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Acting:
    created(store)
    return Acting(store, new_id)


def the_watch(desk: Watching, watch_id: str) -> Watch:
    with desk.store.read() as reads:
        found = reads.watch(TEAM, watch_id)
    assert found is not None
    return found


def held(desk: Watching, watch_id: str) -> list[str]:
    with desk.store.read() as reads:
        return [found.event.native_id for found in reads.held(the_watch(desk, watch_id))]


def paused(desk: Watching, **plan: object) -> str:
    """A watch that has read its source once and rests since."""
    watch_id = desk.started(**{"triage": LATER, **plan})
    desk.look([seen("0"), seen("1")])
    desk.ask(c.PauseWatch(watch_id=watch_id))
    desk.notices()
    return watch_id


def resumed(desk: Watching, watch_id: str) -> int:
    return int(str(desk.ask(c.ResumeWatch(watch_id=watch_id)).params["count"]))


class TestWhilePaused:
    def test_what_it_finds_is_in_no_message_list_digest_or_reminder(self, desk: Acting) -> None:
        watch_id = paused(desk)
        desk.look([seen("0"), seen("1", stage="40.20"), seen("2")])
        assert held(desk, watch_id) == ["1", "2"]
        assert (desk.notices(), desk.hits(), desk.hits(waiting=True)) == ([], [], [])
        desk.now += 30 * DAY
        with desk.store.read() as reads:
            assert (reads.with_untold(NOW), reads.unanswered(desk.now)) == ((), ())
        assert rung(desk) == []
        assert desk.actions() == ()

    def test_the_board_says_how_many_are_held_and_counts_them_nowhere_else(self, desk: Acting) -> None:
        watch_id = showing(desk, "1")
        desk.ask(c.PauseWatch(watch_id=watch_id))
        desk.look([seen("0"), seen("1"), seen("2")])
        with desk.store.read() as reads:
            found = reads.statistics(TEAM, PROJECT_ID)[watch_id]
        assert (found.hits, found.open, found.held) == (0, 0, 2), "what waited for its digest is held as well"

    def test_another_watch_of_the_same_source_goes_on_as_ever(self, desk: Acting) -> None:
        watch_id = paused(desk)
        other = desk.started(name="Other", owner=TECH)
        desk.look([seen("0"), seen("1", stage="40.20")])
        assert [found.hit.watch_id for found in desk.hits()] == [other]
        assert ("hit", TECH) in desk.notices()
        assert held(desk, watch_id) == ["1"]
        assert resumed(desk, watch_id) == 1
        assert {found.hit.watch_id for found in desk.hits()} == {watch_id, other}

    def test_what_people_bring_is_told_as_ever(self, desk: Acting) -> None:
        watch_id = paused(desk)
        typed = Observation(source="people", native_id="x", subject=News(ref="x", title="Rival joins"))
        desk.ask(c.BringHits(watch_id=watch_id, observations=(typed,)))
        assert [found.event.native_id for found in desk.hits(waiting=True)] == ["x"]
        (notice,) = rung(desk)
        assert names(desk, notice) == ["x"]

    def test_what_was_told_before_the_pause_still_waits_for_its_answer(self, desk: Acting) -> None:
        watch_id = showing(desk, "1")
        rung(desk)
        desk.ask(c.PauseWatch(watch_id=watch_id))
        assert [found.event.native_id for found in desk.hits(waiting=True)] == ["1"]
        with desk.store.read() as reads:
            assert len(reads.unanswered(desk.now + DAY)) == 1


class TestGoingOn:
    def test_everything_is_told_once_in_the_order_in_which_it_came(self, desk: Acting) -> None:
        watch_id = paused(desk)
        for stage in ("30.00", "30.60"):
            desk.look([seen("0"), seen("1", stage=stage), seen("2")])
        assert resumed(desk, watch_id) == 3
        assert desk.notices() == []
        (notice,) = rung(desk)
        assert sorted(names(desk, notice)) == ["1", "1", "2"]
        desk.now += DAY
        assert (rung(desk), resumed_again(desk, watch_id)) == ([], 0)
        assert [dict(f.event.after)["stage"] for f in reversed(desk.hits()) if f.event.before] == ["30.00", "30.60"]

    def test_what_cannot_wait_by_now_is_told_at_once(self, desk: Acting) -> None:
        """A ballot that was three weeks away closes in a week now."""
        watch_id = paused(desk)
        closes = Day(desk.now.date() + timedelta(days=21))
        desk.look([seen("0"), seen("1"), seen("2", ballot_closes_on=closes), seen("3")])
        desk.now += 14 * DAY
        resumed(desk, watch_id)
        assert ("action", STD) in desk.notices(), "asked to vote, and told in the same breath"
        (notice,) = rung(desk)
        assert names(desk, notice) == ["3"]

    def test_its_messages_show_the_verdict_like_any_other(self, desk: Acting) -> None:
        watch_id = paused(desk, audience=Audience(persons=(TECH,)))
        desk.look([seen("0"), seen("1", stage="40.20")])
        desk.now += DAY
        resumed(desk, watch_id)
        assert desk.notices().count(("hit", TECH)) == 1
        desk.ask(c.JudgeHit(hit_id=the_hit(desk).id, verdict=Verdict.ACT))
        assert desk.notices().count(("hit", TECH)) == 1

    def test_triggers_are_pulled_when_it_goes_on_and_once(self, desk: Acting) -> None:
        desk.keep(standards=(Standard(id="std_1", number=1, body=Body.ISO, reference="ISO 1", stage="20.00"),))
        watch_id = paused(desk)
        desk.look([seen("0"), seen("1", stage="40.20")])
        assert (desk.register().standards[0].stage, desk.actions()) == ("20.00", ())
        resumed(desk, watch_id)
        assert desk.register().standards[0].stage == "40.20"
        assert [action.trigger for action in desk.actions()] == [Trigger.BALLOT_OPEN]
        desk.ask(c.PauseWatch(watch_id=watch_id))
        resumed(desk, watch_id)
        assert len(desk.actions()) == 1

    def test_ending_a_paused_watch_lets_go_as_well(self, desk: Acting) -> None:
        watch_id = paused(desk)
        desk.look([seen("0"), seen("1"), seen("2")])
        desk.ask(c.EndWatch(watch_id=watch_id))
        (notice,) = rung(desk)
        assert names(desk, notice) == ["2"]

    def test_so_does_the_clock_on_its_last_day_with_all_that_follows(self, desk: Acting) -> None:
        watch_id = paused(desk, expires_on=date(2026, 11, 25))
        desk.look([seen("0"), seen("1", stage="40.20")])
        upkeep = WatchUpkeep(
            store=desk.store, zone=SHANGHAI, day_begins=NOW.astimezone(SHANGHAI).time(), next_for=at_once,
            is_office_day=lambda day: day.weekday() < 5, new_id=desk.new_id, follow=desk.desk().follow,
        )  # fmt: skip
        desk.now = NOW + 3 * DAY
        upkeep.tend(desk.now)
        assert held(desk, watch_id) == []
        assert [action.trigger for action in desk.actions()] == [Trigger.BALLOT_OPEN]
        assert ("action", STD) in desk.notices()

    def test_of_a_stopped_project_nothing_is_told(self, desk: Acting) -> None:
        watch_id = paused(desk)
        desk.look([seen("0"), seen("1", stage="40.20")])
        with desk.store.write() as uow:
            project = uow.projects.load(TEAM, PROJECT_ID)
            assert project is not None
            uow.projects.save(project, replace(project, status=Status.STOPPED, version=project.version + 1))
            uow.commit()
        assert resumed(desk, watch_id) == 0
        assert (desk.notices(), desk.actions()) == ([], ())

    def test_what_an_exclusion_keeps_away_stays_away_and_comes_back_when_it_is_dropped(self, desk: Acting) -> None:
        """Dropped during the pause, it is held with the rest."""
        watch_id = paused(desk)
        for record in ("1", "2"):
            desk.ask(c.Exclude(watch_id=watch_id, trait=Trait.RECORD, value=f"iso:{record}", reason="not ours"))
        desk.look([seen("0"), seen("1", stage="30.00"), seen("2")])
        assert held(desk, watch_id) == []
        with desk.store.read() as reads:
            first = next(x for x in reads.exclusions(TEAM, PROJECT_ID) if x.value == "iso:1")
        desk.ask(c.DropExclusion(exclusion_id=first.id))
        assert (held(desk, watch_id), desk.hits()) == (["1"], [])
        assert resumed(desk, watch_id) == 1


class TestWhatComesThrough:
    def test_r27_bad_news_about_our_own_patent_reaches_the_patent_lead_and_legal_on_the_same_day(
        self, desk: Acting
    ) -> None:
        desk.keep(families=(OWN,))
        watch_id = desk.started(scope=Scope(sources=(PATENTS,)), audience=Audience(in_channel=True))
        desk.look([], feed=PATENTS)
        desk.ask(c.PauseWatch(watch_id=watch_id))
        desk.look([Observation(source="epo", native_id="p", subject=adverse())], feed=PATENTS)
        (action,) = desk.actions()
        assert action.trigger is Trigger.ADVERSE_EVENT
        assert {who for kind, who in desk.notices() if kind in ("hit", "action")} == {PATENT, LEGAL}
        assert (held(desk, watch_id), len(desk.hits(waiting=True))) == ([], 1)

    def test_a_time_to_oppose_a_rival_s_patent_comes_through_and_other_news_of_it_does_not(self, desk: Acting) -> None:
        patents(desk, Patent(ref="EP1", office="EP", applicants=("Rival Ltd",)))
        (watch_id,) = {found.hit.watch_id for found in desk.hits()}
        desk.ask(c.PauseWatch(watch_id=watch_id))
        granted = Patent(
            ref="EP1", office="EP", applicants=("Rival Ltd",), granted_on=Day(date(2026, 11, 18)), title="New title"
        )
        desk.look([Observation(source="epo", native_id="p0", subject=granted)], feed=PATENTS)
        assert Trigger.OPPOSITION_WINDOW in {action.trigger for action in desk.actions()}
        through = [found.event.kind for found in desk.hits() if "first_seen" not in found.event.kind]
        assert through == ["patent.granted_on_changed"]
        with desk.store.read() as reads:
            kept = {found.event.kind for found in reads.held(the_watch(desk, watch_id))}
        assert kept == {"patent.first_seen", "patent.title_changed"}

    def test_a_stage_in_which_patents_must_be_named_comes_through(self, desk: Acting) -> None:
        watch_id = paused(desk)
        desk.look([seen("0"), seen("1", stage="FPWD")])
        assert held(desk, watch_id) == []
        assert Trigger.DECLARATION_WINDOW in {action.trigger for action in desk.actions()}

    @pytest.mark.parametrize("paused_too", [False, True])
    def test_r27_no_exclusion_hides_bad_news_about_our_own_patent_and_each_hides_that_of_others(
        self, desk: Acting, *, paused_too: bool
    ) -> None:
        desk.keep(families=(OWN,))
        watch_id = desk.started(scope=Scope(sources=(PATENTS,)))
        desk.look([], feed=PATENTS)
        desk.ask(c.Exclude(watch_id=watch_id, trait=Trait.NAME, value="Rival Ltd", reason="not ours"))
        if paused_too:
            desk.ask(c.PauseWatch(watch_id=watch_id))
        theirs = replace(adverse(), ref="EP3999999B1")
        shown = [Observation(source="epo", native_id=f"p{n}", subject=one) for n, one in enumerate((adverse(), theirs))]
        desk.look(shown, feed=PATENTS)
        assert [found.event.native_id for found in desk.hits()] == ["p0"]
        assert [action.trigger for action in desk.actions()] == [Trigger.ADVERSE_EVENT]

    def test_a_ballot_does_not(self, desk: Acting) -> None:
        watch_id = paused(desk)
        desk.look([seen("0"), seen("1", stage="40.20")])
        assert held(desk, watch_id) == ["1"]


def resumed_again(desk: Acting, watch_id: str) -> int:
    desk.ask(c.PauseWatch(watch_id=watch_id))
    return resumed(desk, watch_id)


def test_only_what_waits_is_read_for_a_digest_and_two_places_of_one_hit_are_one_project(desk: Acting) -> None:
    desk.started(audience=Audience(persons=(STD, LEAD)), triage=LATER)
    desk.look([seen("0")], feed=ISO)
    desk.look([seen("0"), seen("1"), seen("2")], feed=ISO)
    rung(desk)
    with desk.store.read() as reads:
        assert reads.with_untold(desk.now - DAY) == ((TEAM, PROJECT_ID),), "somebody may be named later"
        assert reads.with_untold(desk.now + DAY) == ()
