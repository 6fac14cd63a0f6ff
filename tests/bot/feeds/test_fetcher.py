"""The fetcher brings the whole answer or a typed error that names source and address, in time and in size."""

import gzip
import json
import logging
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.feeds.asks import Ask
from bot.feeds.fetcher import Fetcher
from bot.feeds.manners import HostPace, retry_after
from bot.feeds.recording import Recorder, redacted
from flows.watches.errors import (
    FeedBusy,
    FeedError,
    FeedForbidden,
    FeedRefused,
    FeedTooLarge,
    FeedUnreachable,
    UnreadableFeed,
)

from .far_side import FarSide, Says, ask, bomb, far_side, fetcher


def test_an_answer_comes_whole_with_what_makes_the_next_question_conditional(far: FarSide) -> None:
    far.will("/a", Says(b"hello", headers={"ETag": '"v1"', "Content-Type": "text/plain; charset=GB18030"}))
    reply = fetcher(far)(ask(far.url("/a")))
    with reply.body as body:
        assert (reply.status, body.read(), reply.headers["etag"], reply.charset) == (200, b"hello", '"v1"', "gb18030")


def test_an_unchanged_source_answers_304_and_is_no_error(far: FarSide) -> None:
    far.will("/a", lambda asked: Says(status=304 if asked.headers.get("if-none-match") == '"v1"' else 200))
    reply = fetcher(far)(
        Ask(source="test", url=far.url("/a"), etag='"v1"', last_modified="Tue, 24 Nov 2026 02:00:00 GMT")
    )
    reply.body.close()
    assert reply.unchanged
    assert far.asked[0].headers["if-modified-since"] == "Tue, 24 Nov 2026 02:00:00 GMT"


def test_a_missing_page_is_an_error_unless_it_means_no_hit(far: FarSide) -> None:
    with pytest.raises(FeedRefused) as refused:
        fetcher(far)(ask(far.url("/nothing?key=hidden")))
    assert (refused.value.source, refused.value.status) == ("test", 404)
    assert "hidden" not in repr(refused.value.__dict__)
    reply = fetcher(far)(Ask(source="test", url=far.url("/nothing"), missing_is_empty=True))
    reply.body.close()
    assert reply.status == 404


def test_a_short_wait_is_waited_and_a_long_one_is_told(far: FarSide) -> None:
    waits: list[float] = []
    far.will("/short", [Says(status=429, headers={"Retry-After": "3"}), Says(b"now")])
    with fetcher(far, waits=waits)(ask(far.url("/short"))).body as body:
        assert body.read() == b"now"
    assert waits == [pytest.approx(3, abs=0.5)]
    far.will("/long", Says(status=429, headers={"Retry-After": "3600", "X-Rejection-Reason": "RegisteredQuotaPerWeek"}))
    with pytest.raises(FeedBusy) as busy:
        fetcher(far)(ask(far.url("/long")))
    assert (busy.value.retry_after, busy.value.reason) == (3600, "RegisteredQuotaPerWeek")


def test_a_wait_may_be_a_date_a_number_or_nonsense() -> None:
    now = datetime(2026, 11, 25, 2, tzinfo=UTC)
    assert retry_after({"retry-after": "120"}, now) == 120
    assert retry_after({"retry-after": format_datetime(now + timedelta(minutes=5), usegmt=True)}, now) == 300
    assert retry_after({"retry-after": "9" * 40}, now) == 24 * 3600
    for nonsense in ("soon", "", "-5", "Tue, 99 Nov 2026", "²"):
        assert retry_after({"retry-after": nonsense}, now) is None


def test_a_cut_answer_is_asked_for_again_and_never_half_used(far: FarSide) -> None:
    far.will("/cut", [Says(b"0123456789", cut_after=4), Says(b"0123456789")])
    with fetcher(far)(ask(far.url("/cut"))).body as body:
        assert body.read() == b"0123456789"
    far.will("/always", Says(b"0123456789", cut_after=4))
    with pytest.raises(FeedUnreachable) as error:
        fetcher(far)(ask(far.url("/always")))
    assert (error.value.problem, error.value.address) == ("cut", far.url("/always"))


def test_a_packed_answer_that_ends_too_early_is_cut_too(far: FarSide) -> None:
    packed = gzip.compress(b"x" * 10_000)
    far.will("/short", Says(packed[:-12], headers={"Content-Encoding": "gzip"}))
    with pytest.raises(FeedUnreachable) as error:
        fetcher(far)(ask(far.url("/short")))
    assert error.value.problem == "cut"
    far.will("/two", Says(packed + packed, headers={"Content-Encoding": "gzip"}))
    with fetcher(far)(ask(far.url("/two"))).body as body:
        assert len(body.read()) == 20_000


