"""Every source there is: what it shows, how often to look, what it needs, and how to set one up from a short text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bot.config import Settings
from bot.feeds import epo, etsi, ietf, iso, uspto, w3c
from bot.feeds.asks import Ask, Fetch, Reply
from bot.feeds.connectors import Connector
from bot.feeds.epo_session import EpoSession
from bot.feeds.fetcher import Fetcher
from bot.feeds.manners import HostPace
from bot.feeds.mirror import mirrored
from bot.feeds.recording import Recorder
from bot.feeds.rss import Feed
from bot.feeds.tdocs import TdocList
from flows.ports import Clock
from flows.watches.errors import SourceNotSet

SECONDS_BETWEEN = 1.0
"""Between two requests to one host."""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of source. ``scope`` says what goes behind the colon of its name; ``cadence`` how often it changes."""

    name: str
    what: str
    scope: str
    cadence: str
    needs: str
    attribution: str


NOTHING, EPO_KEYS = "nothing", "`LIANDONG_EPO_KEY`, `LIANDONG_EPO_SECRET`"
IETF = ietf.ATTRIBUTION
FAMILY_NUMBER = "number such as `EP.1000000.A1`"

SOURCES = (
    Source("iso", "ISO's standards and projects; changes by comparing with the day before", "committee; none for all",
           "daily", NOTHING, iso.ATTRIBUTION),
    Source("ietf", "one IETF document", "its name", "daily", NOTHING, IETF),
    Source("ietf-list", "IETF documents by a part of their name", "part of a name", "daily", NOTHING, IETF),
    Source("ietf-group", "what happened to the documents of a group", "acronym", "hourly", NOTHING, IETF),
    Source("w3c", "versions of a W3C specification; signed webhooks", "short name", "daily",
           "webhooks: `LIANDONG_WEBHOOK_SECRET`", "W3C API"),
    Source("etsi", "patent declarations, specific (ISLD) and general (GD)", "address of the CSV export",
           "daily", NOTHING, etsi.ATTRIBUTION),
    Source("3gpp", "documents of a meeting, with the first upload of revisions", "address of the XLSX list",
           "daily around a meeting", NOTHING, "3GPP"),
    Source("epo", "patent documents; English data only, Chinese words find almost nothing", "CQL query",
           "weekly", EPO_KEYS, epo.ATTRIBUTION),
    Source("epo-family", "members of a patent family", FAMILY_NUMBER, "weekly", EPO_KEYS, epo.ATTRIBUTION),
    Source("epo-legal", "legal events of a patent family", FAMILY_NUMBER, "weekly", EPO_KEYS, epo.ATTRIBUTION),
    Source("uspto", "US applications that a query finds", "query", "weekly",
           "`LIANDONG_USPTO`, `LIANDONG_USPTO_KEY`", "USPTO Open Data Portal"),
    Source("rss", "any RSS or Atom feed", "address", "hourly", NOTHING, "the feed's own"),
)  # fmt: skip


def connector_for(name: str, settings: Settings) -> Connector:
    """``iso:ISO/TC 176``, ``ietf-group:quic``, ``rss:https://…`` -> a connector. Raises ``SourceNotSet``."""
    kind, _, scope = name.partition(":")
    kind, scope = kind.strip().lower(), scope.strip()
    make = _MAKERS.get(kind)
    if make is None or not (scope or kind == "iso"):
        raise SourceNotSet(kind or name)
    if kind.startswith("epo"):
        _need(kind, LIANDONG_EPO_KEY=settings.epo_key.get_secret_value())
        _need(kind, LIANDONG_EPO_SECRET=settings.epo_secret.get_secret_value())
    if kind == "uspto":
        _need(kind, LIANDONG_USPTO=settings.uspto, LIANDONG_USPTO_KEY=settings.uspto_key.get_secret_value())
    return make(scope, settings)


def _need(kind: str, **given: object) -> None:
    for setting, value in given.items():
        if not value:
            raise SourceNotSet(kind, setting)


_MAKERS: Mapping[str, Callable[[str, Settings], Connector]] = MappingProxyType({
    "iso": lambda scope, _: iso.IsoDeliverables(committees=(scope,) if scope else ()),
    "ietf": lambda scope, _: ietf.IetfDocument(scope),
    "ietf-list": lambda scope, _: ietf.IetfDocuments(scope),
    "ietf-group": lambda scope, _: ietf.IetfGroupFeed(scope),
    "w3c": lambda scope, _: w3c.W3cVersions(scope),
    "etsi": lambda scope, _: etsi.EtsiDeclarations(scope, "GD" if "GD-export" in scope else "ISLD"),
    "3gpp": lambda scope, _: TdocList(scope, _meeting(scope)),
    "epo": lambda scope, _: epo.EpoSearch(scope),
    "epo-family": lambda scope, _: epo.EpoFamily(scope),
    "epo-legal": lambda scope, _: epo.EpoLegal(scope),
    "uspto": lambda scope, settings: uspto.UsptoSearch(scope, settings.uspto_key.get_secret_value()),
    "rss": lambda scope, _: Feed("rss", scope),
})  # fmt: skip


def _meeting(url: str) -> str:
    """``…/TDoc_List_Meeting_RAN1%23126.xlsx`` -> ``RAN1#126``."""
    file = url.rpartition("/")[2].rpartition(".")[0].replace("%23", "#")
    return file.removeprefix("TDoc_List_Meeting_")


def open_feeds(settings: Settings, clock: Clock) -> Fetch:
    """The one fetcher of this process, signed in where a source needs it. Goes nowhere until it is asked."""
    recorder = Recorder(Path(settings.feed_record), clock=clock) if settings.feed_record else None
    fetcher = Fetcher(clock=clock, pace=HostPace(SECONDS_BETWEEN), listed=settings.feed_hosts, recorder=recorder)
    session = EpoSession(
        fetcher,
        key=settings.epo_key.get_secret_value(),
        secret=settings.epo_secret.get_secret_value(),
        clock=clock,
        rest=fetcher.rest,
    )

    def fetch(ask: Ask) -> Reply:
        return session(ask) if ask.source.startswith(epo.SOURCE) else fetcher(ask)

    return mirrored(fetcher, settings.feed_mirror) if settings.feed_mirror else fetch
