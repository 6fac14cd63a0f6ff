"""Reads a small text file that somebody gave us in a form. Our token goes only where Slack's own addresses lead."""

from collections.abc import Callable
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from flows.errors import InvalidFields

SECONDS = 1.5
"""Within the three seconds that Slack waits for an answer to a form."""
MOST_BYTES = 800_000
SLACK = ".slack.com"

Fetch = Callable[[str], str]
"""The text at an address. Raises ``InvalidFields`` for the field ``file`` where it cannot be had or is no text."""

FetchFile = Callable[[str], bytes]
"""The content at an address, of at most ``MOST_BYTES``. Raises ``InvalidFields`` as ``Fetch``."""


class _Stay(HTTPRedirectHandler):
    """Follows nothing: a redirect would carry the token elsewhere."""

    def redirect_request(self, *_: object) -> None:
        return None


def fetcher(token: str, api_url: str) -> Fetch:
    """A ``Fetch`` with our token, as ``file_fetcher``."""
    fetch_file = file_fetcher(token, api_url)

    def fetch(url: str) -> str:
        try:
            return fetch_file(url).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InvalidFields({"file": "unreadable"}) from error

    return fetch


def file_fetcher(token: str, api_url: str) -> FetchFile:
    """A ``FetchFile`` with our token. Beside Slack's hosts only the host of ``api_url`` is trusted (a local
    workspace)."""
    opener = build_opener(_Stay)
    own = urlsplit(api_url)

    def fetch(url: str) -> bytes:
        place = urlsplit(url)
        is_slack = place.scheme == "https" and (place.hostname or "").endswith(SLACK)
        if not is_slack and (place.scheme, place.netloc) != (own.scheme, own.netloc):
            raise InvalidFields({"file": "unreadable"})
        request = Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310  # checked just above
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                content: bytes = answer.read(MOST_BYTES + 1)
        except HTTPError as refused:
            refused.close()
            raise InvalidFields({"file": "unreadable"}) from refused
        except (OSError, HTTPException) as error:
            raise InvalidFields({"file": "unreadable"}) from error
        if len(content) > MOST_BYTES:
            raise InvalidFields({"file": "unreadable"})
        return content

    return fetch


def nothing_to_fetch(_url: str) -> str:
    """A ``Fetch`` for a desk without Slack."""
    raise InvalidFields({"file": "unreadable"})


def no_file_to_fetch(_url: str) -> bytes:
    """A ``FetchFile`` for a desk without Slack."""
    raise InvalidFields({"file": "unreadable"})
