"""The human side: who is here, channels, profiles, what can be read."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .channels import NameTaken, admit, archive, create, expel, rename, unarchive
from .conversations import Conversation
from .people import SLACKBOT, Member
from .posting import emit
from .trouble import HumanError, Json
from .world import World

PROFILE_FIELDS = ("name", "real_name", "title", "locale", "tz", "deleted", "is_guest", "dnd", "presence")


def workspace(world: World, user: str) -> Json:
    """Everything a screen needs at first."""
    me = world.workspace.person(user)
    state = world.workspace
    seen = [c for c in state.conversations.values() if state.can_read(me.id, c)]
    app = state.app
    return {
        "team": {"id": state.team_id, "name": state.name, "domain": state.domain},
        "me": me.for_people(),
        "members": [member.for_people() for member in state.members.values()],
        "conversations": [c.for_people(me.id, me.read_until.get(c.id, "")) for c in seen],
        "app": {
            "id": app.app_id,
            "name": app.real_name,
            "user_id": app.user_id,
            "commands": list(app.commands),
            "shortcuts": list(app.shortcuts),
            "home_tab": world.rules.home_tab,
        },
        "clock": world.clock.as_json(),
    }


def messages(world: World, user: str, channel: str, thread_ts: str) -> Json:
    """What the person sees, oldest first; reading marks the conversation as read."""
    me = world.workspace.person(user)
    conversation = world.workspace.readable(me.id, channel)
    if thread_ts:
        root = world.workspace.visible_message(me.id, conversation, thread_ts)
        found = [root, *conversation.replies(root.ts)]
    else:
        found = conversation.top_level()
        me.read_until[conversation.id] = max((m.ts for m in found), default="")
    shown = [m for m in found if m.only_for in ("", me.id)]
    return {"messages": [m.for_people(conversation.replies(m.ts)) for m in shown]}


async def new_channel(world: World, body: Json) -> Json:
    me = world.workspace.person(body.get("as"))
    if me.is_guest:
        raise HumanError("restricted_action", "guests cannot make channels", 403)
    kind = "private" if body.get("private") else "channel"
    people = [me.id, *(str(person) for person in body.get("members", []))]
    if unknown := [person for person in people if person not in world.workspace.members]:
        raise HumanError("user_not_found", f"there is no member {unknown[0]}", 404)
    try:
        made = create(world, str(body.get("name", "")).lstrip("#").lower(), kind, me.id, people)
    except NameTaken:
        raise HumanError("name_taken", "another channel has that name") from None
    return {"ok": True, "channel": made.id}


async def channel_members(world: World, body: Json) -> Json:
    """Add and remove members; without ``as`` an administrator does it."""
    conversation = _channel(world, body.get("channel"))
    for person in _people(body.get("add")):
        if person not in world.workspace.members:
            raise HumanError("user_not_found", f"there is no member {person}", 404)
        if person not in conversation.members:
            admit(world, conversation, person, inviter=str(body.get("as") or ""))
    for person in _people(body.get("remove")):
        if person in conversation.members:
            expel(world, conversation, person)
    return {"ok": True, "members": list(conversation.members)}


async def channel_state(world: World, body: Json) -> Json:
    """Archive, unarchive or rename a channel; without ``as`` an administrator does it."""
    conversation, by = _channel(world, body.get("channel")), str(body.get("as") or "")
    if "name" in body:
        rename(world, conversation, str(body["name"]))
    if "archived" in body and bool(body["archived"]) != conversation.archived:
        (archive if body["archived"] else unarchive)(world, conversation, by)
    return {"ok": True, "name": conversation.name, "archived": conversation.archived}


async def profile(world: World, body: Json) -> Json:
    """Change a member, or bring a new one; the app hears user_change or team_join."""
    changes = {name: body[name] for name in PROFILE_FIELDS if name in body}
    user_id = str(body.get("user") or "")
    member = world.workspace.members.get(user_id)
    if user_id == SLACKBOT or (member is not None and member.is_bot):
        raise HumanError("not_a_person", "bots have no profile to change")
    _check_changes(changes)
    if member is None:
        if "name" not in changes or not user_id.startswith(("U", "W")):
            raise HumanError("user_not_found", "a new member needs an id that starts with U, and a name", 404)
        member = Member(id=user_id, name=changes["name"], real_name=changes.get("real_name", changes["name"]))
        _apply(world, member, changes)
        world.workspace.add_member(member)
        _tell(world, member, "team_join")
    else:
        _apply(world, member, changes)
        _tell(world, member, "user_change")
        if "dnd" in changes:
            status = member.dnd_status(world.clock.seconds())
            emit(world, "dnd_updated_user", {
                "type": "dnd_updated_user", "user": member.id, "dnd_status": status, "event_ts": world.clock.stamp(),
            })  # fmt: skip
    return {"ok": True, "member": member.for_people()}


def _check_changes(changes: dict[str, Any]) -> None:
    if "tz" in changes:
        try:
            ZoneInfo(str(changes["tz"]))
        except (ZoneInfoNotFoundError, ValueError):
            raise HumanError("invalid_time_zone", f"there is no time zone {changes['tz']}") from None
    if changes.get("presence", "active") not in ("active", "away"):
        raise HumanError("invalid_presence", "presence is active or away")
    window = changes.get("dnd")
    if window is not None and not (isinstance(window, list) and [type(edge) for edge in window] == [int, int]):
        raise HumanError("invalid_dnd", "dnd is [start, end] in epoch seconds, or null")


def _apply(world: World, member: Member, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(member, name, tuple(value) if name == "dnd" and value is not None else value)
    member.updated = world.now_seconds()
    direct = world.workspace.conversations.get("D" + member.id[1:])
    if direct is not None:
        direct.archived = member.deleted


def _tell(world: World, member: Member, kind: str) -> None:
    shown = world.workspace.user_object(member, locale=True, email=True, now=world.clock.now())
    event = {"type": kind, "user": shown, "cache_ts": member.updated, "event_ts": world.clock.stamp()}
    world.streams.tell({"type": "profile", "member": member.for_people()})
    emit(world, kind, event)


def _channel(world: World, channel_id: object) -> Conversation:
    conversation = world.workspace.conversations.get(str(channel_id or ""))
    if conversation is None or conversation.kind == "dm":
        raise HumanError("channel_not_found", f"there is no channel {channel_id}", 404)
    return conversation


def _people(given: Any) -> list[str]:
    if given is None:
        return []
    return [str(person) for person in given] if isinstance(given, list) else [str(given)]
