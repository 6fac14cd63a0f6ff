"""Standards of the ITU that were recorded before 0025 are found without their year from then on, like all others."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from flows.linkage.codes import Body
from flows.linkage.items import Standard
from flows.linkage.numbers import spellings, squeezed
from storage import open_store
from storage.codec import dump, plain
from storage.migrate import all_migrations
from tests.builders import PROJECT_ID, TEAM

ROWS = Path(__file__).with_name("era_0010.sql")
"""A project with a register."""
KEPT = {
    "std_1": "ITU-T H.265 2019", "std_2": "ITU-T G.9804.3 09/2021", "std_3": "ITU-T X.509", "std_4": "ISO 9001:2015",
}  # fmt: skip
"""As the versions before wrote them."""


def old_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        db = Database(conn)
        all_migrations().apply(db, stop_before="0011_rhythm")
        conn.executescript(f"begin; {ROWS.read_text(encoding='utf-8')} commit;")
        all_migrations().apply(db, stop_before="0025_itu_numbers")
        for n, (item_id, reference) in enumerate(KEPT.items(), 11):
            item = Standard(id=item_id, number=n, body=Body.ITU, reference=reference, title="Published 2019")
            where = {"team_id": TEAM, "project_id": PROJECT_ID}
            row = {**where, "kind": "standards", "number": n, "id": item_id, "body": dump(plain(item)), "due_on": None}
            db.table("register_items").insert(row)
            db.table("register_numbers").insert({**where, "squeezed": squeezed(reference), "item_id": item_id})
        conn.commit()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ITU-T H.265", "std_1"), ("ITU-T H.265 (2019)", "std_1"), ("ITU-T G.9804.3", "std_2"),
        ("ITU-T G.9804.3 (09/2021)", "std_2"), ("ITU-T X.509", "std_3"), ("ISO 9001:2015", "std_4"), ("ITU-T X", ""),
    ],
)  # fmt: skip
def test_what_was_recorded_before_is_found_with_and_without_its_year(tmp_path: Path, typed: str, found: str) -> None:
    old_database(tmp_path / "old.db")
    store = open_store(str(tmp_path / "old.db"))
    with store.read() as reads:
        answers = [reads.items_by_number(TEAM, spelling, limit=9) for spelling in spellings(typed)]
    store.close()
    assert {item for answer in answers for _, item in answer} == ({found} if found else set())
