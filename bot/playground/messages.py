"""Messages as the workspace keeps them, and as the app and people see them."""

import copy
from dataclasses import dataclass, field
from typing import Any

from .trouble import Json


@dataclass(slots=True, kw_only=True)
class Message:
    """``only_for`` makes it ephemeral. ``entered`` holds what each person picked in it, by (block id, action id)."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    broadcast: bool = False
    from_app: bool = False
    only_for: str = ""
    metadata: Json | None = None
    edited: Json | None = None
    files: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    entered: dict[str, dict[tuple[str, str], Any]] = field(default_factory=dict)
    client_msg_id: str = ""
    subtype: str = ""

    @property
    def is_reply(self) -> bool:
        return bool(self.thread_ts) and self.thread_ts != self.ts

    def for_app(self, app: Json, replies: "list[Message]", *, metadata: bool = False) -> Json:
        """The message object of history and payloads; ``app`` is {app_id, bot_id, bot_name, team_id}."""
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": app["team_id"]}
        if self.from_app:
            shown |= {"bot_id": app["bot_id"], "app_id": app["app_id"]}
            shown["bot_profile"] = {
                "id": app["bot_id"],
                "app_id": app["app_id"],
                "name": app["bot_name"],
                "deleted": False,
                "team_id": app["team_id"],
            }
        if self.client_msg_id:
            shown["client_msg_id"] = self.client_msg_id
        if self.broadcast:
            shown["subtype"] = "thread_broadcast"
        elif self.subtype:
            shown["subtype"] = self.subtype
        for name in ("blocks", "attachments", "edited", "files"):
            if value := getattr(self, name):
                shown[name] = copy.deepcopy(value)
        if self.reactions:
            shown["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in self.reactions.items()]
        if metadata and self.metadata:
            shown["metadata"] = copy.deepcopy(self.metadata)
        return shown | self._thread(replies)

    def for_people(self, replies: "list[Message]") -> Json:
        shown: Json = {
            "ts": self.ts,
            "channel": self.channel,
            "user": self.user,
            "text": self.text,
            "blocks": copy.deepcopy(self.blocks),
            "thread_ts": self.thread_ts or None,
            "reply_count": len(replies),
            "edited": self.edited is not None,
            "ephemeral": bool(self.only_for),
            "from_app": self.from_app,
            "broadcast": self.broadcast,
            "files": copy.deepcopy(self.files),
            "reactions": [{"name": n, "users": list(u)} for n, u in self.reactions.items()],
        }
        if self.metadata:
            shown["metadata"] = copy.deepcopy(self.metadata)
        return shown

    def _thread(self, replies: "list[Message]") -> Json:
        if self.is_reply:
            return {"thread_ts": self.thread_ts}
        if not replies:
            return {}
        people = list(dict.fromkeys(reply.user for reply in replies))
        return {
            "thread_ts": self.ts,
            "reply_count": len(replies),
            "reply_users_count": len(people),
            "reply_users": people,
            "latest_reply": replies[-1].ts,
            "is_locked": False,
            "subscribed": False,
        }
