"""Web API: channels and their members."""

import re

from .calls import SCOPE_PREFIX, Call, Method
from .channels import NameTaken, admit, archive, create
from .conversations import Conversation
from .trouble import ApiError, Json

KINDS = {"public_channel": "channel", "private_channel": "private", "im": "dm", "mpim": ""}
_NAME = re.compile(r"[a-z0-9\-_\u0080-\uffff]{1,80}")


def info(call: Call) -> Json:
    conversation = call.conversation("read")
    shown = conversation.for_app(
        call.bot_id, call.world.workspace.team_id, count=call.flag("include_num_members") and conversation.kind != "dm"
    )
    if call.flag("include_locale"):
        shown["locale"] = "en-US"
    return {"channel": shown}


def listing(call: Call) -> Json:
    found = [c for c in _of_wanted_kinds(call) if c.kind == "channel" or call.bot_id in c.members]
    return _page(call, found)


def of_app(call: Call) -> Json:
    """users.conversations: only those the app (or the person named) belongs to."""
    member = call.text("user") or call.bot_id
    return _page(call, [c for c in _of_wanted_kinds(call) if member in c.members and call.bot_id in c.members])


def members(call: Call) -> Json:
    conversation = call.conversation("read")
    people, metadata = call.page(list(conversation.members))
    return {"members": people, "response_metadata": metadata}


def create_channel(call: Call) -> Json:
    name = call.required("name")
    if not _NAME.fullmatch(name) or name != name.lower():
        raise ApiError("invalid_name_specials")
    kind = "private" if call.flag("is_private") else "channel"
    call.need("groups:write" if kind == "private" else "channels:manage")
    try:
        conversation = create(call.world, name, kind, call.bot_id, [call.bot_id])
    except NameTaken:
        raise ApiError("name_taken") from None
    return {"channel": conversation.for_app(call.bot_id, call.world.workspace.team_id)}


def invite(call: Call) -> Json:
    conversation = _mine(call, call.conversation())
    call.need("groups:write" if conversation.kind == "private" else "channels:manage")
    people = call.names("users")
    for person in people:
        if person not in call.world.workspace.members:
            raise ApiError("user_not_found")
        if person in conversation.members:
            raise ApiError("already_in_channel")
    for person in people:
        admit(call.world, conversation, person, inviter=call.bot_id)
    return {"channel": conversation.for_app(call.bot_id, call.world.workspace.team_id)}


def join(call: Call) -> Json:
    conversation = call.conversation()
    if conversation.kind != "channel":
        raise ApiError("method_not_supported_for_channel_type")
    if conversation.archived:
        raise ApiError("is_archived")
    if call.bot_id in conversation.members:
        call.warnings.append("already_in_channel")
    else:
        admit(call.world, conversation, call.bot_id)
    return {"channel": conversation.for_app(call.bot_id, call.world.workspace.team_id)}


def archive_channel(call: Call) -> Json:
    conversation = _mine(call, call.conversation())
    if conversation.kind == "dm":
        raise ApiError("method_not_supported_for_channel_type")
    if conversation.archived:
        raise ApiError("already_archived")
    archive(call.world, conversation, call.bot_id)
    return {}


def _mine(call: Call, conversation: Conversation) -> Conversation:
    if call.bot_id not in conversation.members:
        raise ApiError("not_in_channel")
    return conversation


def _of_wanted_kinds(call: Call) -> list[Conversation]:
    wanted = call.names("types") or ["public_channel"]
    if set(wanted) - set(KINDS):
        raise ApiError("invalid_types")
    kinds = {KINDS[kind] for kind in wanted} - {""}
    for kind in sorted(kinds):
        call.need(f"{SCOPE_PREFIX[kind]}:read")
    found = [c for c in call.world.workspace.conversations.values() if c.kind in kinds]
    return [c for c in found if not (call.flag("exclude_archived") and c.archived)]


def _page(call: Call, found: list[Conversation]) -> Json:
    channels, metadata = call.page(found)
    team = call.world.workspace.team_id
    return {
        "channels": [c.for_app(call.bot_id, team, count=c.kind != "dm") for c in channels],
        "response_metadata": metadata,
    }


METHODS = {
    "conversations.info": Method(info),
    "conversations.list": Method(listing),
    "users.conversations": Method(of_app),
    "conversations.members": Method(members),
    "conversations.create": Method(create_channel),
    "conversations.invite": Method(invite),
    "conversations.join": Method(join, "channels:join"),
    "conversations.archive": Method(archive_channel, "channels:manage"),
}
