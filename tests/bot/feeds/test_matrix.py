"""Every source against every fault of the list: a source or a fault that nobody tried fails here.

What cuts an answer off whole (cut, slow, 429, gzip bomb, redirect …) is in ``test_pulling.FAULTS`` and runs against
the same table; here are the faults inside an answer, and what only looks like one.
"""

import gzip
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bot.feeds.catalogue import SOURCES
from bot.feeds.files import Plan, dry_run, read_file
from flows.watches.errors import FeedError, UnreadableFeed, UnreadableRecord

from .desk import MAKES, Desk
from .far_side import FarSide, Says
from .samples import TDOC_HEADER, TDOC_ROWS, as_bytes, reply_of, workbook
from .test_pulling import FAULTS

Change = Callable[[bytes], bytes]
MISSING_MEANS_NOTHING = frozenset({"ietf document", "epo search", "epo family", "epo legal", "uspto"})
"""Sources of which a 404 says that there is no such thing (yet)."""


def swapped(old: bytes, new: bytes) -> Change:
    def change(good: bytes) -> bytes:
        assert old in good
        return good.replace(old, new)

    return change


def nameless(good: bytes) -> bytes:
    """Entries without anything to name them by."""
    for name in (b"id", b"guid", b"title", b"link"):
        good = good.replace(b"<" + name, b"<x" + name).replace(b"</" + name, b"</x" + name)
    return good


def grown_json(good: bytes) -> bytes:
    """Every object has a field that nobody knows."""

    def grown(value: Any) -> Any:
        if isinstance(value, list):
            return [grown(part) for part in value]
        if isinstance(value, dict):
            return {**{key: grown(part) for key, part in value.items()}, "grown": {"new": [1, 2]}}
        return value

    return as_bytes(grown(json.loads(good))) + b"\n"


def grown_csv(good: bytes) -> bytes:
    first, *rest = good.decode().splitlines()
    return "\n".join([f"Grown,{first}", *(f'"1,2",{row}' for row in rest)]).encode()


def grown_sheet(_good: bytes) -> bytes:
    return workbook(("Grown", *TDOC_HEADER), *(("x", *row) for row in TDOC_ROWS))


def renamed_sheet(_good: bytes) -> bytes:
    return workbook(("Number", *TDOC_HEADER[1:]), *TDOC_ROWS)


GROWN: dict[str, Change] = {
    "iso": grown_json,
    "etsi": grown_csv,
    "etsi general": grown_csv,
    "rss": swapped(b"</item>", b'<grown xmlns="urn:x"><new>1</new></grown></item>'),
    "ietf feed": swapped(b"</entry>", b'<grown xmlns="urn:x"><new>1</new></grown></entry>'),
    "ietf document": grown_json,
    "ietf list": grown_json,
    "w3c": grown_json,
    "3gpp": grown_sheet,
    "epo search": grown_json,
    "epo family": grown_json,
    "epo legal": grown_json,
    "uspto": grown_json,
}
RENAMED: dict[str, Change] = {
    "iso": swapped(b'"id"', b'"identifier"'),
    "etsi": swapped(b"IPRD_REFERENCE", b"REFERENCE_OF"),
    "etsi general": swapped(b"COMP_LEGAL_NAME", b"COMPANY"),
    "rss": nameless,
    "ietf feed": nameless,
    "ietf document": swapped(b'"name"', b'"called"'),
    "ietf list": swapped(b'"objects"', b'"things"'),
    "w3c": swapped(b'"uri"', b'"address"'),
    "3gpp": renamed_sheet,
    "epo search": swapped(b'doc-number"', b'number"'),
    "epo family": swapped(b'doc-number"', b'number"'),
    "epo legal": swapped(b'doc-number"', b'number"'),
    "uspto": swapped(b'"applicationNumberText"', b'"applicationNumber"'),
}
"""The name under which a source says what a record is, or that it is one, is another one from today."""


def test_every_source_of_the_catalogue_has_every_fault() -> None:
    with_all = set(MAKES) & set(GROWN) & set(RENAMED)
    assert with_all == set(MAKES) | set(GROWN) | set(RENAMED)
    far: Any = type("Nowhere", (), {"url": staticmethod(lambda path: f"http://127.0.0.1:1{path}")})
    assert {make(far)[0].source for make in MAKES.values()} == {source.name for source in SOURCES}
    assert set(FAULTS) >= {"slow", "cut", "429", "gzip bomb", "redirect", "noise", "gone"}


