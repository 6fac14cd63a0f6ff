"""Holds the TCP connections of the server, so that a fault can cut one without an answer."""

import asyncio
from collections.abc import MutableMapping
from typing import Any, cast
from weakref import WeakValueDictionary

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

Peer = tuple[str, int]


class Wires:
    """Open transports by the peer's address, which names a connection for as long as it lives."""

    def __init__(self) -> None:
        self._open: WeakValueDictionary[Peer, asyncio.Transport] = WeakValueDictionary()

    def cut(self, scope: MutableMapping[str, Any]) -> bool:
        """Close the connection of a request or websocket; nothing more is written to it."""
        transport = self._open.pop(tuple(scope["client"]), None)
        if transport is None:
            return False
        transport.abort()
        return True

    def protocol(self) -> type[H11Protocol]:
        """uvicorn's HTTP protocol, which also registers its connections here."""
        wires = self._open

        class Registered(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
                super().connection_made(transport)
                wires[cast(Peer, tuple(transport.get_extra_info("peername")))] = transport

        return Registered


class CutConnection(Response):
    """A response that is none: the connection ends without a single byte."""

    def __init__(self, wires: Wires) -> None:
        super().__init__()
        self._wires = wires

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # nothing is sent
        self._wires.cut(scope)
        while (await receive())["type"] != "http.disconnect":
            pass
