"""Brings events, commands and interactions to the app, and sends unacknowledged events again."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

from .mint import Mint
from .rules import Rules
from .traffic import Traffic
from .trouble import HumanError, Json

ACKED = "acked"
TIMEOUT = "operation_timeout"
UNREACHABLE = "dispatch_failed"
REFUSED = "http_service_error"

EVENTS = "events_api"
COMMANDS = "slash_commands"
INTERACTIVE = "interactive"


@dataclass(frozen=True, slots=True)
class Answer:
    """How the app took a delivery. ``payload`` is its answer; ``may_retry`` is false where it asked not to."""

    outcome: str
    payload: Json = field(default_factory=dict)
    ms: float = 0.0
    may_retry: bool = True

    @property
    def acked(self) -> bool:
        return self.outcome == ACKED


@dataclass(slots=True)
class Delivery:
    """Something for the app. ``attempts`` counts the tries so far."""

    id: str
    kind: str
    name: str
    payload: Json
    attempts: int = 0


class Carrier(Protocol):
    """One way to the app: Socket Mode or signed HTTP. Never raises; trouble is an outcome."""

    async def carry(self, delivery: Delivery, attempt: int, reason: str) -> Answer: ...


class Deliveries:
    """``carrier`` may be exchanged while running."""

    def __init__(self, carrier: Carrier, rules: Rules, traffic: Traffic, mint: Mint) -> None:
        self.carrier = carrier
        self._rules = rules
        self._traffic = traffic
        self._mint = mint
        self._kept: dict[str, Delivery] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    async def ask(self, kind: str, name: str, payload: Json) -> Answer:
        """Deliver a command or interaction once; these are never retried."""
        return await self._attempt(self._keep(kind, name, payload), "")

    def send_event(self, name: str, payload: Json) -> Delivery:
        """Deliver an event in the background, again after each of ``retry_waits`` until it is acknowledged."""
        delivery = self._keep(EVENTS, name, payload)
        self.spawn(self._insist(delivery))
        return delivery

    async def repeat(self, delivery_id: str, times: int) -> list[Answer]:
        """Deliver something again, as Slack does when an acknowledgement got lost."""
        delivery = self._kept.get(delivery_id)
        if delivery is None:
            raise HumanError("delivery_not_found", f"there is no delivery {delivery_id}", 404)
        return [await self._attempt(delivery, "timeout") for _ in range(times)]

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _keep(self, kind: str, name: str, payload: Json) -> Delivery:
        delivery = Delivery(self._mint.next("Dl"), kind, name, payload)
        self._kept[delivery.id] = delivery
        return delivery

    async def _insist(self, delivery: Delivery) -> None:
        reason = ""
        for wait in (0.0, *self._rules.retry_waits):
            await asyncio.sleep(wait)
            answer = await self._attempt(delivery, reason)
            if answer.acked or not answer.may_retry:
                return
            reason = "timeout" if answer.outcome == TIMEOUT else "connection_failed"

    async def _attempt(self, delivery: Delivery, reason: str) -> Answer:
        attempt = delivery.attempts
        delivery.attempts += 1
        entry = self._traffic.begin(
            "delivery",
            delivery.name,
            request=delivery.payload,
            delivery_id=delivery.id,
            attempt=attempt,
            channel=_channel_of(delivery.payload),
        )
        answer = await self.carrier.carry(delivery, attempt, reason)
        self._traffic.end(entry, answer.outcome)
        return answer


def _channel_of(payload: Json) -> str:
    for holder in (payload, payload.get("event", {}), payload.get("container", {})):
        for key in ("channel_id", "channel"):
            found = holder.get(key) if isinstance(holder, dict) else None
            if isinstance(found, str):
                return found
            if isinstance(found, dict):
                return str(found.get("id", ""))
    return ""
