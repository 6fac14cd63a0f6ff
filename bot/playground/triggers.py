"""Short-lived permissions: trigger ids (real seconds, single use) and response URLs (five posts, thirty minutes)."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from .clock import VirtualClock
from .mint import Mint
from .rules import Rules
from .trouble import ApiError


@dataclass(slots=True)
class Trigger:
    """``view_id`` is the modal the interaction came from, or empty."""

    user: str
    born: float
    view_id: str = ""
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """``ts`` is the message the interaction came from, or empty."""

    user: str
    channel: str
    born: float
    ts: str = ""
    thread_ts: str = ""
    posts: int = 0


class Permissions:
    """Issues and redeems both kinds."""

    def __init__(self, mint: Mint, clock: VirtualClock, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._mint = mint
        self._clock = clock
        self._monotonic = monotonic
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def trigger(self, user: str, view_id: str = "") -> str:
        trigger_id = f"{self._mint.next('9')}.{self._mint.next('1')}.{self._mint.secret()}"
        self._triggers[trigger_id] = Trigger(user, self._monotonic(), view_id)
        return trigger_id

    def redeem(self, trigger_id: str, rules: Rules) -> Trigger:
        """The interaction behind a trigger id, once. Raises ApiError."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._monotonic() - trigger.born > rules.trigger_seconds:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger

    def response_url(self, user: str, channel: str, ts: str = "", thread_ts: str = "") -> str:
        """The secret tail of a new response URL."""
        tail = self._mint.secret()
        self._urls[tail] = ResponseUrl(user, channel, self._clock.seconds(), ts, thread_ts)
        return tail

    def spend(self, tail: str, rules: Rules) -> ResponseUrl:
        """Count one post to a response URL. Raises ApiError with Slack's two refusals."""
        url = self._urls.get(tail)
        if url is None or self._clock.seconds() - url.born > rules.response_url_seconds:
            raise ApiError("expired_url")
        if url.posts >= rules.response_url_uses:
            raise ApiError("used_url")
        url.posts += 1
        return url
