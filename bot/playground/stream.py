"""Server-sent events: what changed on a person's screen, as it changes."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

from .trouble import Json

BACKLOG = 1000
KEEPALIVE_SECONDS = 15.0
_END = None


class Streams:
    """One queue per open page. A page too slow to read ``BACKLOG`` events is hung up on and reconnects."""

    def __init__(self) -> None:
        self._open: dict[asyncio.Queue[Json | None], str] = {}
        self._closed = False

    def tell(self, event: Json, sees: Callable[[str], bool] | None = None) -> None:
        """Send an event to everyone, or to those members for whom ``sees`` is true."""
        for queue, member in list(self._open.items()):
            if sees is not None and not sees(member):
                continue
            if queue.qsize() >= BACKLOG:
                self._open.pop(queue)
                queue.put_nowait(_END)
            else:
                queue.put_nowait(event)

    def tell_one(self, member: str, event: Json) -> None:
        self.tell(event, lambda other: other == member)

    async def listen(self, member: str) -> AsyncIterator[bytes]:
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        if self._closed:
            return
        self._open[queue] = member
        try:
            yield b": listening\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), KEEPALIVE_SECONDS)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if event is _END:
                    return
                yield b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"
        finally:
            self._open.pop(queue, None)

    def close(self) -> None:
        """Hang up on every page."""
        self._closed = True
        for queue in self._open:
            queue.put_nowait(_END)
