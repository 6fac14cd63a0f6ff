"""Signing in at EPO OPS, and going at the pace that its headers ask for (DOMAIN.md 6.4)."""

import base64
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from bot.feeds.asks import Ask, Fetch, Reply
from bot.feeds.epo import SITE, SOURCE
from bot.feeds.shapes import document, table, words
from flows.ports import Clock
from flows.watches.errors import FeedBusy, FeedRefused, UnreadableFeed

SPARE = timedelta(seconds=60)
SHORTEST_LIFE, LONGEST_LIFE = 120.0, 3600.0
HOUR, DAY = 3600.0, 86_400.0
BLACK = 60.0
"""Seconds of rest where the header says that nothing more is allowed for now."""


class EpoSession:
    """A ``Fetch`` that signs in, renews its token before it ends and once when it is refused, and slows down."""

    def __init__(
        self, fetch: Fetch, *, key: str, secret: str, clock: Clock, rest: Callable[[str, float], None], site: str = SITE
    ) -> None:
        self._fetch, self._clock, self._rest, self._site = fetch, clock, rest, site
        self._basic = base64.b64encode(f"{key}:{secret}".encode()).decode("ascii")
        self._lock = threading.Lock()
        self._token, self._until = "", datetime.min.replace(tzinfo=UTC)

    def __call__(self, ask: Ask) -> Reply:
        """Raises ``FeedError``; a spent quota as ``FeedBusy`` with the time until there is a new one."""
        for is_last in (False, True):
            token = self._signed_in()
            try:
                reply = self._fetch(replace(ask, secret_headers={"authorization": f"Bearer {token}"}))
            except FeedRefused as error:
                if error.reason:
                    raise FeedBusy(error.source, error.address, _until_new_quota(error.reason), error.reason) from error
                # A token that is not valid any more is answered with 400 or 401.
                if is_last or error.status not in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED}:
                    raise
                self._forget(token)
                continue
            pause = pause_of(reply.headers.get("x-throttling-control", ""), service_of(ask.url))
            self._rest(urlsplit(ask.url).hostname or "", pause)
            return reply
        raise AssertionError("unreachable")

    def _signed_in(self) -> str:
        with self._lock:
            if not self._token or self._clock.now() >= self._until:
                self._token, life = self._new_token()
                self._until = self._clock.now() + timedelta(seconds=life) - SPARE
            return self._token

    def _forget(self, token: str) -> None:
        with self._lock:
            if self._token == token:
                self._token = ""

    def _new_token(self) -> tuple[str, float]:
        ask = Ask(
            source=SOURCE,
            url=f"{self._site}/auth/accesstoken",
            method="POST",
            headers={"content-type": "application/x-www-form-urlencoded", "accept": "application/json"},
            secret_headers={"authorization": f"Basic {self._basic}"},
            body=b"grant_type=client_credentials",
            unrecorded=True,
        )
        reply = self._fetch(ask)
        with reply.body as body:
            answer = table(document(body.read(), source=SOURCE))
        token, seconds = words(answer.get("access_token")), words(answer.get("expires_in"), most=10)
        if not re.fullmatch(r"[\x21-\x7e]+", token):
            raise UnreadableFeed(SOURCE, "no_token")
        life = float(seconds) if seconds.isascii() and seconds.isdigit() else SHORTEST_LIFE
        return token, min(max(life, SHORTEST_LIFE), LONGEST_LIFE)


def service_of(url: str) -> str:
    """How OPS counts a request: families and legal data are ``inpadoc``."""
    path = urlsplit(url).path
    if "/family/" in path or "/legal/" in path:
        return "inpadoc"
    return "search" if "/search" in path else "retrieval"


def pause_of(header: str, service: str) -> float:
    """Seconds before the next request, from ``busy (inpadoc=yellow:45, search=green:15, …)``: requests a minute."""
    found = re.search(rf"\b{service}=(\w+):(\d{{1,6}})", header)
    if found is None:
        return BLACK if header.lower().startswith("overloaded") else 0.0
    allowed = int(found[2])
    return BLACK if found[1].lower() == "black" or not allowed else 60.0 / allowed


def _until_new_quota(reason: str) -> float:
    return DAY if "week" in reason.lower() else HOUR
