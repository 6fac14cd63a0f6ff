"""Lists as people keep them, CSV or Excel, read into lines with named columns. Pure."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flows.errors import InvalidFields
from flows.linkage.importing import MOST
from flows.watches.errors import UnreadableFeed

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kind": ("kind", "type", "类型", "类别"),
    "name": ("name", "title", "名称", "标题"),
    "number": ("number", "no", "reference", "document", "编号", "号", "文号"),
    "of": ("of", "belongs_to", "所属"),
    "text": ("text", "description", "内容", "说明"),
    "trl": ("trl", "技术成熟度"),
    "evidence": ("evidence", "link", "证据", "链接"),
    "office": ("office", "受理局", "国家"),
    "status": ("status", "状态"),
    "priority_on": ("priority_on", "priority", "优先权日"),
    "filed_on": ("filed_on", "filed", "申请日"),
    "published_on": ("published_on", "published", "公布日"),
    "granted_on": ("granted_on", "granted", "授权日", "公告日"),
    "body": ("body", "标准组织", "组织"),
    "committee": ("committee", "委员会", "标委会"),
    "stage": ("stage", "阶段"),
    "version": ("version", "版本"),
    "available_on": ("available_on", "available", "公开日"),
    "features": ("features", "特征"),
    "independent": ("independent", "独立"),
    "from": ("from", "source", "从"),
    "to": ("to", "target", "到"),
}
"""Every column by its name and the words that people may head it with. The README and the template list them."""

_HEADS = {word: name for name, words in COLUMNS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. ``number`` counts from 1 with the heading as 1; a missing cell reads as empty."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_table(content: bytes | str, field: str) -> tuple[Line, ...]:
    """The lines of a CSV text or an Excel file. Raises ``InvalidFields`` for ``field`` where it is neither, is too
    long, or its first line names no column ``kind``."""
    rows = _excel(content, field) if isinstance(content, bytes) and content[:2] == b"PK" else _csv(content, field)
    heading = next(rows, [])
    names = [_HEADS.get(cell.strip().casefold().replace(" ", "_"), "") for cell in heading]
    if "kind" not in names:
        raise InvalidFields({field: "no_kind_column"})
    lines = []
    for number, row in enumerate(rows, start=2):
        cells = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
        if any(cells.values()):
            lines.append(Line(number, cells))
        if len(lines) > MOST:
            raise InvalidFields({field: "too_many_lines"})
    if not lines:
        raise InvalidFields({field: "nothing_given"})
    return tuple(lines)


def _csv(content: bytes | str, field: str) -> Iterator[list[str]]:
    """Commas, semicolons or tabs; UTF-8 or, as Excel in China writes it, GB 18030."""
    text = content if isinstance(content, str) else _decoded(content, field)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise InvalidFields({field: "unreadable_table"}) from error


def _decoded(content: bytes, field: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidFields({field: "unreadable_table"})


def _excel(content: bytes, field: str) -> Iterator[list[str]]:
    """The first sheet; formulas are not computed, days become ISO text."""
    from bot.feeds.sheets import rows_of  # noqa: PLC0415  # its library loads slowly; few import anything

    try:
        for _, row in rows_of(io.BytesIO(content), source=field):
            yield [_written(cell) for cell in row]
    except UnreadableFeed as error:
        raise InvalidFields({field: "unreadable_table"}) from error


def _written(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def as_csv(lines: tuple[Line, ...]) -> str:
    """The same lines as CSV text, line numbers kept by empty lines: what waits while somebody looks at the dry run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = list(COLUMNS)
    writer.writerow(names)
    at = 2
    for line in lines:
        writer.writerows([[""] * len(names)] * (line.number - at))
        writer.writerow([line[name] for name in names])
        at = line.number + 1
    return out.getvalue()
