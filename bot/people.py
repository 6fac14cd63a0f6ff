"""People as Slack describes them, turned into ours. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flows.ports import Person
from flows.rhythm.calendar import DoNotDisturb

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
        handle=user.get("name") or "",
    )


def dnd_of(status: Mapping[str, Any]) -> DoNotDisturb | None:
    """The window that runs or comes next, from Slack's status (``dnd.teamInfo``, ``dnd_updated_user``), which shows
    1 and 1 where there is none."""
    since, until = int(status.get("next_dnd_start_ts") or 0), int(status.get("next_dnd_end_ts") or 0)
    if not status.get("dnd_enabled") or until <= max(since, 1):
        return None
    return DoNotDisturb(datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(until, UTC))


def _is_of_another_team(team_id: str, user: Mapping[str, Any]) -> bool:
    """In an Enterprise organisation a person's home may be another workspace although they are a member of ours."""
    home = user.get("team_id")
    shared = (user.get("enterprise_user") or {}).get("teams") or ()
    return bool(home) and home != team_id and team_id not in shared
