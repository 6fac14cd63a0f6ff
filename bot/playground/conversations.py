"""Channels and direct messages, with their messages in order."""

from dataclasses import dataclass, field

from .messages import Message
from .trouble import Json


@dataclass(slots=True, kw_only=True)
class Conversation:
    """``kind`` is channel, private or dm. ``partner`` is the person in a direct message with the app."""

    id: str
    name: str
    kind: str
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    is_shared: bool = False
    archived: bool = False
    partner: str = ""
    topic: str = ""
    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    """Reply timestamps by thread, in order."""

    @property
    def channel_type(self) -> str:
        return {"channel": "channel", "private": "group", "dm": "im"}[self.kind]

    def add(self, message: Message) -> None:
        self.messages[message.ts] = message
        if message.is_reply:
            self.threads.setdefault(message.thread_ts, []).append(message.ts)

    def remove(self, message: Message) -> None:
        self.messages.pop(message.ts, None)
        if message.is_reply and message.ts in self.threads.get(message.thread_ts, []):
            self.threads[message.thread_ts].remove(message.ts)

    def replies(self, ts: str) -> list[Message]:
        return [self.messages[reply] for reply in self.threads.get(ts, [])]

    def top_level(self) -> list[Message]:
        return [m for m in self.messages.values() if not m.is_reply or m.broadcast]

    def for_people(self, reader: str, read_until: str) -> Json:
        unread = sum(m.ts > read_until and m.user != reader for m in self.messages.values() if not m.is_reply)
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "is_shared": self.is_shared,
            "is_archived": self.archived,
            "members": list(self.members),
            "topic": self.topic,
            "unread": unread,
        }

    def for_app(self, bot_user: str, team_id: str, *, count: bool = False) -> Json:
        """The conversation object of conversations.info."""
        if self.kind == "dm":
            return {
                "id": self.id,
                "created": self.created,
                "is_archived": self.archived,
                "is_im": True,
                "is_org_shared": False,
                "context_team_id": team_id,
                "user": self.partner,
                "is_user_deleted": self.archived,
                "priority": 0,
            }
        words = {"value": self.topic, "creator": self.creator, "last_set": self.created}
        shown: Json = {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "private",
            "is_im": False,
            "is_mpim": False,
            "is_private": self.kind == "private",
            "is_general": self.name == "general",
            "is_archived": self.archived,
            "is_member": bot_user in self.members,
            "is_shared": self.is_shared,
            "is_ext_shared": self.is_shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "pending_shared": [],
            "shared_team_ids": [team_id, "T0PARTNER"] if self.is_shared else [team_id],
            "connected_team_ids": ["T0PARTNER"] if self.is_shared else [],
            "context_team_id": team_id,
            "creator": self.creator,
            "created": self.created,
            "updated": self.created * 1000,
            "unlinked": 0,
            "topic": words,
            "purpose": {**words, "value": ""},
            "previous_names": [],
        }
        return {**shown, "num_members": len(self.members)} if count else shown
