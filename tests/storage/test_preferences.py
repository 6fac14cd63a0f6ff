"""What people choose is found as it was left, each workspace and person on their own."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from flows.lifecycle.project import Member
from flows.names import Role, Status
from flows.ports import Person
from flows.rhythm.calendar import DoNotDisturb, Quiet
from flows.rhythm.preferences import (
    USUAL,
    USUAL_IN_CHANNELS,
    ChannelMode,
    ChannelPreferences,
    Delivery,
    Nudging,
    OwnChannel,
)
from flows.rhythm.preferences import Preferences as Chosen
from storage import SqliteStore, open_store
from storage.migrate import all_migrations
from storage.schema_files import migration_names
from storage.sqlite import connect
from tests.builders import LEAD, TEAM, TECH
from tests.storage.conftest import Open
from tests.storage.test_projects import created

CHOSEN = Chosen(
    delivery=Delivery.MINE, nudging=Nudging.ACTIVE, days=(0, 6), begins=time(7, 45), ends=time(16), country="CN",
    quiet=Quiet(time(12), time(13)), deputy="U0B", muted=("prj_1", "prj_2"),
)  # fmt: skip
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.mark.parametrize("chosen", [USUAL, CHOSEN, replace(CHOSEN, quiet=None, muted=())])
def test_choices_are_found_as_they_were_left(open_it: Open, chosen: Chosen) -> None:
    with open_it().write() as uow:
        uow.preferences.put(TEAM, "U0A", CHOSEN)
        uow.preferences.put(TEAM, "U0A", chosen)
        uow.commit()
    with open_it().read() as reads:
        assert reads.preferences(TEAM, "U0A") == chosen
        assert reads.preferences(TEAM, "U0B") == reads.preferences("T0OTHER", "U0A") == USUAL


def test_a_channel_remembers_who_chose_for_it(store: SqliteStore) -> None:
    chosen = ChannelPreferences(
        mode=ChannelMode.DIGEST, quiet=Quiet(time(22), time(7, 30)), set_by="U0A", set_at=NOW
    )  # fmt: skip
    with store.write() as uow:
        uow.preferences.put_channel(TEAM, "C0A", replace(chosen, mode=ChannelMode.THREAD, quiet=None))
        uow.preferences.put_channel(TEAM, "C0A", chosen)
        uow.commit()
    with store.read() as reads:
        assert reads.channel_preferences(TEAM, "C0A") == chosen
        assert reads.channel_preferences(TEAM, "C0B") == USUAL_IN_CHANNELS


def test_do_not_disturb_is_what_was_seen_last(store: SqliteStore) -> None:
    window = DoNotDisturb(NOW, NOW + timedelta(hours=1))
    with store.write() as uow:
        uow.preferences.put_dnd(TEAM, [("U0A", window), ("U0B", window), ("U0C", None)])
        uow.preferences.put_dnd(TEAM, [("U0B", None)])
        uow.commit()
    with store.read() as reads:
        assert [reads.dnd(TEAM, user) for user in ("U0A", "U0B", "U0C")] == [window, None, None]


def test_a_project_is_muted_for_those_who_muted_it_and_nobody_else(store: SqliteStore) -> None:
    with store.write() as uow:
        uow.preferences.put(TEAM, TECH, replace(USUAL, muted=("prj_1",)))
        uow.commit()
    with store.read() as reads:
        asked = [(TEAM, TECH, "prj_1"), (TEAM, TECH, "prj_2"), (TEAM, LEAD, "prj_1"), ("T0OTHER", TECH, "prj_1")]
        assert [reads.has_muted(*each) for each in asked] == [True, False, False, False]


def test_a_name_finds_colleagues_whatever_its_case_and_no_bots(store: SqliteStore) -> None:
    people = [
        Person(team_id=TEAM, user_id="U0A", name="Zhao Jing"),
        Person(team_id=TEAM, user_id="U0B", name="赵静", handle="zhaojing"),
        Person(team_id=TEAM, user_id="U0C", name="赵静", deleted=True),
        Person(team_id=TEAM, user_id="U0D", name="zhao jing", is_bot=True),
    ]
    with store.write() as uow:
        uow.people.upsert(people)
        uow.commit()
    with store.read() as reads:
        assert reads.people_named(TEAM, " ZHAO jing") == ("U0A",)
        assert reads.people_named(TEAM, "赵静") == reads.people_named(TEAM, "ZhaoJing") == ("U0B",)
        assert reads.people_named("T0OTHER", "赵静") == reads.people_named(TEAM, "赵") == ()


def test_what_channels_chose_before_there_were_quiet_hours_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(connect(path, 1.0)) as db:
        ours = next(name for name in migration_names() if name.endswith("_channel_quiet"))
        all_migrations().apply(db, stop_before=ours)
        rows = [
            (TEAM, f"C0{mode}", mode, 1, "U0A", "2026-11-24T02:00:00.000000Z") for mode in ("all", "digest", "quiet")
        ]
        db.conn.executemany("insert into channel_preferences values (?, ?, ?, ?, ?, ?)", rows)
        db.conn.commit()
    with closing(open_store(str(path))) as store, store.read() as reads:
        found = [reads.channel_preferences(TEAM, f"C0{mode}") for mode in ("all", "digest", "quiet")]
    assert [each.mode.value for each in found] == ["all", "digest", "digest"]
    assert {(each.quiet, each.set_by, each.set_at) for each in found} == {(None, "U0A", NOW)}


def test_the_channels_of_one_s_own_projects_are_each_named_once_with_what_they_hear(store: SqliteStore) -> None:
    mine, theirs = (Member(LEAD, (Role.LEAD,)), Member("U0ME")), (Member(LEAD, (Role.LEAD,)),)
    made = [
        (1, mine, "C0A", Status.ACTIVE), (2, mine, "C0B", Status.HELD), (3, theirs, "C0C", Status.ACTIVE),
        (4, mine, "", Status.ACTIVE), (5, mine, "C0D", Status.STOPPED), (6, mine, "C0A", Status.ACTIVE),
    ]  # fmt: skip
    for number, members, channel, status in made:
        created(store, id=f"prj_{number}", key=f"LD-{number}", members=members, channel_id=channel, status=status)
    with store.write() as uow:
        uow.preferences.put_channel(TEAM, "C0B", ChannelPreferences(mode=ChannelMode.THREAD))
        uow.commit()
    with store.read() as reads:
        found = reads.own_channels(TEAM, "U0ME", limit=9)
        assert reads.own_channels(TEAM, "U0ME", limit=1) == found[:1]
        assert reads.own_channels("T0OTHER", "U0ME", limit=9) == ()
    assert found == (
        OwnChannel("C0A", ("LD-6", "LD-1"), USUAL_IN_CHANNELS),
        OwnChannel("C0B", ("LD-2",), ChannelPreferences(mode=ChannelMode.THREAD)),
    )
