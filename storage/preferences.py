"""What people and channels have chosen to hear, and Slack's do-not-disturb, in the database."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import time
from functools import lru_cache

from flows.rhythm.calendar import DoNotDisturb, Quiet
from flows.rhythm.preferences import (
    USUAL,
    USUAL_IN_CHANNELS,
    ChannelMode,
    ChannelPreferences,
    OwnChannel,
    Preferences,
)
from storage.codec import build, dump, plain
from storage.folding import fold
from storage.instants import moment, moment_or_none, read_moment, read_moment_or_none
from storage.session import Session


class PreferenceRepository:
    """Implements ``flows.rhythm.keeping.PreferenceBook``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, team_id: str, user_id: str, chosen: Preferences) -> None:
        who = {"team_id": team_id, "user_id": user_id}
        self._session.run("preferences.put", **who, settings=dump(plain(replace(chosen, muted=()))))
        self._session.run("preferences.unmute_all", **who)
        for project_id in chosen.muted:
            self._session.run("preferences.mute", **who, project_id=project_id)

    def put_channel(self, team_id: str, channel_id: str, chosen: ChannelPreferences) -> None:
        self._session.run(
            "preferences.put_channel",
            team_id=team_id,
            channel_id=channel_id,
            mode=chosen.mode.value,
            quiet_since=None if chosen.quiet is None else chosen.quiet.since.isoformat(),
            quiet_until=None if chosen.quiet is None else chosen.quiet.until.isoformat(),
            set_by=chosen.set_by,
            set_at=moment_or_none(chosen.set_at),
        )

    def put_dnd(self, team_id: str, seen: Iterable[tuple[str, DoNotDisturb | None]]) -> None:
        for user_id, dnd in seen:
            who = {"team_id": team_id, "user_id": user_id}
            if dnd is None:
                self._session.run("preferences.drop_dnd", **who)
            else:
                self._session.run("preferences.put_dnd", **who, since=moment(dnd.since), until=moment(dnd.until))


class PreferenceReadModels:
    """Implements ``flows.rhythm.keeping.PreferenceReads`` for the class that mixes it in."""

    _session: Session

    def preferences(self, team_id: str, user_id: str) -> Preferences:
        who = {"team_id": team_id, "user_id": user_id}
        row = self._session.one("preferences.find", **who)
        if row is None:
            return USUAL
        muted = tuple(project_id for (project_id,) in self._session.all("preferences.muted_by", **who))
        chosen = _settings(row[0])
        return replace(chosen, muted=muted) if muted else chosen

    def channel_preferences(self, team_id: str, channel_id: str) -> ChannelPreferences:
        row = self._session.one("preferences.find_channel", team_id=team_id, channel_id=channel_id)
        if row is None:
            return USUAL_IN_CHANNELS
        mode, since, until, set_by, set_at = row
        quiet = Quiet(time.fromisoformat(since), time.fromisoformat(until)) if since else None
        return ChannelPreferences(
            mode=ChannelMode(mode), quiet=quiet, set_by=set_by, set_at=read_moment_or_none(set_at)
        )

    def own_channels(self, team_id: str, user_id: str, *, limit: int) -> tuple[OwnChannel, ...]:
        keys: dict[str, list[str]] = {}
        for channel_id, key in self._session.all("preferences.own_channels", team_id=team_id, user_id=user_id):
            if channel_id in keys or len(keys) < limit:
                keys.setdefault(channel_id, []).append(key)
        return tuple(
            OwnChannel(channel_id, tuple(here), self.channel_preferences(team_id, channel_id))
            for channel_id, here in keys.items()
        )

    def dnd(self, team_id: str, user_id: str) -> DoNotDisturb | None:
        row = self._session.one("preferences.find_dnd", team_id=team_id, user_id=user_id)
        return None if row is None else DoNotDisturb(read_moment(row[0]), read_moment(row[1]))

    def staff(self, team_id: str, *, after: str, limit: int) -> tuple[str, ...]:
        found = self._session.all("preferences.staff", team_id=team_id, after=after, limit=limit)
        return tuple(user_id for (user_id,) in found)

    def has_muted(self, team_id: str, user_id: str, project_id: str) -> bool:
        who = {"team_id": team_id, "user_id": user_id}
        return self._session.one("preferences.has_muted", **who, project_id=project_id) is not None

    def people_named(self, team_id: str, name: str) -> tuple[str, ...]:
        found = self._session.all("preferences.people_named", team_id=team_id, name=fold(name))
        return tuple(user_id for (user_id,) in found)


@lru_cache(maxsize=1024)
def _settings(text: str) -> Preferences:
    """Most people have chosen what others have chosen too, and everybody's choice is read for each message to them."""
    return build(Preferences, json.loads(text))
