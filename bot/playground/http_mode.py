"""Delivery over signed HTTP instead of Socket Mode: the same payloads in the forms of Slack's request URLs."""

import asyncio
import hashlib
import hmac
import json
import time
from urllib.parse import urlencode, urlsplit

import httpx

from .deliveries import ACKED, COMMANDS, EVENTS, REFUSED, TIMEOUT, UNREACHABLE, Answer, Delivery
from .rules import Rules
from .trouble import Json

REASONS = {"timeout": "http_timeout", "connection_failed": "connection_failed"}


class SignedHttp:
    """Posts to one URL for everything, as most apps are configured."""

    def __init__(self, target: str, signing_secret: str, rules: Rules) -> None:
        self.target = target
        self._secret = signing_secret
        self._rules = rules
        self._client = httpx.AsyncClient(trust_env=False)

    async def carry(self, delivery: Delivery, attempt: int, reason: str) -> Answer:
        body, content_type = _encode(delivery)
        headers = {"content-type": content_type, **self._signature(body)}
        if attempt:
            headers |= {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": REASONS.get(reason, reason)}
        started = time.monotonic()
        try:
            response = await self._client.post(
                self.target, content=body, headers=headers, timeout=self._rules.ack_seconds
            )
        except httpx.TimeoutException:
            return Answer(TIMEOUT, ms=_ms_since(started))
        except httpx.TransportError:
            return Answer(UNREACHABLE, ms=_ms_since(started))
        if response.status_code != httpx.codes.OK:
            return Answer(REFUSED, ms=_ms_since(started), may_retry=response.headers.get("x-slack-no-retry") != "1")
        return Answer(ACKED, _decode(response), _ms_since(started))

    async def reachable(self) -> bool:
        """Whether something listens at the target."""
        target = urlsplit(self.target)
        try:
            _, writer = await asyncio.open_connection(target.hostname, target.port or 80)
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True

    async def close(self) -> None:
        await self._client.aclose()

    def _signature(self, body: bytes) -> dict[str, str]:
        """Slack's v0 signature. Its timestamp is real time, because the app compares it with its own real clock."""
        stamp = str(int(time.time()))
        digest = hmac.new(self._secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}


def _encode(delivery: Delivery) -> tuple[bytes, str]:
    if delivery.kind == EVENTS:
        return json.dumps(delivery.payload, ensure_ascii=False).encode(), "application/json"
    fields = delivery.payload if delivery.kind == COMMANDS else {"payload": json.dumps(delivery.payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _decode(response: httpx.Response) -> Json:
    """JSON, or plain text that a command answers with."""
    if not response.content:
        return {}
    if response.headers.get("content-type", "").startswith("application/json"):
        decoded = response.json()
        return decoded if isinstance(decoded, dict) else {}
    return {"text": response.text}


def _ms_since(started: float) -> float:
    return round((time.monotonic() - started) * 1000, 2)
