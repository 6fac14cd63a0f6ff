"""Lists and typed lines: read as people write them, and refused by line with a reason."""

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

import bot
from bot import linkage_text
from bot.blocks.linkage.refusals import linkage_problems
from bot.grammar import key_then_number, squashed
from bot.import_lines import read_lines
from bot.import_table import COLUMNS, as_csv, read_table
from flows.errors import InvalidFields
from flows.linkage.codes import ApplicationStatus, Body, LinkKind
from flows.linkage.importing import MOST
from flows.linkage.items import Claim, Clause, Feature
from flows.linkage.register import Register
from tests.wordbooks import word_book

EMPTY = Register(team_id="T", project_id="prj_1")


def problems(text: str, register: Register = EMPTY) -> list[tuple[int, str, str]]:
    return list(read_lines(read_table(text, "text"), register)[1])


def test_claims_are_read_one_a_line_with_stars_for_independent_ones() -> None:
    text = "1* A method\n  that bends light\n2. The method of claim 1\n权利要求3：一种装置"
    assert linkage_text.claims(text) == (
        Claim(1, "A method that bends light", independent=True),
        Claim(2, "The method of claim 1"),
        Claim(3, "一种装置"),
    )


@pytest.mark.parametrize(("text", "problem"), [("A method", "no_claim_number"), ("1 a\n1 b", "number_twice")])
def test_claims_that_cannot_be_told_apart_are_refused(text: str, problem: str) -> None:
    with pytest.raises(InvalidFields) as refused:
        linkage_text.claims(text)
    assert refused.value.fields == {"claims": problem}


def test_clauses_keep_what_is_known_of_their_text_while_version_and_title_stay() -> None:
    known = (
        Clause(number="7.2", title="Waveform", version="2", text_hash="h"),
        Clause(number="8", title="Old", version="2", text_hash="h"),
    )
    (other, *_) = linkage_text.clauses("7.2 Waveform", "3", known)
    assert other.text_hash == ""
    found = linkage_text.clauses("7.2 Waveform\n8 New\n~A.1 Example", "2", known)
    assert [(c.number, c.text_hash, c.normative) for c in found] == [
        ("7.2", "h", True), ("8", "", True), ("A.1", "", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("LD-12", ("LD-12", "")),
        ("ld 12 P1", ("LD-12", "P1")),
        ("CN 2026 1 0123456.7", ("", "CN 2026 1 0123456.7")),
        ("20003 1", ("", "20003 1")),
        ("", ("", "")),
    ],
)
def test_a_key_before_a_number_is_told_from_the_number(typed: str, expected: tuple[str, str]) -> None:
    assert key_then_number(typed) == expected


def test_numbers_compare_without_spaces_points_and_width() -> None:
    assert squashed("ＣＮ 2026 1 0123456.7") == squashed("CN202610123456.7") == "cn2026101234567"


TABLE = """类型,名称,编号,申请日,状态,所属,标准组织
特征,波形,,,,,
专利,雷达专利,CN202610123456.8,2026年11月20日,,,
标准,雷达标准,GB/T 99999-2026,,,,cn_national
条款,波形要求,7.2,,,GB/T 99999-2026,
"""


def test_chinese_headings_and_days_are_read_like_english_ones() -> None:
    batch, found = read_lines(read_table(TABLE.encode("gb18030"), "file"), EMPTY)
    assert found == ()
    [member] = batch.families[0].members
    assert (member.office, member.filed_on, member.status) == ("CN", date(2026, 11, 20), ApplicationStatus.FILED)
    assert batch.standards[0].body is Body.CN_NATIONAL
    assert batch.standards[0].clauses[0].number == "7.2"


def test_a_link_may_stand_before_what_it_names_and_name_what_is_there_already() -> None:
    known = Register(team_id="T", project_id="prj_1", features=(Feature(id="fea_1", number=1, name="Old"),))
    batch, found = read_lines(read_table("kind,name,number,from,to\nlink,,L1,F1,New/2\npatent,New,,,", "text"), known)
    assert found == ()
    assert (batch.ties[0].kind, batch.ties[0].source, batch.ties[0].claim) == (LinkKind.FEATURE_CLAIM, "fea_1", 2)
    assert batch.ties[0].target == batch.families[0].id


def test_every_wrong_line_is_named_with_its_column() -> None:
    text = "kind,name,number,filed_on,of\nfeature,,,,\npatent,A,,yesterday,\nrocket,B,,,\nclaim,,0,,A\nclaim,,1,,Z"
    assert problems(text) == [
        (2, "missing", "name"), (3, "no_day", "filed_on"), (4, "unknown_kind", "kind"),
        (5, "no_claim_number", "number"), (6, "not_known", "of"),
    ]  # fmt: skip


def test_an_excel_file_reads_like_the_same_text() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["kind", "name", "trl", "filed_on"], ["feature", "Lens", 4, None], [None, None, None, None],
                ["patent", "Lens patent", None, date(2026, 11, 20)]):  # fmt: skip
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    lines = read_table(out.getvalue(), "file")
    assert [line.number for line in lines] == [2, 4]
    batch, found = read_lines(lines, EMPTY)
    assert found == ()
    assert (batch.features[0].trl, batch.families[0].members[0].filed_on) == (4, date(2026, 11, 20))


def test_what_waits_for_the_confirmation_has_the_same_line_numbers() -> None:
    lines = read_table("kind;name\nfeature;A\n;\nfeature;B", "text")
    assert [(line.number, line["name"]) for line in read_table(as_csv(lines), "text")] == [(2, "A"), (4, "B")]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"PK\x03\x04 no workbook", "unreadable_table"), ("name\nA", "no_kind_column"),
        ("kind,name\n", "nothing_given"),
        (b"\xff\xfe\x81", "unreadable_table"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_a_reason(content: bytes | str, problem: str) -> None:
    with pytest.raises(InvalidFields) as refused:
        read_table(content, "file")
    assert refused.value.fields == {"file": problem}


def test_the_list_to_begin_with_reads_without_a_fault() -> None:
    text = (Path(bot.__file__).parent / "import-template.csv").read_text(encoding="utf-8")
    batch, found = read_lines(read_table(text, "text"), EMPTY)
    assert found == ()
    assert len(batch.ties) == 2
    assert set(text.partition("\n")[0].split(",")) == set(COLUMNS)


def test_a_list_may_be_as_long_as_the_register_takes_in_at_once() -> None:
    """And no longer: nobody is asked to wait for a dry run of what is refused in the end."""
    lines = ["kind,name", *(f"feature,F{n}" for n in range(MOST))]
    assert len(read_table("\n".join(lines), "text")) == MOST
    with pytest.raises(InvalidFields) as refused:
        read_table("\n".join([*lines, "feature,one more"]), "text")
    assert refused.value.fields == {"text": "too_many_lines"}
    assert f"{MOST:,}" in linkage_problems(word_book().default)["too_many_lines"]
