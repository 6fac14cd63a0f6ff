"""Files that people bring: CSV, XLSX, JSON and JSONL with one documented column map, tried first, errors by line."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath
from typing import Any, BinaryIO

from bot.feeds.columns import Column, columns_of, kinds
from bot.feeds.decoding import text_of
from bot.feeds.headers import normalised
from bot.feeds.shapes import parsed, words
from bot.feeds.sheets import rows_of
from bot.reports.exports import BYTE_ORDER_MARK, safe_cell
from flows.watches.errors import UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading, plain
from flows.watches.subjects import Subject

MOST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 100_000
LINKS = ("link", "links", "url", "链接")

Line = tuple[int, Mapping[str, object]]
"""Line or object number, from 1, and its cells by header as written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read: what its rows are about, which source they count for, and headers that only this file has.

    ``renamed`` maps a field to the header it stands under; other fields are found by their known names.
    """

    what: str
    source: str
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def subject(self) -> type[Subject]:
        try:
            return kinds()[self.what]
        except KeyError as error:
            raise UnreadableFeed(self.source, "unknown_kind", self.what) from error


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would come of a file: nothing has been stored. ``unused`` are headers that no field takes."""

    readable: int
    faults: tuple[UnreadableRecord, ...]
    used: Mapping[str, str]
    unused: tuple[str, ...]
    examples: tuple[Observation, ...]


def read_file(body: BinaryIO, *, name: str, plan: Plan, most_rows: int = MOST_ROWS) -> Iterator[Reading]:
    """Every row as an observation or a fault with its line. Raises ``UnreadableFeed`` for what is no table at all."""
    rows = _lines(body, name, plan.source)
    columns, headers, found = columns_of(plan.subject), None, dict[str, str]()
    for number, cells in islice(rows, most_rows):
        if headers != (headers := tuple(cells)):  # in a table they are the same for every row
            found = _headers(columns, cells, plan.renamed)
        yield _reading(cells, number, columns, found, plan)
    if next(rows, None) is not None:
        raise UnreadableFeed(plan.source, "too_many_rows", str(most_rows))


def dry_run(body: BinaryIO, *, name: str, plan: Plan, examples: int = 3) -> DryRun:
    """Read a file and keep nothing but what its owner should see before it counts."""
    first = next(_lines(body, name, plan.source), (0, {}))[1]
    used = _headers(columns_of(plan.subject), first, plan.renamed)
    body.seek(0)
    shown: list[Observation] = []
    faults: list[UnreadableRecord] = []
    readable = 0
    for reading in read_file(body, name=name, plan=plan):
        if isinstance(reading, UnreadableRecord):
            faults.append(reading)
            continue
        readable += 1
        if len(shown) < examples:
            shown.append(reading)
    unused = tuple(h for h in first if h not in used.values() and normalised(h) not in LINKS)
    return DryRun(readable, tuple(faults), used, unused, tuple(shown))


def as_csv(observations: Iterable[Observation], what: str) -> str:
    """Observations of one kind for spreadsheets, readable by ``read_file`` again. No cell is taken for a formula."""
    columns = columns_of(kinds()[what])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*(column.name for column in columns), "link"])
    for seen in observations:
        cells = [plain(getattr(seen.subject, column.name)) for column in columns]
        cells.append(seen.links[0] if seen.links else "")
        writer.writerow([safe_cell("" if cell is None else str(cell)) for cell in cells])
    return BYTE_ORDER_MARK + text.getvalue()


def _lines(body: BinaryIO, name: str, source: str) -> Iterator[Line]:
    suffix = PurePath(name.lower()).suffix
    if suffix == ".xlsx":
        return _with_header(((number, list(row)) for number, row in rows_of(body, source=source)))
    data = body.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadableFeed(source, "too_large")
    text = text_of(data, source=source).removeprefix(BYTE_ORDER_MARK)
    match suffix:
        case ".csv" | ".txt" | ".tsv":
            return _with_header(_csv(text, source))
        case ".jsonl" | ".ndjson":
            return _json_lines(text, source)
        case ".json":
            return _json(text, source)
        case _:
            raise UnreadableFeed(source, "unknown_format", suffix)


def _csv(text: str, source: str) -> Iterator[tuple[int, list[object]]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for row in rows:
            yield before + 1, list(row)
            before = rows.line_num
    except csv.Error as error:
        raise UnreadableFeed(source, "not_csv", f"line {before + 1}") from error


def _with_header(rows: Iterable[tuple[int, list[object]]]) -> Iterator[Line]:
    """The first row that is not empty names the columns; further ones that are not empty are records."""
    headers: list[str] = []
    for number, row in rows:
        if all(cell is None or cell == "" for cell in row):
            continue
        if not headers:
            headers = [words(cell, most=200) for cell in row]
            continue
        yield number, {header: cell for header, cell in zip(headers, row, strict=False) if header}


def _json_lines(text: str, source: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = parsed(line)
        except ValueError as error:
            raise UnreadableFeed(source, "not_json", f"line {number}") from error
        yield number, _record(record)


def _json(text: str, source: str) -> Iterator[Line]:
    try:
        found: Any = parsed(text)
    except ValueError as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableFeed(source, "not_json", place) from error
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), [found])
    if not isinstance(found, list):
        raise UnreadableFeed(source, "no_records")
    yield from ((number, _record(record)) for number, record in enumerate(found, 1))


def _record(record: object) -> Mapping[str, object]:
    return {str(key)[:200]: value for key, value in record.items()} if isinstance(record, dict) else {}


def _headers(columns: Iterable[Column], cells: Mapping[str, object], renamed: Mapping[str, str]) -> dict[str, str]:
    """Field -> the header under which it stands, for the fields that are there. No header serves two fields."""
    by_name = {normalised(header): header for header in reversed(list(cells))}
    found: dict[str, str] = {}
    for column in columns:
        if column.name in renamed:
            header = renamed[column.name] if renamed[column.name] in cells else None
        else:
            header = next((by_name[name] for name in column.known_as if name in by_name), None)
        if header is not None and header not in found.values():
            found[column.name] = header
    return found


def _reading(
    cells: Mapping[str, object], number: int, columns: Iterable[Column], headers: Mapping[str, str], plan: Plan
) -> Reading:
    place, values = f"line {number}", dict[str, Any]()
    for column in columns:
        value = cells[headers[column.name]] if column.name in headers else None
        if value is None or (isinstance(value, str) and not value.strip()):
            if column.required:
                return UnreadableRecord(plan.source, place, f"missing:{column.name}")
            continue
        try:
            values[column.name] = column.read(value)
        except ValueError:
            return UnreadableRecord(plan.source, place, f"unreadable:{column.name}")
        if column.required and not values[column.name]:
            return UnreadableRecord(plan.source, place, f"missing:{column.name}")
    by_name = {header.strip().lower(): value for header, value in cells.items()}
    links = tuple(link for name in LINKS if (link := words(by_name.get(name), most=2000)).startswith("http"))
    subject = plan.subject(**values)
    return Observation(source=plan.source, native_id=f"{plan.what}:{subject.ref}", subject=subject, links=links)
