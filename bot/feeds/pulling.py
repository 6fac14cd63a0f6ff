"""One look at a source: page after page, each handed over before the next is asked for, and what to remember of it.

Whoever takes a page stores its events and its ``health`` in one transaction. After a crash the next look goes on at
the cursor; what was half done comes again and is told by its dedupe keys.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from bot.feeds.asks import Ask, Fetch, Reply
from bot.feeds.connectors import Connector
from bot.feeds.problems import in_short
from flows.ports import Clock
from flows.watches.errors import FeedBusy, FeedError, FeedUnreachable, UnreadableRecord
from flows.watches.observations import Reading
from flows.watches.snapshots import Outcome, changes, first_seen
from flows.watches.sources import Health, SourceHealth

log = logging.getLogger(__name__)

MOST_PAGES = 200
NAMED = 50
"""Unreadable records of one look that the log names; the doctor tells how many there were."""


@dataclass(frozen=True, slots=True)
class Page:
    """Read ``readings`` to the end, then store ``health()`` with what came of them. ``is_last``: nothing follows.

    ``is_first_look``: the source was never read to its end, so nothing that it shows is news yet.
    """

    readings: Iterator[Reading]
    health: Callable[[], Health]
    is_last: bool
    is_first_look: bool


class Pull:
    """Looks at sources. ``name`` is the source with its scope, under which its health is kept. No look reads more than
    ``most`` pages; where a source has more, that is a fault with a name, and never passed over in silence."""

    def __init__(self, *, fetch: Fetch, kept: SourceHealth, clock: Clock, most: int = MOST_PAGES) -> None:
        self._fetch, self._kept, self._clock, self._most = fetch, kept, clock, most

    def pages(self, connector: Connector, *, name: str) -> Iterator[Page]:
        """The pages of a source that may be asked now; none where it must wait or has nothing new.

        Keeps the health itself as soon as the next page is asked for. What fails is kept as well, and raised as
        ``FeedError``: from here, or from the readings of a page.
        """
        health = self._kept.of(name)
        if not health.may_ask(self._clock.now()):
            return
        ask, count = _resumed(connector.first(), health), _Count(lambda error: self._failed(name, error))
        for number in range(1, self._most + 1):
            reply, following = self._turned(connector, ask, count)
            with reply.body:
                if reply.unchanged:
                    self._kept.keep(health.unchanged(self._clock.now()))
                    return
                if number == 1 and not health.cursor:
                    count.validators = reply.headers.get("etag", ""), reply.headers.get("last-modified", "")
                if number == self._most and following is not None:
                    count.fault(UnreadableRecord(connector.source, f"page {number + 1}", "too_many_pages"))
                    following = None
                after = partial(self._after, health, following, count)
                readings = count.over(connector.read(reply))
                yield Page(readings, after, following is None, health.good_at is None)
                self._kept.keep(after())
            if following is None:
                return
            ask = following

    def _turned(self, connector: Connector, ask: Ask, count: "_Count") -> tuple[Reply, Ask | None]:
        """The answer, its body at the start, and what to ask next."""
        try:
            reply = self._fetch(ask)
            if reply.unchanged:
                return reply, None
            try:
                following = connector.following(ask, reply)
            except FeedError:
                reply.body.close()
                raise
            reply.body.seek(0)
            return reply, following
        except FeedError as error:
            count.on_failure(error)
            raise

    def _after(self, health: Health, following: Ask | None, count: "_Count") -> Health:
        now = self._clock.now()
        if following is not None:
            return replace(health, tried_at=now, cursor=cursor_of(following))
        etag, modified = count.validators
        return health.well(now, records=count.records, faults=count.faults, etag=etag, last_modified=modified)

    def _failed(self, name: str, error: FeedError) -> None:
        wait = timedelta(seconds=error.retry_after) if isinstance(error, FeedBusy) else None
        health = self._kept.of(name)
        if not isinstance(error, FeedBusy | FeedUnreachable):  # a cursor that the source refuses leads nowhere
            health = replace(health, cursor="")
        self._kept.keep(health.failing(self._clock.now(), in_short(error), wait=wait))


class _Count:
    """Counts what goes by, names every record that could not be read in the log, and notices where reading ends."""

    def __init__(self, on_failure: Callable[[FeedError], None]) -> None:
        self.records = self.faults = 0
        self.validators = ("", "")
        self.on_failure = on_failure

    def fault(self, found: UnreadableRecord) -> None:
        self.faults += 1
        if self.faults <= NAMED:
            log.warning("%s", in_short(found))

    def over(self, readings: Iterator[Reading]) -> Iterator[Reading]:
        try:
            for reading in readings:
                if isinstance(reading, UnreadableRecord):
                    self.fault(reading)
                else:
                    self.records += 1
                yield reading
        except FeedError as error:
            self.on_failure(error)
            raise


def outcomes(connector: Connector, page: Page, known: Mapping[str, str], *, now: datetime) -> Iterator[Outcome]:
    """What is new on a page, compared in the way that suits its source. ``known``: fingerprints of the same source with
    the same scope. ``now`` is UTC. Raises ``FeedError`` where the page cannot be read on."""
    if page.is_first_look:
        return changes(None, page.readings, observed_at=now)
    if connector.tells_events:
        return first_seen(known, page.readings, observed_at=now)
    return changes(known, page.readings, observed_at=now, complete=connector.complete and page.is_last)


def cursor_of(ask: Ask) -> str:
    """What of a request changes from page to page, as text. Never its secrets."""
    return json.dumps({"url": ask.url, "headers": dict(ask.headers), "body": ask.body.decode("utf-8", "replace")})


def _resumed(first: Ask, health: Health) -> Ask:
    """Where the last look ended, or the first page with what the source said of it last time."""
    try:
        found = json.loads(health.cursor) if health.cursor else {}
        url, headers, body = str(found["url"]), dict(found["headers"]), str(found["body"]).encode()
        if urlsplit(url)[:2] == urlsplit(first.url)[:2]:
            return replace(first, url=url, headers=headers, body=body)
    except (ValueError, KeyError, TypeError):
        pass
    return replace(first, etag=health.etag, last_modified=health.last_modified)
