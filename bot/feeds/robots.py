"""robots.txt (RFC 9309) for feeds whose address a person typed: a path that a host keeps to itself is not asked.

The other sources are interfaces made for programs and have terms of their own.
"""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from bot.feeds.asks import Ask, Fetch, Limits, Reply
from flows.ports import Clock
from flows.watches.errors import FeedForbidden, FeedRefused

SOURCE, AGENT = "rss", "Liandong"
KEPT = timedelta(hours=24)
"""RFC 9309, section 2.4: not longer than a day."""
MOST_BYTES = 500 * 1024
"""Section 2.5: at least that much is read."""
MOST_HOSTS = 500


class Robots:
    """Wraps a ``Fetch``. Safe from any thread; remembers what a host said for a day."""

    def __init__(self, fetch: Fetch, clock: Clock) -> None:
        self._fetch, self._clock = fetch, clock
        self._lock = threading.Lock()
        self._known: dict[str, tuple[datetime, RobotFileParser]] = {}

    def __call__(self, ask: Ask) -> Reply:
        """Raises ``FeedForbidden`` with ``robots`` where the host does not want this path read."""
        if ask.source == SOURCE and not self._rules(ask).can_fetch(AGENT, ask.url):
            raise FeedForbidden(ask.source, ask.shown, "robots")
        return self._fetch(ask)

    def _rules(self, ask: Ask) -> RobotFileParser:
        place, now = urlsplit(ask.url), self._clock.now()
        origin = f"{place.scheme}://{place.netloc}"
        with self._lock:
            known = self._known.get(origin)
        if known is not None and now - known[0] < KEPT:
            return known[1]
        url = urlunsplit((place.scheme, place.netloc, "/robots.txt", "", ""))
        found = self._read(
            replace(ask, url=url, etag="", last_modified="", secret_headers={}, missing_is_empty=True, unrecorded=True)
        )
        with self._lock:
            if len(self._known) >= MOST_HOSTS:
                self._known.clear()
            self._known[origin] = (now, found)
        return found

    def _read(self, ask: Ask) -> RobotFileParser:
        """A host without such a file, or that refuses to show it, forbids nothing (section 2.3.1.3). One that does not
        answer is not asked for more: that error goes on."""
        rules = RobotFileParser()
        try:
            reply = self._fetch(replace(ask, limits=Limits(most_bytes=MOST_BYTES)))
        except FeedRefused:
            rules.parse([])
            return rules
        with reply.body:
            text = reply.body.read().decode("utf-8", "replace") if reply.status == 200 else ""  # noqa: PLR2004 -- OK
        rules.parse(text.splitlines())
        return rules