def test_a_slow_answer_ends_at_the_time_agreed_even_when_it_keeps_dripping(far: FarSide) -> None:
    once = ask(far.will("/silent", Says(b"x", wait=1.5)), seconds=0.2)
    with pytest.raises(FeedUnreachable) as error:
        fetcher(far)(once)
    assert error.value.problem == "timeout"
    started = time.monotonic()
    with pytest.raises(FeedUnreachable) as error:
        fetcher(far)(ask(far.will("/drip", Says(b"x" * 200, drip=0.05)), total=0.3))
    assert error.value.problem == "too_slow"
    assert time.monotonic() - started < 5


def test_a_gzip_bomb_ends_at_the_limit(far: FarSide) -> None:
    far.will("/bomb", Says(bomb(200 * 1024 * 1024), headers={"Content-Encoding": "gzip"}))
    with pytest.raises(FeedTooLarge) as error:
        fetcher(far)(ask(far.url("/bomb"), most=1024 * 1024))
    assert (error.value.source, error.value.limit) == ("test", 1024 * 1024)
    far.will("/plain", Says(b"x" * 3000))
    with pytest.raises(FeedTooLarge):
        fetcher(far)(ask(far.url("/plain"), most=2999))


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
def test_an_encoding_we_did_not_ask_for_is_refused(far: FarSide, encoding: str) -> None:
    far.will("/odd", Says(b"x", headers={"Content-Encoding": encoding}))
    with pytest.raises(UnreadableFeed):
        fetcher(far)(ask(far.url("/odd")))


def test_redirects_are_followed_but_secrets_stay_at_home(far: FarSide) -> None:
    with far_side() as other:
        other.will("/b", Says(b"there"))
        far.will("/a", Says(status=302, headers={"Location": "/a2"}))
        far.will("/a2", Says(status=301, headers={"Location": other.url("/b")}))
        secret = Ask(source="test", url=far.url("/a"), secret_headers={"authorization": "Bearer hush"})
        with fetcher(far, other)(secret).body as body:
            assert body.read() == b"there"
        assert [a.headers.get("authorization") for a in far.asked] == ["Bearer hush"] * 2
        assert "authorization" not in other.asked[0].headers


def test_a_redirect_to_the_machine_itself_is_never_followed(far: FarSide) -> None:
    with far_side() as inner:
        inner.will("/secrets", Says(b"secret"))
        far.will("/a", Says(status=302, headers={"Location": inner.url("/secrets")}))
        with pytest.raises(FeedForbidden) as error:
            fetcher(far)(ask(far.url("/a")))
        assert (error.value.problem, inner.asked) == ("private", [])


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "gopher://127.0.0.1/", "http://[::ffff:7f00:1]:80/", "http://["]
)
def test_a_redirect_to_what_is_no_public_web_address_is_refused(far: FarSide, place: str) -> None:
    far.will("/a", Says(status=302, headers={"Location": place}))
    with pytest.raises(FeedForbidden):
        fetcher(far)(ask(far.url("/a")))


def test_a_form_is_never_sent_on_to_another_host(far: FarSide) -> None:
    with far_side() as other:
        far.will("/token", Says(status=307, headers={"Location": other.url("/token")}))
        form = Ask(source="test", url=far.url("/token"), method="POST", body=b"secret=1")
        with pytest.raises(FeedForbidden):
            fetcher(far, other)(form)
        assert other.asked == []


def test_redirects_in_a_circle_end(far: FarSide) -> None:
    far.will("/a", Says(status=302, headers={"Location": "/a"}))
    with pytest.raises(FeedUnreachable) as error:
        fetcher(far)(ask(far.url("/a")))
    assert (error.value.problem, len(far.asked)) == ("redirects", 6)


def test_a_name_is_looked_up_once_and_the_checked_address_is_used(far: FarSide) -> None:
    """DNS rebinding: the second look-up would lead to another place; there is none."""
    looked_up: list[str] = []

    def rebinding(host: str, _port: int) -> tuple[str, ...]:
        looked_up.append(host)
        return ("127.0.0.1",) if len(looked_up) == 1 else ("10.0.0.1",)

    far.will("/a", Says(b"checked"))
    port = far.host.partition(":")[2]
    rebound = Fetcher(
        clock=SystemClock(), pace=HostPace(0.0), listed=frozenset({f"feeds.example:{port}"}), resolve=rebinding
    )
    with rebound(ask(f"http://feeds.example:{port}/a")).body as body:
        assert body.read() == b"checked"
    assert looked_up == ["feeds.example"]
    assert far.asked[0].headers["host"] == f"feeds.example:{port}"


