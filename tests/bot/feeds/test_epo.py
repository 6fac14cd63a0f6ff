"""EPO's services: legal events as they really are, single things and lists, pages, tokens, quotas and pace."""

import base64
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.feeds.asks import Ask, Reply
from bot.feeds.epo import RANGE, EpoFamily, EpoLegal, EpoSearch, text
from bot.feeds.epo_session import EpoSession, pause_of, service_of
from flows.watches.errors import FeedBusy, FeedError, FeedRefused, UnreadableFeed
from flows.watches.snapshots import Sighting, first_seen
from flows.watches.subjects import Day, LegalEvent, Patent

from .far_side import FarSide, Says, fetcher
from .samples import (
    as_bytes,
    epo_document,
    epo_family,
    epo_member,
    epo_search,
    faults,
    legal_event,
    observed,
    read,
    reply_of,
)

SEARCH = EpoSearch("pa=example and ipc=H04W")
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


def legal(*events: Any) -> list[LegalEvent]:
    inside = events[0] if len(events) == 1 else list(events)
    seen = observed(EpoLegal("EP.1000000.A1"), epo_family(epo_member(legal=inside)))
    return [s.subject.legal_event for s in seen if isinstance(s.subject, Patent) and s.subject.legal_event]


def test_a_legal_event_is_read_from_the_element_that_exists() -> None:
    (event,) = legal(legal_event())
    assert event == LegalEvent("PGFP", "FEE PAYMENT · year 4", Day(date(2020, 6, 1)), "+", "EP")


def test_a_code_is_unpadded_and_blank_influence_and_the_placeholder_date_mean_nothing() -> None:
    (event,) = legal(legal_event(**{"@code": "26N ", "@infl": " ", "ops:L007EP": None}))
    assert (event.code, event.influence, event.on) == ("26N", "", None)


def test_where_there_is_no_gazette_date_the_effective_one_counts() -> None:
    effective = {"ops:L525EP": {"@desc": "EFFECTIVE DATE", "$": "20200701"}}
    (event,) = legal(legal_event(**{"ops:L007EP": None, "ops:L500EP": effective}))
    assert event.on == Day(date(2020, 7, 1))


def test_several_events_are_a_list_and_equal_ones_of_two_countries_are_two() -> None:
    other = {"ops:L510EP": {"@desc": "Free Format Text", "$": "year 5"}}
    events = [legal_event(), legal_event(**{"ops:L500EP": other}), legal_event()]
    seen = observed(EpoLegal("EP.1000000.A1"), epo_family(epo_member(legal=events)))
    told = [s for s in first_seen(set(), seen, observed_at=NOW) if isinstance(s, Sighting)]
    assert [event.kind for sighting in told for event in sighting.events] == ["patent.legal_event"] * 2


def test_an_event_without_a_code_is_named_with_its_document() -> None:
    bare = legal_event(**{"@code": None, "ops:L008EP": None})
    assert faults(EpoLegal("x"), epo_family(epo_member(legal=[bare, "text", None]))) == [
        ("EP.1000000.A1", "legal_code")
    ] * 3  # fmt: skip


def test_a_family_may_be_one_member_or_many() -> None:
    assert len(observed(EpoFamily("x"), epo_family(epo_member()))) == 1
    first, second = observed(EpoFamily("x"), epo_family(epo_member(), epo_member("2000000")))
    assert (first.native_id, second.native_id) == ("EP.1000000.A1", "EP.2000000.A1")
    assert isinstance(first.subject, Patent)
    assert (first.subject.family_id, first.subject.application_no) == ("12345", "EP991000000")
    assert faults(EpoFamily("x"), epo_family(epo_member(), {}, {"publication-reference": []})) == [
        ("member 2", "no_id"), ("member 3", "no_id"),
    ]  # fmt: skip


def test_a_document_is_read_with_its_bibliography() -> None:
    (seen,) = observed(SEARCH, epo_search([epo_document()], begin=1, end=1, total=1))
    assert seen.subject == Patent(
        ref="EP1000000A1",
        title="Example",
        office="EP",
        kind_code="A1",
        application_no="EP991000000",
        publication_no="EP1000000A1",
        family_id="12345",
        applicants=("EXAMPLE CO [CN]",),
        ipc=("H04W 72/04 20090101AFI",),
        cpc=("H04W 72/0446",),
        priority_on=Day(date(2018, 1, 2)),
        filed_on=Day(date(2019, 1, 2)),
        published_on=Day(date(2020, 1, 2)),
        abstract="An example.",
    )
    assert len(observed(SEARCH, epo_search([epo_document(), epo_document("2")], begin=1, end=2, total=2))) == 2


def test_no_hit_is_a_404_and_no_error() -> None:
    for connector in (SEARCH, EpoFamily("x"), EpoLegal("x")):
        assert connector.first().missing_is_empty
        assert read(connector, b"<fault/>", status=404) == []


def test_a_search_goes_on_by_ranges_and_says_when_it_finds_too_much() -> None:
    first = SEARCH.first()
    page = epo_search([epo_document()], begin=1, end=100, total=250)
    second = SEARCH.following(first, reply_of(page))
    assert second is not None
    assert (first.headers[RANGE], second.headers[RANGE]) == ("1-100", "101-200")
    assert SEARCH.following(second, reply_of(page)) is None  # the same page again: a source that does not count
    assert SEARCH.following(second, reply_of(epo_search([epo_document()], begin=101, end=250, total=250))) is None
    last = epo_search([epo_document()], begin=1901, end=2000, total=9000)
    assert faults(SEARCH, last) == [(SEARCH.query, "too_many_hits")]
    assert SEARCH.following(second, reply_of(last)) is None


