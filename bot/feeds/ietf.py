"""The IETF datatracker: documents by name or by list, and what happened to a group's documents (DOMAIN.md 6.2)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin, urlsplit

from bot.feeds import rss
from bot.feeds.asks import Ask, Reply
from bot.feeds.connectors import OnePage, next_page
from bot.feeds.shapes import day, document, many, moment, table, texts, words
from flows.watches.errors import UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.subjects import Standard

SITE = "https://datatracker.ietf.org"
SOURCE = "ietf"
ATTRIBUTION = "IETF Datatracker"
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class IetfDocument(OnePage):
    """One document by its name (``draft-ietf-…``)."""

    name: str
    site: str = SITE
    source: str = SOURCE
    complete: bool = False
    tells_events: bool = False
    attribution: str = ATTRIBUTION

    def first(self) -> Ask:
        return Ask(
            source=self.source, url=f"{self.site}/doc/{quote(self.name, safe='')}/doc.json", missing_is_empty=True
        )

    def read(self, reply: Reply) -> Iterator[Reading]:
        if reply.status == 404:  # noqa: PLR2004  # there is no such document (yet)
            return
        yield _reading(document(reply.body.read(), source=self.source, declared=reply.charset), self, "document")


@dataclass(frozen=True, slots=True)
class IetfDocuments:
    """Documents whose name contains something, page by page (tastypie)."""

    contains: str
    site: str = SITE
    source: str = f"{SOURCE}-list"
    complete: bool = False
    tells_events: bool = False
    attribution: str = ATTRIBUTION

    def first(self) -> Ask:
        query = f"format=json&limit={PAGE_SIZE}&offset=0&name__contains={quote(self.contains, safe='')}"
        return Ask(source=self.source, url=f"{self.site}/api/v1/doc/document/?{query}")

    def read(self, reply: Reply) -> Iterator[Reading]:
        page = document(reply.body.read(), source=self.source, declared=reply.charset)
        objects = table(page).get("objects")
        if not isinstance(objects, list):
            raise UnreadableFeed(self.source, "no_objects")
        for number, record in enumerate(objects, 1):
            yield _reading(record, self, f"object {number}")

    def following(self, ask: Ask, reply: Reply) -> Ask | None:
        reply.body.seek(0)
        meta = table(table(document(reply.body.read(), source=self.source, declared=reply.charset)).get("meta"))
        return next_page(ask, reply, words(meta.get("next"), most=2000))


@dataclass(frozen=True, slots=True)
class IetfGroupFeed(OnePage):
    """What happened to the documents of one group: the Atom event id is the key, links are relative."""

    group: str
    site: str = SITE
    source: str = f"{SOURCE}-group"
    complete: bool = False
    tells_events: bool = True
    attribution: str = ATTRIBUTION

    def first(self) -> Ask:
        return Ask(source=self.source, url=f"{self.site}/group/{quote(self.group, safe='')}/documents/feed/")

    def read(self, reply: Reply) -> Iterator[Reading]:
        for entry in rss.entries(reply.body.read(), source=self.source, url=reply.url, declared=reply.charset):
            yield entry if isinstance(entry, UnreadableRecord) else self._event(entry, reply.url)

    def _event(self, entry: rss.Entry, url: str) -> Reading:
        link = urljoin(url, entry.links[0]) if entry.links else ""
        name = draft_name(link) or entry.title
        return Observation(
            source=self.source,
            native_id=entry.id,
            subject=Standard(
                ref=name,
                title=entry.title,
                body="IETF",
                committee=self.group,
                status=entry.extra.get("state", ""),
                authors=entry.authors,
                scope=entry.text,
            ),
            links=(link,) if link else (),
            at=entry.at,
            happening=entry.extra.get("type", "") or "noted",
        )


def draft_name(link: str) -> str:
    """``/doc/draft-x/`` -> ``draft-x``; empty for any other place."""
    try:
        parts = urlsplit(link).path.strip("/").split("/")
    except ValueError:
        return ""
    return words(parts[1], most=200) if len(parts) > 1 and parts[0] == "doc" else ""


def _reading(record: object, connector: IetfDocument | IetfDocuments, place: str) -> Reading:
    found = table(record)
    name = words(found.get("name"), most=200)
    if not name:
        return UnreadableRecord(connector.source, place, "no_id")
    subject = Standard(
        ref=name,
        title=words(found.get("title"), most=500),
        body="IETF",
        # The list API links to the group (``/api/v1/group/group/1/``), the document spells it out.
        committee=words(table(found.get("group")).get("acronym") or found.get("group"), most=100),
        document_type=words(found.get("intended_std_level"), most=100),
        stage=words(found.get("iesg_state"), most=100),
        status=words(found.get("state"), most=100),
        version=words(found.get("rev"), most=20),
        expires_on=day(found.get("expires")),
        authors=texts([table(author).get("name") for author in many(found.get("authors"))]),
        replaced_by=texts(found.get("aliases")) if found.get("state") == "Replaced" else (),
        scope=words(found.get("abstract"), most=2000),
    )
    at = moment(found.get("time"))
    if at is not None and subject.version:
        subject = replace(subject, stage_on=day(at) if subject.stage else None)
    link = f"{connector.site}/doc/{quote(name, safe='')}/"
    return Observation(source=connector.source, native_id=name, subject=subject, links=(link,), at=at)
