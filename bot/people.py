"""People as Slack describes them, turned into ours. Pure."""

from collections.abc import Mapping
from typing import Any

from flows.ports import Person

GUEST_FLAGS = ("is_restricted", "is_ultra_restricted", "is_stranger")


def person_of(team_id: str, user: Mapping[str, Any]) -> Person:
    """A person from Slack's user object (``users.info``, ``users.list``, ``user_change``).

    People of other organisations (``is_stranger``, or another home workspace) count as guests: what is for insiders
    is not for them.
    """
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Person(
        team_id=team_id,
        user_id=user["id"],
        name=name,
        locale=user.get("locale") or "",
        tz=user.get("tz") or "",
        is_guest=any(user.get(flag) for flag in GUEST_FLAGS) or _is_of_another_team(team_id, user),
        is_bot=bool(user.get("is_bot")),
        deleted=bool(user.get("deleted")),
    )


def _is_of_another_team(team_id: str, user: Mapping[str, Any]) -> bool:
    """In an Enterprise organisation a person's home may be another workspace although they are a member of ours."""
    home = user.get("team_id")
    shared = (user.get("enterprise_user") or {}).get("teams") or ()
    return bool(home) and home != team_id and team_id not in shared
