"""The bodies Slack sends, complete (SLACK.md section 6): Bolt and our listeners may rely on every part."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from bot.ids import Act, Form, Pick, Ref, pack

Json = dict[str, Any]

TEAM, APP, BOT_USER, BOT = "T0LIANDONG", "A0LIANDONG", "U0LIANDONG", "B0LIANDONG"
COMMON: Json = {"api_app_id": APP, "token": "verification", "is_enterprise_install": False}

_counter = itertools.count(1)


def fresh(prefix: str) -> str:
    """An id no other payload of this run has."""
    return f"{prefix}{next(_counter):06d}"


def command(
    text: str, user: str, *, channel: str = "C0RADAR", channel_name: str = "proj-radar", trigger_id: str = ""
) -> Json:
    return {
        **COMMON,
        "is_enterprise_install": "false",
        "team_id": TEAM,
        "team_domain": "liandong",
        "channel_id": channel,
        "channel_name": channel_name,
        "user_id": user,
        "user_name": user.lower(),
        "command": "/liandong",
        "text": text,
        "response_url": f"https://hooks.example/commands/{user}",
        "trigger_id": trigger_id or fresh("trg"),
    }


def interaction(kind: str, user: str) -> Json:
    return {
        **COMMON,
        "type": kind,
        "team": {"id": TEAM, "domain": "liandong"},
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": TEAM},
        "enterprise": None,
        "trigger_id": fresh("trg"),
    }


def click(act: Act, ref: Ref, user: str, *, channel: str = "D0DM", suffix: str = "") -> Json:
    """A press of a button in a message."""
    button = {"type": "button", "action_id": f"{act}{suffix}", "value": pack(ref), "text": plain("Press")}
    return _in_message([button], user, channel)


def pick_menu(act: Act, ref: Ref, user: str, *, channel: str = "C0RADAR") -> Json:
    """A choice from an overflow menu."""
    option = {"text": plain("Choose"), "value": f"{act}|{pack(ref)}"}
    return _in_message([{"type": "overflow", "action_id": Act.MENU.value, "selected_option": option}], user, channel)


def _in_message(actions: Sequence[Json], user: str, channel: str) -> Json:
    ts = "1790000000.000100"
    return {
        **interaction("block_actions", user),
        "container": {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False},
        "channel": {"id": channel, "name": "directmessage" if channel.startswith("D") else "proj-radar"},
        "message": {"type": "message", "user": BOT_USER, "bot_id": BOT, "ts": ts, "text": "A message", "blocks": []},
        "state": {"values": {}},
        "response_url": f"https://hooks.example/actions/{user}",
        "actions": [{"block_id": "b1", "action_ts": "1790000001.000000", **action} for action in actions],
    }


def click_at_home(act: Act, ref: Ref, user: str) -> Json:
    """A press of a button in the App Home: there is no message and no response_url."""
    view = _view("home", "", Ref(), {})
    return {
        **interaction("block_actions", user),
        "container": {"type": "view", "view_id": view["id"]},
        "view": view,
        "actions": [
            {
                "type": "button",
                "block_id": "b1",
                "action_id": act.value,
                "value": pack(ref),
                "text": plain("Press"),
                "action_ts": "1790000001.000000",
            }
        ],
    }


def submission(form: Form | str, ref: Ref, values: Mapping[str, Json], user: str, *, view_id: str = "") -> Json:
    """A submitted modal. ``values`` maps field names to element states, see the functions below."""
    return {
        **interaction("view_submission", user),
        "view": _view("modal", str(form), ref, values, view_id),
        "response_urls": [],
    }


def _view(kind: str, callback_id: str, ref: Ref, values: Mapping[str, Json], view_id: str = "") -> Json:
    view_id = view_id or fresh("V")
    return {
        "id": view_id,
        "team_id": TEAM,
        "type": kind,
        "callback_id": callback_id,
        "private_metadata": pack(ref),
        "hash": f"{view_id}.hash",
        "title": plain("Title"),
        "submit": plain("Send"),
        "close": plain("Close"),
        "blocks": [{"type": "input", "block_id": name} for name in values],
        "state": {"values": {name: {name: state} for name, state in values.items()}},
        "root_view_id": view_id,
        "previous_view_id": None,
        "app_id": APP,
        "external_id": "",
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
        "clear_on_close": False,
        "notify_on_close": False,
    }


def closed(form: Form, user: str) -> Json:
    return {**interaction("view_closed", user), "view": _view("modal", form.value, Ref(), {}), "is_cleared": False}


def suggestion(pick: Pick | str, typed: str, user: str, *, ref: Ref | None = None) -> Json:
    view = _view("modal", Form.PICK_SUBMIT.value, ref or Ref(), {})
    return {
        **interaction("block_suggestion", user),
        "container": {"type": "view", "view_id": view["id"]},
        "view": view,
        "action_id": str(pick),
        "block_id": "deliverable",
        "value": typed,
    }


def shortcut(callback_id: str, user: str) -> Json:
    return {**interaction("shortcut", user), "callback_id": callback_id, "action_ts": "1790000001.000000"}


def message_shortcut(callback_id: str, text: str, user: str, *, channel: str = "C0RADAR") -> Json:
    """A shortcut from the menu of somebody's message."""
    message = {"type": "message", "user": "U0CHEN", "ts": "1790000003.000100", "text": text}
    return {
        **interaction("message_action", user),
        "callback_id": str(callback_id),
        "message": message,
        "channel": {"id": channel, "name": "proj-radar"},
        "response_url": f"https://hooks.example/shortcuts/{user}",
    }


