"""The doctor names every problem on its own line, with what to do, and says nothing is wrong only when nothing is."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import doctor, manifest
from bot.config import Settings
from bot.findings import Finding
from flows.ports import Store
from flows.watches.sources import Health

from .conftest import CHANNEL, TEAM, Office
from .scripted_slack import Answer, ScriptedSlack, refused

REQUIRED, OPTIONAL = manifest.scopes()

pytestmark = pytest.mark.usefixtures("office")  # one project, so one channel to look at


def settings(slack: ScriptedSlack, store: Store, **values: str) -> Settings:
    given = {
        "SLACK_API_URL": slack.url,
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_APP_TOKEN": "xapp-test",
        "DATABASE_URL": store.location,  # type: ignore[attr-defined]  # every engine has one
    }
    return Settings(_env_file=None, **(given | values))  # type: ignore[call-arg]  # pydantic-settings


def granted(slack: ScriptedSlack, scopes: frozenset[str]) -> None:
    body = {"ok": True, "team_id": "T0LIANDONG", "user_id": "U0LIANDONG", "bot_id": "B1"}
    slack.will("auth.test", Answer(body, headers={"x-oauth-scopes": ",".join(sorted(scopes))}))


def problems(found: list[Finding]) -> list[str]:
    return [finding.line() for finding in found if finding.is_problem]


def test_where_all_is_well_nothing_is_a_problem(slack: ScriptedSlack, store: Store) -> None:
    granted(slack, REQUIRED | OPTIONAL)
    found = doctor.examine(settings(slack, store))
    assert problems(found) == []
    assert {f.name for f in found} >= {
        "python", "packages", "database", "history", "outbox", "templates", "token", "slack", "scopes", "channel",
        "socket",
    }  # fmt: skip


def test_each_missing_scope_is_named_and_optional_ones_are_only_noted(slack: ScriptedSlack, store: Store) -> None:
    granted(slack, REQUIRED - {"im:write", "users:read"})
    found = doctor.examine(settings(slack, store))
    assert [line.split()[2] for line in problems(found)] == ["im:write", "users:read"]
    noted = {f.text.split()[0] for f in found if f.level == "note" and f.name == "scopes"}
    assert noted == set(OPTIONAL)


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ({"is_archived": True}, "is archived"),
        ({"is_member": False}, "the bot is not in"),
    ],
)
def test_a_channel_that_cannot_be_written_to_is_a_problem(
    slack: ScriptedSlack, store: Store, channel: dict[str, object], says: str
) -> None:
    slack.will("conversations.info", Answer({"ok": True, "channel": {"id": CHANNEL, "name": "radar", **channel}}))
    (line,) = problems(doctor.examine(settings(slack, store)))
    assert says in line
    assert CHANNEL in line
    assert "->" in line


def test_a_channel_that_is_gone_is_a_problem(slack: ScriptedSlack, store: Store) -> None:
    slack.will("conversations.info", refused("channel_not_found"))
    (line,) = problems(doctor.examine(settings(slack, store)))
    assert "invite the bot" in line


def test_a_shared_channel_is_only_noted(slack: ScriptedSlack, store: Store) -> None:
    slack.will("conversations.info", Answer({"ok": True, "channel": {"id": CHANNEL, "is_shared": True}}))
    found = doctor.examine(settings(slack, store))
    assert problems(found) == []
    assert any("key and stage" in f.text for f in found if f.name == "channel")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "does not begin with xoxb-"),
        ({"SLACK_APP_TOKEN": "xoxb-1"}, "does not begin with xapp-"),
        ({"LIANDONG_TRANSPORT": "http"}, "SLACK_SIGNING_SECRET is not set"),
    ],
)
def test_a_token_of_the_wrong_kind_is_a_problem(
    slack: ScriptedSlack, store: Store, values: dict[str, str], says: str
) -> None:
    (line,) = problems(doctor.examine(settings(slack, store, **values)))
    assert says in line


def test_tokens_that_slack_refuses_are_problems(slack: ScriptedSlack, store: Store) -> None:
    slack.will("auth.test", refused("invalid_auth"))
    slack.will("apps.connections.open", refused("not_allowed_token_type"))
    lines = problems(doctor.examine(settings(slack, store)))
    assert [line.split()[1] for line in lines] == ["slack", "socket"]


def test_a_file_that_is_no_database_is_named_in_words(slack: ScriptedSlack, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "bad.db"
    file.write_text("this is no database" * 10, encoding="utf-8")
    granted(slack, REQUIRED | OPTIONAL)
    (line,) = problems(doctor.examine(settings(slack, store, DATABASE_URL=f"sqlite:///{file}")))
    assert f"{file} cannot be used: it is not a database -> " in line
    assert "(" not in line


def test_a_slack_that_does_not_answer_is_named_in_words(slack: ScriptedSlack, store: Store) -> None:
    lines = problems(doctor.examine(settings(slack, store, SLACK_API_URL="http://127.0.0.1:1/api/")))
    assert [line.split()[1] for line in lines] == ["slack", "socket"]
    assert all("no answer: ConnectionRefusedError" in line and "network" in line for line in lines)


def test_a_dead_letter_and_a_broken_history_are_problems(slack: ScriptedSlack, office: Office, store: Store) -> None:
    office.put(office.reply("r1"))
    now = datetime.now(UTC)
    with store.write() as uow:
        (parcel,) = uow.outbox.claim(owner="t", now=now, lease_until=now, limit=1)
        uow.outbox.bury(parcel.id, now=now, error="is_archived")
        uow.commit()
    tamper(store.location)  # type: ignore[attr-defined]  # every engine has one
    lines = problems(doctor.examine(settings(slack, store)))
    assert [line.split()[1] for line in lines] == ["history", "outbox"]
    assert "is_archived" in lines[1]


def test_a_source_that_no_watch_reads_any_more_is_no_problem(slack: ScriptedSlack, store: Store) -> None:
    """What a watch wants is told in ``tests/bot/feeds/test_health.py``."""
    with store.write() as uow:
        uow.feeds.keep_health(TEAM, Health(source="iso").failing(datetime.now(UTC), "iso: no answer"))
        uow.commit()
    found = doctor.examine(settings(slack, store))
    assert problems(found) == []
    assert any("iso: no watch reads it any more" in finding.text for finding in found)


def tamper(file: str) -> None:
    """Change history as somebody with the file and without scruples would."""
    db = sqlite3.connect(file)
    for (name,) in db.execute(
        "select name from sqlite_master where type = 'trigger' and tbl_name = 'history'"
    ).fetchall():
        db.execute(f"drop trigger {name}")
    row = db.execute("select * from history limit 1")
    columns = [c[0] for c in row.description]
    changed = next(c for c in columns if c in ("payload", "params", "body", "event"))
    db.execute(f"update history set {changed} = {changed} || ' '")  # noqa: S608  # our own column name
    db.commit()
    db.close()


def test_a_package_that_is_not_the_locked_one_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==0.0.1 \\\n    --hash=sha256:0\nno-such-package==1.0\n", encoding="utf-8")
    (finding,) = doctor._packages(lock)
    assert finding.is_problem
    assert "click " in finding.text
    assert "no-such-package is missing" in finding.text
