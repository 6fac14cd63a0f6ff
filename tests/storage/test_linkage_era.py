"""A database with a register, as the first version that kept registers wrote it, opens today with nothing lost."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.laws import Laws
from flows.linkage import commands as c
from flows.linkage.codes import Answer, ClearanceState, DocketState, LinkKind, OutwardState
from flows.linkage.evolve import replay
from flows.linkage.house import house_of
from flows.linkage.items import Feature
from flows.linkage.matrix import ClaimKey, ClauseKey, GapKind, matrix, metrics
from flows.linkage.numbers import squeezed
from flows.linkage.register import ITEM_FIELDS, Register
from flows.linkage.usecases import perform_linkage
from flows.ports import NewId
from storage import SqliteStore, open_store
from storage.migrate import all_migrations
from tests.builders import NOW, PATENT, PROJECT_ID, STD, TEAM, TODAY, build_actor

ROWS = Path(__file__).with_name("era_0010.sql")
TABLES = ("projects", "members", "history", "registers", "register_items", "register_links", "register_numbers")
COUNTS = {"features": 2, "families": 1, "standards": 1, "outwards": 2, "declarations": 1, "licences": 1, "rewards": 1,
          "clearances": 3, "docket": 8, "links": 3}  # fmt: skip


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made by the schema of that time, with the rows of that time; no later file has run."""
    found = tmp_path_factory.mktemp("era") / "old.db"
    with closing(sqlite3.connect(found)) as conn:
        conn.execute("pragma synchronous = off")
        all_migrations().apply(Database(conn), stop_before="0011_rhythm")
        conn.executescript(f"begin; {ROWS.read_text(encoding='utf-8')} commit;")
    return found


@pytest.fixture
def path(old: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(old, tmp_path))


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of the tables a register lives in."""
    with closing(sqlite3.connect(path)) as conn:
        return {table: list(Database(conn).table(table).rows) for table in TABLES}


def opened(path: Path) -> tuple[SqliteStore, Register]:
    store = open_store(str(path))
    with store.read() as reads:
        return store, reads.register(TEAM, PROJECT_ID)


def test_no_row_is_lost_or_changed(path: Path) -> None:
    before = rows(path)
    opened(path)[0].close()
    after = rows(path)
    for table, old in before.items():
        assert len(old) > 0, table
        assert [{name: row[name] for name in old[0]} for row in after[table]] == old, table


def test_the_whole_register_is_there_and_is_the_fold_of_its_history(path: Path) -> None:
    store, book = opened(path)
    assert {kind: len(getattr(book, kind)) for kind in (*ITEM_FIELDS, "links")} == COUNTS
    assert book.version == 19
    (declared,) = book.declarations
    assert declared.families == (book.families[0].id,)
    with store.write() as uow:
        events = uow.history.register_events(TEAM, PROJECT_ID)
    empty = Register(team_id=TEAM, project_id=PROJECT_ID)
    assert replace(replay(events, empty), version=book.version) == book
    assert store.verify_history() == ()
    store.close()


def test_the_matrix_answers(path: Path) -> None:
    store, book = opened(path)
    view, claim = matrix(book), ClaimKey(book.families[0].id, 1)
    assert [f.name for f in view.features] == ["毫米波雷达波形 Sweep", "Known antenna"]
    assert view.covers[book.features[0].id, claim].kind is LinkKind.FEATURE_CLAIM
    (row,) = view.rows[claim, ClauseKey(book.standards[0].id, "5.1")]
    assert (row.element, row.version) == ("a transmitter", "CD")
    assert view.count(GapKind.CONTRIBUTION_BEFORE_FILING) == view.count(GapKind.CLAUSE_WITHOUT_DECLARATION) == 0
    told = metrics(book, TODAY)
    assert (told.filed_before.percent, told.essential.declared, told.disclosure.longest) == (100, 1, 15)
    store.close()


def test_dates_and_numbers_are_found(path: Path) -> None:
    store, book = opened(path)
    with store.read() as reads:
        near = reads.open_dates(date(2026, 12, 31))
        assert reads.items_by_number(TEAM, squeezed("2026 1 0123456.x"), limit=5) == (
            (PROJECT_ID, book.families[0].id),
        )
    assert [(found.item.rule, found.item.due_on.isoformat()) for found in near] == [
        ("R20", "2026-11-03"),  # done, and waits for a second person
        ("R11", "2026-11-26"),
        ("ISO-CD", "2026-11-29"),
    ]
    assert next(item.state for item in book.docket if item.rule == "R05") is DocketState.DONE
    store.close()


def test_a_clearance_is_asked_and_the_register_goes_on(path: Path, new_id: NewId) -> None:
    store, book = opened(path)
    laws, planned = Laws(), next(o for o in book.outwards if o.state is OutwardState.PLANNED)

    def ask(command: c.LinkageCommand, by: str) -> None:
        with store.write() as uow:
            perform_linkage(
                replace(command, project_id=PROJECT_ID), actor=build_actor(by), uow=uow, follow_up=laws.follow_up,
                calendars=laws.calendars, house=house_of(uow.reads.policy(TEAM)), now=NOW, today=TODAY,
                new_id=new_id, request_key=f"new:{by}",
            )  # fmt: skip

    ask(c.AskClearance(outward_id=planned.id), STD)
    ask(c.RecordFeature(item=Feature(id="", number=0, name="New")), PATENT)
    with store.read() as reads:
        after = reads.register(TEAM, PROJECT_ID)
    asked = after.clearances[-1]
    assert (asked.outward_id, asked.answer, asked.state) == (planned.id, Answer.CLEAR, ClearanceState.AWAITING_LEGAL)
    assert [f.number for f in after.features] == [1, 2, 3]
    assert store.verify_history() == ()
    store.close()
