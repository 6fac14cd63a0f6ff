"""Small records that pass between the floors: people, receipts, parcels, posts, imported templates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.notices import Notice, Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A Slack user as last seen. ``locale`` is Slack's (``zh-CN``) or empty, ``tz`` an IANA name or empty.

    ``handle`` is what a mention becomes in a slash command (``@liuming``), whatever ``name`` is shown; empty where
    nobody has looked since handles are kept.
    """

    team_id: str
    user_id: str
    name: str
    locale: str = ""
    tz: str = ""
    is_guest: bool = False
    is_bot: bool = False
    deleted: bool = False
    handle: str = ""
    home_opened_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a command did, small and JSON-able: stored in the inbox and answered again on redelivery.

    ``command`` is the command's class name; ``events`` the names of the events it caused, empty where
    nothing had to change. ``params`` carries what the answer needs (``decision``, ``number``…).
    """

    command: str
    project_id: str
    project_key: str
    events: tuple[str, ...] = ()
    params: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One outbox row claimed for sending. ``ambiguous`` tells that an earlier attempt may have arrived."""

    id: str
    notice: Notice
    attempts: int
    ambiguous: bool
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where a kept message stands in Slack. ``withheld``: it shows nothing but key and stage there."""

    post_key: str
    channel_id: str
    ts: str
    withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTemplate:
    """One version of a workflow template as a workspace imported it: its TOML text, by whom (user id), when (UTC)."""

    team_id: str
    name: str
    version: int
    text: str
    imported_by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What waits to be sent. ``due`` could leave now, ``longest`` of it stands in one queue; ``later`` waits for its
    hour, or for a place that cannot be reached."""

    due: int = 0
    longest: int = 0
    later: int = 0
