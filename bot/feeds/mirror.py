"""A host of the operator's own that stands for every source: behind a closed network, and for the local playground."""

from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from bot.feeds.asks import Ask, Fetch, Reply


def mirrored(fetch: Fetch, mirror: str) -> Fetch:
    """``https://www.iso.org/a?b`` is asked as ``{mirror}/www.iso.org/a?b``. A mirror gets no secrets."""
    base = urlsplit(mirror.rstrip("/"))

    def ask_mirror(ask: Ask) -> Reply:
        place = urlsplit(ask.url)
        if place[:2] == base[:2]:  # a page that an answer of the mirror named
            return fetch(replace(ask, secret_headers={}))
        url = urlunsplit((base.scheme, base.netloc, f"{base.path}/{place.netloc}{place.path}", place.query, ""))
        return fetch(replace(ask, url=url, secret_headers={}))

    return ask_mirror
