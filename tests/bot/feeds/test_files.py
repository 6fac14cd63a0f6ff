"""Files that people bring: found by known names in both languages, tried first, every fault with its line."""

import io
import json
from datetime import UTC, date, datetime

import pytest

from bot.feeds.columns import columns_of, kinds
from bot.feeds.files import Plan, as_csv, dry_run, read_file
from flows.watches.errors import UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.subjects import Benchmark, Contribution, Day, Declaration, News, Patent, Standard, Subject

from .samples import workbook

CHINESE = (
    "标准号,中文名称,发布日期,标准状态,归口单位,代替国标号,备注\n"
    "GB/T 1-2026,标准,2026-01-02,现行,全国一委,GB/T 1-2009；GB/T 2-2009,x\n"
)
STANDARDS = Plan("standard", "file")


def readings(text: str | bytes, name: str = "a.csv", plan: Plan = STANDARDS) -> list[Reading]:
    return list(read_file(io.BytesIO(text.encode() if isinstance(text, str) else text), name=name, plan=plan))


def subjects(text: str | bytes, name: str = "a.csv", plan: Plan = STANDARDS) -> list[Subject]:
    found = readings(text, name, plan)
    assert [f for f in found if isinstance(f, UnreadableRecord)] == []
    return [seen.subject for seen in found if isinstance(seen, Observation)]


def problems(text: str, plan: Plan = STANDARDS, name: str = "a.csv") -> list[tuple[str, str]]:
    return [(f.record, f.problem) for f in readings(text, name, plan) if isinstance(f, UnreadableRecord)]


def test_a_chinese_list_of_standards_is_read_by_the_names_that_sac_uses() -> None:
    (standard,) = subjects(CHINESE)
    assert standard == Standard(
        ref="GB/T 1-2026",
        title="标准",
        published_on=Day(date(2026, 1, 2)),
        status="现行",
        committee="全国一委",
        replaces=("GB/T 1-2009", "GB/T 2-2009"),
    )
    assert subjects(CHINESE.encode("gb18030")) == [standard]
    assert subjects(CHINESE.replace(",", "\t"), "a.tsv") == [standard]


def test_the_same_rows_mean_the_same_in_every_format() -> None:
    rows = [line.split(",") for line in CHINESE.strip().split("\n")]
    record = dict(zip(*rows, strict=True))
    expected = subjects(CHINESE)
    assert subjects(workbook(*map(tuple, rows)), "a.XLSX") == expected
    assert subjects(json.dumps([record]), "a.json") == expected
    assert subjects(json.dumps({"records": [record], "total": 1}), "a.json") == expected
    assert subjects(json.dumps(record) + "\n\n", "a.jsonl") == expected
    assert subjects(json.dumps(record), "a.json") == expected


def test_a_header_of_their_own_can_be_named_in_the_plan() -> None:
    plan = Plan("patent", "file", {"ref": "Our number"})
    (patent,) = subjects("Our number,公开号,申请人\nP-1,CN1A,甲；乙\n", plan=plan)
    assert patent == Patent(ref="P-1", applicants=("甲", "乙"))


def test_every_fault_is_told_with_its_line_and_field_and_the_rest_is_read() -> None:
    text = "标准号,发布日期\nA,2026-01-02\n,2026-01-02\nB,soon\n\nC,\n"
    assert problems(text) == [("line 3", "missing:ref"), ("line 4", "unreadable:published_on")]
    assert [s.ref for s in (r.subject for r in readings(text) if isinstance(r, Observation))] == ["A", "C"]


def test_a_line_number_counts_lines_of_the_file_even_after_a_cell_of_several() -> None:
    assert problems('标准号,发布日期\n"A\nB",\n"C",soon\n') == [("line 4", "unreadable:published_on")]


BENCHMARK = "编号,指标,对象,数值,单位,来源,日期\n1,吞吐量,Rival,7.50,Gbit/s,Data sheet,2026-01-02\n"


