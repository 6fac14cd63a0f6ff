"""What Slack delivers, reduced to who asks, where, and under which key a second delivery is recognised. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Body = Mapping[str, Any]
"""A decoded payload as Bolt hands it over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One delivery. ``request_key`` is the same for every redelivery of it.

    ``channel_id`` is empty in direct and group messages: no project lives there. ``user_team`` is the workspace
    the person belongs to, as far as the payload says: in channels shared with another organisation not ours.
    """

    user_id: str
    request_key: str
    channel_id: str = ""
    trigger_id: str = ""
    response_url: str = ""
    user_team: str = ""


def of_command(body: Body) -> Envelope:
    """A slash command: flat fields."""
    return Envelope(
        user_id=body["user_id"],
        request_key=f"cmd:{body['trigger_id']}",
        channel_id=_room(body["channel_id"], body.get("channel_name", "")),
        trigger_id=body["trigger_id"],
        response_url=body.get("response_url", ""),
        user_team=body.get("team_id") or "",
    )


def of_interaction(body: Body) -> Envelope:
    """A button, menu, shortcut, options query or submitted view: the person is an object."""
    channel = body.get("channel") or {}
    return Envelope(
        user_id=body["user"]["id"],
        request_key=_interaction_key(body),
        channel_id=_room(channel.get("id", ""), channel.get("name", "")),
        trigger_id=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
        user_team=body["user"].get("team_id") or "",
    )


def _interaction_key(body: Body) -> str:
    if body["type"] == "view_submission":
        return f"view:{body['view']['id']}:{body['view']['hash']}"
    return f"act:{body.get('trigger_id', '')}"


def of_event(body: Body) -> Envelope:
    """An event of the Events API. ``team_join`` and ``user_change`` carry the person as an object."""
    event = body["event"]
    user = event.get("user", "")
    request_key = f"evt:{body['event_id']}"
    if isinstance(user, dict):
        return Envelope(user_id=user["id"], request_key=request_key, user_team=user.get("team_id") or "")
    team = event.get("user_team") or event.get("team") or ""
    return Envelope(user_id=user, request_key=request_key, user_team=team)


def _room(channel_id: str, name: str) -> str:
    direct = channel_id.startswith("D") or name == "directmessage" or name.startswith("mpdm-")
    return "" if direct else channel_id
