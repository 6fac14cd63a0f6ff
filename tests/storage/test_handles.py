"""People are found by what a mention of them becomes, also those who were known before handles were kept."""

from contextlib import closing
from pathlib import Path

from flows.ports import Person
from storage import open_store
from storage.migrate import all_migrations
from storage.schema_files import migration_names
from storage.sqlite import connect
from tests.builders import TEAM


def test_who_was_known_before_is_found_by_name_and_once_seen_again_by_handle(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(connect(path, 1.0)) as db:
        ours = next(name for name in migration_names() if name.endswith("_handles"))
        all_migrations().apply(db, stop_before=ours)
        rows = [(TEAM, "U0A", "刘明", "zh-CN", "Asia/Shanghai", 0, 0, 0), (TEAM, "U0B", "Emma", "en", "", 1, 0, 0)]
        db.conn.executemany("insert into people values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        db.conn.commit()
    with closing(open_store(str(path))) as store:
        with store.read() as reads:
            kept = reads.persons(TEAM, ("U0A", "U0B"))
            assert [(one.name, one.handle, one.is_guest) for one in kept] == [("刘明", "", False), ("Emma", "", True)]
            assert reads.people_named(TEAM, "刘明") == ("U0A",)
            assert reads.people_named(TEAM, "liuming") == reads.people_named(TEAM, "") == ()
        with store.write() as uow:
            uow.people.upsert([Person(team_id=TEAM, user_id="U0A", name="刘明", handle="liuming")])
            uow.commit()
        with store.read() as reads:
            assert reads.people_named(TEAM, "LiuMing") == reads.people_named(TEAM, "刘明") == ("U0A",)


def test_a_name_that_is_the_handle_of_somebody_else_means_neither_for_sure(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "new.db"))) as store:
        with store.write() as uow:
            uow.people.upsert([
                Person(team_id=TEAM, user_id="U0A", name="lin", handle="linlan"),
                Person(team_id=TEAM, user_id="U0B", name="Lin Bo", handle="lin"),
            ])  # fmt: skip
            uow.commit()
        with store.read() as reads:
            assert reads.people_named(TEAM, "lin") == ("U0A", "U0B")
