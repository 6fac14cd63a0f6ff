"""History: append-only, in order, and every way of tampering with it is found."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from flows.lifecycle.events import (
    AccessOverridden,
    ChangesRequested,
    DeliverableHandedOver,
    Event,
    GateDecided,
    GateRequested,
    ProjectResumed,
    StageEntered,
)
from flows.names import Decision
from storage import SqliteStore
from storage.history import row_hash
from tests.builders import LEAD, NOW, PROJECT_ID, STEER, TEAM, build_deliverable, build_gate
from tests.storage.test_projects import changed, created

OTHER_TEAM = "T0OTHER"


def resumed(minute: int = 0, project_id: str = PROJECT_ID) -> Event:
    return ProjectResumed(project_id=project_id, by=LEAD, at=NOW + timedelta(minutes=minute))


def append(store: SqliteStore, *events: Event, team_id: str = TEAM) -> None:
    with store.write() as unit:
        unit.history.append(team_id, events)
        unit.commit()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the store's file is, for those who go behind its back."""
    return tmp_path / "liandong.db"


class TestHistory:
    def test_events_come_back_in_order(self, store: SqliteStore) -> None:
        events = (
            StageEntered(project_id=PROJECT_ID, by=LEAD, at=NOW, stage="ideation", deliverables=(build_deliverable(),)),
            resumed(1),
            resumed(),
        )
        append(store, *events[:1])
        append(store, *events[1:])
        with store.write() as unit:
            assert unit.history.events(TEAM, PROJECT_ID) == events

    def test_a_project_s_history_holds_no_other_s(self, store: SqliteStore) -> None:
        append(store, resumed(), resumed(project_id="prj_other"))
        append(store, resumed(), team_id=OTHER_TEAM)
        with store.write() as unit:
            assert len(unit.history.events(TEAM, PROJECT_ID)) == 1

    def test_appending_nothing_is_nothing(self, store: SqliteStore) -> None:
        append(store)
        assert store.verify_history() == ()

    def test_an_event_that_was_rolled_back_leaves_no_gap(self, store: SqliteStore) -> None:
        append(store, resumed())
        with store.write() as unit:
            unit.history.append(TEAM, [resumed(1)])
        append(store, resumed(2))
        assert store.verify_history() == ()
        with store.write() as unit:
            assert unit.history.events(TEAM, PROJECT_ID) == (resumed(), resumed(2))

    def test_pages_go_back_from_the_newest(self, store: SqliteStore) -> None:
        append(store, *(resumed(n) for n in range(5)))
        with store.read() as reads:
            first = reads.history(TEAM, PROJECT_ID, limit=2)
            second = reads.history(TEAM, PROJECT_ID, limit=2, before=first[-1].seq)
            last = reads.history(TEAM, PROJECT_ID, limit=2, before=second[-1].seq)
        assert [line.at for page in (first, second, last) for line in page] == [resumed(n).at for n in (4, 3, 2, 1, 0)]

    def test_a_line_says_what_happened_to_which_deliverable(self, store: SqliteStore) -> None:
        project = created(store)
        item = project.deliverables[0]
        append(
            store,
            ChangesRequested(
                project_id=PROJECT_ID, by=LEAD, at=NOW, deliverable_id=item.id, number=1, comment="更多 data"
            ),
        )
        with store.read() as reads:
            (line,) = reads.history(TEAM, PROJECT_ID, limit=10)
        assert (line.event, line.by, line.at) == ("ChangesRequested", LEAD, NOW)
        assert line.params == {"deliverable_id": item.id, "number": 1, "comment": "更多 data"}
        assert line.deliverable_title == item.title

    def test_a_line_about_the_project_has_no_title(self, store: SqliteStore) -> None:
        append(store, resumed())
        with store.read() as reads:
            assert reads.history(TEAM, PROJECT_ID, limit=1)[0].deliverable_title is None

    def test_what_happened_since_includes_that_very_moment(self, store: SqliteStore) -> None:
        append(store, *(resumed(n) for n in range(4)))
        with store.read() as reads:
            lines = reads.history_since(TEAM, PROJECT_ID, resumed(2).at)
        assert [line.at for line in lines] == [resumed(3).at, resumed(2).at]

    def test_what_happened_since_is_at_most_five_hundred_lines(self, store: SqliteStore) -> None:
        append(store, *(resumed(n) for n in range(510)))
        with store.read() as reads:
            lines = reads.history_since(TEAM, PROJECT_ID, NOW)
        assert len(lines) == 500
        assert lines[0].at == resumed(509).at

    def test_an_override_counts_for_one_person_one_project_and_while_it_is_young(self, store: SqliteStore) -> None:
        event = AccessOverridden(project_id=PROJECT_ID, by=STEER, at=NOW, reason="Audit", until=NOW + timedelta(days=1))
        append(store, event, resumed(1))
        just_before = NOW - timedelta(seconds=1)
        with store.read() as reads:
            assert reads.overridden(TEAM, PROJECT_ID, STEER, since=just_before)
            assert not reads.overridden(TEAM, PROJECT_ID, STEER, since=NOW)
            assert not reads.overridden(TEAM, PROJECT_ID, LEAD, since=just_before)
            assert not reads.overridden(TEAM, "prj_other", STEER, since=just_before)
            assert not reads.overridden(OTHER_TEAM, PROJECT_ID, STEER, since=just_before)

    def test_what_a_gate_decided_is_known_after_it_closed(self, store: SqliteStore) -> None:
        project = created(store, gate=build_gate())
        common = {"project_id": PROJECT_ID, "by": STEER, "stage": "ideation", "comments": ""}
        for gate_id, decision in ((build_gate().id, Decision.RECYCLE), ("gate_0", Decision.CONDITIONAL_GO)):
            project = changed(store, project, gate=None)
            append(store, GateDecided(**common, at=NOW, gate_id=gate_id, decision=decision))
            with store.read() as reads:
                card = reads.card(TEAM, PROJECT_ID)
                assert card is not None
                assert (card.decided, card.gate) == (decision, None)
            project = changed(store, project, gate=build_gate(id="gate_0", requested_at=NOW))

    def test_a_withdrawn_gate_decided_nothing(self, store: SqliteStore) -> None:
        project = created(store, gate=build_gate())
        changed(store, project, gate=None)
        with store.read() as reads:
            card = reads.card(TEAM, PROJECT_ID)
        assert card is not None
        assert card.decided is None


