"""The bodies Slack sends: complete, because Bolt and real apps rely on every part."""

from typing import Any

from .conversations import Conversation
from .elements import STATE_FIELDS, Spot, state_values
from .messages import Message
from .people import Member
from .trouble import Json
from .views import View
from .world import VERIFICATION_TOKEN, World


def event_body(world: World, event: Json, conversation: Conversation | None) -> Json:
    """The outer event. Its ``event_id`` stays the same over all retries."""
    workspace = world.workspace
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.mint.next("Ev"),
        "event_time": world.now_seconds(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.app.user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(conversation and conversation.is_shared),
        "event_context": f"4-{world.mint.secret()}",
    }


def command_body(world: World, member: Member, conversation: Conversation, word: str, text: str) -> Json:
    workspace = world.workspace
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": conversation.id,
        "channel_name": channel_name(conversation),
        "user_id": member.id,
        "user_name": member.name,
        "command": word,
        "text": text,
        "api_app_id": workspace.app.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(world, member.id, conversation.id),
        "trigger_id": world.permissions.trigger(member.id),
    }


def channel_name(conversation: Conversation) -> str:
    """Slack hides the names of direct messages and private channels from payloads."""
    return {"dm": "directmessage", "private": "privategroup"}.get(conversation.kind, conversation.name)


def response_url(world: World, user: str, channel: str, ts: str = "", thread_ts: str = "") -> str:
    return f"{world.base_url}/response/{world.permissions.response_url(user, channel, ts, thread_ts)}"


def interaction(world: World, kind: str, member: Member) -> Json:
    """What every interactive payload has."""
    workspace = world.workspace
    return {
        "type": kind,
        "user": {"id": member.id, "username": member.name, "name": member.name, "team_id": workspace.team_id},
        "api_app_id": workspace.app.app_id,
        "token": VERIFICATION_TOKEN,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_place(world: World, conversation: Conversation, message: Message, member: Member) -> Json:
    """Container, channel, message and state of an interaction in a message. Ephemeral messages are not repeated."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": conversation.id,
        "is_ephemeral": bool(message.only_for),
    }
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    place: Json = {
        "container": container,
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
        "state": {"values": state_values(message.blocks, message.entered.get(member.id, {}))},
    }
    if not message.only_for:
        place["message"] = world.workspace.message_object(message)
    return place


def view_place(world: World, view: View) -> Json:
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": view.as_json(world.workspace.app_facts()),
    }


def block_action(world: World, spot: Spot, value: Any) -> Json:
    """One entry of ``actions``. ``value`` is the element's new value, the chosen option for an overflow."""
    block_id, action_id = spot.key
    action: Json = {
        "type": spot.type,
        "action_id": action_id,
        "block_id": block_id,
        "action_ts": world.clock.stamp(),
    }
    if spot.type == "overflow":
        return {**action, "selected_option": value}
    if spot.type in STATE_FIELDS:
        field, initial = STATE_FIELDS[spot.type]
        before = {initial: spot.element[initial]} if initial in spot.element else {}
        return {**action, field: value, **before}
    kept: Json = {key: spot.element[key] for key in ("text", "value", "style", "url") if key in spot.element}
    return {**action, **kept}


def block_actions(world: World, member: Member, place: Json, action: Json, view_id: str = "") -> Json:
    """``place`` comes from ``message_place`` or ``view_place``."""
    body = {**interaction(world, "block_actions", member), **place}
    body["trigger_id"] = world.permissions.trigger(member.id, view_id)
    if "channel" in place:
        container = place["container"]
        body["response_url"] = response_url(
            world, member.id, container["channel_id"], container["message_ts"], container.get("thread_ts", "")
        )
    body["actions"] = [action]
    return body


def block_suggestion(world: World, member: Member, place: Json, spot: Spot, query: str) -> Json:
    block_id, action_id = spot.key
    return {
        **interaction(world, "block_suggestion", member),
        **place,
        "action_id": action_id,
        "block_id": block_id,
        "value": query,
    }


def view_submission(world: World, member: Member, view: View, urls: list[Json]) -> Json:
    return {
        **interaction(world, "view_submission", member),
        "trigger_id": world.permissions.trigger(member.id, view.id),
        "view": view.as_json(world.workspace.app_facts()),
        "response_urls": urls,
    }


def view_closed(world: World, member: Member, view: View, *, cleared: bool) -> Json:
    return {
        **interaction(world, "view_closed", member),
        "view": view.as_json(world.workspace.app_facts()),
        "is_cleared": cleared,
    }


def global_shortcut(world: World, member: Member, callback_id: str) -> Json:
    return {
        **interaction(world, "shortcut", member),
        "callback_id": callback_id,
        "action_ts": world.clock.stamp(),
        "trigger_id": world.permissions.trigger(member.id),
    }


def message_shortcut(world: World, member: Member, callback_id: str, message: Message) -> Json:
    conversation = world.workspace.conversations[message.channel]
    return {
        **interaction(world, "message_action", member),
        "callback_id": callback_id,
        "action_ts": world.clock.stamp(),
        "trigger_id": world.permissions.trigger(member.id),
        "response_url": response_url(world, member.id, conversation.id, message.ts),
        "message_ts": message.ts,
        "message": world.workspace.message_object(message),
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
    }
