"""Broken inputs for readers: good answers with something wrong in them, and plain noise."""

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from bot.feeds.connectors import Connector
from bot.feeds.epo import EpoFamily, EpoLegal, EpoSearch
from bot.feeds.etsi import EtsiDeclarations
from bot.feeds.files import Plan, dry_run, read_file
from bot.feeds.ietf import IetfDocument, IetfDocuments, IetfGroupFeed
from bot.feeds.iso import IsoDeliverables
from bot.feeds.rss import Feed
from bot.feeds.tdocs import TdocList
from bot.feeds.uspto import UsptoSearch
from bot.feeds.w3c import W3cVersions, webhook
from flows.watches.errors import FeedError
from flows.watches.observations import Reading
from flows.watches.snapshots import Sighting, changes

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
    reply_of,
    workbook,
)

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
Reader = Callable[[bytes], list[Reading]]

BENCHMARK = "编号,指标,对象,数值,单位,来源,日期\n1,吞吐量,Rival,7.50,Gbit/s,Data sheet,2026-01-02\n".encode()
STANDARD = "标准号,中文名称,发布日期\nGB/T 1-2026,标准,2026-01-02\n".encode()


def through(connector: Connector) -> Reader:
    """All of a connector: its records and where it would go on."""

    def reader(data: bytes) -> list[Reading]:
        reply = reply_of(data, url=connector.first().url)
        readings = list(connector.read(reply))
        reply.body.seek(0)
        connector.following(connector.first(), reply)
        return readings

    return reader


def file_reader(name: str, what: str) -> Reader:
    def reader(data: bytes) -> list[Reading]:
        plan = Plan(what, "file")
        dry_run(reply_of(data).body, name=name, plan=plan)
        return list(read_file(reply_of(data).body, name=name, plan=plan))

    return reader


W3C_PAGE = as_bytes({"_links": {"next": {"href": "/x"}}, "_embedded": {"version-history": [W3C_VERSION]}})
IETF_PAGE = as_bytes({"meta": {"next": "/x?offset=1"}, "objects": [IETF_DOCUMENT]})

READERS: dict[str, tuple[Reader, bytes]] = {
    "iso": (through(IsoDeliverables()), as_bytes(ISO_9001) + b"\n" + as_bytes(ISO_9001)),
    "ietf": (through(IetfDocument("x")), as_bytes(IETF_DOCUMENT)),
    "ietf list": (through(IetfDocuments("x")), IETF_PAGE),
    "ietf feed": (through(IetfGroupFeed("x")), IETF_ATOM.encode()),
    "rss": (through(Feed("rss", "https://example.org/")), RSS.encode()),
    "w3c": (through(W3cVersions("x")), W3C_PAGE),
    "w3c webhook": (lambda data: [webhook(data)], as_bytes({"event": "tr.published", "specVersion": W3C_VERSION})),
    "etsi isld": (through(EtsiDeclarations("https://example.org/")), ISLD.encode()),
    "etsi gd": (through(EtsiDeclarations("https://example.org/", "GD")), GD.encode()),
    "3gpp": (through(TdocList("https://example.org/", "m")), workbook(TDOC_HEADER, *TDOC_ROWS)),
    "epo search": (through(EpoSearch("q")), epo_search([epo_document()], begin=1, end=1, total=300)),
    "epo family": (through(EpoFamily("n")), epo_family(epo_member(), epo_member("2"))),
    "epo legal": (through(EpoLegal("n")), epo_family(epo_member(legal=[legal_event(), legal_event()]))),
    "uspto": (
        through(UsptoSearch("q", "k")), as_bytes({"count": 1, "patentFileWrapperDataBag": [USPTO_APPLICATION]}),
    ),
    "csv": (file_reader("a.csv", "benchmark"), BENCHMARK),
    "xlsx": (file_reader("a.xlsx", "contribution"), workbook(TDOC_HEADER, *TDOC_ROWS)),
    "json": (file_reader("a.json", "standard"), as_bytes([{"ref": "A", "published_on": "2026-01-02", "ics": ["1"]}])),
    "jsonl": (file_reader("a.jsonl", "patent"), as_bytes({"ref": "A", "filed_on": "2026-01-02"})),
    "chinese csv": (file_reader("a.csv", "standard"), STANDARD.decode().encode("gb18030")),
}  # fmt: skip


def survives(name: str, data: bytes) -> None:
    """A reader yields readings that can be compared and stored, or a ``FeedError``; nothing else."""
    reader, _ = READERS[name]
    try:
        readings = reader(data)
    except FeedError:
        return
    for outcome in changes({}, readings, observed_at=NOW):
        assert outcome.source
        if isinstance(outcome, Sighting):  # whatever was read can be stored
            (outcome.native_id + outcome.fingerprint + str(outcome.events)).encode()


ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**40, 1.5, 1e308, float("inf"), float("nan"), "", " ", "x" * 5000, "\ud800", "\x00",
    "=1+1", "2026-13-45", "http://[", "9" * 400, [], {}, [[]], [None], {"$": {}}, {"$": []}, [{"$": "x"}], {"en": None},
    {"@lang": 1}, "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "20260230", "²", "\u202e", "１２",
)  # fmt: skip


def twisted(value: Any, chance: random.Random) -> Any:
    """A JSON value in which one thing, somewhere, is something else, gone, doubled, or wrapped."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        key = chance.choice(list(value))
        what = chance.random()
        if what < 0.1:
            return {k: v for k, v in value.items() if k != key}
        if what < 0.15:
            return {**value, key + "2": value[key]}
        return {**value, key: twisted(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        place = chance.randrange(len(value))
        what = chance.random()
        if what < 0.1:
            return value[:place] + value[place + 1 :]
        if what < 0.2:
            return value + value
        return [*value[:place], twisted(value[place], chance), *value[place + 1 :]]
    return chance.choice((*ODD, [value], {"$": value}, {"x": value}))


def scratched(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few of them changed, lost, repeated, moved or put in."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place, end = sorted((chance.randrange(len(found) + 1), chance.randrange(len(found) + 1)))
        end = min(end, place + chance.choice((1, 4, 60)))
        match chance.randrange(5):
            case 0:
                del found[place:end]
            case 1:
                found[place:place] = found[place:end]
            case 2:
                found[place:end] = chance.randbytes(end - place)
            case 3:
                found[place:place] = chance.choice(TOKENS)
            case _:
                found = found[:end] if chance.random() < 0.3 else found
    return bytes(found)


TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"\n", b"\r", b",", b";", b"<", b"&a;", b"&#0;", b"]]>", b"<![CDATA[",
    b"<!--", b"{", b"[" * 300, b"null", b"1e999", b"-", b"\\ud800", "标准".encode(), b"\x81", b"'=1+1", b"\xe2\x80\xa8",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<?xml version='1.0' encoding='idna'?>",
    b"<?xml version='1.0' encoding='utf-16'?>",
)  # fmt: skip


def inputs(name: str, chance: random.Random) -> Iterator[bytes]:
    """Endless broken inputs for one reader."""
    _, good = READERS[name]
    try:
        value = json.loads(good)
    except ValueError:
        value = None
    while True:
        what = chance.random()
        if value is not None and what < 0.6:
            changed = value
            for _ in range(chance.randint(1, 3)):
                changed = twisted(changed, chance)
            yield json.dumps(changed, ensure_ascii=chance.random() < 0.9).encode("utf-8", "surrogatepass")
        elif what < 0.97:
            yield scratched(good, chance)
        else:
            yield chance.randbytes(chance.randrange(200))