class TestGuards:
    @pytest.mark.parametrize(
        "statement",
        [
            "update history set made_by = 'U0MALLORY' where seq = 1",
            "delete from history where seq = 1",
            "delete from history",
        ],
    )
    def test_the_database_itself_refuses_to_change_history(
        self, store: SqliteStore, file: Path, statement: str
    ) -> None:
        append(store, resumed())
        with closing(sqlite3.connect(file)) as conn, pytest.raises(sqlite3.IntegrityError, match="never be"):
            conn.execute(statement)
        assert store.verify_history() == ()


@contextmanager
def behind_its_back(file: Path) -> Iterator[sqlite3.Connection]:
    """The file in the hands of somebody who has dropped the guards."""
    with closing(sqlite3.connect(file)) as conn:
        conn.execute("drop trigger history_refuses_update")
        conn.execute("drop trigger history_refuses_delete")
        yield conn
        conn.commit()


def rehash(conn: sqlite3.Connection, seq: int) -> None:
    """Give one row the hash that fits its columns."""
    (previous,) = conn.execute("select hash from history where seq = ?", (seq - 1,)).fetchone()
    columns = conn.execute(
        "select seq, project_id, event, made_by, made_at, deliverable_id, payload from history where seq = ?", (seq,)
    ).fetchone()
    conn.execute("update history set hash = ? where seq = ?", (row_hash(previous, TEAM, columns), seq))


def edit_and_rehash(conn: sqlite3.Connection, seq: int) -> None:
    conn.execute("update history set made_by = 'U0MALLORY' where seq = ?", (seq,))
    rehash(conn, seq)


def insert_at_end(conn: sqlite3.Connection) -> None:
    conn.execute(
        "insert into history select team_id, 7, project_id, event, made_by, made_at, deliverable_id, payload, hash "
        "from history where seq = 6"
    )
    rehash(conn, 7)


def insert_between(conn: sqlite3.Connection) -> None:
    for seq in (6, 5, 4):
        conn.execute("update history set seq = seq + 1 where seq = ?", (seq,))
    conn.execute(
        "insert into history select team_id, 4, project_id, event, made_by, made_at, deliverable_id, payload, hash "
        "from history where seq = 3"
    )
    rehash(conn, 4)


