"""Slack's do-not-disturb is known before somebody is written to: fifty people a call, all of them, again and again."""

from datetime import UTC, datetime

import pytest

from bot.gateway import Gateway
from bot.people import dnd_of
from bot.undisturbed import AT_ONCE, Undisturbed
from flows.ports import Person, Store
from flows.rhythm.calendar import DoNotDisturb

from .conftest import LEAD, TEAM, residents
from .scripted_slack import Answer, ScriptedSlack, limited, refused
from .test_relay import until

NIGHT = DoNotDisturb(datetime(2026, 11, 24, 14, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC))
SHOWN = {
    "dnd_enabled": True,
    "next_dnd_start_ts": int(NIGHT.since.timestamp()),
    "next_dnd_end_ts": int(NIGHT.until.timestamp()),
}


def seen(store: Store, *people: str) -> list[DoNotDisturb | None]:
    with store.read() as reads:
        return [reads.dnd(TEAM, user) for user in people]


@pytest.mark.parametrize(
    ("status", "window"),
    [
        (SHOWN, NIGHT),
        ({**SHOWN, "dnd_enabled": False}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, None),
        ({"dnd_enabled": False}, None),
        ({}, None),
    ],
)
def test_slacks_status_is_a_window_or_none(status: dict[str, int], window: DoNotDisturb | None) -> None:
    assert dnd_of(status) == window


def test_everybody_is_asked_about_fifty_at_a_time_and_no_bots(
    slack: ScriptedSlack, gateway: Gateway, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.undisturbed.PAUSE_SECONDS", 0.0)
    staff = [f"U{n:03d}" for n in range(AT_ONCE + 9)]
    with store.write() as uow:
        uow.people.upsert(Person(team_id=TEAM, user_id=user, name=user) for user in staff)
        uow.people.upsert([Person(team_id=TEAM, user_id="UBOT", name="x", is_bot=True)])
        uow.people.upsert([Person(team_id=TEAM, user_id="UGONE", name="x", deleted=True)])
        uow.preferences.put_dnd(TEAM, [("U001", NIGHT)])
        uow.commit()
    shown = {"U000": SHOWN, "U001": {"dnd_enabled": False}}
    slack.will("dnd.teamInfo", limited(0), Answer({"ok": True, "users": shown}), Answer({"ok": True, "users": {}}))
    assert Undisturbed(gateway, residents(store), TEAM).take() == len(shown)
    asked = [call.arguments["users"].split(",") for call in slack.of("dnd.teamInfo")]
    assert [len(each) for each in asked] == [AT_ONCE, AT_ONCE, 10]
    assert sorted(asked[1] + asked[2]) == sorted([LEAD, *staff])
    assert seen(store, "U000", "U001", "U002") == [NIGHT, None, None]


def test_without_the_scope_it_is_said_in_the_log_and_nothing_is_forgotten(
    slack: ScriptedSlack, gateway: Gateway, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with store.write() as uow:
        uow.preferences.put_dnd(TEAM, [(LEAD, NIGHT)])
        uow.commit()
    slack.will("dnd.teamInfo", refused("missing_scope"))
    assert Undisturbed(gateway, residents(store), TEAM).take() == 0
    assert "the scope dnd:read is missing" in caplog.text
    assert seen(store, LEAD) == [NIGHT]


def test_it_is_looked_at_again_when_the_clock_was_moved(slack: ScriptedSlack, gateway: Gateway, store: Store) -> None:
    watch = Undisturbed(gateway, residents(store), TEAM)
    watch.start()
    until(lambda: slack.of("dnd.teamInfo"))
    slack.will("dnd.teamInfo", Answer({"ok": True, "users": {LEAD: SHOWN}}))
    watch.look_again()
    until(lambda: seen(store, LEAD) == [NIGHT])
    watch.stop()
