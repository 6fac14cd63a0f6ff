"""One connector of each kind with a good answer, and a store in miniature that takes what a look brings."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.feeds.asks import Ask, Reply
from bot.feeds.connectors import Connector
from bot.feeds.epo import EpoFamily, EpoLegal, EpoSearch
from bot.feeds.etsi import EtsiDeclarations
from bot.feeds.ietf import IetfDocument, IetfDocuments, IetfGroupFeed
from bot.feeds.iso import IsoDeliverables
from bot.feeds.pulling import Pull, outcomes
from bot.feeds.rss import Feed
from bot.feeds.tdocs import TdocList
from bot.feeds.uspto import UsptoSearch
from bot.feeds.w3c import W3cVersions
from flows.watches.errors import UnreadableRecord
from flows.watches.snapshots import Sighting
from flows.watches.sources import Health

from .far_side import FarSide, fetcher
from .samples import (
    GD,
    IETF_ATOM,
    IETF_DOCUMENT,
    ISLD,
    ISO_9001,
    RSS,
    TDOC_HEADER,
    TDOC_ROWS,
    USPTO_APPLICATION,
    W3C_VERSION,
    as_bytes,
    epo_document,
    epo_family,
    epo_member,
    epo_search,
    legal_event,
    workbook,
)

Make = Callable[[FarSide], tuple[Connector, str, bytes]]
"""A connector that asks this server, the path it asks, and a good answer."""

MAKES: dict[str, Make] = {
    "iso": lambda far: (IsoDeliverables(far.url("/x")), "/x", as_bytes(ISO_9001) + b"\n"),
    "etsi": lambda far: (EtsiDeclarations(far.url("/x")), "/x", ISLD.encode()),
    "etsi general": lambda far: (EtsiDeclarations(far.url("/x"), "GD"), "/x", GD.encode()),
    "rss": lambda far: (
        Feed("rss", far.url("/x")), "/x", RSS.replace("<item><desc", "<item><guid>3</guid><desc").encode(),
    ),
    "ietf feed": lambda far: (
        IetfGroupFeed("g", far.url("")), "/group/g/documents/feed/", IETF_ATOM.encode(),
    ),
    "ietf document": lambda far: (IetfDocument("d", far.url("")), "/doc/d/doc.json", as_bytes(IETF_DOCUMENT)),
    "ietf list": lambda far: (
        IetfDocuments("x", far.url("")), "/api/v1/doc/document/", as_bytes({"meta": {}, "objects": [IETF_DOCUMENT]}),
    ),
    "w3c": lambda far: (
        W3cVersions("p", far.url("")), "/specifications/p/versions",
        as_bytes({"_links": {}, "_embedded": {"version-history": [W3C_VERSION]}}),
    ),
    "3gpp": lambda far: (TdocList(far.url("/x"), "m"), "/x", workbook(TDOC_HEADER, *TDOC_ROWS)),
    "epo search": lambda far: (
        EpoSearch("q", far.url("")), "/rest-services/published-data/search/biblio",
        epo_search([epo_document()], begin=1, end=1, total=1),
    ),
    "epo family": lambda far: (
        EpoFamily("n", far.url("")), "/rest-services/family/publication/docdb/n", epo_family(epo_member()),
    ),
    "epo legal": lambda far: (
        EpoLegal("n", far.url("")), "/rest-services/family/publication/docdb/n/legal",
        epo_family(epo_member(legal=legal_event())),
    ),
    "uspto": lambda far: (
        UsptoSearch("q", "k", site=far.url("")), "/api/v1/patent/applications/search",
        as_bytes({"count": 1, "patentFileWrapperDataBag": [USPTO_APPLICATION]}),
    ),
}  # fmt: skip


class HealthInMemory:
    """A ``SourceHealth`` that forgets with the process."""

    def __init__(self) -> None:
        self._known: dict[str, Health] = {}
        self._lock = threading.Lock()

    def of(self, source: str) -> Health:
        with self._lock:
            return self._known.get(source) or Health(source=source)

    def keep(self, health: Health) -> None:
        with self._lock:
            self._known[health.source] = health


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 25, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


class Desk:
    """A store in miniature: fingerprints, events by dedupe key, health."""

    def __init__(self, connector: Connector, *servers: FarSide, patience: float = 20) -> None:
        self.connector, self.clock, self.health = connector, Clock(), HealthInMemory()
        self.patience, self.out = patience, fetcher(*servers)
        self.pull = Pull(fetch=self.fetch, kept=self.health, clock=self.clock)
        self.marks: dict[str, str] = {}
        self.takes_down_first = False
        self.told: dict[str, str] = {}
        self.faults: list[UnreadableRecord] = []

    def fetch(self, ask: Ask) -> Reply:
        return self.out(replace(ask, limits=replace(ask.limits, read_seconds=self.patience)))

    def look(self, *, pages: int | None = None) -> list[str]:
        """Kinds of the events that one look tells. ``pages``: crash after storing so many."""
        told: list[str] = []
        for number, page in enumerate(self.pull.pages(self.connector, name="test"), 1):
            now = self.clock.now()
            shown = replace(page, is_first_look=page.is_first_look and self.takes_down_first)
            for outcome in list(outcomes(self.connector, shown, self.marks, now=now)):
                if isinstance(outcome, Sighting):
                    self.marks[outcome.native_id] = outcome.fingerprint
                    for event in outcome.events:
                        assert event.dedupe_key not in self.told
                        self.told[event.dedupe_key] = event.kind
                        told.append(event.kind)
                else:
                    self.faults.append(outcome)
            self.health.keep(page.health())
            if number == pages:
                break
        return told

    def later(self) -> None:
        self.clock.time += timedelta(hours=7)
