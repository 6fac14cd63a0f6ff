"""Who is here: the demo organisation, profiles, channels, and the events of their changes."""

import httpx
import pytest

from bot.playground.server import start_playground

from .raw_app import Person, RawApp


def test_the_demo_organisation_is_bilingual_and_has_a_guest(lin: Person) -> None:
    members = {m["id"]: m for m in lin.get("workspace")["members"]}
    assert members["U0LIN"]["real_name"] == "林岚"
    assert members["U0LIN"]["locale"] == "zh-CN"
    assert members["U0EMMA"]["tz"] == "Europe/Berlin"
    assert members["U0GUEST"]["is_guest"] is True
    assert members["U0LIANDONG"]["is_bot"] is True


def test_everyone_sees_their_own_conversations(lin: Person, http: httpx.Client) -> None:
    seen = {c["name"]: c["kind"] for c in lin.get("workspace")["conversations"]}
    assert seen == {
        "general": "channel",
        "proj-radar": "channel",
        "proj-battery": "private",
        "partner-forum": "channel",
    }
    guest = Person(http, "U0GUEST")
    assert [c["name"] for c in guest.get("workspace")["conversations"]] == ["partner-forum"]


def test_the_direct_message_appears_when_it_is_opened(lin: Person) -> None:
    lin.post("home")
    found = [c for c in lin.get("workspace")["conversations"] if c["kind"] == "dm"]
    assert found[0]["id"] == "D0LIN"


def test_a_workspace_may_be_empty() -> None:
    with start_playground(demo_members=False) as running, httpx.Client(base_url=running.url, trust_env=False) as http:
        raw = RawApp(running.url).connect()
        raw.close()
        assert http.get("/user/workspace?as=U0LIN").status_code == 404
        http.post("/user/profile", json={"user": "U1", "name": "first", "locale": "en-US", "tz": "Europe/Paris"})
        assert http.get("/user/workspace?as=U1").json()["me"]["tz"] == "Europe/Paris"


def test_a_changed_profile_is_heard(app: RawApp, lin: Person) -> None:
    lin.post("profile", user="U0EMMA", locale="de-DE", tz="Europe/Vienna")
    event = app.wait_for_payload("user_change")["event"]
    assert (event["user"]["id"], event["user"]["locale"], event["user"]["tz"]) == ("U0EMMA", "de-DE", "Europe/Vienna")


def test_a_new_member_is_heard(app: RawApp, lin: Person) -> None:
    lin.post("profile", user="U0NEW", name="newcomer", real_name="New Comer")
    assert app.wait_for_payload("team_join")["event"]["user"]["real_name"] == "New Comer"


def test_a_changed_do_not_disturb_is_told_to_the_app(app: RawApp, lin: Person) -> None:
    lin.post("profile", user="U0EMMA", dnd=[4_000_000_000, 4_000_003_600])
    told = app.wait_for_payload("dnd_updated_user")["event"]
    assert told["user"] == "U0EMMA"
    assert told["dnd_status"] == {
        "dnd_enabled": True, "next_dnd_start_ts": 4_000_000_000, "next_dnd_end_ts": 4_000_003_600,
    }  # fmt: skip


def test_who_left_can_do_nothing(lin: Person, http: httpx.Client) -> None:
    lin.post("profile", user="U0RAJ", deleted=True)
    assert http.get("/user/workspace?as=U0RAJ").status_code == 404
    assert Person(http, "U0RAJ").refused("message", channel="C0RADAR", text="x") == "user_not_found"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"user": "U0EMMA", "tz": "Mars/Base"}, "invalid_time_zone"),
        ({"user": "U0EMMA", "dnd": [1]}, "invalid_dnd"),
        ({"user": "U0EMMA", "presence": "asleep"}, "invalid_presence"),
        ({"user": "U0NEW"}, "user_not_found"),
        ({"user": "U0LIANDONG", "tz": "Europe/Paris"}, "not_a_person"),
    ],
)
def test_impossible_profiles_are_refused(lin: Person, changes: dict[str, object], code: str) -> None:
    assert lin.refused("profile", **changes) == code


def test_channels_are_made_and_joined_and_left(app: RawApp, lin: Person, emma: Person) -> None:
    made = lin.post("channel", name="#Proj-New", members=["U0LIANDONG"])["channel"]
    assert app.wait_for_payload("channel_created")["event"]["channel"]["name"] == "proj-new"
    lin.post("channel/members", channel=made, add=["U0EMMA"])
    joined = app.wait_for_payload("member_joined_channel")["event"]
    assert (joined["user"], joined["channel"], joined["inviter"]) == ("U0EMMA", made, "U0LIN")
    assert made in [c["id"] for c in emma.get("workspace")["conversations"]]
    lin.post("channel/members", channel=made, remove=["U0EMMA"])
    assert app.wait_for_payload("member_left_channel")["event"]["user"] == "U0EMMA"
    assert made not in [c["id"] for c in emma.get("workspace")["conversations"]]


def test_the_app_hears_of_being_added_to_a_private_channel(app: RawApp, lin: Person) -> None:
    made = lin.post("channel", name="secret", private=True)["channel"]
    lin.post("channel/members", channel=made, add=["U0LIANDONG"])
    assert app.wait_for_payload("member_joined_channel")["event"]["channel_type"] == "G"
    assert app.api("conversations.info", channel=made)["channel"]["is_private"] is True


def test_channel_mistakes_are_refused(lin: Person, http: httpx.Client) -> None:
    assert lin.refused("channel", name="general") == "name_taken"
    assert lin.refused("channel", name="x", members=["U0NOBODY"]) == "user_not_found"
    assert lin.refused("channel/members", channel="C0NOWHERE", add=["U0EMMA"]) == "channel_not_found"
    assert lin.refused("channel/members", channel="C0RADAR", add=["U0NOBODY"]) == "user_not_found"
    assert Person(http, "U0GUEST").refused("channel", name="mine") == "restricted_action"


def test_any_event_can_be_sent_on_purpose(app: RawApp, http: httpx.Client) -> None:
    http.post("/control/event", json={"event": {"type": "app_uninstalled"}})
    assert app.wait_for_payload("app_uninstalled")["event"]["type"] == "app_uninstalled"
    assert http.post("/control/event", json={"event": "x"}).status_code == 400


def test_rules_can_be_read_and_changed(http: httpx.Client) -> None:
    assert http.post("/control/rules", json={"one_message_a_second": True}).json()["one_message_a_second"] is True
    for wrong in ({"no_such_rule": 1}, {"ack_seconds": "long"}, {"scopes": "all"}, {"home_tab": 1}):
        assert http.post("/control/rules", json=wrong).status_code == 400
