"""People as Slack describes them, turned into ours. Pure."""

from collections.abc import Mapping
from typing import Any

from flows.ports import Person


def person_of(team_id: str, user: Mapping[str, Any]) -> Person:
    """A person from Slack's user object (``users.info``, ``users.list``, ``user_change``).

    People of other workspaces (``is_stranger``) count as guests: what is for insiders is not for them.
    """
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Person(
        team_id=team_id,
        user_id=user["id"],
        name=name,
        locale=user.get("locale") or "",
        tz=user.get("tz") or "",
        is_guest=any(user.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_stranger")),
        is_bot=bool(user.get("is_bot")),
        deleted=bool(user.get("deleted")),
    )
