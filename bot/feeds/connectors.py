"""What every connector is: what to ask, how to read the answer, and where to go on. Readers never touch the network."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from bot.feeds.asks import Ask, Reply, shown
from flows.watches.errors import FeedForbidden
from flows.watches.observations import Reading


class Connector(Protocol):
    """One source, set up: frozen, safe from any thread.

    ``complete`` says that its one page shows everything there is, so that what is missing is gone; ``tells_events``
    that its records are events, so that only ``first_seen`` makes sense. ``attribution`` must be shown with its data.
    """

    @property
    def source(self) -> str: ...

    @property
    def complete(self) -> bool: ...

    @property
    def tells_events(self) -> bool: ...

    @property
    def attribution(self) -> str: ...

    def first(self) -> Ask:
        """The first page."""
        ...

    def read(self, reply: Reply) -> Iterator[Reading]:
        """The records of one page. Raises ``UnreadableFeed`` where the page as a whole makes no sense."""
        ...

    def following(self, ask: Ask, reply: Reply) -> Ask | None:
        """The next page, or None. The body of ``reply`` stands anywhere. Raises as ``read`` does."""
        ...


class OnePage:
    """A connector whose first page is all there is."""

    __slots__ = ()

    def following(self, ask: Ask, reply: Reply) -> None:
        del ask, reply


def next_page(ask: Ask, reply: Reply, link: str) -> Ask | None:
    """Follow a paging link, which may be relative and must not lead to another host. None where it goes nowhere."""
    if not link:
        return None
    try:
        url = urljoin(reply.url, link)
        same = urlsplit(url)[:2] == urlsplit(reply.url)[:2]
    except ValueError as error:
        raise FeedForbidden(ask.source, shown(link), "address") from error
    if not same:
        raise FeedForbidden(ask.source, shown(url), "other_host")
    return replace(ask, url=url, etag="", last_modified="") if url not in {reply.url, ask.url} else None
