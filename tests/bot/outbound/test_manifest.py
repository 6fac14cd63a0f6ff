"""The manifest asks for exactly what the code uses: each scope, event, command and shortcut is tied to its user."""

import ast
import inspect
import json
from typing import Any

from bot import gateway, manifest
from bot.ids import Shortcut
from bot.listeners import events

MANIFEST: dict[str, Any] = json.loads(manifest.text())

METHOD_SCOPES: dict[str, set[str]] = {
    "apps_connections_open": set(),  # the app-level token's connections:write
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    "files_completeUploadExternal": {"files:write"},
    "files_getUploadURLExternal": {"files:write"},
    "dnd_teamInfo": {"dnd:read"},
    "users_getPresence": {"users:read"},
    "users_info": {"users:read"},
    "users_list": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
}
EVENT_SCOPES: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    **{f"channel_{what}": {"channels:read"} for what in ("archive", "deleted", "left", "rename", "unarchive")},
    **{f"group_{what}": {"groups:read"} for what in ("archive", "deleted", "left", "rename", "unarchive")},
    "dnd_updated_user": {"dnd:read"},
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unshared": {"channels:read", "groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "team_join": {"users:read"},
    "tokens_revoked": set(),
    "user_change": {"users:read"},
}
FEATURE_SCOPES = {"commands": "the slash command and the shortcuts", "files:read": "file inputs in forms"}


def methods_in_gateway() -> set[str]:
    tree = ast.parse(inspect.getsource(gateway))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "_client"
    }


def test_every_method_of_the_gateway_has_its_scope() -> None:
    assert methods_in_gateway() == set(METHOD_SCOPES)


def test_every_scope_is_used_and_every_use_has_its_scope() -> None:
    used = set(FEATURE_SCOPES).union(*METHOD_SCOPES.values(), *EVENT_SCOPES.values())
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == used


def test_only_the_history_of_channels_is_optional() -> None:
    required, optional = manifest.scopes()
    assert optional == {"channels:history", "groups:history"}
    assert optional <= set(MANIFEST["oauth_config"]["scopes"]["bot"])
    assert required.isdisjoint(optional)


def test_every_event_that_is_heard_is_subscribed_and_the_other_way_round() -> None:
    subscribed = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert {name.partition(".")[0] for name in subscribed} == set(events._EVENTS)
    assert set(subscribed) == set(EVENT_SCOPES)


def test_shortcuts_are_those_the_code_answers() -> None:
    assert {s["callback_id"] for s in MANIFEST["features"]["shortcuts"]} == {s.value for s in Shortcut}


def test_there_is_one_command_with_a_hint() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["command"] == "/liandong"
    assert 0 < len(command["usage_hint"]) <= 1000


def test_texts_keep_slacks_lengths() -> None:
    display = MANIFEST["display_information"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 174 <= len(display["long_description"]) <= 4000
    assert len(MANIFEST["features"]["bot_user"]["display_name"]) <= 80
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_prompts_can_be_answered_by_typing_and_the_home_is_on() -> None:
    assert MANIFEST["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert MANIFEST["settings"]["socket_mode_enabled"]
    assert MANIFEST["settings"]["interactivity"]["is_enabled"]
