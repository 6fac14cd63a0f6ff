"""Messages coming, changing and going: kept, shown on every screen, told to the app as events."""

import re
from typing import Any

from .conversations import Conversation
from .elements import name_everything
from .messages import Message
from .payloads import event_body
from .people import SLACKBOT
from .trouble import Json
from .world import World

_MENTION = re.compile(r"<@(\w+)(?:\|[^>]*)?>")
SUBSCRIPTION_OF = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}


def emit(world: World, subscription: str, event: Json, conversation: Conversation | None = None) -> None:
    """Send an event if the app subscribed to it."""
    if subscription in world.rules.subscriptions:
        world.deliveries.send_event(f"event:{event['type']}", event_body(world, event, conversation))


def post(world: World, message: Message, via: str = "") -> Message:
    """Put a message into its conversation. ``via`` is how the app sent it; empty for people."""
    conversation = world.workspace.conversations[message.channel]
    name_everything(message.blocks, world.mint)
    conversation.add(message)
    if message.from_app:
        log_post(world, message, via)
    if message.only_for:
        shown = {"type": "ephemeral", "channel": conversation.id, "message": message.for_people([])}
        world.streams.tell_one(message.only_for, shown)
        return message
    _tell(world, conversation, "message", message)
    if message.is_reply:
        _tell_root(world, conversation, message.thread_ts)
    _emit_new(world, conversation, message)
    return message


def ephemeral(
    world: World, conversation: Conversation, user: str, text: str, blocks: list[Json], **more: Any
) -> Message:
    """A message only one person sees; from the app unless ``user_id`` says otherwise."""
    via = more.pop("via", "")
    sender = more.pop("sender", world.workspace.app.user_id)
    message = Message(
        ts=world.clock.stamp(),
        channel=conversation.id,
        user=sender,
        text=text,
        blocks=blocks,
        from_app=sender == world.workspace.app.user_id,
        only_for=user,
        **more,
    )
    return post(world, message, via)


def slackbot_says(world: World, conversation: Conversation, user: str, text: str) -> Message:
    return ephemeral(world, conversation, user, text, [], sender=SLACKBOT)


def change(world: World, message: Message, changes: Json, via: str) -> None:
    """Replace parts of a message; the app hears ``message_changed``."""
    conversation = world.workspace.conversations[message.channel]
    before = world.workspace.message_object(message)
    for name, value in changes.items():
        setattr(message, name, value)
    name_everything(message.blocks, world.mint)
    if message.only_for:
        shown = {"type": "update", "channel": conversation.id, "message": message.for_people([])}
        world.streams.tell_one(message.only_for, shown)
    else:
        _tell(world, conversation, "update", message)
    log_post(world, message, via)
    if not message.only_for:
        after = world.workspace.message_object(message)
        _emit_subtype(world, conversation, "message_changed", {"message": after, "previous_message": before})


def remove(world: World, message: Message) -> None:
    conversation = world.workspace.conversations[message.channel]
    before = world.workspace.message_object(message)
    conversation.remove(message)
    world.streams.tell(
        {"type": "delete", "channel": conversation.id, "ts": message.ts, "thread_ts": message.thread_ts or None},
        lambda member: member in conversation.members,
    )
    if not message.only_for:
        _emit_subtype(world, conversation, "message_deleted", {"deleted_ts": message.ts, "previous_message": before})


def log_post(world: World, message: Message, via: str) -> None:
    """Remember what the app wrote, for proofs that everything arrived once."""
    world.posted.append(
        {
            "seq": len(world.posted) + 1,
            "at": world.clock.now().isoformat(),
            "via": via,
            "channel": message.channel,
            "ts": message.ts,
            "thread_ts": message.thread_ts or None,
            "only_for": message.only_for or None,
            "text": message.text,
            "blocks": message.for_people([])["blocks"],
            "metadata": message.metadata,
        }
    )


def _tell(world: World, conversation: Conversation, kind: str, message: Message) -> None:
    shown = message.for_people(conversation.replies(message.ts))
    world.streams.tell(
        {"type": kind, "channel": conversation.id, "message": shown}, lambda member: member in conversation.members
    )


def _tell_root(world: World, conversation: Conversation, thread_ts: str) -> None:
    root = conversation.messages.get(thread_ts)
    if root is not None:
        _tell(world, conversation, "update", root)


def _emit_new(world: World, conversation: Conversation, message: Message) -> None:
    if world.workspace.app.user_id not in conversation.members:
        return
    event = {
        **world.workspace.message_object(message),
        "channel": conversation.id,
        "event_ts": message.ts,
        "channel_type": conversation.channel_type,
    }
    emit(world, SUBSCRIPTION_OF[conversation.channel_type], event, conversation)
    mentioned = _MENTION.findall(message.text)
    if conversation.kind != "dm" and not message.from_app and world.workspace.app.user_id in mentioned:
        mention = {key: value for key, value in event.items() if key not in ("channel_type", "subtype")}
        emit(world, "app_mention", {**mention, "type": "app_mention"}, conversation)


def _emit_subtype(world: World, conversation: Conversation, subtype: str, facts: Json) -> None:
    if world.workspace.app.user_id not in conversation.members:
        return
    stamp = world.clock.stamp()
    event = {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": conversation.id,
        "ts": stamp,
        "event_ts": stamp,
        "channel_type": conversation.channel_type,
        **facts,
    }
    emit(world, SUBSCRIPTION_OF[conversation.channel_type], event, conversation)
