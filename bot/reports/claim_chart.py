"""The claim chart as a workbook and as Markdown: every row with its versions. A draft for experts, no opinion."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.reports.exports import safe_cell
from bot.reports.markdown import escaped
from bot.words import Words
from flows.linkage.codes import Essentiality, LinkKind
from flows.linkage.items import Family, Link, Standard
from flows.linkage.metrics import metrics
from flows.linkage.register import LABELS, Register

_WIDTHS = (8, 28, 20, 8, 30, 44, 30, 12, 28, 12, 12, 26, 12, 16, 40)
_LONGEST = 32_000
"""Characters in one cell; spreadsheets take 32,767."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One register's claim chart as its reader may see it. ``title`` is raw, ``names`` are those of user ids."""

    register: Register
    title: str
    say: Words
    today: date
    names: dict[str, str]


def as_workbook(chart: Chart) -> bytes:
    """An XLSX file. No cell is read as a formula."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = chart.say("Claim chart")[:31]
    for line in _lead(chart):
        sheet.append([_cell(line)])
    sheet.append([])
    sheet.append([_cell(heading) for heading in _headings(chart.say)])
    head = sheet.max_row
    for row in _rows(chart):
        sheet.append([_cell(text) for text in row])
    _dress(sheet, head)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_markdown(chart: Chart) -> str:
    """The same rows as a CommonMark table, under the same lines."""
    title, *lead = _lead(chart)
    headings = _headings(chart.say)
    lines = [f"| {' | '.join(_inline(text) for text in row)} |" for row in (headings, *_rows(chart))]
    table = [lines[0], "|" + " --- |" * len(headings), *lines[1:]]
    return "\n\n".join([f"# {escaped(title)}", *(escaped(line) for line in lead), "\n".join(table)]) + "\n"


def _lead(chart: Chart) -> list[str]:
    """Title, what this is and is not, and the three numbers that never stand alone (DOMAIN.md 7.1)."""
    say, known = chart.say, metrics(chart.register, chart.today).essential
    return [
        f"{chart.title} · {say('Claim chart')} · {chart.today.isoformat()}",
        say("A working paper for experts. It says which claim was compared with which clause, not that it is "
            "essential."),
        say("Families: {charted} charted, {confirmed} confirmed by a second person; {declared} declared, "
            "{bare} of them not charted.", charted=known.charted, confirmed=known.confirmed, declared=known.declared,
            bare=known.declared_uncharted),
    ]  # fmt: skip


def _headings(say: Words) -> tuple[str, ...]:
    return (
        say("Patent"), say("Title"), say("Application"), say("Claim"), say("Claim element"), say("Claim text"),
        say("Standard"), say("Clause"), say("Clause title"), say("Charted on version"), say("Present version"),
        say("To be checked again"), say("Charted by"), say("Reads on it"), say("Reason"),
    )  # fmt: skip


def _rows(chart: Chart) -> Iterator[tuple[str, ...]]:
    """By family, claim, standard and clause."""
    families = {family.id: family for family in chart.register.families}
    standards = {standard.id: standard for standard in chart.register.standards}
    links = [
        link
        for link in chart.register.links
        if link.kind is LinkKind.CLAIM_CLAUSE and link.source in families and link.target in standards
    ]
    for link in sorted(
        links, key=lambda x: (families[x.source].number, x.claim, standards[x.target].number, x.clause, x.element)
    ):
        yield _row(link, families[link.source], standards[link.target], chart)


def _row(link: Link, family: Family, standard: Standard, chart: Chart) -> tuple[str, ...]:
    claim, clause = next((c for c in family.claims if c.number == link.claim), None), standard.clause(link.clause)
    numbers = (m.grant_number or m.publication_number or m.application_number for m in family.members)
    return (
        f"{LABELS['families']}{family.number}",
        family.title,
        ", ".join(filter(None, numbers)),
        str(link.claim) if link.claim else chart.say("all"),
        link.element,
        claim.text if claim else "",
        f"{LABELS['standards']}{standard.number} {standard.reference}",
        link.clause,
        clause.title if clause else "",
        link.version,
        (clause.version or standard.version) if clause else "",
        _recheck(link.recheck, chart.say),
        chart.names.get(link.by, link.by),
        _verdict(link, chart),
        link.why,
    )


def _recheck(cause: str, say: Words) -> str:
    """Empty where the row was looked at on the present text."""
    known = {
        "clause_changed": say("Yes: the clause has changed"),
        "clause_gone": say("Yes: the clause is gone"),
        "claim_changed": say("Yes: the claim has changed"),
        "stage_changed": say("Yes: the standard has moved on"),
        "text_changed": say("Yes: there is a new version of the text"),
    }
    return known.get(cause, say("Yes")) if cause else ""


def _verdict(link: Link, chart: Chart) -> str:
    say = chart.say
    if link.essentiality is Essentiality.CONFIRMED:
        return say("Confirmed by {person}", person=chart.names.get(link.confirmed_by, link.confirmed_by))
    return say("No") if link.essentiality is Essentiality.REJECTED else say("Not confirmed yet")


def _cell(text: str) -> str:
    """What a workbook can hold: no control characters, no formula."""
    return safe_cell(ILLEGAL_CHARACTERS_RE.sub("", text))[:_LONGEST]


def _inline(text: str) -> str:
    """What a table cell of Markdown can hold: one line of plain text."""
    return escaped(" ".join(ILLEGAL_CHARACTERS_RE.sub(" ", text).split()))


def _dress(sheet: Worksheet, head: int) -> None:
    """Bold headings that stay while one scrolls, widths, wrapped texts, a filter."""
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cell in (sheet["A1"], *sheet[head]):
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=head):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(_WIDTHS))}{sheet.max_row}"
