"""Lists show what a person may see, in an order that pages keep, with the counts of the present stage."""

from datetime import timedelta

import pytest

from flows.lifecycle.events import ProjectResumed
from flows.lifecycle.permissions import may_see
from flows.lifecycle.project import Member
from flows.lifecycle.readmodels import ProjectRow
from flows.names import Actor, Confidentiality, DeliverableState, Role, Status
from flows.rhythm.calendar import Absence
from storage import SqliteStore
from tests.builders import LEAD, NOW, STRANGER, TEAM, TECH, TODAY, build_deliverable
from tests.storage.test_projects import created

ME = "U0ME"
MINE = (Member(LEAD, (Role.LEAD,)), Member(ME))
THEIRS = (Member(LEAD, (Role.LEAD,)),)


def add(
    store: SqliteStore,
    number: int,
    *,
    mine: bool = False,
    status: Status = Status.ACTIVE,
    confidentiality: Confidentiality = Confidentiality.OPEN,
    name: str = "Radar",
) -> None:
    created(
        store,
        id=f"prj_{number}",
        key=f"LD-{number}",
        members=MINE if mine else THEIRS,
        status=status,
        confidentiality=confidentiality,
        name=name,
    )


def listed(
    store: SqliteStore, user: str = ME, *, guest: bool = False, limit: int = 100, after: str = ""
) -> list[ProjectRow]:
    with store.read() as reads:
        return list(reads.projects_of(TEAM, user, today=TODAY, guest=guest, limit=limit, after=after))


def keys(rows: list[ProjectRow]) -> list[str]:
    return [row.key for row in rows]


def found(store: SqliteStore, text: str, user: str = ME, *, guest: bool = False, limit: int = 20) -> list[str]:
    with store.read() as reads:
        return [row.key for row in reads.search(TEAM, user, text, guest=guest, limit=limit)]


class TestVisibility:
    @pytest.mark.parametrize("guest", [False, True])
    @pytest.mark.parametrize("mine", [False, True])
    @pytest.mark.parametrize("confidentiality", list(Confidentiality))
    def test_a_list_and_a_search_show_what_the_rules_let_a_person_see(
        self, store: SqliteStore, confidentiality: Confidentiality, mine: bool, guest: bool
    ) -> None:
        add(store, 1, mine=mine, confidentiality=confidentiality)
        with store.read() as reads:
            card = reads.card(TEAM, "LD-1")
        assert card is not None
        visible = may_see(card, Actor(TEAM, ME, is_guest=guest))
        assert keys(listed(store, guest=guest)) == ["LD-1"] * visible
        assert found(store, "radar", guest=guest) == ["LD-1"] * visible

    def test_another_workspace_sees_nothing_of_ours(self, store: SqliteStore) -> None:
        add(store, 1, mine=True)
        with store.read() as reads:
            assert reads.projects_of("T0OTHER", ME, today=TODAY, guest=False, limit=5) == ()
            assert reads.search("T0OTHER", ME, "", guest=False, limit=5) == ()


class TestOrder:
    @pytest.fixture
    def many(self, store: SqliteStore) -> SqliteStore:
        add(store, 1, mine=True)
        add(store, 2, mine=True, status=Status.STOPPED)
        add(store, 3)
        add(store, 4, mine=True, status=Status.HELD)
        add(store, 5, status=Status.COMPLETED)
        add(store, 9)
        add(store, 10, mine=True, confidentiality=Confidentiality.RESTRICTED)
        add(store, 11, confidentiality=Confidentiality.MEMBERS)
        return store

    order = ("LD-10", "LD-1", "LD-9", "LD-5", "LD-4", "LD-3", "LD-2")

    def test_own_active_projects_come_first_then_the_newest(self, many: SqliteStore) -> None:
        assert keys(listed(many)) == list(self.order)

    @pytest.mark.parametrize("size", [1, 2, 3, 6])
    def test_pages_follow_each_other_without_gap_or_repetition(self, many: SqliteStore, size: int) -> None:
        seen: list[str] = []
        after = ""
        while page := listed(many, limit=size, after=after):
            assert len(page) <= size
            seen += keys(page)
            after = page[-1].id
        assert seen == list(self.order)

    def test_a_guest_pages_through_their_own_but_restricted_ones(self, many: SqliteStore) -> None:
        assert keys(listed(many, guest=True)) == ["LD-1", "LD-4", "LD-2"]
        assert keys(listed(many, guest=True, after="prj_1")) == ["LD-4", "LD-2"]

    @pytest.mark.parametrize("after", ["prj_unknown", "prj_11"])
    def test_a_page_after_a_project_that_is_gone_or_hidden_starts_anew(self, many: SqliteStore, after: str) -> None:
        assert keys(listed(many, limit=2, after=after)) == ["LD-10", "LD-1"]

    def test_a_restricted_project_is_no_place_in_a_guests_list(self, many: SqliteStore) -> None:
        assert listed(many, guest=True, after="prj_10") == listed(many, guest=True)


