"""XLSX to rows, read one at a time, after a look into the zip: how large it unpacks, and no entities in its XML."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.feeds.asks import MEGABYTE
from flows.watches.errors import UnreadableFeed

MOST_UNPACKED = 256 * MEGABYTE
MOST_PARTS = 2000
MOST_COLUMNS = 200
HEAD = 4096

Row = tuple[object, ...]

# What a broken workbook makes openpyxl raise; it promises nothing narrower.
_BROKEN = (
    InvalidFileException, DefusedXmlException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError,
    IndexError, AttributeError, EOFError, OSError, NotImplementedError, RuntimeError, OverflowError,
    zlib.error,
)  # fmt: skip


def rows_of(body: BinaryIO, *, source: str) -> Iterator[tuple[int, Row]]:
    """Number (from 1) and cells of every row of the first sheet. Raises ``UnreadableFeed``, also in the middle."""
    _look_inside(body, source)
    body.seek(0)
    number = 0
    try:
        # Values and not formulas; read-only, so that a row is all that is held.
        with closing(load_workbook(body, read_only=True, data_only=True)) as book:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its own size is often wrong
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
                yield number, row
    except _BROKEN as error:
        raise UnreadableFeed(source, "not_xlsx", f"row {number + 1}" if number else "") from error


def _look_inside(body: BinaryIO, source: str) -> None:
    try:
        with zipfile.ZipFile(body) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise UnreadableFeed(source, "too_large")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        _refuse_entities(stream.read(HEAD), source)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, *_BROKEN) as error:
        raise UnreadableFeed(source, "not_xlsx") from error


def _refuse_entities(head: bytes, source: str) -> None:
    """A document type stands before the first element; in UTF-16 every second byte is a zero."""
    if b"<!DOCTYPE" in head.replace(b"\x00", b"").upper():
        raise UnreadableFeed(source, "entities")
