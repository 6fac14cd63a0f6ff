"""Every statement has a name, a purpose, a caller and an index."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flows.ports import NewId
from storage import SqliteStore
from storage.instants import moment
from storage.schema_files import schema_files
from storage.statements import BadStatement, load_statements, parse
from tests.storage.outbox_desk import LEASE, Desk, notice

STATEMENTS = load_statements()
STORAGE = Path(__file__).parent.parent.parent / "storage"

SCANS = {
    "history.teams": "verify reads everything on purpose",
    "catalog.tables": "the schema is small",
    "catalog.applied": "the ledger of migrations is small",
    "gates.in_vote": "the tick looks at every open gate, which is all the index holds",
    "lists.going": "a digest asks for every project that goes on",
    "lists.going_in_team": "a digest asks for every project that goes on",
    "lists.channels": "doctor looks at every channel",
    "templates.versions": "a workspace has a handful of templates; asked when one is chosen",
    "history.chain": "verify reads everything on purpose",
    "feeds.all_healths": "doctor looks at every source",
    "feeds.healths": "a workspace has a few dozen sources; asked when their health is shown",
    "channels.forget_all": "a person has become somebody else, which is rare: no channel is what it was",
    "registers.changes": "one row a project, summed while nobody waits; only a change makes anything be read",
    "registers.versions": "one row a project, read while nobody waits and only after a change",
    "watches.going": "the tick looks at every source that somebody watches",
    "pauses.every": "places that cannot be reached are few; doctor looks at every one",
    "rhythm.due": "places that cannot be reached are few",
    "rhythm.unlike_usual": "asked at the start, when a setting may have changed",
    "rhythm.faults": "schedules that fail are few; doctor looks at every one",
    "faults.every": "rows that cannot be read are few; doctor looks at every one",
    "portfolio.late": "a portfolio looks at all projects",
    "portfolio.away": "one row for each person who has ever been away; a portfolio looks at all projects anyway",
    "portfolio.dates_past": "its index holds open dates only",
    "portfolio.at_gate": "its index holds open gates only",
    "portfolio.decided": "a portfolio counts the gates of all projects",
    "portfolio.linkage": "a portfolio adds up all registers, one row each",
    "outbox.backlog": "its index holds unsent parcels only; asked once in half a minute",
    "outbox.dead": "its index holds dead letters only",
    "outbox.waiting": "its index holds unsent parcels only",
}
"""Statements that may read a table, or a workspace, from end to end, with the reason."""

EVERYTHING = re.compile(r"^SCAN (?!CONSTANT ROW)|\((team_id=\?|status=\?|status=\? AND team_id=\?)\)")
"""Steps of a plan that read all rows of a table or of a workspace."""


OWN_TO_SQLITE = (
    r"\b(ifnull|strftime|rowid|glob|json_\w+)\b",
    r"\bor (replace|ignore)\b",
    r"\bdatetime\s*\(",
    r"\b(max|min)\s*\([^)]*,",
    r"\?",
)
"""What PostgreSQL would not understand in the same way."""


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    """A database with the present schema and the migrations' own table."""
    conn = sqlite3.connect(":memory:")
    for _, script in schema_files():
        conn.executescript(script)
    conn.execute("create table _sqlite_migrations (id integer primary key, migration_set text, name text)")
    yield conn
    conn.close()


def plan(conn: sqlite3.Connection, sql: str) -> list[str]:
    values = dict.fromkeys(re.findall(r":(\w+)", sql), "1")
    return [row[3] for row in conn.execute(f"explain query plan {sql}", values)]


def test_a_statement_fits_the_schema_and_reads_nothing_from_end_to_end(empty: sqlite3.Connection) -> None:
    scans = {name: [step for step in plan(empty, sql) if EVERYTHING.search(step)] for name, sql in STATEMENTS.items()}
    beyond_heads = {name for name, steps in scans.items() if any("history_heads" not in step for step in steps)}
    assert beyond_heads <= set(SCANS)
    assert {name for name in SCANS if not scans[name]} == set()


def test_a_claim_reads_due_parcels_in_order_without_sorting(empty: sqlite3.Connection) -> None:
    steps = plan(empty, STATEMENTS["outbox.claim"])
    assert any("outbox_claim" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)


def test_of_two_claims_that_chose_the_same_parcels_the_second_gets_none(store: SqliteStore, new_id: NewId) -> None:
    """As on PostgreSQL, where the second has chosen before the first has committed."""
    desk = Desk(store, new_id)
    desk.put(notice("a"))
    chosen_before = re.sub(
        r"where id in \(.*?\)", "where id in (select id from outbox)", STATEMENTS["outbox.claim"], flags=re.S
    )
    values = {"owner": "one", "now": moment(desk.now), "lease_until": moment(desk.now + LEASE)}
    with closing(sqlite3.connect(store.location)) as conn:
        assert len(conn.execute(chosen_before, values).fetchall()) == 1
        assert conn.execute(chosen_before, values).fetchall() == []


@pytest.mark.parametrize("name", ["deliverables.of_stage", "history.page", "lists.open_to_all", "lists.open_found"])
def test_a_hot_read_is_answered_in_index_order(name: str, empty: sqlite3.Connection) -> None:
    assert not any("TEMP B-TREE" in step for step in plan(empty, STATEMENTS[name]))


def test_a_statement_has_a_caller() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in STORAGE.glob("*.py"))
    assert [name for name in STATEMENTS if f'"{name}"' not in sources] == []


def test_a_name_in_the_source_has_its_statement() -> None:
    nouns = "|".join(sorted({name.partition(".")[0] for name in STATEMENTS}))
    sources = "".join(path.read_text(encoding="utf-8") for path in STORAGE.glob("*.py"))
    used = set(re.findall(rf'"((?:{nouns})\.\w+)"', sources))
    assert used == set(STATEMENTS)


def test_a_statement_is_portable() -> None:
    of_sqlite_itself = {"catalog.tables", "catalog.applied"}
    own = re.compile("|".join(OWN_TO_SQLITE), re.IGNORECASE)
    assert [name for name, sql in STATEMENTS.items() if own.search(sql) and name not in of_sqlite_itself] == []


def test_a_limited_answer_is_ordered() -> None:
    limits = {name: len(re.findall(r"\blimit [:\d]", sql)) for name, sql in STATEMENTS.items()}
    assert [name for name, sql in STATEMENTS.items() if limits[name] > sql.count("order by")] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("-- name: a\nselect 1;", "does not say"),
        ("-- name: a\n-- Says it.\nselect 1", "exactly one"),
        ("-- name: a\n-- Says it.\nselect 1; select 2;", "exactly one"),
        ("-- name: a\n-- One.\nselect 1;\n-- name: a\n-- Two.\nselect 2;", "twice"),
        ("-- name: a\n", "does not say"),
    ],
)
def test_a_query_file_that_breaks_the_form_is_refused(text: str, problem: str) -> None:
    with pytest.raises(BadStatement, match=problem):
        parse(text)


def test_comments_do_not_travel_to_the_database() -> None:
    assert parse("-- A file.\n\n-- name: a\n-- Says it.\nselect 1\n-- and why\nfrom b;") == {"a": "select 1\nfrom b"}