def test_a_benchmark_without_source_or_date_is_refused() -> None:
    plan = Plan("benchmark", "file")
    (value,) = subjects(BENCHMARK, plan=plan)
    assert isinstance(value, Benchmark)
    assert (value.value, value.measured_on) == ("7.50", Day(date(2026, 1, 2)))
    assert problems(BENCHMARK.replace("Data sheet", ""), plan) == [("line 2", "missing:source")]
    assert problems(BENCHMARK.replace("2026-01-02", " "), plan) == [("line 2", "missing:measured_on")]
    assert problems(BENCHMARK.replace(",来源", ",备注"), plan) == [("line 2", "missing:source")]


def test_a_dry_run_says_what_would_come_of_a_file_and_what_is_not_used() -> None:
    run = dry_run(io.BytesIO((CHINESE + ",no number\n").encode()), name="a.csv", plan=STANDARDS)
    assert (run.readable, [fault.record for fault in run.faults]) == (1, ["line 3"])
    assert run.unused == ("备注",)
    assert run.used["ref"] == "标准号"
    assert len(run.examples) == 1


SAMPLES: tuple[Subject, ...] = (
    Standard(
        ref="=1+1", title="@cmd", stage="40.20", stage_on=Day(date(2026, 1, 2), True, "given"), replaces=("a", "b")
    ),
    Patent(ref="CN1A", applicants=("甲", "乙"), filed_on=Day(date(2026, 1, 2))),
    Declaration(ref="ISLD-1", licence=True, reciprocal=False, generations=("5G",)),
    Contribution(ref="R1-2600001", sources=("A", "B"), uploaded_at=datetime(2026, 2, 6, 9, 14, tzinfo=UTC)),
    Benchmark(
        ref="1", indicator="i", holder="h", value="-1.5", unit="dB", source="s", measured_on=Day(date(2026, 1, 2))
    ),
    News(ref="n", text="one, two"),
)


@pytest.mark.parametrize("subject", SAMPLES, ids=lambda s: s.WHAT)
def test_what_is_exported_can_be_read_again_and_no_cell_begins_a_formula(subject: Subject) -> None:
    seen = Observation(
        source="file", native_id=f"{subject.WHAT}:{subject.ref}", subject=subject, links=("https://x.example/",)
    )
    text = as_csv([seen], subject.WHAT)
    assert readings(text, plan=Plan(subject.WHAT, "file")) == [seen]
    row = text.splitlines()[1]
    assert not any(cell.lstrip('"').startswith(("=", "+", "-", "@")) for cell in row.split(","))


@pytest.mark.parametrize(
    ("name", "body"),
    [("a.csv", b"\xff\xfe\xfd"), ("a.xlsx", b"no"), ("a.json", b"{"), ("a.json", b"7"), ("a.jsonl", b"{}\n{\n"),
     ("a.pdf", b"%PDF"), ("a", b""), ("a.json", b"[" * 100_000)],
)  # fmt: skip
def test_what_is_no_table_is_refused_whole(name: str, body: bytes) -> None:
    with pytest.raises(UnreadableFeed) as error:
        readings(body, name)
    assert error.value.source == "file"


def test_an_unknown_kind_and_an_endless_file_are_refused() -> None:
    with pytest.raises(UnreadableFeed):
        readings(CHINESE, plan=Plan("song", "file"))
    with pytest.raises(UnreadableFeed) as error:
        list(read_file(io.BytesIO(b"ref\nA\nB\nC\n"), name="a.csv", plan=STANDARDS, most_rows=2))
    assert error.value.problem == "too_many_rows"


@pytest.mark.parametrize("what", kinds())
def test_no_two_fields_of_a_kind_answer_to_the_same_header(what: str) -> None:
    names = [name for column in columns_of(kinds()[what]) for name in column.known_as]
    assert sorted(names) == sorted(set(names))
