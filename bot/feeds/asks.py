"""What a source is asked, what it answers, and how much of it we take. No network here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import urlsplit

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """``most_bytes`` counts what arrives and what it unpacks to; ``total_seconds`` one try from first to last byte."""

    most_bytes: int = 32 * MEGABYTE
    read_seconds: float = 20.0
    total_seconds: float = 120.0


BULK = Limits(most_bytes=1024 * MEGABYTE, read_seconds=60.0, total_seconds=1800.0)
"""For whole databases in one file: ISO's deliverables, ETSI's declarations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request. ``secret_headers`` are sent to the host of ``url`` only and never logged, shown or recorded.

    ``etag`` and ``last_modified`` are what the source said last time; with them an answer may be 304. A 404 is an
    error unless ``missing_is_empty``. ``unrecorded`` keeps the exchange of tokens out of recorded traffic.
    """

    source: str
    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    secret_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    etag: str = ""
    last_modified: str = ""
    missing_is_empty: bool = False
    unrecorded: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def shown(self) -> str:
        """The address without what may be secret in it."""
        return shown(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A complete answer: 200, 206, 304, or 404 where that means no hit. ``body`` is unpacked and stands at its start.

    Header names are lower case. Close the body when done: a large one lies in a temporary file.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: BinaryIO

    @property
    def unchanged(self) -> bool:
        return self.status == HTTPStatus.NOT_MODIFIED

    @property
    def charset(self) -> str:
        """As declared in the content type, or empty."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'").lower()
        return ""


Fetch = Callable[[Ask], Reply]
"""Raises ``FeedError``."""


def shown(url: str) -> str:
    """Scheme, host and path of an address: a query or a user name may hold a secret."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url.split("?", 1)[0].rsplit("@", 1)[-1][:200]
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"[:200]
