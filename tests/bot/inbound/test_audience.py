"""Events that change who hears what: channels shared or joined, people who become guests or leave."""

import pytest

from flows.names import Confidentiality
from flows.notices import NoticeKind, card_key
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, NEWCOMER, RADAR, Office
from tests.bot.inbound.payloads import TEAM, Json, command, event, home_opened


def moved(kind: str, user: str, *, channel: str = RADAR, team: str = TEAM, event_id: str = "") -> Json:
    inner = {"type": kind, "user": user, "channel": channel, "channel_type": "C", "team": team}
    return event(inner, event_id=event_id)


def became(user: str, **flags: bool) -> Json:
    profile = {"id": user, "team_id": TEAM, "name": user.lower(), "locale": "en-US", **flags}
    return event({"type": "user_change", "user": profile})


def shared(kind: str = "channel_shared", channel: str = RADAR) -> Json:
    return event({"type": kind, "channel": channel, "connected_team_id": "T0PARTNER"})


@pytest.mark.parametrize("body", [shared(), shared("channel_unshared")], ids=["shared", "unshared"])
def test_sharing_has_every_card_of_the_channel_looked_at_anew(office: Office, body: Json) -> None:
    ids = [office.create("Radar"), office.create("Lidar")]
    office.create("Elsewhere", channel="C0BATTERY")
    office.notices(NoticeKind.CARD)
    office.send(body)
    assert office.reconsidered == [RADAR]
    assert {n.post_key for n in office.notices(NoticeKind.CARD)} == {card_key(project_id) for project_id in ids}
    assert office.wakes


@pytest.mark.parametrize("kind", ["member_joined_channel", "member_left_channel"])
@pytest.mark.parametrize(
    ("user", "team", "matters"),
    [(GUEST, TEAM, True), (NEWCOMER, TEAM, True), (CHEN, "T0PARTNER", True), (CHEN, TEAM, False)],
    ids=["guest", "unknown", "other organisation", "colleague"],
)
def test_only_somebody_from_outside_changes_a_channel(
    office: Office, kind: str, user: str, team: str, matters: bool
) -> None:
    office.create()
    office.notices(NoticeKind.CARD)
    office.send(moved(kind, user, team=team))
    assert office.reconsidered == [RADAR] * matters
    assert len(office.notices(NoticeKind.CARD)) == matters


def test_an_event_that_slack_repeats_counts_once(office: Office) -> None:
    office.create()
    office.notices(NoticeKind.CARD)
    for _ in range(3):
        office.send(moved("member_joined_channel", GUEST, event_id="Ev1"))
    assert len(office.notices(NoticeKind.CARD)) == 1


def test_a_member_who_becomes_a_guest_loses_sight_at_once(office: Office) -> None:
    office.create(confidentiality=Confidentiality.RESTRICTED)
    office.send(home_opened(CHEN))
    office.notices(NoticeKind.HOME)
    assert "Radar" in str(office.send(command("status LD-1", CHEN)))
    office.send(became(CHEN, is_restricted=True))
    assert "Radar" not in str(office.send(command("status LD-1", CHEN)))
    assert office.reconsidered == [""]
    assert [n.audience for n in office.notices(NoticeKind.HOME)] == [CHEN]


def test_a_member_who_is_deactivated_loses_sight_at_once(office: Office) -> None:
    office.create()
    office.send(became(LIN, deleted=True))
    assert "no project `LD-1`" in str(office.send(command("status LD-1", LIN)))
    assert office.reconsidered == ["", LIN]


def test_a_change_of_name_changes_nobodys_sight(office: Office) -> None:
    office.send(became(EMMA))
    assert office.reconsidered == []


def test_without_a_locale_the_standing_counts_at_once_and_the_language_stays(office: Office) -> None:
    body = became(CHEN, is_restricted=True)
    del body["event"]["user"]["locale"]
    office.send(body)
    with office.store.read() as reads:
        person = reads.person(TEAM, CHEN)
    assert person is not None
    assert (person.is_guest, person.locale) == (True, "zh-CN")
    assert office.learned == [CHEN]


@pytest.mark.parametrize(
    ("profile", "guest"),
    [
        ({"team_id": "T0PARTNER"}, True),
        ({"team_id": "E0ORG", "enterprise_user": {"teams": [TEAM, "T0TWO"]}}, False),
        ({"team_id": "E0ORG", "enterprise_user": {"teams": ["T0TWO"]}}, True),
        ({"is_stranger": True}, True),
        ({}, False),
    ],
)
def test_whose_home_is_another_workspace_is_a_guest(office: Office, profile: Json, guest: bool) -> None:
    office.send(event({"type": "user_change", "user": {"id": EMMA, "name": "emma", "locale": "en-US", **profile}}))
    with office.store.read() as reads:
        person = reads.person(TEAM, EMMA)
    assert person is not None
    assert person.is_guest is guest
