"""The Web API: tokens, scopes, argument forms, people and channels, through the real client and bare HTTP."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from slack_sdk import WebClient

from bot.playground.rules import Rules

from .raw_app import Json, refusal

BOT = {"authorization": "Bearer xoxb-playground"}


class TestTokensAndForms:
    def test_auth_test_names_the_bot_and_its_scopes(self, web: WebClient) -> None:
        answer = web.auth_test()
        assert (answer["user_id"], answer["team_id"]) == ("U0LIANDONG", "T0LIANDONG")
        assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")

    @pytest.mark.parametrize(
        ("token", "error"),
        [
            ("", "not_authed"),
            ("xoxb-other", "invalid_auth"),
            ("nonsense", "invalid_auth"),
            ("xapp-playground", "not_allowed_token_type"),
        ],
    )
    def test_a_wrong_token_is_refused(self, http: httpx.Client, token: str, error: str) -> None:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        assert http.post("/api/auth.test", headers=headers).json() == {"ok": False, "error": error}

    def test_the_connection_needs_the_app_token(self, web: WebClient) -> None:
        assert refusal(lambda: web.apps_connections_open(app_token="xoxb-playground"))["error"] == (
            "not_allowed_token_type"
        )
        assert web.apps_connections_open(app_token="xapp-playground")["url"].startswith("ws://127.0.0.1:")

    def test_a_revoked_token_is_refused_until_restored(self, http: httpx.Client, web: WebClient) -> None:
        http.post("/control/token", json={"revoked": True})
        assert refusal(web.auth_test)["error"] == "token_revoked"
        http.post("/control/token", json={"revoked": False})
        assert web.auth_test()["ok"]

    def test_a_scope_that_was_not_granted_is_named(self, web: WebClient, rules: Rules) -> None:
        rules.change({"scopes": ["chat:write"]})
        body = refusal(lambda: web.users_info(user="U0LIN"))
        assert (body["error"], body["needed"], body["provided"]) == ("missing_scope", "users:read", "chat:write")

    def test_history_needs_the_scope_of_the_kind_of_conversation(self, web: WebClient, rules: Rules) -> None:
        rules.change({"scopes": ["channels:history"]})
        assert web.conversations_history(channel="C0GENERAL")["ok"]
        assert refusal(lambda: web.conversations_history(channel="C0BATTERY"))["needed"] == "groups:history"

    def test_every_argument_form_is_understood(self, http: httpx.Client) -> None:
        args = {"user": "U0LIN"}
        forms = [
            http.get("/api/users.info", params=args, headers=BOT),
            http.post("/api/users.info", data=args, headers=BOT),
            http.post("/api/users.info", json=args, headers=BOT),
            http.post("/api/users.info", params=args, headers=BOT),
            http.post("/api/users.info", data={**args, "token": "xoxb-playground"}),
        ]
        assert [form.json()["user"]["id"] for form in forms] == ["U0LIN"] * 5

    def test_an_empty_json_body_is_no_arguments(self, http: httpx.Client) -> None:
        headers = {**BOT, "content-type": "application/json"}
        assert http.post("/api/auth.test", headers=headers).json()["ok"]

    def test_broken_json_is_refused(self, http: httpx.Client) -> None:
        headers = {**BOT, "content-type": "application/json"}
        assert http.post("/api/auth.test", headers=headers, content=b"{").json()["error"] == "invalid_json"

    def test_an_unknown_method_fails_and_shows_in_the_traffic(
        self, web: WebClient, traffic: Callable[[str], list[Json]]
    ) -> None:
        assert refusal(lambda: web.api_call("chat.shout"))["error"] == "unknown_method"
        assert traffic("chat.shout")[0]["failures"]

    def test_tokens_never_reach_the_traffic_log(self, http: httpx.Client) -> None:
        http.post("/api/auth.test", data={"token": "xoxb-playground"})
        assert "xoxb-" not in http.get("/control/traffic").text


class TestPeopleAndChannels:
    def test_people_have_zone_and_locale(self, web: WebClient) -> None:
        user = web.users_info(user="U0LIN", include_locale=True)["user"]
        assert (user["locale"], user["tz"], user["tz_offset"]) == ("zh-CN", "Asia/Shanghai", 28_800)
        assert "locale" not in web.users_info(user="U0LIN")["user"]
        assert refusal(lambda: web.users_info(user="U0NOBODY"))["error"] == "user_not_found"

    def test_bots_and_deleted_members_have_no_zone(self, web: WebClient, http: httpx.Client) -> None:
        http.post("/user/profile", json={"user": "U0RAJ", "deleted": True})
        assert "tz" not in web.users_info(user="U0RAJ")["user"]
        assert "tz" not in web.users_info(user="U0LIANDONG")["user"]

    def test_slackbot_claims_not_to_be_a_bot(self, web: WebClient) -> None:
        assert web.users_info(user="USLACKBOT")["user"]["is_bot"] is False

    def test_the_guest_is_marked(self, web: WebClient) -> None:
        assert web.users_info(user="U0GUEST")["user"]["is_restricted"] is True

    def test_lists_come_in_pages(self, web: WebClient) -> None:
        seen: list[str] = []
        for page in web.users_list(limit=4):
            assert len(page["members"]) <= 4
            seen += [member["id"] for member in page["members"]]
        assert len(seen) == len(set(seen)) == 11
        assert refusal(lambda: web.users_list(cursor="nonsense"))["error"] == "invalid_cursor"

    def test_members_come_in_pages_too(self, web: WebClient) -> None:
        first = web.conversations_members(channel="C0GENERAL", limit=5)
        rest = web.conversations_members(channel="C0GENERAL", cursor=first["response_metadata"]["next_cursor"])
        assert len({*first["members"], *rest["members"]}) == 9
        assert rest["response_metadata"]["next_cursor"] == ""

    def test_email_addresses_need_their_scope(self, web: WebClient, rules: Rules) -> None:
        assert web.users_lookupByEmail(email="emma@example.com")["user"]["id"] == "U0EMMA"
        assert refusal(lambda: web.users_lookupByEmail(email="x@example.com"))["error"] == "users_not_found"
        rules.change({"scopes": ["users:read"]})
        assert "email" not in web.users_info(user="U0EMMA")["user"]["profile"]

    def test_dnd_shows_the_window_or_ones(self, web: WebClient, http: httpx.Client) -> None:
        start = int(datetime.now(UTC).timestamp())
        http.post("/user/profile", json={"user": "U0LIN", "dnd": [start, start + 3600]})
        users = web.dnd_teamInfo(users=["U0LIN", "U0EMMA"])["users"]
        assert users["U0LIN"] == {
            "dnd_enabled": True,
            "next_dnd_start_ts": start,
            "next_dnd_end_ts": start + 3600,
        }
        assert users["U0EMMA"]["next_dnd_start_ts"] == 1
        assert web.dnd_info(user="U0LIN")["dnd_enabled"] is True
        many = [f"U{n}" for n in range(51)]
        assert refusal(lambda: web.dnd_teamInfo(users=many))["error"] == "too_many_users"

    def test_presence_is_as_it_was_set(self, web: WebClient, http: httpx.Client) -> None:
        assert web.users_getPresence(user="U0LIN")["presence"] == "active"
        http.post("/user/profile", json={"user": "U0LIN", "presence": "away"})
        assert web.users_getPresence(user="U0LIN")["presence"] == "away"

    def test_user_groups(self, web: WebClient) -> None:
        group = web.usergroups_list(include_users=True)["usergroups"][0]
        assert group["users"] == web.usergroups_users_list(usergroup=group["id"])["users"] == ["U0EMMA", "U0LIU"]

    def test_channels_tell_whether_they_are_shared(self, web: WebClient) -> None:
        shared = web.conversations_info(channel="C0PARTNER", include_num_members=True)["channel"]
        assert (shared["is_ext_shared"], shared["num_members"]) == (True, 6)
        assert web.conversations_info(channel="C0RADAR")["channel"]["is_ext_shared"] is False

    def test_listing_follows_the_wanted_types(self, web: WebClient) -> None:
        public = {c["id"] for c in web.conversations_list()["channels"]}
        private = {c["id"] for c in web.conversations_list(types="private_channel")["channels"]}
        assert public == {"C0GENERAL", "C0RADAR", "C0PARTNER"}
        assert private == {"C0BATTERY"}
        assert refusal(lambda: web.conversations_list(types="secret"))["error"] == "invalid_types"

    def test_channels_can_be_made_and_filled(self, web: WebClient) -> None:
        made = web.conversations_create(name="proj-new")["channel"]["id"]
        web.conversations_invite(channel=made, users=["U0LIN"])
        assert web.conversations_members(channel=made)["members"] == ["U0LIANDONG", "U0LIN"]
        assert refusal(lambda: web.conversations_create(name="proj-new"))["error"] == "name_taken"
        assert refusal(lambda: web.conversations_create(name="Not Good"))["error"] == "invalid_name_specials"
        again = refusal(lambda: web.conversations_invite(channel=made, users=["U0LIN"]))
        assert again["error"] == "already_in_channel"

    def test_the_same_channel_answers_as_in_its_own_list(self, web: WebClient) -> None:
        mine = {c["id"] for c in web.users_conversations(types="public_channel,private_channel")["channels"]}
        assert mine == {"C0GENERAL", "C0RADAR", "C0BATTERY", "C0PARTNER"}

    def test_team_and_bot(self, web: WebClient) -> None:
        assert web.team_info()["team"]["id"] == "T0LIANDONG"
        assert web.bots_info(bot="B0LIANDONG")["bot"]["user_id"] == "U0LIANDONG"
