"""Conversations as Slack describes them, turned into ours. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SHARED_FLAGS = ("is_shared", "is_ext_shared", "is_pending_ext_shared")


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What matters about a conversation before something is said in it. ``members`` are Slack user ids."""

    id: str
    name: str
    is_private: bool
    is_shared: bool
    is_archived: bool
    is_member: bool
    members: tuple[str, ...]


def channel_of(channel: Mapping[str, Any], channel_id: str, members: tuple[str, ...]) -> ChannelFacts:
    """A conversation from Slack's channel object (``conversations.info``) and its members."""
    return ChannelFacts(
        id=channel_id,
        name=channel.get("name") or "",
        is_private=bool(channel.get("is_private")),
        is_shared=any(channel.get(flag) for flag in _SHARED_FLAGS),
        is_archived=bool(channel.get("is_archived")),
        is_member=bool(channel.get("is_member", True)),
        members=members,
    )