def test_where_the_first_address_is_dead_the_next_one_is_tried(far: FarSide) -> None:
    far.will("/a", Says(b"second"))
    port = far.host.partition(":")[2]
    two = Fetcher(
        clock=SystemClock(),
        pace=HostPace(0.0),
        listed=frozenset({"feeds.example"}),
        resolve=lambda *_: ("127.0.0.2", "127.0.0.1"),
    )
    with two(ask(f"http://feeds.example:{port}/a")).body as body:
        assert body.read() == b"second"


def test_one_host_is_asked_at_its_pace_and_others_do_not_wait() -> None:
    now, waits = [0.0], list[float]()
    pace = HostPace(2.0, sleep=waits.append, monotonic=lambda: now[0])
    for host in ("a", "a", "b", "a"):
        pace.wait_for(host)
    pace.rest("b", 30)
    pace.wait_for("b")
    assert waits == [2.0, 4.0, 30.0]


def test_nobody_listening_is_told_with_the_address(far: FarSide) -> None:
    far.close()
    with pytest.raises(FeedUnreachable) as error:
        fetcher(far)(ask(far.url("/a")))
    assert error.value.problem == "connect"
    far.__init__()  # type: ignore[misc]  # so that the fixture can close it


def test_recorded_traffic_holds_the_answer_and_none_of_our_secrets(far: FarSide, tmp_path: Path) -> None:
    far.will("/a", Says(b"<feed/>", headers={"Set-Cookie": "hush=1", "ETag": '"1"'}))
    far.will("/token", Says(b'{"access_token": "hush"}'))
    clock = SystemClock()
    recording = Fetcher(
        clock=clock, pace=HostPace(0.0), listed=frozenset({far.host}), recorder=Recorder(tmp_path, clock=clock)
    )
    url = far.url("/a?api_key=hush&q=5g")
    recording(Ask(source="epo/x", url=url, secret_headers={"authorization": "Bearer hush"})).body.close()
    recording(Ask(source="epo/x", url=far.url("/token"), unrecorded=True)).body.close()
    written = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert [path.suffix for path in written] == [".body", ".json"]
    assert written[0].read_bytes() == b"<feed/>"
    about = json.loads(written[1].read_text("utf-8"))
    assert about["url"].endswith("/a?api_key=REDACTED&q=5g")
    assert "hush" not in written[1].read_text("utf-8")
    assert redacted("https://me:pw@example.org/x") == "https://example.org/x"


def test_a_recording_that_cannot_be_written_does_not_stop_the_feed(far: FarSide, tmp_path: Path) -> None:
    (tmp_path / "test").write_text("a file where the folder should be", encoding="utf-8")
    clock = SystemClock()
    recording = Fetcher(
        clock=clock, pace=HostPace(0.0), listed=frozenset({far.host}), recorder=Recorder(tmp_path, clock=clock)
    )
    with recording(ask(far.will("/a", Says(b"whole")))).body as body:
        assert body.read() == b"whole"


@pytest.mark.parametrize("etag", ["é", "标", "a\x7fb"])
def test_a_mark_that_no_header_can_carry_is_left_out(far: FarSide, etag: str) -> None:
    fetcher(far)(Ask(source="test", url=far.will("/a", Says(b"x")), etag=etag)).body.close()
    assert "if-none-match" not in far.asked[0].headers


def test_the_log_shows_no_secret(far: FarSide, caplog: pytest.LogCaptureFixture) -> None:
    far.will("/a", [Says(b"0123", cut_after=1), Says(b"0123")])
    with caplog.at_level(logging.INFO, logger="bot"):
        secret = Ask(source="test", url=far.url("/a?key=hush"), secret_headers={"x-api-key": "hush"})
        fetcher(far)(secret).body.close()
    assert caplog.text
    assert "hush" not in caplog.text + repr(secret).replace("key=hush", "")


def test_every_failure_is_a_feed_error() -> None:
    for kind in (FeedBusy, FeedForbidden, FeedRefused, FeedTooLarge, FeedUnreachable, UnreadableFeed):
        assert issubclass(kind, FeedError)
