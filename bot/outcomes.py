"""What can come of a Web API call, as types. Pure: a transport's exceptions and Slack's answers in, an outcome out."""

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.error import URLError

CALL_FAULTS = (OSError, ValueError)
"""What the transport may raise: URLError and timeouts are OSErrors, a body that is no text a ValueError.

``http.client.HTTPException`` (a torn answer) is the third; the gateway adds it, since it is no OSError.
"""
TOKEN_CODES = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"})
"""Refusals that speak of our token, so of every message. ``account_inactive`` may also mean the recipient."""
PLACE_CODES = frozenset(
    {
        "is_archived", "not_in_channel", "channel_not_found", "restricted_action",
        "restricted_action_read_only_channel", "account_inactive", "user_not_found", "user_disabled",
        "user_not_visible", "cannot_dm_bot",
    }
)  # fmt: skip
"""Refusals that speak of the place, not of the message: they end when somebody changes something in Slack."""
PASSING_CODES = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
"""Refusals that Slack itself calls passing. With the first two a write may have happened."""
RETRY_AFTER_DEFAULT = 30.0


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived. ``ts`` is empty for what has none (an App Home)."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class RateLimited:
    """It did not arrive; Slack wants none of this for ``retry_after`` seconds."""

    retry_after: float


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The request went out and no answer came back: it may have arrived."""

    why: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """The request never went out, or Slack asked to come back: trying again cannot double it."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack said no. ``code`` is its error code, ``needed`` the missing scope where it named one."""

    code: str
    needed: str = ""


Failure = RateLimited | Ambiguous | Unsent | Refused
Outcome = Sent | Failure

_NEVER_CONNECTED = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
_NO_ROUTE = frozenset({101, 113})
"""ENETUNREACH and EHOSTUNREACH: connecting failed, so nothing was written."""


def of_transport(error: Exception) -> Failure:
    """What an exception of the transport means. In doubt, ``Ambiguous``: only a failed connect is surely unsent."""
    cause = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    why = f"{type(cause).__name__}: {cause}"
    if isinstance(cause, _NEVER_CONNECTED) or (isinstance(cause, OSError) and cause.errno in _NO_ROUTE):
        return Unsent(why)
    return Ambiguous(why)


def of_answer(status: int, headers: Mapping[str, Any], data: object) -> Failure:
    """What an answer that is not ``ok`` means. The SDK turns a non-JSON body into an error text with spaces."""
    answer = data if isinstance(data, dict) else {}
    code = str(answer.get("error") or "")
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in {"ratelimited", "rate_limited"}:
        return RateLimited(_retry_after(headers))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or not code or " " in code:
        return Ambiguous(f"HTTP {status}, {code or 'no error code'}")
    if code in PASSING_CODES:
        return Unsent(code) if code in {"service_unavailable", "team_added_to_org"} else Ambiguous(code)
    return Refused(code, str(answer.get("needed") or ""))


def _retry_after(headers: Mapping[str, Any]) -> float:
    value: Any = next((v for name, v in headers.items() if name.lower() == "retry-after"), "")
    try:
        return max(1.0, float(value[0] if isinstance(value, list) else value))
    except (IndexError, TypeError, ValueError):
        return RETRY_AFTER_DEFAULT
