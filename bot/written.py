"""What somebody wrote in a channel, out of a message event: its words and the names of its files. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.envelope import Body
from bot.spoken import plain

SPOKEN = frozenset({"", "file_share", "thread_broadcast", "me_message"})
EDITED = "message_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """``ts`` is the message, however often it is edited; ``thread_ts`` is empty where it is no answer."""

    author: str
    channel: str
    ts: str
    thread_ts: str
    words: str


def written(body: Body, team_id: str) -> Written | None:
    """None for what no colleague wrote: an app, Slack itself, somebody of another organisation."""
    event: Mapping[str, Any] = body["event"]
    said: Mapping[str, Any] = (event.get("message") or {}) if event.get("subtype") == EDITED else event
    author, team = str(said.get("user") or ""), said.get("user_team") or said.get("team") or team_id
    if not author or said.get("bot_id") or team != team_id or (said.get("subtype") or "") not in SPOKEN:
        return None
    names = (str(file.get(name) or "") for file in said.get("files") or () for name in ("name", "title"))
    words = "\n".join(filter(None, (plain(str(said.get("text") or "")), *names)))
    thread_ts = str(said.get("thread_ts") or "")
    ts = str(said.get("ts") or "")
    return Written(
        author=author, channel=str(event["channel"]), ts=ts, thread_ts="" if thread_ts == ts else thread_ts, words=words
    )
