"""W3C: HAL pages, both spellings, and webhooks that count only when signed with our secret."""

import hashlib
import hmac

import pytest

from bot.feeds.w3c import W3cVersions, verify, webhook
from flows.watches.errors import BadSignature, UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation
from flows.watches.subjects import News, Standard

from .samples import W3C_VERSION, as_bytes, faults, observed, read, reply_of

URL = "https://api.w3.org/specifications/preload/versions?embed=1&items=100"


def page(*versions: object, following: str = "", name: str = "version-history") -> bytes:
    links = {"self": {"href": URL}, **({"next": {"href": following}} if following else {})}
    return as_bytes({"page": 1, "_links": links, "_embedded": {name: list(versions)}})


@pytest.mark.parametrize("name", ["version-history", "version_history"])
def test_versions_are_read_in_either_spelling(name: str) -> None:
    (seen,) = observed(W3cVersions("preload"), page(W3C_VERSION, name=name))
    assert isinstance(seen.subject, Standard)
    assert (seen.subject.ref, seen.subject.stage, seen.subject.version) == ("preload", "Working Draft", "2026-11-20")
    hyphen = {k.replace("_d", "-d"): v for k, v in W3C_VERSION.items()}
    assert observed(W3cVersions("preload"), page(hyphen)) == [seen]
    assert "https://w3c.github.io/preload/" in seen.links


def test_pages_follow_their_links_and_stay_on_the_host() -> None:
    connector = W3cVersions("preload")
    following = connector.following(connector.first(), reply_of(page(following=f"{URL}&page=2"), url=URL))
    assert following is not None
    assert following.url == f"{URL}&page=2"
    assert connector.following(following, reply_of(page(), url=following.url)) is None


def test_a_version_without_address_or_date_is_named() -> None:
    bad = [{**W3C_VERSION, "uri": None, "shortlink": None}, {**W3C_VERSION, "date": "soon"}, None]
    assert faults(W3cVersions("preload"), page(*bad)) == [
        ("Preload", "no_id"), (W3C_VERSION["uri"], "date"), ("version 3", "no_id"),
    ]  # fmt: skip
    with pytest.raises(UnreadableFeed):
        read(W3cVersions("preload"), b'{"error": "no such specification"}')


def test_only_our_secret_opens_the_door() -> None:
    body = as_bytes({"event": "tr.published"})
    good = hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    verify(body, good, "secret")
    verify(body, f"sha256={good.upper()}", "secret")
    for signature, secret in ((good[:-1], "secret"), ("", "secret"), (good, "other"), ("é" * 64, "secret"), (good, "")):
        with pytest.raises(BadSignature):
            verify(body, signature, secret)
    with pytest.raises(BadSignature):
        verify(body + b" ", good, "secret")


@pytest.mark.parametrize("spelling", ["specVersion", "spec-version", "spec_version"])
def test_a_publication_is_told_once_however_often_it_is_delivered(spelling: str) -> None:
    body = as_bytes({"event": "tr.published", "microtime": 1661495980.622211, spelling: W3C_VERSION})
    seen = webhook(body)
    assert isinstance(seen, Observation)
    assert (seen.native_id, seen.happening) == (f"published:{W3C_VERSION['uri']}", "published")
    assert webhook(body) == seen


def test_people_who_join_a_group_are_news() -> None:
    event = {
        "event": "group.participant_joined", "microtime": 1661495980.6, "group": {"name": "Web Group"},
        "participant": {"name": "Li Na"},
    }  # fmt: skip
    seen = webhook(as_bytes(event))
    assert isinstance(seen, Observation)
    assert isinstance(seen.subject, News)
    assert (seen.subject.title, seen.happening) == ("Web Group: Li Na", "participant_joined")
    for microtime in (None, True, -1, 1e300, "now"):
        assert isinstance(webhook(as_bytes({**event, "microtime": microtime})), UnreadableRecord)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"event": 7e999}', b"\xff"])
def test_what_is_no_event_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableFeed):
        webhook(body)
