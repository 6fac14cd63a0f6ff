"""Where W3C's signed webhooks come in (DOMAIN.md 6.3): off without a secret, capped, checked before it is read.

A delivery that was taken is known by its digest for ever, so a recorded one that is sent again does nothing; one whose
signed time is far from now is refused. Nobody is told why, and neither secret nor signature is ever logged.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.feeds.problems import in_short
from bot.feeds.shapes import document, table
from bot.feeds.w3c import SIGNATURE_HEADER, SOURCE, verify, webhook
from flows.errors import DatabaseBusy
from flows.ports import Clock, Store
from flows.watches.errors import BadSignature, FeedError, UnreadableRecord
from flows.watches.observations import Observation

log = logging.getLogger(__name__)

PATH = "/webhooks/w3c"
MOST_BYTES = 256 * 1024
"""A delivery about one document takes two or three kilobytes."""
OLDEST, NEWEST = timedelta(days=3), timedelta(minutes=10)
"""How far the signed time may be from ours: a sender tries again for a while, and clocks differ a little."""
BUSY_SECONDS = "5"

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]
Take = Callable[[Observation, str], bool]
"""Stores what a delivery tells, once for its key; False where that key was taken before. Raises ``DatabaseBusy``."""


class W3cWebhook:
    """A WSGI application for one path. ``take`` is given what was verified and read, with the key of the delivery."""

    def __init__(self, *, secret: str, take: Take, clock: Clock) -> None:
        if not secret:
            raise ValueError("a webhook without a secret would let anybody in")
        self._secret, self._take, self._clock = secret, take, clock

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        status, headers = self._answer(environ)
        start_response(status, [("Content-Type", "text/plain"), ("Content-Length", "0"), *headers])
        return []

    def _answer(self, environ: Environ) -> tuple[str, list[tuple[str, str]]]:
        if environ.get("REQUEST_METHOD") != "POST":
            return "405 Method Not Allowed", [("Allow", "POST")]
        length = str(environ.get("CONTENT_LENGTH") or "")
        if not length.isascii() or not length.isdigit():
            return "411 Length Required", []
        if len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES:
            return "413 Content Too Large", []
        body = environ["wsgi.input"].read(int(length))
        try:
            return self._taken(body, str(environ.get(_CGI_NAME) or ""))
        except BadSignature:
            log.warning("a webhook with a wrong signature was refused")
            return "401 Unauthorized", []
        except DatabaseBusy:
            return "503 Service Unavailable", [("Retry-After", BUSY_SECONDS)]
        except FeedError as error:
            log.warning("a signed webhook could not be read: %s", in_short(error))
            return "400 Bad Request", []

    def _taken(self, body: bytes, signature: str) -> tuple[str, list[tuple[str, str]]]:
        verify(body, signature, self._secret)
        if not self._is_fresh(body):
            log.warning("a signed webhook from another time was refused")
            return "400 Bad Request", []
        reading = webhook(body)
        if isinstance(reading, UnreadableRecord):  # signed, so it would come again just the same
            log.warning("%s", in_short(reading))
            return "202 Accepted", []
        self._take(reading, f"w3c:{hashlib.sha256(body).hexdigest()}")
        return "200 OK", []

    def _is_fresh(self, body: bytes) -> bool:
        """By the time inside the signed body. Without one, the digest alone keeps a repetition out."""
        at = table(document(body, source=SOURCE)).get("microtime")
        if isinstance(at, bool) or not isinstance(at, int | float):
            return True
        now = self._clock.now().astimezone(UTC).timestamp()
        return now - OLDEST.total_seconds() <= at <= now + NEWEST.total_seconds()


def remembering(store: Store, team_id: str, clock: Clock, keep: Callable[[Any, Observation, datetime], None]) -> Take:
    """A ``Take`` that stores a delivery and its key in one transaction. ``keep`` gets the open unit of work."""

    def take(seen: Observation, key: str) -> bool:
        now = clock.now()
        with store.write() as uow:
            if not uow.inbox.remember(team_id, key, None, now=now):
                return False
            keep(uow, seen, now)
            uow.commit()
        return True

    return take


def by_path(places: dict[str, Wsgi]) -> Wsgi:
    """One application out of several, each for its own path; anything else is not found."""

    def route(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        place = places.get(str(environ.get("PATH_INFO") or ""))
        if place is None:
            start_response("404 Not Found", [("Content-Length", "0")])
            return []
        return place(environ, start_response)

    return route


_CGI_NAME = "HTTP_" + SIGNATURE_HEADER.upper().replace("-", "_")