def swap(conn: sqlite3.Connection) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        conn.execute("update history set seq = ? where seq = ?", (new, old))


Tamper = Callable[[sqlite3.Connection], object]
TAMPERING: dict[str, tuple[Tamper, str]] = {
    "an edited author": (
        lambda c: c.execute("update history set made_by = 'U0MALLORY' where seq = 3"),
        "history row 3 is not what was written",
    ),
    "an edited payload": (
        lambda c: c.execute("""update history set payload = '{"x":1}' where seq = 4"""),
        "history row 4 is not what was written",
    ),
    "an edited moment": (
        lambda c: c.execute("update history set made_at = made_at || ' ' where seq = 1"),
        "history row 1 is not what was written",
    ),
    "an edited row with a fitting hash": (lambda c: edit_and_rehash(c, 4), "history row 5 is not what was written"),
    "an edited last row with a fitting hash": (
        lambda c: edit_and_rehash(c, 6),
        "history row 6 is not what was written",
    ),
    "a deleted row": (lambda c: c.execute("delete from history where seq = 2"), "history row 2 is missing"),
    "a deleted first row": (lambda c: c.execute("delete from history where seq = 1"), "history row 1 is missing"),
    "a deleted end": (
        lambda c: c.execute("delete from history where seq > 4"),
        "history rows 5 to 6 are missing at the end",
    ),
    "everything deleted": (lambda c: c.execute("delete from history"), "history rows 1 to 6 are missing at the end"),
    "a row inserted at the end": (insert_at_end, "history row 7 was added by another hand"),
    "a row inserted between": (insert_between, "history row 5 is not what was written"),
    "two rows swapped": (swap, "history row 2 is not what was written"),
    "the head removed": (lambda c: c.execute("delete from history_heads"), "the head of the history is missing"),
    "the head turned back": (
        lambda c: c.execute("update history_heads set seq = 5"),
        "history row 6 was added by another hand",
    ),
}


class TestTampering:
    @pytest.mark.parametrize("how", TAMPERING)
    def test_tampering_is_found_at_its_first_row(self, store: SqliteStore, file: Path, how: str) -> None:
        append(store, *(resumed(n) for n in range(6)))
        assert store.verify_history() == ()
        tamper, found = TAMPERING[how]
        with behind_its_back(file) as conn:
            tamper(conn)
        assert store.verify_history() == (f"{TEAM}: {found}",)

    def test_every_workspace_has_a_chain_of_its_own(self, store: SqliteStore, file: Path) -> None:
        for team_id in (TEAM, OTHER_TEAM, "T0THIRD"):
            append(store, resumed(), resumed(1), team_id=team_id)
        with behind_its_back(file) as conn:
            conn.execute("delete from history where seq = 1 and team_id <> 'T0THIRD'")
        assert store.verify_history() == (
            f"{TEAM}: history row 1 is missing",
            f"{OTHER_TEAM}: history row 1 is missing",
        )

    def test_a_row_moved_to_another_workspace_is_found(self, store: SqliteStore, file: Path) -> None:
        append(store, resumed())
        with behind_its_back(file) as conn:
            conn.execute("update history set team_id = 'T0OTHER'")
            conn.execute("update history_heads set team_id = 'T0OTHER'")
        assert store.verify_history() == ("T0OTHER: history row 1 is not what was written",)

    def test_the_chain_survives_reopening(self, store: SqliteStore, open_it: Callable[[], SqliteStore]) -> None:
        append(store, GateRequested(project_id=PROJECT_ID, by=LEAD, at=NOW, gate_id="g", stage="s",
                                    gatekeepers=(STEER,), note=""))  # fmt: skip
        store.close()
        again = open_it()
        append(
            again, DeliverableHandedOver(project_id=PROJECT_ID, by=LEAD, at=NOW, deliverable_id="d", to="U", reason="")
        )
        assert again.verify_history() == ()
        with again.write() as unit:
            assert len(unit.history.events(TEAM, PROJECT_ID)) == 2


def test_history_may_be_written_before_its_project(store: SqliteStore) -> None:
    append(store, resumed())
    project = created(store)
    with store.write() as unit:
        assert unit.history.events(TEAM, project.id) == (resumed(),)
    assert store.verify_history() == ()
