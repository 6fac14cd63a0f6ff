"""What the app's answers do: to a command, to a submitted modal, through a response URL."""

from typing import Any

from .conversations import Conversation
from .messages import Message
from .people import Member
from .posting import change, ephemeral, post, remove
from .strictness import check_message, check_view
from .triggers import ResponseUrl
from .trouble import ApiError, Json
from .views import View
from .world import World

ANSWER_FIELDS = {
    "text", "blocks", "attachments", "response_type", "replace_original", "delete_original", "thread_ts",
    "unfurl_links", "unfurl_media", "metadata", "mrkdwn",
}  # fmt: skip


def say(
    world: World, conversation: Conversation, member_id: str, body: Json, via: str, *, thread_ts: str = ""
) -> Message:
    """Show an answer to one person, or to all with ``response_type: in_channel``. Raises ApiError."""
    text, blocks = checked_words(body)
    if body.get("response_type", "ephemeral") != "in_channel":
        return ephemeral(world, conversation, member_id, text, blocks, via=via, thread_ts=thread_ts)
    message = Message(
        ts=world.clock.stamp(),
        channel=conversation.id,
        user=world.workspace.app.user_id,
        text=text,
        blocks=blocks,
        from_app=True,
        thread_ts=thread_ts,
    )
    return post(world, message, via)


def checked_words(body: Json) -> tuple[str, list[Json]]:
    """Text and blocks of an answer. Raises ApiError like chat.postMessage."""
    text, blocks = body.get("text", ""), body.get("blocks") or []
    if strange := sorted(set(body) - ANSWER_FIELDS):
        raise ApiError("invalid_arguments", [f"[ERROR] unexpected field {name}" for name in strange])
    if not isinstance(text, str) or not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    if not text and not blocks and not body.get("attachments"):
        raise ApiError("no_text")
    if problems := check_message(blocks):
        raise ApiError("invalid_blocks", problems)
    return text, blocks


def through_response_url(world: World, url: ResponseUrl, body: Json) -> None:
    """Post, replace or delete by response URL. Raises ApiError."""
    conversation = world.workspace.conversations[url.channel]
    original = conversation.messages.get(url.ts) if url.ts else None
    if body.get("delete_original") and original is not None:
        remove(world, original)
        return
    if body.get("replace_original") and original is not None and original.from_app:
        text, blocks = checked_words(body)
        change(world, original, {"text": text, "blocks": blocks}, "response_url")
        return
    thread_ts = str(body.get("thread_ts") or url.thread_ts or "")
    say(world, conversation, url.user, body, "response_url", thread_ts=thread_ts)


def after_submission(world: World, member: Member, view: View, payload: Json) -> dict[str, str]:
    """Follow the app's answer to a submitted modal; returns its words per block id. Raises ApiError."""
    action = payload.get("response_action")
    if action == "errors":
        return _field_errors(view, payload.get("errors"))
    if action == "update":
        world.screens.update(view, checked_modal(payload.get("view")))
    elif action == "push":
        world.screens.push(member.id, checked_modal(payload.get("view")))
    elif action == "clear":
        world.screens.clear(member.id)
    elif action is None and not payload:
        world.screens.close(view)
    else:
        raise ApiError("invalid_response_action", [f"[ERROR] cannot follow {payload!r}"])
    tell_views(world, member.id)
    return {}


def checked_modal(body: Any) -> Json:
    """A modal an app sent, with ids filled in by ``Screens``. Raises ApiError."""
    if not isinstance(body, dict) or body.get("type") != "modal":
        raise ApiError("invalid_arguments", ["[ERROR] a view of type modal is required [json-pointer:/view]"])
    code, problems = check_view(body)
    if code:
        raise ApiError(code, problems)
    return body


def tell_views(world: World, user: str) -> None:
    """Show a person's modals on their screen again."""
    facts = world.workspace.app_facts()
    shown = [view.as_json(facts) for view in world.screens.stack(user)]
    world.streams.tell_one(user, {"type": "view", "views": shown})


def _field_errors(view: View, errors: Any) -> dict[str, str]:
    """Words by block id. An id that is not an input of the view is the app's mistake, and Slack shows trouble."""
    inputs = {block.get("block_id") for block in view.blocks if block.get("type") == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - inputs:
        raise ApiError("invalid_errors", [f"[ERROR] errors must name input blocks of the view: {errors!r}"])
    if not all(isinstance(words, str) and words for words in errors.values()):
        raise ApiError("invalid_errors", ["[ERROR] every error is text"])
    return dict(errors)
