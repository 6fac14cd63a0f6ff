"""Web API: posting, changing and deleting messages."""

import json
import time
from typing import Any

from .calls import Call, Method
from .conversations import Conversation
from .messages import Message
from .posting import change, ephemeral, post, remove
from .strictness import check_message, check_metadata
from .trouble import ApiError, Json
from .web_api_people import direct_message

TEXT_KEPT = 40_000
UPDATE_TEXT = 4_000
BLOCKS_JSON = 13_200
MARKDOWN_TEXT = 12_000
SECONDS_BETWEEN = 1.0


def post_message(call: Call) -> Json:
    conversation = _writable(call)
    text, blocks, attachments = _words(call)
    metadata = _metadata(call)
    thread_ts = _thread(call, conversation)
    _pace(call, conversation)
    message = Message(
        ts=call.world.clock.stamp(),
        channel=conversation.id,
        user=call.bot_id,
        text=text[:TEXT_KEPT],
        blocks=blocks,
        attachments=attachments,
        thread_ts=thread_ts,
        broadcast=bool(thread_ts) and call.flag("reply_broadcast"),
        from_app=True,
        metadata=metadata or None,
    )
    if len(text) > TEXT_KEPT:
        call.warnings.append("message_truncated")
    post(call.world, message, call.method)
    shown = call.world.workspace.message_object(message, metadata=True)
    return {"channel": conversation.id, "ts": message.ts, "message": shown}


def post_ephemeral(call: Call) -> Json:
    conversation = _writable(call)
    member = call.member()
    text, blocks, _ = _words(call)
    if member.id not in conversation.members:
        raise ApiError("user_not_in_channel")
    thread_ts = _thread(call, conversation)
    _pace(call, conversation)
    message = ephemeral(
        call.world, conversation, member.id, text[:TEXT_KEPT], blocks, via=call.method, thread_ts=thread_ts
    )
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """Absent blocks, attachments and metadata are kept; empty ones are removed."""
    conversation, message = _own_message(call, "cant_update_message")
    changes: Json = {"edited": {"user": call.bot_id, "ts": call.world.clock.stamp()}}
    text, blocks, attachments = _words(call, before=message)
    if len(text) > UPDATE_TEXT:
        raise ApiError("msg_too_long")
    if "text" in call.args or "markdown_text" in call.args:
        changes["text"] = text
    if "blocks" in call.args:
        changes["blocks"] = blocks
    if "attachments" in call.args:
        changes["attachments"] = attachments
    if "metadata" in call.args:
        changes["metadata"] = _metadata(call) or None
    change(call.world, message, changes, call.method)
    shown = call.world.workspace.message_object(message)
    return {"channel": conversation.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(call: Call) -> Json:
    conversation, message = _own_message(call, "cant_delete_message")
    remove(call.world, message)
    return {"channel": conversation.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    conversation = call.conversation()
    message = conversation.messages.get(call.required("message_ts"))
    if message is None or message.only_for:
        raise ApiError("message_not_found")
    link = f"{call.world.base_url}/archives/{conversation.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={conversation.id}"
    return {"channel": conversation.id, "permalink": link}


def _writable(call: Call) -> Conversation:
    """Where the app may post. A person's id opens the direct message, as in Slack."""
    channel = call.required("channel")
    if channel.startswith(("U", "W")):
        return direct_message(call, channel)
    conversation = call.conversation()
    if conversation.archived:
        raise ApiError("is_archived")
    if conversation.kind == "dm" and not call.world.rules.messages_tab:
        raise ApiError("messages_tab_disabled")
    if call.bot_id not in conversation.members and "chat:write.public" not in call.world.rules.scopes:
        raise ApiError("not_in_channel")
    return conversation


def _own_message(call: Call, refusal: str) -> tuple[Conversation, Message]:
    """A message of the app, by its C… or D… id. Ephemeral ones cannot be reached this way."""
    conversation = call.conversation()
    message = conversation.messages.get(call.required("ts"))
    if message is None or message.only_for:
        raise ApiError("message_not_found")
    if not message.from_app:
        raise ApiError(refusal)
    return conversation, message


def _words(call: Call, before: Message | None = None) -> tuple[str, list[Json], list[Json]]:
    """The checked text, blocks and attachments of a call. ``before`` is the message being changed."""
    text = call.text("text")
    markdown = call.text("markdown_text")
    blocks: Any = call.decoded("blocks", [], "invalid_blocks_format")
    attachments: Any = call.decoded("attachments", [], "invalid_attachments")
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise ApiError("invalid_blocks_format")
    if markdown:
        if text or blocks:
            raise ApiError("markdown_text_conflict")
        if len(markdown) > MARKDOWN_TEXT:
            raise ApiError("msg_too_long")
        return markdown, [], attachments
    kept = before is not None and bool(before.text or before.blocks) and not {"text", "blocks"} & set(call.args)
    if not (text or blocks or attachments or kept):
        raise ApiError("no_text")
    if problems := check_message(blocks, attachments):
        raise ApiError("invalid_blocks", problems)
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > BLOCKS_JSON:
        raise ApiError("msg_blocks_too_long")
    if blocks and not text:
        call.warnings.append("missing_text_in_message")
    return text, blocks, attachments


def _metadata(call: Call) -> Json:
    metadata = call.decoded("metadata", {}, "invalid_metadata_format")
    code, problems = check_metadata(metadata)
    if code:
        raise ApiError(code, problems)
    return dict(metadata)


def _thread(call: Call, conversation: Conversation) -> str:
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return ""
    root = conversation.messages.get(thread_ts)
    if root is None or root.only_for:
        raise ApiError("thread_not_found")
    if root.is_reply:
        raise ApiError("cannot_reply_to_message")
    return thread_ts


def _pace(call: Call, conversation: Conversation) -> None:
    """One message a second and channel, where the rule is on."""
    now = time.monotonic()
    last = call.world.last_post.get(conversation.id)
    if call.world.rules.one_message_a_second and last is not None and now - last < SECONDS_BETWEEN:
        raise ApiError("rate_limited", retry_after=1)
    call.world.last_post[conversation.id] = now


METHODS = {
    "chat.postMessage": Method(post_message, "chat:write"),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write"),
    "chat.update": Method(update, "chat:write"),
    "chat.delete": Method(delete, "chat:write"),
    "chat.getPermalink": Method(get_permalink),
}
