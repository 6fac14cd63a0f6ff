"""What can go wrong with a feed. Every error names the source, and where it concerns one record, that record."""

from dataclasses import dataclass

from flows.errors import LiandongError


@dataclass(eq=False)
class FeedError(LiandongError):
    """Base of every failure of a feed. ``source`` is its short name, such as ``iso``."""

    source: str


@dataclass(eq=False)
class FeedUnreachable(FeedError):
    """No usable answer. ``problem`` is ``timeout``, ``cut``, ``connect``, ``dns``, ``too_slow`` or ``redirects``."""

    address: str
    problem: str


@dataclass(eq=False)
class FeedRefused(FeedError):
    """The far side answered, and said no. ``reason`` is its own word for it, or empty."""

    address: str
    status: int
    reason: str = ""


@dataclass(eq=False)
class FeedBusy(FeedError):
    """We asked too often, or the far side is overloaded. Ask again after ``retry_after`` seconds, not before."""

    address: str
    retry_after: float
    reason: str = ""


@dataclass(eq=False)
class FeedForbidden(FeedError):
    """An address that we never ask. ``problem`` is ``scheme``, ``private``, ``credentials``, ``address``,
    ``robots`` (its host asks programs not to read it) or ``other_host`` (a paging link that leads away)."""

    address: str
    problem: str


@dataclass(eq=False)
class FeedTooLarge(FeedError):
    """More than ``limit`` bytes, as sent or unpacked. Nothing of it was used."""

    address: str
    limit: int


@dataclass(eq=False)
class UnreadableFeed(FeedError):
    """The whole answer or file makes no sense: ``problem`` says why, ``place`` where, as far as known."""

    problem: str
    place: str = ""


@dataclass(eq=False)
class UnreadableRecord(FeedError):
    """One record makes no sense; the others do. ``record`` is its own id or ``line 17``; ``problem`` says why."""

    record: str
    problem: str


@dataclass(eq=False)
class SourceNotSet(FeedError):
    """No such source, or it lacks something: ``setting`` names the variable, or is empty for an unknown source."""

    setting: str = ""


@dataclass(eq=False)
class BadSignature(FeedError):
    """A webhook that was not signed with our secret. Nothing of it was used."""
