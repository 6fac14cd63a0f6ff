"""Web API: reading messages back, and reacting to them."""

from decimal import Decimal, InvalidOperation

from .calls import Call, Method
from .conversations import Conversation
from .messages import Message
from .posting import emit
from .trouble import ApiError, Json


def history(call: Call) -> Json:
    """Newest first, top level only; metadata only on request."""
    conversation = _readable(call)
    found = [m for m in conversation.top_level() if _in_range(call, m)]
    messages, metadata = call.page(found[::-1])
    more = bool(metadata["next_cursor"])
    return {
        "messages": _shown(call, messages),
        "has_more": more,
        "pin_count": 0,
        **({"response_metadata": metadata} if more else {}),
    }


def replies(call: Call) -> Json:
    """The thread's first message and its replies, oldest first."""
    conversation = _readable(call)
    root = conversation.messages.get(call.required("ts"))
    if root is None or root.only_for:
        raise ApiError("thread_not_found")
    thread = [root, *conversation.replies(root.ts)] if not root.is_reply else [root]
    found = [m for m in thread if m is root or _in_range(call, m)]
    messages, metadata = call.page([m for m in found if not m.only_for], 1000)
    more = bool(metadata["next_cursor"])
    return {
        "messages": _shown(call, messages),
        "has_more": more,
        **({"response_metadata": metadata} if more else {}),
    }


def add_reaction(call: Call) -> Json:
    message, name = _reactable(call)
    people = message.reactions.setdefault(name, [])
    if call.bot_id in people:
        raise ApiError("already_reacted")
    people.append(call.bot_id)
    _tell(call, message, "reaction_added", name)
    return {}


def remove_reaction(call: Call) -> Json:
    message, name = _reactable(call)
    if call.bot_id not in message.reactions.get(name, []):
        raise ApiError("no_reaction")
    message.reactions[name].remove(call.bot_id)
    if not message.reactions[name]:
        del message.reactions[name]
    _tell(call, message, "reaction_removed", name)
    return {}


def _readable(call: Call) -> Conversation:
    conversation = call.conversation("history")
    if call.bot_id not in conversation.members:
        raise ApiError("not_in_channel")
    return conversation


def _in_range(call: Call, message: Message) -> bool:
    if message.only_for:
        return False
    stamp, oldest, latest = Decimal(message.ts), _bound(call, "oldest"), _bound(call, "latest")
    if call.flag("inclusive"):
        return (oldest is None or stamp >= oldest) and (latest is None or stamp <= latest)
    return (oldest is None or stamp > oldest) and (latest is None or stamp < latest)


def _bound(call: Call, name: str) -> Decimal | None:
    value = call.text(name)
    if not value or value == "now":
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ApiError(f"invalid_ts_{name}") from None


def _shown(call: Call, messages: list[Message]) -> list[Json]:
    with_metadata = call.flag("include_all_metadata")
    return [call.world.workspace.message_object(m, metadata=with_metadata) for m in messages]


def _reactable(call: Call) -> tuple[Message, str]:
    conversation = call.conversation()
    message = conversation.messages.get(call.required("timestamp"))
    if message is None or message.only_for:
        raise ApiError("message_not_found")
    name = call.required("name").strip(":")
    if not name.replace("_", "").replace("-", "").replace("+", "").isalnum():
        raise ApiError("invalid_name")
    return message, name


def _tell(call: Call, message: Message, kind: str, name: str) -> None:
    conversation = call.world.workspace.conversations[message.channel]
    shown = message.for_people(conversation.replies(message.ts))
    call.world.streams.tell(
        {"type": "update", "channel": conversation.id, "message": shown}, lambda member: member in conversation.members
    )
    event = {
        "type": kind,
        "user": call.bot_id,
        "reaction": name,
        "item": {"type": "message", "channel": conversation.id, "ts": message.ts},
        "item_user": message.user,
        "event_ts": call.world.clock.stamp(),
    }
    emit(call.world, kind, event, conversation)


METHODS = {
    "conversations.history": Method(history),
    "conversations.replies": Method(replies),
    "reactions.add": Method(add_reaction, "reactions:write"),
    "reactions.remove": Method(remove_reaction, "reactions:write"),
}
