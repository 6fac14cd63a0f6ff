"""Channels, people and the app go and come back: kept meanwhile, told once to whoever can mend it, then resumed."""

from datetime import timedelta
from typing import Any

import pytest

from flows.notices import Notice, NoticeKind
from flows.pauses import WORKSPACE
from tests.bot.inbound.office import CHEN, EMMA, LIN, LIU, RADAR, Office
from tests.bot.inbound.payloads import BOT_USER, TEAM, event

Json = dict[str, Any]


def channel_event(what: str, **more: Any) -> Json:
    return event({"type": what, "channel": RADAR, **more})


def changed(user: str, *, deleted: bool) -> Json:
    person = {"id": user, "name": user.lower(), "deleted": deleted, "locale": "en-US"}
    return event({"type": "user_change", "user": person})


def paused(office: Office) -> list[tuple[str, str]]:
    with office.store.read() as reads:
        return [(pause.audience, pause.code) for pause, _ in reads.pauses()]


def told(office: Office) -> list[Notice]:
    return [n for n in office.notices(NoticeKind.TOLD) if n.params.get("event") == "NoticeUndelivered"]


CLOSED = [
    ("channel_archive", {}, "is_archived"),
    ("group_archive", {}, "is_archived"),
    ("channel_deleted", {}, "channel_not_found"),
    ("group_deleted", {}, "channel_not_found"),
    ("channel_left", {}, "not_in_channel"),
    ("group_left", {}, "not_in_channel"),
    ("member_left_channel", {"user": BOT_USER}, "not_in_channel"),
]


@pytest.mark.parametrize(("what", "more", "code"), CLOSED)
def test_a_channel_that_closes_is_paused_and_told_to_its_lead_once(
    office: Office, what: str, more: Json, code: str
) -> None:
    office.create("Radar")
    office.create("Sonar")
    office.notices(NoticeKind.CARD)
    for _ in range(2):
        office.send(channel_event(what, **more))
    assert paused(office) == [(RADAR, code)]
    (notice,) = told(office)
    assert notice.audience == LIN
    assert (notice.params["place"], notice.params["code"], notice.params["keys"]) == (RADAR, code, "LD-2, LD-1")
    assert RADAR in office.reconsidered


@pytest.mark.parametrize(
    ("what", "more"),
    [("channel_unarchive", {}), ("group_unarchive", {}), ("member_joined_channel", {"user": BOT_USER})],
)
def test_a_channel_that_opens_again_gets_everything_that_was_kept(office: Office, what: str, more: Json) -> None:
    office.send(channel_event("channel_archive"))
    office.create("Radar")
    assert [n.audience for n in office.notices(NoticeKind.CARD)] == []
    office.send(channel_event(what, **more))
    assert paused(office) == []
    assert [n.audience for n in office.notices(NoticeKind.CARD)] == [RADAR]
    assert office.wakes


def test_each_time_a_channel_closes_its_lead_is_told(office: Office) -> None:
    office.create("Radar")
    for _ in range(2):
        office.send(channel_event("channel_archive"))
        assert len(told(office)) == 1
        office.send(channel_event("channel_unarchive"))
        office.clock.at += timedelta(minutes=1)


def test_a_renamed_channel_has_nothing_paused(office: Office) -> None:
    office.create("Radar")
    office.send(event({"type": "channel_rename", "channel": {"id": RADAR, "name": "new", "created": 1}}))
    assert paused(office) == []
    assert office.reconsidered == [RADAR]


def test_colleagues_who_come_and_go_pause_nothing(office: Office) -> None:
    office.send(channel_event("member_left_channel", user=EMMA))
    office.send(channel_event("member_joined_channel", user=EMMA))
    assert paused(office) == []


def test_who_is_deactivated_is_told_to_the_lead_with_what_waits_and_resumes_when_back(office: Office) -> None:
    office.create("Radar")
    office.notices(NoticeKind.ASK)
    for _ in range(2):
        office.send(changed(CHEN, deleted=True))
    assert paused(office) == [(CHEN, "user_disabled")]
    (notice,) = told(office)
    assert (notice.audience, notice.params["place"]) == (LIN, CHEN)
    office.send(changed(CHEN, deleted=False))
    assert paused(office) == []


def test_where_the_lead_has_left_the_steering_group_is_told(office: Office) -> None:
    office.create("Radar")
    office.notices(NoticeKind.ASK)
    office.send(changed(LIN, deleted=True))
    assert sorted(n.audience for n in told(office)) == sorted((EMMA, LIU))


@pytest.mark.parametrize(
    ("what", "halted"),
    [
        ({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0LIANDONG"]}}, "token_revoked"),
        ({"type": "app_uninstalled"}, "app_uninstalled"),
    ],
)
def test_a_token_that_is_revoked_stops_all_sending_at_once(office: Office, what: Json, halted: str) -> None:
    office.send(event(what))
    assert office.halts == [halted]
    assert paused(office) == [(WORKSPACE, halted)]


def test_the_revoked_token_of_a_person_is_not_ours(office: Office) -> None:
    office.send(event({"type": "tokens_revoked", "tokens": {"oauth": ["U0LIN"], "bot": []}}))
    assert office.halts == []


def test_nothing_of_another_workspace_is_touched(office: Office) -> None:
    office.send(channel_event("channel_archive"))
    with office.store.read() as reads:
        assert reads.pause("T0OTHER", RADAR) is None
        assert reads.pause(TEAM, RADAR) is not None
