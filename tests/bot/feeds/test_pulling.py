"""A look at a source, whatever goes wrong on the way: no crash, no hit twice or lost, an error that says where."""

import gzip
import json
from collections.abc import Callable

import pytest

from bot.feeds.etsi import EtsiDeclarations
from bot.feeds.ietf import IetfDocuments
from bot.feeds.iso import IsoDeliverables
from bot.feeds.pulling import Pull
from bot.feeds.rss import Feed
from flows.watches.errors import FeedError, UnreadableFeed
from flows.watches.sources import Health

from .desk import MAKES, Desk
from .far_side import FarSide, Says, bomb, far_side
from .samples import (
    IETF_DOCUMENT,
    ISLD,
    ISO_9001,
    as_bytes,
)


def recovers(desk: Desk, far: FarSide, path: str, fault: Says, good: bytes) -> FeedError:
    """The fault tells nothing but itself; the good answer after it tells everything, once."""
    far.will(path, fault)
    with pytest.raises(FeedError) as error:
        desk.look()
    assert desk.told == {}
    health = desk.health.of("test")
    assert (health.failures, health.good_at) == (1, None)
    assert health.problem
    assert desk.look() == []  # too soon: it is not asked at all
    asked = len(far.asked)
    desk.later()
    desk.patience = 20
    far.will(path, Says(good))
    assert desk.look()
    assert len(far.asked) > asked
    assert desk.health.of("test").failures == 0
    assert desk.look() == []
    return error.value


BOMB = bomb(40 * 1024 * 1024)