def event(inner: Json, *, event_id: str = "") -> Json:
    return {
        **COMMON,
        "type": "event_callback",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "event": {"event_ts": "1790000001.000000", **inner},
        "event_id": event_id or fresh("Ev"),
        "event_time": 1790000001,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-context",
    }


def dm(text: str, user: str, *, thread_ts: str = "", event_id: str = "", **more: Any) -> Json:
    """A direct message to the bot."""
    inner = {
        "type": "message",
        "channel_type": "im",
        "channel": "D0DM",
        "user": user,
        "team": TEAM,
        "text": text,
        "ts": "1790000002.000100",
        "client_msg_id": fresh("msg"),
        "blocks": [],
        **more,
    }
    return event({**inner, "thread_ts": thread_ts} if thread_ts else inner, event_id=event_id)


def in_channel(text: str, user: str, /, *, channel: str, ts: str = "1790000002.000100", **more: Any) -> Json:
    """A message in a channel, as ``message.channels`` brings it."""
    inner = {"type": "message", "channel_type": "channel", "channel": channel, "user": user, "team": TEAM, "text": text}
    return event({**inner, "ts": ts, "client_msg_id": fresh("msg"), "blocks": [], **more})


def home_opened(user: str, *, tab: str = "home", event_id: str = "") -> Json:
    return event({"type": "app_home_opened", "user": user, "channel": "D0DM", "tab": tab}, event_id=event_id)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def text(value: str | None) -> Json:
    return {"type": "plain_text_input", "value": value}


def url(value: str | None) -> Json:
    return {"type": "url_text_input", "value": value}


def option(value: str | None) -> Json:
    chosen = None if value is None else {"text": plain(value), "value": value}
    return {"type": "static_select", "selected_option": chosen}


def options(*values: str) -> Json:
    return {"type": "checkboxes", "selected_options": [{"text": plain(v), "value": v} for v in values]}


def one_person(user: str | None) -> Json:
    return {"type": "users_select", "selected_user": user}


def people(*users: str) -> Json:
    return {"type": "multi_users_select", "selected_users": list(users)}


def channel(channel_id: str | None) -> Json:
    return {"type": "conversations_select", "selected_conversation": channel_id}


def day(iso: str | None) -> Json:
    return {"type": "datepicker", "selected_date": iso}


def files(*names: str) -> Json:
    return {"type": "file_input", "files": [{"id": f"F{n}", "name": name} for n, name in enumerate(names)]}
