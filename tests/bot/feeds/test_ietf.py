"""The datatracker: documents, lists page by page, and group feeds with event ids and relative links."""

from datetime import UTC, date, datetime

import pytest

from bot.feeds.asks import Ask
from bot.feeds.ietf import IetfDocument, IetfDocuments, IetfGroupFeed, draft_name
from flows.watches.errors import FeedForbidden, UnreadableFeed
from flows.watches.subjects import Day, Standard

from .samples import IETF_ATOM, IETF_DOCUMENT, as_bytes, faults, observed, read, reply_of

FEED = "https://datatracker.ietf.org/group/example/documents/feed/"
LIST = "https://datatracker.ietf.org/api/v1/doc/document/?format=json&limit=100&offset=0"


def test_a_document_is_read_with_its_group_revision_and_expiry() -> None:
    (seen,) = observed(IetfDocument("draft-ietf-example-link"), as_bytes({**IETF_DOCUMENT, "aliases": ["old"]}))
    assert isinstance(seen.subject, Standard)
    assert (seen.subject.committee, seen.subject.version) == ("example", "07")
    assert seen.subject.expires_on == Day(date(2027, 5, 24))
    assert seen.at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert seen.links == ("https://datatracker.ietf.org/doc/draft-ietf-example-link/",)


@pytest.mark.parametrize("gone", ["group", "expires", "authors", "iesg_state", "time", "rev"])
def test_what_is_null_or_missing_is_empty(gone: str) -> None:
    assert observed(IetfDocument("x"), as_bytes({**IETF_DOCUMENT, gone: None}))
    assert observed(IetfDocument("x"), as_bytes({k: v for k, v in IETF_DOCUMENT.items() if k != gone}))


def test_a_document_that_is_not_there_yet_is_no_hit() -> None:
    assert read(IetfDocument("draft-none"), b"<html>", status=404) == []


def test_a_list_is_read_object_by_object_and_goes_on_where_it_says() -> None:
    connector = IetfDocuments("example")
    page = {"meta": {"next": "/api/v1/doc/document/?format=json&limit=100&offset=100"}, "objects": [IETF_DOCUMENT, 7]}
    assert faults(connector, as_bytes(page)) == [("object 2", "no_id")]
    following = connector.following(connector.first(), reply_of(as_bytes(page), url=LIST))
    assert following is not None
    assert following.url == "https://datatracker.ietf.org/api/v1/doc/document/?format=json&limit=100&offset=100"
    last = as_bytes({"meta": {"next": None}, "objects": []})
    assert connector.following(following, reply_of(last, url=following.url)) is None


def test_a_list_never_leads_to_another_host_or_to_itself() -> None:
    connector, ask = IetfDocuments("x"), Ask(source="ietf", url=LIST)
    for link in ("https://evil.example/", "//evil.example/", "http://datatracker.ietf.org/", "http://["):
        with pytest.raises(FeedForbidden):
            connector.following(ask, reply_of(as_bytes({"meta": {"next": link}}), url=LIST))
    assert connector.following(ask, reply_of(as_bytes({"meta": {"next": LIST}}), url=LIST)) is None


@pytest.mark.parametrize("body", [b"[]", b'{"objects": 3}', b"<xml/>", b"", b"nul"])
def test_an_answer_that_is_no_list_is_refused_whole(body: bytes) -> None:
    with pytest.raises(UnreadableFeed):
        read(IetfDocuments("x"), body)


def test_a_group_feed_tells_events_with_absolute_links() -> None:
    (seen,) = observed(IetfGroupFeed("example"), IETF_ATOM.encode(), url=FEED)
    assert isinstance(seen.subject, Standard)
    assert (seen.native_id, seen.happening) == ("urn:datatracker-ietf-org:event:1225605", "new_revision")
    assert seen.links == ("https://datatracker.ietf.org/doc/draft-ietf-example-link/",)
    assert (seen.subject.ref, seen.subject.committee) == ("draft-ietf-example-link", "example")
    assert seen.subject.scope == "New version available: draft-ietf-example-link-07.txt"
    assert seen.at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def test_a_draft_is_named_by_its_link() -> None:
    assert draft_name("https://datatracker.ietf.org/doc/draft-x/07/") == "draft-x"
    assert draft_name("https://datatracker.ietf.org/group/x/") == ""
    assert draft_name("http://[") == ""
