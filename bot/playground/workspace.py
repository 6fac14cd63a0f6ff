"""The workspace's state: team, app, members, conversations, files, user groups. One thread touches it."""

import mimetypes
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from .conversations import Conversation
from .messages import Message
from .mint import Mint
from .people import SLACKBOT, Member
from .trouble import HumanError, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSpec:
    """What a manifest would say about the app under test."""

    app_id: str = "A0LIANDONG"
    name: str = "liandong"
    real_name: str = "Liandong"
    user_id: str = "U0LIANDONG"
    commands: tuple[Json, ...] = (
        {"command": "/liandong", "description": "Linked innovation projects", "usage_hint": "help"},
    )
    shortcuts: tuple[Json, ...] = ()

    @property
    def bot_id(self) -> str:
        return "B" + self.user_id[1:]


@dataclass(slots=True, kw_only=True)
class StoredFile:
    """An uploaded file. ``content`` is None until its bytes have arrived."""

    id: str
    name: str
    user: str
    created: int
    size: int
    content: bytes | None = None
    title: str = ""
    channels: list[str] = field(default_factory=list)

    def as_json(self, base_url: str, team_id: str) -> Json:
        mimetype = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        url = f"{base_url}/files/{self.id}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": mimetype,
            "filetype": self.name.rpartition(".")[2].lower() or "binary",
            "pretty_type": mimetype,
            "user": self.user,
            "user_team": team_id,
            "size": self.size,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": url,
            "url_private_download": url,
            "permalink": url,
            "channels": list(self.channels),
            "groups": [],
            "ims": [],
            "file_access": "visible",
        }


class Workspace:
    """Look-ups raise HumanError for people; the Web API maps misses to its own codes."""

    def __init__(self, app: AppSpec, mint: Mint, zone: str = "Asia/Shanghai") -> None:
        self.team_id = "T0LIANDONG"
        self.domain = "liandong"
        self.name = "Liandong playground"
        self.zone = ZoneInfo(zone)
        self.app = app
        self.mint = mint
        self.members: dict[str, Member] = {}
        self.conversations: dict[str, Conversation] = {}
        self.files: dict[str, StoredFile] = {}
        self.user_groups: list[Json] = []
        self.add_member(Member(id=app.user_id, name=app.name, real_name=app.real_name, is_bot=True))
        self.add_member(Member(id=SLACKBOT, name="slackbot", real_name="Slackbot", is_bot=True))

    def app_facts(self) -> Json:
        """What messages and views repeat about the app."""
        app = self.app
        return {"app_id": app.app_id, "bot_id": app.bot_id, "bot_name": app.real_name, "team_id": self.team_id}

    def add_member(self, member: Member) -> Member:
        self.members[member.id] = member
        return member

    def add_conversation(self, conversation: Conversation) -> Conversation:
        self.conversations[conversation.id] = conversation
        return conversation

    def person(self, user_id: object) -> Member:
        """A living human member. Raises HumanError."""
        member = self.members.get(str(user_id or ""))
        if member is None or member.is_bot or member.deleted:
            raise HumanError("user_not_found", f"there is no active member {user_id}", 404)
        return member

    def readable(self, user_id: str, channel_id: object) -> Conversation:
        """A conversation the person can see. Raises HumanError, the same for hidden and unknown ones."""
        conversation = self.conversations.get(str(channel_id or ""))
        if conversation is None or not self.can_read(user_id, conversation):
            raise HumanError("channel_not_found", f"there is no conversation {channel_id}", 404)
        return conversation

    @staticmethod
    def can_read(user_id: str, conversation: Conversation) -> bool:
        return user_id in conversation.members

    def visible_message(self, user_id: str, conversation: Conversation, ts: object) -> Message:
        """Raises HumanError where the person cannot see such a message."""
        message = conversation.messages.get(str(ts or ""))
        if message is None or message.only_for not in ("", user_id):
            raise HumanError("message_not_found", f"there is no message {ts}", 404)
        return message

    def direct_message(self, user_id: str, now: datetime) -> tuple[Conversation, bool]:
        """The direct message between a person and the app, and whether it was opened just now.

        Its id follows from the person's, so a bot that remembers it finds it again after a restart of the workspace.
        """
        channel_id = "D" + user_id[1:]
        if channel_id in self.conversations:
            return self.conversations[channel_id], False
        conversation = Conversation(
            id=channel_id,
            name=self.app.name,
            kind="dm",
            creator=user_id,
            created=int(now.timestamp()),
            members=[user_id, self.app.user_id],
            partner=user_id,
        )
        return self.add_conversation(conversation), True

    def user_object(self, member: Member, *, locale: bool, email: bool, now: datetime | None = None) -> Json:
        moment = now or datetime.now(UTC)
        return member.for_app(team_id=self.team_id, app_id=self.app.app_id, now=moment, locale=locale, email=email)

    def message_object(self, message: Message, *, metadata: bool = False) -> Json:
        conversation = self.conversations[message.channel]
        return message.for_app(self.app_facts(), conversation.replies(message.ts), metadata=metadata)
