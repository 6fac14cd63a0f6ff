"""W3C: versions of a specification by its HAL API, and signed webhooks (DOMAIN.md 6.3). No key."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from bot.feeds.asks import Ask, Reply
from bot.feeds.connectors import next_page
from bot.feeds.shapes import day, document, many, table, words
from flows.watches.errors import BadSignature, UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.subjects import News, Standard

SITE = "https://api.w3.org"
SOURCE = "w3c"
SIGNATURE_HEADER = "X-W3C-Webhook-Signature-256"


@dataclass(frozen=True, slots=True)
class W3cVersions:
    """The published versions of one specification by its short name (``preload``)."""

    shortname: str
    site: str = SITE
    source: str = SOURCE
    complete: bool = False
    tells_events: bool = True
    attribution: str = "W3C API"

    def first(self) -> Ask:
        url = f"{self.site}/specifications/{quote(self.shortname, safe='')}/versions?embed=1&items=100"
        return Ask(source=self.source, url=url)

    def read(self, reply: Reply) -> Iterator[Reading]:
        page = table(document(reply.body.read(), source=self.source, declared=reply.charset))
        embedded = table(spelled(page, "_embedded"))
        if not embedded and not spelled(page, "_links"):
            raise UnreadableFeed(self.source, "no_hal")
        for number, record in enumerate(many(spelled(embedded, "version-history")), 1):
            yield _version(record, self.source, f"version {number}", "published")

    def following(self, ask: Ask, reply: Reply) -> Ask | None:
        reply.body.seek(0)
        page = table(document(reply.body.read(), source=self.source, declared=reply.charset))
        link = table(spelled(table(spelled(page, "_links")), "next")).get("href")
        return next_page(ask, reply, words(link, most=2000))


def verify(body: bytes, signature: str, secret: str, *, source: str = SOURCE) -> None:
    """Raises ``BadSignature`` unless ``signature`` is the hex HMAC-SHA256 of the body under our secret."""
    if not secret:
        raise BadSignature(source)
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    given = signature.strip().lower().removeprefix("sha256=")
    if not given.isascii() or not hmac.compare_digest(expected, given):
        raise BadSignature(source)


def webhook(body: bytes, *, source: str = SOURCE) -> Reading:
    """What a verified webhook tells. A delivery that comes twice has the same id. Raises ``UnreadableFeed``."""
    payload = table(document(body, source=source))
    event = words(payload.get("event"), most=100)
    if not event:
        raise UnreadableFeed(source, "no_event")
    version = table(spelled(payload, "spec-version", "specVersion"))
    if event.startswith("tr."):
        return _version(version, source, event, event.partition(".")[2])
    return _participation(payload, source, event)


def spelled(record: Mapping[str, Any], *names: str) -> Any:
    """A value by its name, with hyphens or underscores: the API and its webhooks have used both."""
    for name in names:
        for spelling in (name, name.replace("-", "_"), name.replace("_", "-")):
            if spelling in record:
                return record[spelling]
    return None


def _version(record: object, source: str, place: str, happening: str) -> Reading:
    found = table(record)
    uri = words(found.get("uri"), most=1000)
    title = words(found.get("title"), most=500)
    on = day(found.get("date"))
    if not uri:
        return UnreadableRecord(source, title or place, "no_id")
    if on is None:
        return UnreadableRecord(source, uri, "date")
    shortlink = words(found.get("shortlink"), most=1000)
    draft = words(spelled(found, "editor-draft"), most=1000)
    subject = Standard(
        ref=_name(shortlink) or title or uri,
        title=title,
        body="W3C",
        document_type=words(spelled(found, "process-rules"), most=200).rstrip("/").rpartition("/")[2],
        stage=words(found.get("status"), most=100),
        stage_on=on,
        version=on.on.isoformat(),
        published_on=on,
    )
    return Observation(
        source=source,
        native_id=f"{happening}:{uri}",
        subject=subject,
        links=tuple(
            link for link in dict.fromkeys((uri, shortlink, draft)) if link.startswith(("https://", "http://"))
        ),
        at=datetime(on.on.year, on.on.month, on.on.day, tzinfo=UTC),
        happening=happening,
    )


def _name(link: str) -> str:
    try:
        return urlsplit(link).path.strip("/").rpartition("/")[2]
    except ValueError:
        return ""


def _participation(payload: Mapping[str, Any], source: str, event: str) -> Reading:
    group, user = table(payload.get("group")), table(payload.get("participant") or payload.get("user"))
    at = payload.get("microtime")
    name = words(group.get("name"), most=300)
    if isinstance(at, bool) or not isinstance(at, int | float) or not 0 < at < 10**11:  # year 5138
        return UnreadableRecord(source, name or event, "date")
    title = f"{name or event}: {words(user.get('name'), most=200)}".removesuffix(": ")
    return Observation(
        source=source,
        native_id=f"{event}:{name}:{at}",
        subject=News(ref=name or event, title=title),
        at=datetime.fromtimestamp(at, UTC),
        happening=words(event.rpartition(".")[2], most=60),
    )