FAULTS: dict[str, Callable[[bytes], Says]] = {
    "cut": lambda good: Says(good, cut_after=len(good) // 2),
    "gone": lambda _: Says(status=410),
    "429": lambda _: Says(status=429, headers={"Retry-After": "600", "X-Rejection-Reason": "Quota"}),
    "500": lambda _: Says(status=500),
    "403": lambda _: Says(b"Forbidden", status=403),
    "gzip bomb": lambda _: Says(BOMB, headers={"Content-Encoding": "gzip"}),
    "html": lambda _: Says(b"<html><body>Maintenance</body></html>"),
    "slow": lambda good: Says(good, wait=0.6),
    "empty": lambda _: Says(b""),
    "noise": lambda _: Says(b"\xff\xfe\xfa\x00" * 50),
    "redirect": lambda _: Says(status=302, headers={"Location": "http://127.0.0.1:1/"}),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("make", MAKES)
def test_no_fault_loses_or_doubles_a_hit(far: FarSide, make: str, fault: str) -> None:
    connector, path, good = MAKES[make](far)
    error = recovers(
        Desk(connector, far, patience=0.2 if fault == "slow" else 20), far, path, FAULTS[fault](good), good
    )
    assert error.source == connector.source


@pytest.mark.parametrize("make", MAKES)
def test_the_same_answer_again_tells_nothing(far: FarSide, make: str) -> None:
    connector, path, good = MAKES[make](far)
    far.will(path, Says(good))
    desk = Desk(connector, far)
    assert desk.look()
    assert desk.look() == []


def test_a_gzip_bomb_is_told_as_too_large(far: FarSide) -> None:
    far.will("/x", Says(bomb(64 * 1024 * 1024), headers={"Content-Encoding": "gzip"}))
    desk = Desk(Feed("rss", far.url("/x")), far)
    with pytest.raises(FeedError):
        desk.look()
    assert "more than" in desk.health.of("test").problem


def test_a_packed_answer_and_one_with_new_fields_tell_the_same(far: FarSide) -> None:
    body = as_bytes({**ISO_9001, "grown": {"new": [1, 2]}}) + b"\n"
    far.will("/x", [Says(as_bytes(ISO_9001)), Says(gzip.compress(body), headers={"Content-Encoding": "gzip"})])
    desk = Desk(IsoDeliverables(far.url("/x")), far)
    assert desk.look() == ["standard.first_seen"]
    assert desk.look() == []


def test_a_file_in_another_encoding_than_declared_is_read_all_the_same(far: FarSide) -> None:
    body = ISLD.replace("Example Co Ltd", "示例公司").encode("gb18030")
    far.will("/x", Says(body, headers={"Content-Type": "text/csv; charset=utf-8"}))
    assert len(Desk(EtsiDeclarations(far.url("/x")), far).look()) == 2


def test_a_bad_record_is_named_and_never_makes_another_one_vanish(far: FarSide) -> None:
    two = as_bytes(ISO_9001) + b"\n" + as_bytes({**ISO_9001, "id": 2, "reference": "ISO 2"}) + b"\n"
    far.will("/x", [Says(two), Says(as_bytes(ISO_9001) + b'\n{"id": 2, "refer'), Says(two)])
    desk = Desk(IsoDeliverables(far.url("/x")), far)
    assert len(desk.look()) == 2
    assert [desk.look(), desk.look()] == [[], []]
    assert [(fault.source, fault.record) for fault in desk.faults] == [("iso", "line 2")]


def list_page(number: int, of: int) -> bytes:
    following = f"/api/v1/doc/document/?offset={number + 1}" if number < of else None
    return as_bytes({"meta": {"next": following}, "objects": [{**IETF_DOCUMENT, "name": f"draft-{number}"}]})


def script_pages(far: FarSide, pages: int) -> None:
    far.will("/api/v1/doc/document/", Says(list_page(1, pages)))
    for number in range(2, pages + 1):
        far.will(f"/api/v1/doc/document/?offset={number}", Says(list_page(number, pages)))


def test_a_look_that_crashed_goes_on_at_its_page_and_tells_each_once(far: FarSide) -> None:
    script_pages(far, 3)
    desk = Desk(IetfDocuments("x", far.url("")), far)
    assert len(desk.look(pages=1)) == 1
    assert "offset=2" in desk.health.of("test").cursor
    assert len(desk.look()) == 2
    assert [asked.path.rpartition("offset=")[2] for asked in far.asked][1:] == ["2", "3"]
    assert desk.health.of("test").cursor == ""
    assert desk.look() == []


def test_a_cursor_that_leads_elsewhere_or_nowhere_is_forgotten(far: FarSide) -> None:
    script_pages(far, 1)
    with far_side() as other:
        desk = Desk(IetfDocuments("x", far.url("")), far, other)
        for cursor in (json.dumps({"url": other.url("/x"), "headers": {}, "body": ""}), "{", "[]", '{"url": 1}'):
            desk.health.keep(Health(source="test", cursor=cursor))
            desk.look()
        assert other.asked == []
        gone = json.dumps({"url": far.url("/gone"), "headers": {}, "body": ""})
        desk.health.keep(Health(source="test", cursor=gone))
        with pytest.raises(FeedError):
            desk.look()
        assert desk.health.of("test").cursor == ""


def test_a_page_that_fails_in_the_middle_keeps_what_came_before(far: FarSide) -> None:
    script_pages(far, 2)
    far.will("/api/v1/doc/document/?offset=2", [Says(b"{"), Says(list_page(2, 2))])
    desk = Desk(IetfDocuments("x", far.url("")), far)
    with pytest.raises(UnreadableFeed):
        desk.look()
    assert list(desk.told.values()) == ["standard.first_seen"]
    desk.later()
    assert desk.look() == ["standard.first_seen"]


def test_a_source_with_more_pages_than_one_look_may_read_is_a_fault_with_a_name(
    far: FarSide, caplog: pytest.LogCaptureFixture
) -> None:
    script_pages(far, 3)
    desk = Desk(IetfDocuments("x", far.url("")), far)
    desk.pull = Pull(fetch=desk.fetch, kept=desk.health, clock=desk.clock, most=2)
    assert len(desk.look()) == 2
    assert (desk.health.of("test").faults, desk.health.of("test").cursor) == (1, "")
    assert "ietf-list: record page 3: too_many_pages" in caplog.text
    desk.pull = Pull(fetch=desk.fetch, kept=desk.health, clock=desk.clock, most=3)
    assert len(desk.look()) == 1
    assert desk.health.of("test").faults == 0


def test_a_source_too_large_for_memory_is_read_from_its_file(far: FarSide) -> None:
    lines = b"".join(as_bytes({**ISO_9001, "id": n, "pad": "x" * 20_000}) + b"\n" for n in range(1, 301))
    far.will("/x", Says(gzip.compress(lines), headers={"Content-Encoding": "gzip"}))
    desk = Desk(IsoDeliverables(far.url("/x")), far)
    assert len(desk.look()) == 300
    assert desk.look() == []


@pytest.mark.parametrize("make", MAKES)
def test_the_first_look_takes_down_and_tells_nothing_and_later_ones_tell_what_is_new(far: FarSide, make: str) -> None:
    connector, path, good = MAKES[make](far)
    far.will(path, Says(good))
    desk = Desk(connector, far)
    desk.takes_down_first = True
    assert desk.look() == []
    assert desk.marks
    forgotten = dict(desk.marks)
    native_id, _ = forgotten.popitem()
    desk.marks = forgotten
    assert len(desk.look()) == 1
    assert native_id in desk.marks


def test_a_first_look_over_several_pages_is_one_first_look_even_when_it_crashes(far: FarSide) -> None:
    script_pages(far, 3)
    desk = Desk(IetfDocuments("x", far.url("")), far)
    desk.takes_down_first = True
    assert [desk.look(pages=1), desk.look()] == [[], []]
    assert len(desk.marks) == 3
    script_pages(far, 4)
    assert desk.look() == ["standard.first_seen"]
