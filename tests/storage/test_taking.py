"""What a look at a source leaves in the database: every change is a hit once, told where the watch says."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.names import Confidentiality, Status
from flows.ports import NewId
from flows.watches import commands as c
from flows.watches.observations import Observation, Severity
from flows.watches.sources import Health
from flows.watches.subjects import LegalEvent, Patent
from flows.watches.watches import Audience, Scope, Triage
from storage import SqliteStore
from tests.builders import CHANNEL, LEGAL, PATENT, PROJECT_ID, STD, TEAM, TECH
from tests.flows.watches.observed import ISO, seen
from tests.storage.test_projects import created
from tests.storage.watching import Watching

OTHER = "T0OTHER"


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Watching:
    created(store)
    return Watching(store, new_id)


class TestTaking:
    def test_the_first_look_is_no_news_and_every_later_change_is_one_hit(self, desk: Watching) -> None:
        desk.started()
        assert desk.look([seen("1"), seen("2")]).hits == 0
        assert desk.look([seen("1"), seen("2")]).hits == 0
        assert desk.look([seen("1", stage="40.20"), seen("2"), seen("3")]).hits == 2
        assert desk.look([seen("1", stage="40.20"), seen("2"), seen("3")]).hits == 0
        changed, new = desk.hits()[::-1]
        assert (changed.event.kind, dict(changed.event.before), dict(changed.event.after)) == (
            "standard.stage_changed", {"stage": "20.00"}, {"stage": "40.20"},
        )  # fmt: skip
        assert (new.event.kind, new.hit.number, new.hit.severity) == ("standard.first_seen", 2, Severity.INFO)
        assert (changed.hit.severity, changed.hit.told_at, new.hit.told_at) == (Severity.URGENT, desk.now, None)
        assert desk.notices() == [("hit", STD)]

    def test_one_event_is_stored_once_and_delivered_to_every_watch_that_wants_it(self, desk: Watching) -> None:
        for words in ((), ("radar",), ("quality",)):
            desk.started(scope=Scope(sources=(ISO,), keywords=words))
        desk.started(scope=Scope(sources=("rss:https://example.com",)))
        desk.look([seen("1")])
        assert desk.look([seen("1", stage="40.20")]).hits == 2
        found = desk.hits()
        assert len({one.hit.watch_id for one in found}) == 2
        assert len({one.hit.event_id for one in found}) == 1

    def test_what_is_gone_is_found_by_what_it_was_called(self, desk: Watching) -> None:
        desk.started(scope=Scope(sources=(ISO,), work_items=("ISO 9001",)))
        desk.look([seen("62085", ref="ISO 9001:2015"), seen("2")])
        desk.look([seen("2")])
        (gone,) = desk.hits()
        assert (gone.event.kind, gone.event.subject.ref) == ("standard.vanished", "ISO 9001:2015")

    def test_what_nobody_watched_for_a_while_is_seen_for_the_first_time_again(self, desk: Watching) -> None:
        ended = desk.started()
        desk.look([seen("1")])
        desk.ask(c.EndWatch(watch_id=ended))
        desk.started()
        assert desk.look([seen("1", stage="40.20"), seen("2")]).hits == 0
        assert desk.look([seen("1", stage="50.00"), seen("2")]).hits == 1

    def test_of_two_that_look_at_once_one_stores_and_the_other_drops_its_look(
        self, open_it: Callable[[], SqliteStore], new_id: NewId
    ) -> None:
        one, two = Watching(open_it(), new_id), Watching(open_it(), new_id)
        created(one.store)
        one.started()
        one.look([seen("1")])

        def while_reading() -> list[Observation]:
            assert two.look([seen("1", stage="40.20")]).hits == 1
            return [seen("1", stage="30.00")]

        taken = one.look(observation for observation in (*while_reading(),))
        assert taken.hits == 1  # it began to read after the other had stored

        class Late(list[Observation]):
            def __iter__(self):  # type: ignore[no-untyped-def]  # a test's
                assert two.look([seen("1", stage="50.00")]).hits == 1
                return iter([seen("1", stage="60.00")])

        late = one.look(Late())
        assert (late.hits, late.is_ours) == (0, False)
        assert [f.event.after["stage"] for f in one.hits()] == ["50.00", "30.00", "40.20"]
        assert one.look([seen("1", stage="60.00")]).hits == 1

    def test_a_crash_while_storing_loses_nothing_and_tells_nothing_twice(self, desk: Watching) -> None:
        desk.started()
        desk.look([seen("1"), seen("2")])
        usual, made = desk.new_id, iter(range(100))

        def crash(prefix: str) -> str:
            if prefix == "hit" and next(made) == 1:
                raise RuntimeError("power cut")
            return usual(prefix)

        desk.new_id = crash
        changed = [seen("1", stage="40.20"), seen("2", stage="40.20")]
        with pytest.raises(RuntimeError):
            desk.look(changed)
        assert desk.hits() == []
        assert desk.look(changed).hits == 2
        assert desk.look(changed).hits == 0

    def test_a_stopped_project_hears_nothing_more(self, desk: Watching) -> None:
        desk.started()
        desk.look([seen("1")])
        with desk.store.write() as uow:
            project = uow.projects.load(TEAM, PROJECT_ID)
            assert project is not None
            uow.projects.save(project, replace(project, status=Status.STOPPED, version=project.version + 1))
            uow.commit()
        assert desk.look([seen("1", stage="40.20")]).hits == 0

    def test_health_is_stored_with_the_page_and_found_by_name(self, desk: Watching) -> None:
        desk.started()
        desk.look([seen("1")])
        with desk.store.read() as reads:
            assert reads.health(TEAM, ISO).good_at == desk.now
            assert reads.healths() == reads.healths(TEAM) == (reads.health(TEAM, ISO),)
            assert reads.healths(OTHER) == ()
            assert reads.health(TEAM, "iso:") == Health(source="iso:")


class TestPlaces:
    def test_the_channel_hears_where_the_watch_says_so(self, desk: Watching) -> None:
        desk.started(audience=Audience(in_channel=True, persons=(TECH,)))
        desk.look([seen("1")])
        desk.look([seen("1", stage="40.20")])
        assert desk.notices() == [("hit", CHANNEL), ("hit", TECH)]

    def test_of_a_restricted_project_only_persons_hear(self, desk: Watching) -> None:
        desk.started(audience=Audience(in_channel=True))
        with desk.store.write() as uow:
            project = uow.projects.load(TEAM, PROJECT_ID)
            assert project is not None
            secret = replace(project, confidentiality=Confidentiality.RESTRICTED, version=project.version + 1)
            uow.projects.save(project, secret)
            uow.commit()
        desk.look([seen("1")])
        desk.look([seen("1", stage="40.20")])
        assert desk.notices() == [("hit", STD)]

    def test_an_adverse_patent_event_goes_to_the_patent_lead_and_legal_first(self, desk: Watching) -> None:
        desk.started(audience=Audience(in_channel=True))
        adverse = LegalEvent("PGFP", "lapsed", None, influence="-")
        desk.look([seen("1")])
        shown = Observation(source="epo", native_id="e1", subject=Patent(ref="EP1", legal_event=adverse))
        desk.look([seen("1"), shown])
        assert desk.notices() == [("hit", PATENT), ("hit", LEGAL)]

    def test_what_can_wait_waits_for_the_digest(self, desk: Watching) -> None:
        desk.started(triage=Triage(at_once=Severity.URGENT))
        desk.look([seen("1"), seen("2")])
        desk.look([seen("1", stage="30.00"), seen("2"), seen("3")])
        assert desk.notices() == []
        with desk.store.read() as reads:
            untold = reads.untold(TEAM, PROJECT_ID, STD, since=desk.now, limit=9)
        assert [found.hit.severity for found in untold] == [Severity.ACTION, Severity.INFO]