def test_a_document_that_is_not_found_among_others_is_named() -> None:
    missing = {**epo_document(), "@status": "not found"}
    assert faults(SEARCH, epo_search([missing, epo_document("2")], begin=1, end=2, total=2)) == [
        ("EP.1000000.A1", "not_found")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"<ops:world-patent-data/>", as_bytes({"ops:world-patent-data": []})]
)
def test_an_answer_of_another_shape_is_refused(body: bytes) -> None:
    for connector in (SEARCH, EpoFamily("x"), EpoLegal("x")):
        with pytest.raises(UnreadableFeed):
            read(connector, body)


def test_a_text_is_a_text_in_every_rendering() -> None:
    assert [text(node) for node in ("a", {"$": "a"}, [{"$": ""}, {"$": "a"}], 7, None, {"@x": 1}, [])] == [
        "a", "a", "a", "7", "", "", "",
    ]  # fmt: skip


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


def session(far: FarSide, clock: Hands, rests: list[tuple[str, float]] | None = None) -> EpoSession:
    noted: list[tuple[str, float]] = [] if rests is None else rests
    return EpoSession(
        fetcher(far), key="key", secret="hush", clock=clock, rest=lambda h, s: noted.append((h, s)), site=far.url("")
    )


def get(signed_in: EpoSession, far: FarSide, path: str = "/rest-services/family/x") -> Reply:
    reply = signed_in(Ask(source="epo", url=far.url(path), missing_is_empty=True))
    reply.body.close()
    return reply


def tokens(far: FarSide, *names: str, seconds: str = "1199") -> None:
    far.will("/auth/accesstoken", [Says(as_bytes({"access_token": t, "expires_in": seconds})) for t in names])


def test_one_token_serves_until_shortly_before_it_ends(far: FarSide) -> None:
    tokens(far, "one", "two")
    far.will("/rest-services/family/x", Says(b"{}"))
    clock = Hands()
    signed_in = session(far, clock)
    for minutes in (0, 18, 2):
        clock.time += timedelta(minutes=minutes)
        get(signed_in, far)
    calls = [(a.method, a.headers["authorization"]) for a in far.asked]
    basic = "Basic " + base64.b64encode(b"key:hush").decode()
    assert calls == [
        ("POST", basic), ("GET", "Bearer one"), ("GET", "Bearer one"), ("POST", basic), ("GET", "Bearer two"),
    ]  # fmt: skip
    assert far.asked[0].body == b"grant_type=client_credentials"


def test_a_refused_token_is_renewed_once_and_then_believed(far: FarSide) -> None:
    tokens(far, "old", "new")
    far.will(
        "/rest-services/family/x", lambda a: Says(status=200 if a.headers["authorization"] == "Bearer new" else 401)
    )
    assert get(session(far, Hands()), far).status == 200
    tokens(far, "bad", "bad")
    with pytest.raises(FeedRefused) as error:
        get(session(far, Hands()), far)
    assert error.value.status == 401
    assert "hush" not in repr(error.value.__dict__)


@pytest.mark.parametrize(
    "answer", [b"{}", b"<html>", as_bytes({"access_token": "two words"}), as_bytes({"access_token": 7.5e99})]
)
def test_a_token_that_is_none_is_refused(far: FarSide, answer: bytes) -> None:
    far.will("/auth/accesstoken", Says(answer))
    far.will("/rest-services/family/x", Says(status=403))
    with pytest.raises(FeedError):
        get(session(far, Hands()), far)


@pytest.mark.parametrize(
    ("reason", "wait"), [("IndividualQuotaPerHour", 3600), ("RegisteredQuotaPerWeek", 86_400), ("Something", 3600)]
)
def test_a_spent_quota_says_how_long_to_wait(far: FarSide, reason: str, wait: float) -> None:
    tokens(far, "one")
    far.will("/rest-services/family/x", Says(status=403, headers={"X-Rejection-Reason": reason}))
    with pytest.raises(FeedBusy) as error:
        get(session(far, Hands()), far)
    assert (error.value.retry_after, error.value.reason) == (wait, reason)


def test_the_pace_follows_the_throttling_header_of_its_service(far: FarSide) -> None:
    tokens(far, "one")
    control = "busy (images=green:100, inpadoc=yellow:30, other=green:1000, retrieval=black:0, search=red:5)"
    for path in (
        "/rest-services/family/x",
        "/rest-services/published-data/search/biblio",
        "/rest-services/published-data/x",
    ):
        far.will(path, Says(b"{}", headers={"X-Throttling-Control": control}))
    rests: list[tuple[str, float]] = []
    signed_in = session(far, Hands(), rests)
    get(signed_in, far)
    get(signed_in, far, "/rest-services/published-data/search/biblio?q=x")
    get(signed_in, far, "/rest-services/published-data/x")
    assert [seconds for _, seconds in rests] == [2.0, 12.0, 60.0]
    assert pause_of("", "search") == pause_of("nonsense", "search") == 0
    assert pause_of("overloaded", "search") == 60
    assert service_of("https://ops.epo.org/3.2/rest-services/legal/publication/x") == "inpadoc"
