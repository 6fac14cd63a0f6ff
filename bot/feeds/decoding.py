"""Bytes to text: as declared, by its mark, as UTF-8, or as GB 18030, and nothing else by guessing."""

import codecs
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from flows.watches.errors import UnreadableFeed

LONGEST_LINE = 4 * 1024 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KNOWN = frozenset({
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "iso8859-1", "iso8859-15", "cp1252", "gb18030", "gbk",
    "gb2312", "big5",
})  # fmt: skip
"""What a declaration may name. Others (``idna``, ``unicode_escape``, …) are no encodings of documents."""
PROBE = 1024 * 1024


def encoding_of(head: bytes, declared: str = "", *, whole: bool = True) -> str | None:
    """The encoding of a document that begins with ``head``; None where none fits. ``whole``: nothing comes after."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    for name in (_known(declared), "utf-8", "gb18030"):
        if name and _fits(head, name, whole=whole):
            return name
    return None


def text_of(data: bytes, *, source: str, declared: str = "") -> str:
    """The whole text. Raises ``UnreadableFeed`` where no encoding fits."""
    encoding = encoding_of(data, declared)
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeError as error:  # UTF-16 without its mark is no UnicodeDecodeError
        place = f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise UnreadableFeed(source, "encoding", place) from error


def lines_of(body: BinaryIO, *, source: str, declared: str = "") -> Iterator[str]:
    """Line by line, without reading it all. Raises ``UnreadableFeed`` for bytes that fit no encoding, with the line.

    A line of more than four million characters is cut there: no source has such records.
    """
    head = body.read(PROBE)
    body.seek(0)
    encoding = encoding_of(head, declared, whole=len(head) < PROBE)
    number = 0
    text = io.TextIOWrapper(body, encoding=encoding or "utf-8", newline=None)
    try:
        while line := text.readline(LONGEST_LINE):
            number += 1
            yield line
    except UnicodeError as error:
        raise UnreadableFeed(source, "encoding", f"line {number + 1}") from error
    finally:
        with suppress(ValueError):  # closed already by whoever opened it, and whose it is
            text.detach()


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return ""
    return {"gbk": "gb18030", "gb2312": "gb18030"}.get(name, name) if name in KNOWN else ""


def _fits(head: bytes, name: str, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(head, final=whole)
    except UnicodeError:
        return False
    return True
