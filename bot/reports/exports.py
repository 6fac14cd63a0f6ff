"""A project's history as CSV for spreadsheets and as JSON for programs. Times are UTC, oldest first."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.lens import Lens
from bot.reports.marks import Names
from bot.reports.plain import name_of, sentence
from flows.lifecycle.readmodels import HistoryLine, ProjectCard

COLUMNS = ("row", "at", "by", "name", "event", "deliverable", "what", "details")
"""The first line of the CSV. ``row`` is the number of the history row, as doctor names it; ``details`` is JSON."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take UTF-8 for the encoding of the machine and Chinese for noise."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Record:
    """Lines of one project's history, oldest first, as its reader may see them."""

    card: ProjectCard
    lines: Sequence[HistoryLine]
    lens: Lens
    names: Names


def as_csv(record: Record) -> str:
    """RFC 4180 with a byte order mark. No cell is read as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in _entries(record):
        details = json.dumps(entry["details"], ensure_ascii=False, sort_keys=True)
        writer.writerow([safe_cell(str({**entry, "details": details}[name])) for name in COLUMNS])
    return BYTE_ORDER_MARK + text.getvalue()


def as_json(record: Record) -> str:
    """One object: the project and its history. The same fields as in the CSV."""
    card = record.card
    project = {
        "key": card.key,
        "name": card.name,
        "template": f"{card.template} {card.template_version}",
        "stage": card.stage,
        "status": card.status.value,
    }
    return json.dumps({"project": project, "history": list(_entries(record))}, ensure_ascii=False, indent=1) + "\n"


def safe_cell(text: str) -> str:
    """A text that spreadsheets take for a text: an apostrophe goes before what would begin a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _entries(record: Record) -> list[dict[str, Any]]:
    lens = record.lens
    return [
        {
            "row": line.seq,
            "at": line.at.isoformat(),
            "by": line.by,
            "name": name_of(line.by, record.names, lens),
            "event": line.event,
            "deliverable": lens.say.pick(line.deliverable_title) if line.deliverable_title else "",
            "what": sentence(line, record.card, lens, record.names),
            "details": line.params,
        }
        for line in record.lines
    ]
