"""RSS and Atom as they really are: bytes that we fetched, XML without entities, and feedparser behind one door."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bot.feeds.asks import Ask, Reply
from bot.feeds.connectors import OnePage
from bot.feeds.decoding import text_of
from bot.feeds.shapes import without_html, words
from flows.watches.errors import UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.subjects import News

MOST_ENTRIES = 2000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_CALENDAR_FIELDS = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``links`` as written, perhaps relative; ``extra`` holds simple elements of other namespaces."""

    id: str
    title: str
    text: str
    links: tuple[str, ...]
    authors: tuple[str, ...]
    at: datetime | None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feed(OnePage):
    """Any RSS or Atom feed. Each entry is told once, by its id or link."""

    source: str
    url: str
    complete: bool = False
    tells_events: bool = True
    attribution: str = ""

    def first(self) -> Ask:
        return Ask(source=self.source, url=self.url)

    def read(self, reply: Reply) -> Iterator[Reading]:
        for entry in entries(reply.body.read(), source=self.source, url=reply.url, declared=reply.charset):
            if isinstance(entry, UnreadableRecord):
                yield entry
                continue
            links = tuple(dict.fromkeys(_absolute(reply.url, link) for link in entry.links))
            yield Observation(
                source=self.source,
                native_id=_unique(entry.id, self.url),
                subject=News(
                    ref=entry.title or entry.id,
                    title=entry.title,
                    text=entry.text,
                    authors=entry.authors,
                    published_at=entry.at,
                ),
                links=tuple(link for link in links if link.startswith(("http://", "https://"))),
                at=entry.at,
                happening="published",
            )


def entries(data: bytes, *, source: str, url: str, declared: str = "") -> Iterator[Entry | UnreadableRecord]:
    """The entries of a feed. Raises ``UnreadableFeed`` for what is no XML, holds entities, or is no feed."""
    declared_inside = _DECLARED.match(data[:200])
    if declared_inside is not None:
        declared = declared_inside[1].decode("ascii")
    text = _DECLARATION.sub("", text_of(data, source=source, declared=declared).lstrip("\ufeff"))
    try:
        fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableFeed(source, "entities") from error
    except ParseError as error:
        raise UnreadableFeed(source, "not_xml", f"line {error.position[0]}") from error
    except ValueError as error:  # bytes that are no character, in the middle of XML
        raise UnreadableFeed(source, "not_xml") from error
    try:
        # Whole and safe by now. Sanitizing and looking for relative links in HTML are not ours to ask for.
        found = feedparser.parse(text.encode("utf-8"), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError) as error:
        raise UnreadableFeed(source, "feed") from error  # feedparser is not as tolerant as it means to be
    if not found.get("version"):
        raise UnreadableFeed(source, "no_feed")
    for number, entry in enumerate(found.entries[:MOST_ENTRIES], 1):
        yield _entry(entry, source, number, url)


def _entry(entry: dict[str, Any], source: str, number: int, url: str) -> Entry | UnreadableRecord:
    links = tuple(text for link in entry.get("links") or () if (text := words(link.get("href"), most=2000)))
    link = words(entry.get("link"), most=2000)
    if link and link not in links:
        links = (link, *links)
    title = without_html(entry.get("title"), most=500)
    native_id = words(entry.get("id"), most=500) or (_absolute(url, links[0]) if links else "")
    if not native_id:
        return UnreadableRecord(source, f"entry {number}", "no_id")
    content = [part.get("value") for part in entry.get("content") or ()]
    authors = tuple(text for a in entry.get("authors") or () if (text := words(a.get("name"), most=200)))
    return Entry(
        id=native_id,
        title=title,
        text=without_html(content[0] if content else entry.get("summary"), most=2000),
        links=links,
        authors=authors,
        # Past feedparser's own look-up, which warns that it takes one for the other.
        at=_at(dict.get(entry, "published_parsed")) or _at(dict.get(entry, "updated_parsed")),
        extra={k: words(v, most=200) for name, k in _EXTRA if isinstance(v := entry.get(name), str)},
    )


_EXTRA = (("type", "type"), ("state", "state"), ("ietf_type", "type"), ("ietf_state", "state"))


def _at(given: Any) -> datetime | None:
    """feedparser's times are UTC already."""
    try:
        year, month, day, hour, minute, second = tuple(given or ())[:_CALENDAR_FIELDS]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def _unique(native_id: str, url: str) -> str:
    """Ids with a scheme (``urn:``, ``tag:``, an address) are unique in the world, others only in their feed."""
    if ":" in native_id:
        return native_id
    try:
        return f"{urlsplit(url).hostname}#{native_id}"
    except ValueError:
        return native_id


def _absolute(url: str, link: str) -> str:
    try:
        return urljoin(url, link)
    except ValueError:
        return link
