"""Socket Mode: single-use tickets, several connections, envelopes and their acknowledgements."""

import asyncio
import json
import time

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from .deliveries import ACKED, COMMANDS, EVENTS, TIMEOUT, UNREACHABLE, Answer, Delivery
from .mint import Mint
from .rules import Rules
from .traffic import Traffic
from .trouble import Json
from .wires import Wires

MOST_CONNECTIONS = 10
GOODBYE_SECONDS = 0.3
NORMAL_CLOSURE = 1000
REFUSED_TICKET = 4403


class Sockets:
    """All open connections of the app. Payloads go to any one of them, in turn."""

    def __init__(self, app_id: str, rules: Rules, traffic: Traffic, mint: Mint, wires: Wires) -> None:
        self._app_id = app_id
        self._rules = rules
        self._traffic = traffic
        self._mint = mint
        self._wires = wires
        self._tickets: set[str] = set()
        self._open: list[WebSocket] = []
        self._pending: dict[str, asyncio.Future[Json]] = {}
        self._arrived = asyncio.Event()

    @property
    def connected(self) -> bool:
        return bool(self._open)

    def ticket(self) -> str:
        """The secret of one connection URL."""
        ticket = self._mint.secret()
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from its ticket to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(REFUSED_TICKET)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        if len(self._open) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": self._debug()})
            await socket.close(NORMAL_CLOSURE)
            return
        self._open.append(socket)
        try:
            await socket.send_json(self._hello())
            self._arrived.set()
            while True:
                self._hear(await socket.receive_text())
        except WebSocketDisconnect:
            return
        finally:
            self._forget(socket)

    async def carry(self, delivery: Delivery, attempt: int, reason: str) -> Answer:
        envelope_id = self._mint.envelope()
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.kind != EVENTS,
        }
        if delivery.kind != COMMANDS:
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        pending = self._pending[envelope_id] = asyncio.get_running_loop().create_future()
        started = time.monotonic()
        try:
            if not await self._send(envelope):
                return Answer(UNREACHABLE)
            payload = await asyncio.wait_for(pending, self._rules.ack_seconds)
        except TimeoutError:
            return Answer(TIMEOUT, ms=_ms_since(started))
        finally:
            self._pending.pop(envelope_id, None)
        return Answer(ACKED, payload, _ms_since(started))

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, then close, as Slack does every few hours."""
        leaving, self._open = self._open, []
        self._arrived.clear()
        for socket in leaving:
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": self._debug()})
        await asyncio.sleep(GOODBYE_SECONDS)
        for socket in leaving:
            await _close(socket)

    def drop(self) -> int:
        """Cut every connection without a word, as a broken network does."""
        leaving, self._open = self._open, []
        self._arrived.clear()
        return sum(self._wires.cut(socket.scope) for socket in leaving)

    async def close(self) -> None:
        for socket in list(self._open):
            await _close(socket)

    async def _send(self, envelope: Json) -> bool:
        """Over the next connection that takes it; waits ``connect_seconds`` for one."""
        if not self._open:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), self._rules.connect_seconds)
            except TimeoutError:
                return False
        text = json.dumps(envelope, ensure_ascii=False)
        while self._open:
            socket = self._open.pop(0)
            try:
                await socket.send_text(text)
            except (WebSocketDisconnect, RuntimeError):
                continue  # it went away between two messages; the next one may live
            self._open.append(socket)
            return True
        return False

    def _hear(self, text: str) -> None:
        try:
            frame = json.loads(text)
            envelope_id = frame["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self._stray("not_an_acknowledgement", text)
            return
        pending = self._pending.get(envelope_id)
        if pending is None or pending.done():
            self._stray("late_or_unknown_acknowledgement", text)
            return
        payload = frame.get("payload")
        pending.set_result(payload if isinstance(payload, dict) else {})

    def _stray(self, outcome: str, text: str) -> None:
        self._traffic.end(self._traffic.begin("stray", "acknowledgement", request=text), outcome)

    def _forget(self, socket: WebSocket) -> None:
        self._open = [other for other in self._open if other is not socket]

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": self._app_id},
            "debug_info": self._debug(),
        }

    @staticmethod
    def _debug() -> Json:
        return {"host": "playground", "build_number": 1, "approximate_connection_time": 18060}


async def _close(socket: WebSocket) -> None:
    if socket.application_state == WebSocketState.CONNECTED and socket.client_state == WebSocketState.CONNECTED:
        await socket.close(NORMAL_CLOSURE)


def _ms_since(started: float) -> float:
    return round((time.monotonic() - started) * 1000, 2)
