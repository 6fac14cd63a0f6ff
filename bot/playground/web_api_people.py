"""Web API: members, direct messages, do-not-disturb, user groups."""

from datetime import UTC, datetime

from .calls import Call, Method
from .conversations import Conversation
from .people import Member
from .trouble import ApiError, Json
from .world import World

MOST_IN_DND = 50
MOST_IN_DM = 8


def direct_message(call: Call, user_id: str) -> Conversation:
    """The direct message with a person, opened on demand. Raises ApiError."""
    member = call.world.workspace.members.get(user_id)
    if member is None:
        raise ApiError("channel_not_found" if call.method.startswith("chat.") else "user_not_found")
    if member.is_bot:
        raise ApiError("cannot_dm_bot")
    if member.deleted:
        raise ApiError("user_disabled")
    if not call.world.rules.messages_tab:
        raise ApiError("messages_tab_disabled")
    call.need("im:write")
    conversation, _ = open_direct_message(call.world, user_id)
    return conversation


def open_direct_message(world: World, user_id: str) -> tuple[Conversation, bool]:
    conversation, opened = world.workspace.direct_message(user_id, world.clock.now())
    if opened:
        world.streams.tell_one(user_id, {"type": "conversation", "id": conversation.id})
    return conversation, opened


def conversations_open(call: Call) -> Json:
    if call.text("channel"):
        conversation = call.conversation()
        return {"channel": {"id": conversation.id}, "no_op": True, "already_open": True}
    people = call.names("users")
    if not people:
        raise ApiError("users_list_not_supplied")
    if len(people) > MOST_IN_DM:
        raise ApiError("too_many_users")
    if len(people) > 1:
        raise ApiError("not_enough_users", ["[ERROR] the playground has no group direct messages"])
    known = "D" + people[0][1:] in call.world.workspace.conversations
    conversation = direct_message(call, people[0])
    if call.flag("return_im"):
        shown = conversation.for_app(call.bot_id, call.world.workspace.team_id)
    else:
        shown = {"id": conversation.id}
    return {"channel": shown, **({"no_op": True, "already_open": True} if known else {})}


def users_info(call: Call) -> Json:
    return {"user": _shown(call, call.member())}


def users_list(call: Call) -> Json:
    members, metadata = call.page(list(call.world.workspace.members.values()), 1000)
    shown = [_shown(call, member) for member in members]
    return {"members": shown, "cache_ts": call.world.now_seconds(), "response_metadata": metadata}


def lookup_by_email(call: Call) -> Json:
    email = call.required("email").lower()
    for member in call.world.workspace.members.values():
        if not member.is_bot and not member.deleted and member.email == email:
            return {"user": _shown(call, member)}
    raise ApiError("users_not_found")


def profile_get(call: Call) -> Json:
    return {"profile": call.member().profile()}


def get_presence(call: Call) -> Json:
    return {"presence": call.member().presence}


def dnd_info(call: Call) -> Json:
    return call.member().dnd_status(call.world.clock.seconds())


def dnd_team_info(call: Call) -> Json:
    people = call.names("users")
    if not people:
        raise ApiError("invalid_arguments", ["[ERROR] missing required field: users"])
    if len(people) > MOST_IN_DND:
        raise ApiError("too_many_users")
    known, now = call.world.workspace.members, call.world.clock.seconds()
    return {"users": {person: known[person].dnd_status(now) for person in people if person in known}}


def user_groups(call: Call) -> Json:
    groups = []
    for group in call.world.workspace.user_groups:
        facts = {"team_id": call.world.workspace.team_id, "is_usergroup": True, "date_delete": 0}
        shown = {**group, **facts, "user_count": len(group["users"])}
        if not call.flag("include_users"):
            shown.pop("users")
        groups.append(shown)
    return {"usergroups": groups}


def user_group_members(call: Call) -> Json:
    wanted = call.required("usergroup")
    for group in call.world.workspace.user_groups:
        if group["id"] == wanted:
            return {"users": list(group["users"])}
    raise ApiError("no_such_subteam")


def _shown(call: Call, member: Member) -> Json:
    return call.world.workspace.user_object(
        member,
        locale=call.flag("include_locale"),
        email="users:read.email" in call.world.rules.scopes,
        now=datetime.fromtimestamp(call.world.clock.seconds(), UTC),
    )


METHODS = {
    "conversations.open": Method(conversations_open, "im:write"),
    "users.info": Method(users_info, "users:read"),
    "users.list": Method(users_list, "users:read"),
    "users.lookupByEmail": Method(lookup_by_email, "users:read.email"),
    "users.profile.get": Method(profile_get, "users:read"),
    "users.getPresence": Method(get_presence, "users:read"),
    "dnd.info": Method(dnd_info, "dnd:read"),
    "dnd.teamInfo": Method(dnd_team_info, "dnd:read"),
    "usergroups.list": Method(user_groups, "usergroups:read"),
    "usergroups.users.list": Method(user_group_members, "usergroups:read"),
}