class TestCounts:
    def test_counts_speak_of_the_present_stage(self, store: SqliteStore) -> None:
        days = {"yesterday": -1, "today": 0, "next week": 7}
        work = [
            (DeliverableState.OPEN, "yesterday"),
            (DeliverableState.CHANGES_REQUESTED, "yesterday"),
            (DeliverableState.OPEN, "today"),
            (DeliverableState.SUBMITTED, "yesterday"),
            (DeliverableState.ACCEPTED, "yesterday"),
            (DeliverableState.WAIVED, "next week"),
        ]
        items = [
            build_deliverable(id=f"dlv_{n}", state=state, due=TODAY + timedelta(days=days[due]))
            for n, (state, due) in enumerate(work)
        ]
        earlier = build_deliverable(id="dlv_past", stage="assessment", due=TODAY - timedelta(days=99))
        created(store, members=MINE, deliverables=(*items, earlier))
        (row,) = listed(store)
        assert (row.open_count, row.settled_count, row.overdue_count) == (4, 2, 2)
        assert row.next_due == TODAY - timedelta(days=1)
        assert (row.lead, row.stage, row.status) == (LEAD, "ideation", Status.ACTIVE)

    @pytest.mark.parametrize(
        ("absence", "overdue", "away"),
        [
            (Absence(TODAY - timedelta(days=3), TODAY), 1, 2), (Absence(TODAY), 1, 2),
            (Absence(TODAY - timedelta(days=3), TODAY - timedelta(days=1)), 3, 0),
            (Absence(TODAY + timedelta(days=1)), 3, 0),
        ],
    )  # fmt: skip
    def test_who_is_away_is_not_late_and_owes_no_next_thing(
        self, store: SqliteStore, absence: Absence, overdue: int, away: int
    ) -> None:
        days = ((-2, TECH), (-1, TECH), (-1, LEAD), (4, TECH), (9, LEAD))
        created(store, members=MINE, deliverables=tuple(
            build_deliverable(id=f"dlv_{n}", assignee=who, due=TODAY + timedelta(days=day))
            for n, (day, who) in enumerate(days)
        ))  # fmt: skip
        with store.write() as uow:
            uow.absences.put(TEAM, TECH, absence)
            uow.absences.put("T0OTHER", LEAD, absence)
            uow.commit()
        (row,) = listed(store)
        assert (row.open_count, row.overdue_count, row.away_count) == (5, overdue, away)
        assert row.next_due == TODAY - timedelta(days=1 if away else 2)

    def test_what_waits_for_the_absent_alone_is_no_next_thing_before_their_day(self, store: SqliteStore) -> None:
        work = (build_deliverable(id="dlv_1", assignee=TECH, due=TODAY - timedelta(days=3)),
                build_deliverable(id="dlv_2", assignee=TECH, due=TODAY + timedelta(days=3)))  # fmt: skip
        created(store, members=MINE, deliverables=work)
        with store.write() as uow:
            uow.absences.put(TEAM, TECH, Absence(TODAY))
            uow.commit()
        (row,) = listed(store)
        assert (row.overdue_count, row.away_count, row.next_due) == (0, 1, TODAY + timedelta(days=3))
        with store.read() as reads:
            (of_select,) = reads.search(TEAM, ME, "radar", guest=False, limit=5)
        assert (of_select.overdue_count, of_select.away_count) == (0, 0)

    def test_a_stage_without_open_work_has_no_next_day(self, store: SqliteStore) -> None:
        created(store, members=MINE, deliverables=())
        (row,) = listed(store)
        assert (row.open_count, row.settled_count, row.overdue_count, row.next_due) == (0, 0, 0, None)


class TestSearch:
    def test_text_is_found_in_keys_and_names_in_any_case_and_width(self, store: SqliteStore) -> None:
        add(store, 7, name="ÄHRE 雷达抗干扰")
        add(store, 70, name="Battery")
        assert found(store, "ähre") == ["LD-7"]
        assert found(store, "抗干扰") == ["LD-7"]
        assert found(store, "ｂａｔｔ") == ["LD-70"]
        assert found(store, "ld-7") == ["LD-70", "LD-7"]
        assert found(store, "") == ["LD-70", "LD-7"]
        assert found(store, "lidar") == []

    @pytest.mark.parametrize("text", ["%", "_", "\\", "100%_"])
    def test_signs_that_mean_something_to_the_database_mean_themselves(self, store: SqliteStore, text: str) -> None:
        add(store, 1, name=f"before {text} after")
        add(store, 2, name="100 plain")
        assert found(store, text) == ["LD-1"]

    def test_a_search_gives_no_more_than_asked_the_newest_first(self, store: SqliteStore) -> None:
        for number in range(1, 8):
            add(store, number, mine=number % 2 == 0)
        assert found(store, "radar", limit=3) == ["LD-7", "LD-6", "LD-5"]

    def test_an_own_open_project_is_found_once(self, store: SqliteStore) -> None:
        add(store, 1, mine=True)
        assert found(store, "radar") == ["LD-1"]
        assert found(store, "radar", STRANGER) == ["LD-1"]


def test_the_projects_in_which_something_happened_are_ones_own_whatever_became_of_them(store: SqliteStore) -> None:
    """By their last event; a guest learns nothing of restricted ones."""
    add(store, 0)
    add(store, 1, mine=True)
    add(store, 2, mine=True, status=Status.STOPPED)
    add(store, 3, mine=True)
    add(store, 4, mine=True, confidentiality=Confidentiality.RESTRICTED)
    with store.write() as uow:
        for number, hours in ((0, 5), (1, 1), (1, 5), (2, 5), (3, 1), (4, 5)):
            at = NOW + timedelta(hours=hours)
            uow.history.append(TEAM, [ProjectResumed(project_id=f"prj_{number}", by=LEAD, at=at)])
        uow.commit()
    with store.read() as reads:
        seen = [
            reads.moved_projects(team, ME, since=NOW + timedelta(hours=hours), guest=guest)
            for team, hours, guest in ((TEAM, 5, False), (TEAM, 5, True), (TEAM, 6, False), ("T0OTHER", 0, False))
        ]
    assert seen == [(("prj_4", "LD-4"), ("prj_2", "LD-2"), ("prj_1", "LD-1")),
                    (("prj_2", "LD-2"), ("prj_1", "LD-1")), (), ()]  # fmt: skip
