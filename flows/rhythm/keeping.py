"""What the preferences of people and channels need from storage; ``flows/ports.py`` says how a unit of work behaves."""

from collections.abc import Iterable
from typing import Protocol

from flows.rhythm.calendar import DoNotDisturb
from flows.rhythm.preferences import ChannelPreferences, OwnChannel, Preferences


class PreferenceBook(Protocol):
    """What was chosen, the latest choice only."""

    def put(self, team_id: str, user_id: str, chosen: Preferences) -> None: ...

    def put_channel(self, team_id: str, channel_id: str, chosen: ChannelPreferences) -> None: ...

    def put_dnd(self, team_id: str, seen: Iterable[tuple[str, DoNotDisturb | None]]) -> None:
        """Slack's next do-not-disturb of people (user ids), None for those who have none."""


class PreferenceReads(Protocol):
    """Those of whoever has chosen nothing are the usual ones."""

    def preferences(self, team_id: str, user_id: str) -> Preferences: ...

    def channel_preferences(self, team_id: str, channel_id: str) -> ChannelPreferences: ...

    def own_channels(self, team_id: str, user_id: str, *, limit: int) -> tuple[OwnChannel, ...]:
        """Where the active and held projects live whose member a person is, that of the newest project first."""

    def dnd(self, team_id: str, user_id: str) -> DoNotDisturb | None: ...

    def staff(self, team_id: str, *, after: str, limit: int) -> tuple[str, ...]:
        """Everybody of a workspace who is known and has not left, guests included and bots not, by user id. ``after``
        is the last one of the page before."""

    def has_muted(self, team_id: str, user_id: str, project_id: str) -> bool: ...

    def people_named(self, team_id: str, name: str) -> tuple[str, ...]:
        """The ids of those who are called so, whatever the case; neither bots nor those who have left."""
