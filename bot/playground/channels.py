"""Channels made, joined, left and archived, with the events the app hears of it."""

from .conversations import Conversation
from .posting import emit
from .trouble import Json
from .world import World


class NameTaken(ValueError):
    """Another channel has that name."""


def create(world: World, name: str, kind: str, creator: str, members: list[str]) -> Conversation:
    """Raises NameTaken."""
    if any(c.name == name and c.kind != "dm" for c in world.workspace.conversations.values()):
        raise NameTaken(name)
    conversation = Conversation(
        id=world.mint.next("C"),
        name=name,
        kind=kind,
        creator=creator,
        created=world.now_seconds(),
        members=list(dict.fromkeys(members)),
    )
    world.workspace.add_conversation(conversation)
    tell(world, conversation)
    if kind == "channel":
        channel = {"id": conversation.id, "name": name, "creator": creator, "created": conversation.created}
        emit(world, "channel_created", _event(world, "channel_created", {"channel": channel}), conversation)
    return conversation


def admit(world: World, conversation: Conversation, member_id: str, inviter: str = "") -> None:
    conversation.members.append(member_id)
    tell(world, conversation)
    _emit_membership(world, conversation, member_id, "member_joined_channel", inviter)


def expel(world: World, conversation: Conversation, member_id: str) -> None:
    """The app hears of its own removal in words of their own: channel_left, group_left."""
    _emit_membership(world, conversation, member_id, "member_left_channel", "")
    if member_id == world.workspace.app.user_id:
        _emit_change(world, conversation, "left", {"channel": conversation.id})
    tell(world, conversation)
    conversation.members.remove(member_id)


def archive(world: World, conversation: Conversation, by: str) -> None:
    conversation.archived = True
    tell(world, conversation)
    _emit_change(world, conversation, "archive", {"channel": conversation.id, "user": by, "is_moved": 0})


def unarchive(world: World, conversation: Conversation, by: str) -> None:
    conversation.archived = False
    tell(world, conversation)
    _emit_change(world, conversation, "unarchive", {"channel": conversation.id, "user": by})


def rename(world: World, conversation: Conversation, name: str) -> None:
    conversation.name = name
    tell(world, conversation)
    channel = {"id": conversation.id, "name": name, "created": conversation.created}
    _emit_change(world, conversation, "rename", {"channel": channel})


def tell(world: World, conversation: Conversation) -> None:
    """Screens read the list of conversations again."""
    world.streams.tell({"type": "conversation", "id": conversation.id}, lambda member: member in conversation.members)


def _emit_membership(world: World, conversation: Conversation, member_id: str, kind: str, inviter: str) -> None:
    if world.workspace.app.user_id not in conversation.members:
        return
    facts: Json = {
        "user": member_id,
        "channel": conversation.id,
        "channel_type": "C" if conversation.kind == "channel" else "G",
        "team": world.workspace.team_id,
    }
    if inviter:
        facts["inviter"] = inviter
    emit(world, kind, _event(world, kind, facts), conversation)


def _emit_change(world: World, conversation: Conversation, what: str, facts: Json) -> None:
    """Public channels have events of their own, private ones are groups."""
    kind = f"{'channel' if conversation.kind == 'channel' else 'group'}_{what}"
    emit(world, kind, _event(world, kind, facts), conversation)


def _event(world: World, kind: str, facts: Json) -> Json:
    return {"type": kind, **facts, "event_ts": world.clock.stamp()}
