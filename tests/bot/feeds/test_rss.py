"""Feeds as they really are: several formats and encodings, entities refused, text without HTML."""

from datetime import UTC, datetime

import pytest

from bot.feeds.rss import Feed
from flows.watches.errors import UnreadableFeed
from flows.watches.subjects import News

from .samples import IETF_ATOM, RSS, faults, observed, read

FEED = Feed("journal", "https://example.org/feed.xml")


def test_an_entry_is_told_with_plain_text_time_and_absolute_links() -> None:
    first, second = (r for r in read(FEED, RSS.encode()) if not isinstance(r, Exception))
    assert (first.native_id, first.links) == ("tag:1", ("https://example.org/1",))
    assert first.subject == News(
        ref="First & best",
        title="First & best",
        text="Hello world",
        published_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
    )
    assert second.native_id == second.links[0] == "https://example.org/2"


def test_an_entry_that_nothing_names_is_told_by_its_place() -> None:
    assert faults(FEED, RSS.encode()) == [("entry 3", "no_id")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "gb2312"])
def test_chinese_feeds_in_old_encodings_are_understood(encoding: str) -> None:
    text = RSS.replace("First &amp; best", "标准动态").replace(
        'version="1.0"?', f'version="1.0" encoding="{encoding}"?'
    )
    (entry, *_) = (r for r in read(FEED, text.encode(encoding)) if not isinstance(r, Exception))
    assert isinstance(entry.subject, News)
    assert entry.subject.title == "标准动态"


def test_an_encoding_that_is_declared_wrongly_is_found_out() -> None:
    text = RSS.replace("First &amp; best", "标准动态").replace('version="1.0"?', 'version="1.0" encoding="utf-8"?')
    (entry, *_) = (r for r in read(FEED, text.encode("gb18030")) if not isinstance(r, Exception))
    assert isinstance(entry.subject, News)
    assert entry.subject.title == "标准动态"


def test_the_declared_charset_of_the_answer_helps_where_the_feed_says_nothing() -> None:
    body = RSS.replace("First &amp; best", "é").encode("latin-1")
    (entry, *_) = (
        r
        for r in read(FEED, body, headers={"content-type": "application/rss+xml; charset=ISO-8859-1"})
        if not isinstance(r, Exception)
    )
    assert isinstance(entry.subject, News)
    assert entry.subject.title == "é"


LAUGHS = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0">&b;</rss>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0">&a;</rss>'


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, LAUGHS.replace("<?xml", "\ufeff<?xml")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_anything_reads_them(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableFeed) as error:
        read(FEED, text.encode(encoding))
    assert (error.value.source, error.value.problem) == ("journal", "entities")


@pytest.mark.parametrize("body", [b"", b"<rss", b"<html><body/></html>", b"{}", b"\x00\x01", RSS.encode()[:300]])
def test_what_is_no_feed_is_refused_whole(body: bytes) -> None:
    with pytest.raises(UnreadableFeed):
        read(FEED, body)


def test_a_link_that_is_no_web_address_is_left_out() -> None:
    bad = RSS.replace("https://example.org/1", "javascript:alert(1)")
    assert next(r for r in read(FEED, bad.encode()) if not isinstance(r, Exception)).links == ()


def test_the_same_feed_is_read_the_same_way_twice() -> None:
    assert observed(FEED, IETF_ATOM.encode()) == observed(FEED, IETF_ATOM.encode())


def test_an_id_that_is_only_a_number_belongs_to_its_feed() -> None:
    body = RSS.replace("tag:1", "1").encode()
    first, second = (read(Feed("rss", f"https://{host}.example/feed"), body)[0] for host in "ab")
    assert not isinstance(first, Exception)
    assert not isinstance(second, Exception)
    assert (first.native_id, second.native_id) == ("a.example#1", "b.example#1")
