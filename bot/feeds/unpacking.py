"""Taking a body in while it arrives: counted, unpacked in small pieces, and never more than was agreed."""

import tempfile
import zlib
from collections.abc import Iterable
from typing import IO, cast

from bot.feeds.asks import Ask
from flows.watches.errors import FeedTooLarge, FeedUnreachable, UnreadableFeed

IN_MEMORY = 4 * 1024 * 1024
PIECE = 64 * 1024
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class Intake:
    """Collects one body. Call ``feed`` for what arrives, then ``finish``; a gzip bomb ends at the limit, not later."""

    def __init__(self, ask: Ask, encoding: str) -> None:
        self._ask, self._encoding = ask, encoding.strip().lower()
        if self._encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise UnreadableFeed(ask.source, "content_encoding", ask.shown)
        # Closed by whoever reads it; on an error here it goes with this object.
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # its reader outlives this call
        self._size = self._arrived = 0
        self._unpacker = zlib.decompressobj(GZIP_OR_ZLIB) if self._packed else None

    @property
    def _packed(self) -> bool:
        return self._encoding not in {"", "identity"}

    def feed(self, piece: bytes) -> None:
        """Take what arrived. Raises ``FeedTooLarge`` or ``UnreadableFeed``."""
        self._arrived += len(piece)
        if self._unpacker is None:
            self._keep(piece)
            return
        while piece:
            if self._unpacker.eof:  # a gzip file may have several members
                self._unpacker = zlib.decompressobj(GZIP_OR_ZLIB)
            try:
                self._keep(self._unpacker.decompress(piece, PIECE))
            except zlib.error as error:
                raise UnreadableFeed(self._ask.source, "content_encoding", self._ask.shown) from error
            piece = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail

    def take(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self.feed(piece)

    def finish(self) -> IO[bytes]:
        """The whole body, at its start. Raises ``FeedUnreachable`` where a packed body ends too early."""
        if self._unpacker is not None and self._arrived:
            self._keep(self._unpacker.flush())
            if not self._unpacker.eof:
                raise FeedUnreachable(self._ask.source, self._ask.shown, "cut")
        self._file.seek(0)
        return cast(IO[bytes], self._file)

    def drop(self) -> None:
        """Forget it."""
        self._file.close()

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._ask.limits.most_bytes:
            raise FeedTooLarge(self._ask.source, self._ask.shown, self._ask.limits.most_bytes)
        self._file.write(piece)
