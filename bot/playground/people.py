"""Members of the workspace, and the user object Slack shows of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .trouble import Json

SLACKBOT = "USLACKBOT"
"""Slackbot claims not to be a bot: the trap every list of people has."""


@dataclass(slots=True, kw_only=True)
class Member:
    """``name`` is the handle, ``real_name`` what people read. ``dnd`` is (start, end) in epoch seconds, or None."""

    id: str
    name: str
    real_name: str
    title: str = ""
    locale: str = "en-US"
    tz: str = "Etc/UTC"
    is_guest: bool = False
    is_bot: bool = False
    is_admin: bool = False
    deleted: bool = False
    dnd: tuple[int, int] | None = None
    presence: str = "active"
    home_opened: bool = False
    read_until: dict[str, str] = field(default_factory=dict)
    updated: int = 0

    @property
    def email(self) -> str:
        return f"{self.name}@example.com"

    def for_people(self) -> Json:
        """What the web page and scripts see."""
        return {
            "id": self.id,
            "name": self.name,
            "real_name": self.real_name,
            "title": self.title,
            "locale": self.locale,
            "tz": self.tz,
            "is_guest": self.is_guest,
            "is_bot": self.is_bot,
            "deleted": self.deleted,
            "dnd": list(self.dnd) if self.dnd else None,
            "presence": self.presence,
        }

    def dnd_status(self, now: float) -> Json:
        """As Slack shows it: the window that runs or comes next, 1 and 1 where there is none."""
        start, end = self.dnd if self.dnd and self.dnd[1] > now else (1, 1)
        return {"dnd_enabled": self.dnd is not None, "next_dnd_start_ts": start, "next_dnd_end_ts": end}

    def profile(self) -> Json:
        profile: Json = {
            "title": self.title,
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.real_name,
            "display_name_normalized": self.real_name,
            "status_text": "",
            "status_emoji": "",
            "team": "",
        }
        return profile if self.is_bot else {**profile, "email": self.email}

    def for_app(self, *, team_id: str, app_id: str, now: datetime, locale: bool, email: bool) -> Json:
        """The user object of users.info. Deleted members and bots have no time zone, as in Slack."""
        profile = {**self.profile(), "team": team_id}
        if not email:
            profile.pop("email", None)
        shown: Json = {
            "id": self.id,
            "team_id": team_id,
            "name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": self.is_bot and self.id != SLACKBOT,
            "is_app_user": False,
            "updated": self.updated,
        }
        if self.is_bot and self.id != SLACKBOT:
            shown["profile"] |= {"api_app_id": app_id, "bot_id": "B" + self.id[1:]}
        if not self.deleted:
            shown |= {
                "real_name": self.real_name,
                "is_admin": self.is_admin,
                "is_owner": False,
                "is_primary_owner": False,
                "is_restricted": self.is_guest,
                "is_ultra_restricted": False,
                "color": "9f69e7",
            }
        if not self.deleted and not self.is_bot:
            shown |= self._zone(now)
        if locale and not self.is_bot:
            shown["locale"] = self.locale
        return shown

    def _zone(self, now: datetime) -> dict[str, Any]:
        here = now.astimezone(ZoneInfo(self.tz))
        offset = here.utcoffset()
        return {
            "tz": self.tz,
            "tz_label": here.tzname() or self.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
        }
