"""Web API: messages for later. They post when the virtual clock gets there."""

import asyncio

from .calls import Call, Method
from .messages import Message
from .posting import post
from .strictness import check_message
from .trouble import ApiError, Json
from .world import World

FARTHEST_SECONDS = 120 * 86_400
TICK_SECONDS = 0.25


def schedule(call: Call) -> Json:
    """Messages with metadata are accepted and never post: a known defect of the real method."""
    conversation = call.conversation()
    post_at = call.integer("post_at", 0)
    now = call.world.now_seconds()
    if post_at <= now:
        raise ApiError("time_in_past")
    if post_at > now + FARTHEST_SECONDS:
        raise ApiError("time_too_far")
    blocks = call.decoded("blocks", [], "invalid_blocks_format")
    if not (call.text("text") or blocks):
        raise ApiError("no_text")
    if problems := check_message(blocks):
        raise ApiError("invalid_blocks", problems)
    scheduled = {
        "id": call.world.mint.next("Q"),
        "channel_id": conversation.id,
        "post_at": post_at,
        "date_created": now,
        "text": call.text("text"),
        "blocks": blocks,
        "thread_ts": call.text("thread_ts"),
        "never": "metadata" in call.args,
    }
    call.world.scheduled.append(scheduled)
    shown = {"text": scheduled["text"], "type": "delayed_message", "user": call.bot_id}
    return {
        "channel": conversation.id,
        "scheduled_message_id": scheduled["id"],
        "post_at": post_at,
        "message": shown,
    }


def listing(call: Call) -> Json:
    shown = ("id", "channel_id", "post_at", "date_created", "text")
    found = [{key: item[key] for key in shown} for item in call.world.scheduled]
    page, metadata = call.page([item for item in found if call.text("channel") in ("", item["channel_id"])])
    return {"scheduled_messages": page, "response_metadata": metadata}


def delete(call: Call) -> Json:
    wanted = call.required("scheduled_message_id")
    kept = [item for item in call.world.scheduled if item["id"] != wanted]
    if len(kept) == len(call.world.scheduled):
        raise ApiError("invalid_scheduled_message_id")
    call.world.scheduled[:] = kept
    return {}


def post_due(world: World) -> None:
    """Post what the virtual clock has reached."""
    now = world.clock.seconds()
    due = [item for item in world.scheduled if item["post_at"] <= now]
    world.scheduled[:] = [item for item in world.scheduled if item["post_at"] > now]
    for item in due:
        if not item["never"]:
            message = Message(
                ts=world.clock.stamp(),
                channel=item["channel_id"],
                user=world.workspace.app.user_id,
                text=item["text"],
                blocks=item["blocks"],
                thread_ts=item["thread_ts"],
                from_app=True,
            )
            post(world, message, "chat.scheduleMessage")


async def keep_posting(world: World) -> None:
    """Look at the clock for as long as the server runs."""
    while True:
        post_due(world)
        await asyncio.sleep(TICK_SECONDS)


METHODS = {
    "chat.scheduleMessage": Method(schedule, "chat:write"),
    "chat.deleteScheduledMessage": Method(delete, "chat:write"),
    "chat.scheduledMessages.list": Method(listing),
}