@pytest.mark.parametrize("make", MAKES)
def test_304_costs_nothing_and_tells_nothing(far: FarSide, make: str) -> None:
    connector, path, good = MAKES[make](far)

    def unless_known(asked: Any) -> Says:
        if asked.headers.get("if-none-match") == "e1":
            return Says(status=304)
        return Says(good, headers={"ETag": "e1", "Last-Modified": "Tue, 24 Nov 2026 02:00:00 GMT"})

    far.will(path, unless_known)
    desk = Desk(connector, far)
    assert desk.look()
    desk.later()
    looked_at: datetime | None = desk.health.of("test").good_at
    assert desk.look() == []
    now = desk.health.of("test")
    assert (now.etag, now.failures) == ("e1", 0)
    assert looked_at is not None
    assert now.good_at is not None
    assert now.good_at > looked_at
    assert far.asked[-1].headers["if-modified-since"] == "Tue, 24 Nov 2026 02:00:00 GMT"


@pytest.mark.parametrize("make", MAKES)
def test_404_loses_nothing_and_is_told_unless_it_means_that_there_is_nothing(far: FarSide, make: str) -> None:
    connector, path, good = MAKES[make](far)
    far.will(path, Says(good))
    desk = Desk(connector, far)
    told = desk.look()
    far.will(path, Says(status=404))
    if make in MISSING_MEANS_NOTHING:
        assert desk.look() == []
    else:
        with pytest.raises(FeedError) as error:
            desk.look()
        assert error.value.source == connector.source
    desk.later()
    far.will(path, Says(good))
    assert desk.look() == []
    assert list(desk.told.values()) == told


@pytest.mark.parametrize("charset", ["iso-8859-1", "gb18030", "utf-16", "no-such-thing", ""])
@pytest.mark.parametrize("make", MAKES)
def test_a_wrongly_declared_encoding_changes_no_record(far: FarSide, make: str, charset: str) -> None:
    """What was read once as declared rightly is known when it comes with another declaration: or the whole answer is
    refused by name; never is a record told anew because its letters look different."""
    connector, path, good = MAKES[make](far)
    far.will(path, Says(good, headers={"Content-Type": "text/plain; charset=utf-8"}))
    desk = Desk(connector, far)
    told = desk.look()
    far.will(path, Says(good, headers={"Content-Type": f"text/plain; charset={charset}"}))
    try:
        assert desk.look() == []
    except FeedError as error:
        assert error.source == connector.source  # noqa: PT017  # either is right
    desk.later()
    far.will(path, Says(good))
    assert desk.look() == []
    assert list(desk.told.values()) == told


@pytest.mark.parametrize("make", MAKES)
def test_a_record_that_grows_a_field_is_the_same_record(far: FarSide, make: str) -> None:
    connector, path, good = MAKES[make](far)
    body = GROWN[make](good)
    assert body != good
    far.will(path, [Says(good), Says(body), Says(gzip.compress(body), headers={"Content-Encoding": "gzip"})])
    desk = Desk(connector, far)
    assert desk.look()
    assert [desk.look(), desk.look()] == [[], []]
    assert desk.faults == []


@pytest.mark.parametrize("make", MAKES)
def test_a_renamed_field_or_header_is_named_and_loses_nothing(far: FarSide, make: str) -> None:
    connector, path, good = MAKES[make](far)
    far.will(path, Says(good))
    desk = Desk(connector, far)
    told = desk.look()
    far.will(path, Says(RENAMED[make](good)))
    named: list[str] = []
    try:
        assert desk.look() == []
    except FeedError as error:
        named.append(error.source)
    named += [fault.source for fault in desk.faults if fault.record]
    assert set(named) == {connector.source}
    desk.later()
    far.will(path, Says(good))
    assert desk.look() == []
    assert list(desk.told.values()) == told


ROWS = {"ref": "ISO 1", "title": "Radar", "stage": "40.20"}
FILES: dict[str, Callable[[dict[str, str]], bytes]] = {
    "a.csv": lambda row: f"{','.join(row)}\n{','.join(row.values())}\n".encode(),
    "a.xlsx": lambda row: workbook(tuple(row), tuple(row.values())),
    "a.json": lambda row: as_bytes([row]),
    "a.jsonl": as_bytes,
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_a_new_column_or_a_packed_one_or_a_renamed_one_is_told_apart(name: str) -> None:
    plan, make = Plan("standard", "file"), FILES[name]
    (plain,) = read_file(reply_of(make(ROWS)).body, name=name, plan=plan)
    assert not isinstance(plain, UnreadableRecord)
    (grown,) = read_file(reply_of(make({**ROWS, "grown": "1"})).body, name=name, plan=plan)
    assert grown == plain
    tried = dry_run(reply_of(make({**ROWS, "grown": "1"})).body, name=name, plan=plan)
    assert (tried.readable, tried.unused) == (1, ("grown",))
    renamed = make({"what": ROWS["ref"], "title": "Radar"})
    try:
        (fault,) = read_file(reply_of(renamed).body, name=name, plan=plan)
    except UnreadableFeed as error:
        assert error.source == "file"  # noqa: PT017  # a table without its header is refused whole
    else:
        assert isinstance(fault, UnreadableRecord)
        assert fault.record
