"""The one door through which feeds go out: checked addresses, limits, retries, pace, and nothing secret in the log."""

import logging
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, BinaryIO, cast
from urllib.parse import urljoin, urlsplit

import httpx

from bot.feeds import safety
from bot.feeds.asks import Ask, Reply, shown
from bot.feeds.manners import PATIENCE, TRIES, HostPace, back_off, retry_after
from bot.feeds.recording import Recorder
from bot.feeds.unpacking import PIECE, Intake
from flows.ports import Clock
from flows.watches.errors import FeedBusy, FeedError, FeedForbidden, FeedRefused, FeedUnreachable

log = logging.getLogger(__name__)

USER_AGENT = "Liandong/0.1 (feed reader)"
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GOOD = frozenset({200, 203, 206, 304})
OVERLOADED = frozenset({429, 500, 502, 503, 504})
CONNECT_SECONDS = 10.0


class Fetcher:
    """Safe from any thread. ``listed`` are hosts that may be private because the operator says so."""

    def __init__(
        self,
        *,
        clock: Clock,
        pace: HostPace,
        listed: frozenset[str] = frozenset(),
        resolve: safety.Resolve = safety.look_up,
        recorder: Recorder | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._clock, self._pace, self._listed, self._resolve = clock, pace, listed, resolve
        self._recorder = recorder
        self._tls = tls or ssl.create_default_context()

    def __call__(self, ask: Ask) -> Reply:
        """The answer to one request, redirects followed. Raises ``FeedError``; see ``Reply`` for what is no error.

        What failed on the way is tried up to three times; a POST only where it cannot have arrived.
        """
        for attempt in range(1, TRIES + 1):
            try:
                return self._follow(ask)
            except FeedUnreachable as error:
                if attempt == TRIES or error.problem == "redirects" or not _may_repeat(ask, error):
                    raise
                wait = back_off(attempt)
                log.info("%s: %s from %s; once more in %.0f s", ask.source, error.problem, ask.shown, wait)
            except FeedBusy as error:
                wait = max(error.retry_after, back_off(attempt))
                if attempt == TRIES or wait > PATIENCE:
                    raise
                log.info("%s: %s is busy; once more in %.0f s", ask.source, ask.shown, wait)
            self._pace.rest(urlsplit(ask.url).hostname or "", wait)
        raise AssertionError("unreachable")

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while, as its headers ask."""
        self._pace.rest(host, seconds)

    def _follow(self, ask: Ask) -> Reply:
        step = _Step(ask.url, ask.method, ask.secret_headers, self._checked(ask, ask.url))
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._request(ask, step)
            location = reply.headers.get("location", "")
            if reply.status not in REDIRECTS or not location:
                return self._judged(ask, reply)
            reply.body.close()
            step = self._next(ask, step, reply.status, location)
        raise FeedUnreachable(ask.source, ask.shown, "redirects")

    def _checked(self, ask: Ask, url: str) -> safety.Destination:
        return safety.check(url, source=ask.source, listed=self._listed, resolve=self._resolve)

    def _next(self, ask: Ask, step: "_Step", status: int, location: str) -> "_Step":
        """Where a redirect leads, checked as the first address was. Secrets stay with the host they are for."""
        url = _joined(ask, step.url, location)
        target = self._checked(ask, url)
        if step.target.scheme == "https" and target.scheme == "http":
            raise FeedForbidden(ask.source, shown(url), "scheme")
        stays = step.target.origin == target.origin
        if not stays and ask.body:
            raise FeedForbidden(ask.source, shown(url), "other_host")
        method = "GET" if status == HTTPStatus.SEE_OTHER else step.method
        return _Step(url, method, step.secrets if stays else {}, target)

    def _request(self, ask: Ask, step: "_Step") -> Reply:
        """One request to the addresses that were checked, the next one where the first does not answer."""
        self._pace.wait_for(step.target.host)
        for address in step.target.addresses[:-1]:
            try:
                return self._attempt(ask, step, address)
            except FeedUnreachable as error:
                if error.problem != "connect":
                    raise
        return self._attempt(ask, step, step.target.addresses[-1])

    def _attempt(self, ask: Ask, step: "_Step", address: str) -> Reply:
        alarm = _Alarm(ask.limits.total_seconds)
        # No proxy, no cookies, no connection kept: each would let one host's answer reach another.
        with httpx.Client(trust_env=False, verify=self._tls, limits=httpx.Limits(max_keepalive_connections=0)) as web:
            try:
                request = _request_to(address, ask, step, alarm)
                with alarm:
                    response = web.send(request, stream=True, follow_redirects=False)
                    try:
                        return self._take(ask, step.url, response, alarm)
                    finally:
                        response.close()
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                raise FeedUnreachable(ask.source, shown(step.url), alarm.problem or "connect") from error
            except httpx.TimeoutException as error:
                raise FeedUnreachable(ask.source, shown(step.url), alarm.problem or "timeout") from error
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                raise FeedUnreachable(ask.source, shown(step.url), alarm.problem or "cut") from error

    def _take(self, ask: Ask, url: str, response: httpx.Response, alarm: "_Alarm") -> Reply:
        headers = {name.lower(): value for name, value in response.headers.items()}
        intake = Intake(ask, headers.get("content-encoding", ""))
        try:
            for piece in response.iter_raw(PIECE):
                intake.feed(piece)
                if alarm.problem:
                    raise FeedUnreachable(ask.source, shown(url), alarm.problem)
            body = intake.finish()
        except (FeedError, httpx.HTTPError, httpx.StreamError):
            intake.drop()
            raise
        reply = Reply(url=url, status=response.status_code, headers=headers, body=cast(BinaryIO, body))
        if self._recorder is not None:
            try:
                self._recorder.record(ask, reply)
            except OSError as error:  # a full disk must not stop the watches
                log.warning("an answer of %s could not be recorded: %r", ask.source, error)
                reply.body.seek(0)
        return reply

    def _judged(self, ask: Ask, reply: Reply) -> Reply:
        """The reply, where it is one; else what it means."""
        if reply.status in GOOD or (reply.status == HTTPStatus.NOT_FOUND and ask.missing_is_empty):
            return reply
        reason = _reason(reply)
        reply.body.close()
        wait = retry_after(reply.headers, self._clock.now())
        if reply.status in OVERLOADED or (wait is not None and reply.status == HTTPStatus.FORBIDDEN):
            raise FeedBusy(ask.source, shown(reply.url), wait or 0.0, reason)
        raise FeedRefused(ask.source, shown(reply.url), reply.status, reason)


@dataclass(frozen=True, slots=True)
class _Step:
    """One request on the way through redirects."""

    url: str
    method: str
    secrets: Mapping[str, str] = field(repr=False)
    target: safety.Destination


def _request_to(address: str, ask: Ask, step: _Step, alarm: "_Alarm") -> httpx.Request:
    """To a numeric address that was checked; the name is for the certificate and the far side."""
    return httpx.Request(
        step.method,
        httpx.URL(step.url).copy_with(host=address, fragment=None),
        headers={**_headers(ask), **step.secrets, "host": _host_header(step.target)},
        content=ask.body if step.method != "GET" else None,
        extensions={
            "sni_hostname": step.target.host,
            "trace": alarm.trace,
            "timeout": httpx.Timeout(ask.limits.read_seconds, connect=CONNECT_SECONDS).as_dict(),
        },
    )


class _Alarm:
    """Ends a request that takes too long in all, however steadily it drips: it cuts the connection."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._stream: Any = None

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    @property
    def problem(self) -> str:
        return "too_slow" if time.monotonic() >= self._until else ""

    def trace(self, name: str, info: Mapping[str, Any]) -> None:
        """Called by httpx at every step; the connection is in what these two return."""
        if name in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._stream = info["return_value"]

    def _cut(self) -> None:
        connection = self._stream.get_extra_info("socket") if self._stream is not None else None
        if connection is not None:
            with suppress(OSError):  # it was closed in the same moment
                connection.shutdown(2)


def _headers(ask: Ask) -> dict[str, str]:
    headers = {"user-agent": USER_AGENT, "accept-encoding": "gzip", **ask.headers}
    for name, value in (("if-none-match", ask.etag), ("if-modified-since", ask.last_modified)):
        if (
            value and value.isascii() and value.isprintable()
        ):  # what the far side said comes back as it was, or not at all
            headers[name] = value
    return headers


def _host_header(target: safety.Destination) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host.encode("idna").decode("ascii")
    return host if target.port == safety.PORTS[target.scheme] else f"{host}:{target.port}"


def _joined(ask: Ask, url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise FeedForbidden(ask.source, shown(url), "address") from error


def _may_repeat(ask: Ask, error: FeedUnreachable) -> bool:
    return ask.method == "GET" or error.problem in {"connect", "dns"}


def _reason(reply: Reply) -> str:
    """What the far side says about its refusal, in its headers (EPO) or nowhere."""
    return reply.headers.get("x-rejection-reason", "")[:200]
