"""Before content goes into a channel somebody asks who else is there; in doubt it is withheld."""

from dataclasses import replace

import pytest

from bot.discretion import LOOKUPS, Discretion
from bot.gateway import Gateway
from bot.outcomes import RateLimited, Refused
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Confidentiality
from flows.notices import NoticeKind, card_key
from flows.ports import Person, Store

from .conftest import CHANNEL, LEAD, TEAM, Office, make_relay
from .scripted_slack import Answer, ScriptedSlack, limited, refused
from .test_relay import running, until


@pytest.fixture
def card(office: Office) -> ProjectCard:
    with office.store.read() as reads:
        found = reads.card(TEAM, office.project_id)
    assert found is not None
    return found


@pytest.fixture
def discretion(store: Store, gateway: Gateway) -> Discretion:
    return Discretion(store, gateway, TEAM)


def members(slack: ScriptedSlack, *user_ids: str) -> None:
    slack.will("conversations.members", Answer({"ok": True, "members": list(user_ids)}))


def test_a_channel_of_insiders_hears_everything(card: ProjectCard, discretion: Discretion) -> None:
    assert discretion.withheld(card, CHANNEL) is False


def test_a_restricted_project_is_withheld_everywhere(card: ProjectCard, discretion: Discretion) -> None:
    assert discretion.withheld(replace(card, confidentiality=Confidentiality.RESTRICTED), CHANNEL) is True


@pytest.mark.parametrize("flag", ["is_shared", "is_ext_shared", "is_pending_ext_shared"])
def test_a_shared_channel_hears_key_and_stage_only(
    slack: ScriptedSlack, card: ProjectCard, discretion: Discretion, flag: str
) -> None:
    slack.will("conversations.info", Answer({"ok": True, "channel": {"id": CHANNEL, flag: True}}))
    assert discretion.withheld(card, CHANNEL) is True


def test_a_channel_with_a_guest_hears_key_and_stage_only(
    slack: ScriptedSlack, store: Store, card: ProjectCard, discretion: Discretion
) -> None:
    with store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id="U0GUEST", name="Guest", is_guest=True)])
        uow.commit()
    members(slack, LEAD, "U0GUEST")
    assert discretion.withheld(card, CHANNEL) is True


def test_an_unknown_member_is_looked_up(slack: ScriptedSlack, card: ProjectCard, discretion: Discretion) -> None:
    members(slack, LEAD, "U0NEW")
    assert discretion.withheld(card, CHANNEL) is False
    assert slack.of("users.info")[0].arguments["user"] == "U0NEW"


def test_an_unknown_member_who_cannot_be_looked_up_counts_as_a_guest(
    slack: ScriptedSlack, card: ProjectCard, discretion: Discretion
) -> None:
    members(slack, LEAD, "U0NEW")
    slack.will("users.info", refused("user_not_found"))
    assert discretion.withheld(card, CHANNEL) is True


def test_a_crowd_of_unknown_people_is_not_looked_up_one_by_one(
    slack: ScriptedSlack, card: ProjectCard, discretion: Discretion
) -> None:
    members(slack, *(f"U{n}" for n in range(LOOKUPS + 1)))
    assert discretion.withheld(card, CHANNEL) is True
    assert slack.of("users.info") == []


def test_a_channel_we_cannot_see_into_hears_key_and_stage_only(
    slack: ScriptedSlack, card: ProjectCard, discretion: Discretion
) -> None:
    slack.will("conversations.info", refused("channel_not_found"))
    assert discretion.withheld(card, CHANNEL) is True


def test_a_slack_that_does_not_answer_makes_the_message_wait(
    slack: ScriptedSlack, card: ProjectCard, discretion: Discretion
) -> None:
    slack.will("conversations.info", limited(3), refused("invalid_auth"))
    assert discretion.withheld(card, CHANNEL) == RateLimited(3.0)
    assert discretion.withheld(card, CHANNEL) == Refused("invalid_auth")


def test_what_is_withheld_never_reaches_the_wire(
    slack: ScriptedSlack, office: Office, store: Store, courier: object, gateway: Gateway
) -> None:
    slack.answer_to = lambda call: (
        Answer({"ok": True, "channel": {"id": CHANNEL, "is_ext_shared": True}})
        if call.method == "conversations.info"
        else None
    )
    key = card_key(office.project_id)
    digest = {"since": "2026-01-01T00:00:00+00:00", "slot": "2026-11-23T09"}
    office.put(
        office.notice(NoticeKind.CARD, "card", post_key=key),
        office.reply("reply"),
        office.notice(NoticeKind.DIGEST, "digest", params=digest),
    )
    with running(make_relay(store, courier, gateway)):  # type: ignore[arg-type]  # the fixture's type is Courier
        until(lambda: office.waiting() == 0)
    said = slack.of("chat.postMessage")
    assert said
    assert all("LD-1" in call.arguments["text"] for call in said)
    assert not any("Radar" in str(call.arguments) for call in said)


@pytest.mark.parametrize(
    ("answer", "absent"),
    [
        (Answer({"ok": True, "channel": {"id": CHANNEL, "is_member": True}}), False),
        (Answer({"ok": True, "channel": {"id": CHANNEL, "is_member": False}}), True),
        (Answer({"ok": True, "channel": {"id": CHANNEL, "is_member": True, "is_archived": True}}), True),
        (refused("channel_not_found"), True),
        (refused("token_revoked"), False),
        (limited(1), False),
    ],
)
def test_a_channel_in_which_we_cannot_speak_is_known_where_slack_says_so(
    slack: ScriptedSlack, discretion: Discretion, answer: Answer, absent: bool
) -> None:
    slack.will("conversations.info", answer)
    assert discretion.absent(CHANNEL) is absent
