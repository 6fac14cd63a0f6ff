"""A score sheet that could not work is refused, with the file, the key and the line."""

import pytest

from flows.errors import TemplateFault
from flows.lifecycle.scoresheet import ScoreSheets
from flows.lifecycle.scoresheet_text import parse_sheet, shipped_sheets
from flows.names import Reading, Strand

GOOD = """\
name = "small"
version = 1
stage = "ideation"
source = "DOMAIN.md 7.3"
title = { zh = "小", en = "Small" }
top = 4
total = 10
floor_percent = 50

[[readings]]
key = "recommend"
at_least = 6
text = { zh = "好", en = "Good" }

[[readings]]
key = "rework"
at_least = 0
text = { zh = "否", en = "No" }

[hold]
text = { zh = "停", en = "Hold" }

[[criteria]]
key = "novelty"
strand = "technology"
weight = 10
zero_holds = true
title = { zh = "新", en = "New" }
help = { zh = "新吗", en = "Is it new?" }
evidence = { zh = "报告", en = "report" }
anchors = [
  { points = 0, zh = "无", en = "none" },
  { points = 4, zh = "全", en = "all" },
]
"""


def test_a_sheet_is_read_whole() -> None:
    sheet = parse_sheet(GOOD, "small.toml")
    assert (sheet.name, sheet.stage, sheet.top, sheet.total) == ("small", "ideation", 4, 10)
    assert [band.reading for band in sheet.bands] == [Reading.RECOMMEND, Reading.REWORK]
    assert sheet.words(Reading.HOLD).en == "Hold"
    assert sheet.criteria[0].strand == Strand.TECHNOLOGY
    assert [anchor.points for anchor in sheet.criteria[0].anchors] == [0, 4]


@pytest.mark.parametrize(
    ("old", "new", "key", "line", "problem"),
    [
        ("weight = 10", "weight = 9", "criteria", 23, "weights sum to 9, not to the total of 10"),
        ("top = 4", "top = 0", "top", 6, "must be at least 1"),
        ("top = 4", "top = 21", "top", 6, "must be from 0 to 20"),
        ("top = 4", 'top = "4"', "top", 6, "must be a whole number"),
        ("floor_percent = 50", "floor_percent = 101", "floor_percent", 8, "must be from 0 to 100"),
        ("at_least = 6", "at_least = 11", "readings[0].at_least", 12, "must be from 0 to 10"),
        ("at_least = 6", "at_least = 0", "readings[1].at_least", 17, "must be lower than in the reading before"),
        ("at_least = 0", "at_least = 1", "readings[1]", 15, "the last reading must be rework, at_least 0"),
        ('key = "rework"', 'key = "conditional"', "readings[1]", 15, "the last reading must be rework, at_least 0"),
        ('key = "recommend"', 'key = "hold"', "readings[0].key", 11, "hold is no band"),
        ('[hold]\ntext = { zh = "停", en = "Hold" }', "", "criteria[0].zero_holds", 26, "needs a [hold] text"),
        ('strand = "technology"', 'strand = "luck"', "criteria[0].strand", 25, "unknown strand: luck"),
        ("{ points = 4,", "{ points = 3,", "criteria[0].anchors", 31, "must reach from 0 to 4 points"),
        ("{ points = 4,", "{ points = 5,", "criteria[0].anchors[1].points", 33, "must be from 0 to 4"),
        ("{ points = 4,", "{ points = 0,", "criteria[0].anchors[1].points", 33, "must be higher than in the anchor"),
        ('en = "all"', 'de = "alles"', "criteria[0].anchors[1].de", 33, "unknown key"),
        ('evidence = { zh = "报告", en = "report" }\n', "", "criteria[0].evidence", 23, "missing key"),
        ('help = { zh = "新吗"', 'help = { zh = ""', "criteria[0].help.zh", 29, "is empty"),
        ('source = "DOMAIN.md 7.3"\n', "", "source", 1, "missing key"),
        ("top = 4", "top = 4\nbottom = 1", "bottom", 7, "unknown key"),
    ],
)
def test_each_fault_names_its_place(old: str, new: str, key: str, line: int, problem: str) -> None:
    assert old in GOOD
    with pytest.raises(TemplateFault) as fault:
        parse_sheet(GOOD.replace(old, new, 1), "small.toml")
    assert (fault.value.file, fault.value.key, fault.value.line) == ("small.toml", key, line)
    assert problem in fault.value.problem


def test_two_criteria_with_one_key_are_refused() -> None:
    criterion = GOOD[GOOD.index("[[criteria]]") :]
    with pytest.raises(TemplateFault, match="duplicate: novelty"):
        parse_sheet(GOOD + criterion, "small.toml")


def test_every_shipped_sheet_is_sound_and_says_where_it_comes_from() -> None:
    sheets = {(s.name, s.stage): s.source for s in shipped_sheets()}
    assert sheets == {
        ("assessment", "assessment"): "DOMAIN.md 7.4",
        ("closing", "evaluation"): "DOMAIN.md 7.5",
        ("screening", "ideation"): "DOMAIN.md 7.3",
    }


def test_the_closing_sheet_weighs_as_the_domain_says() -> None:
    """DOMAIN.md 7.5; it belongs to the stage, so a project begun on any version of its workflow has it."""
    sheet = shipped_sheets().latest("evaluation")
    assert sheet is not None
    assert {c.key: c.weight for c in sheet.criteria} == {
        "goals_met": 25, "patent_quality": 20, "standard_result": 20, "linkage": 15, "use_income": 15, "learning": 5,
    }  # fmt: skip
    assert all([a.points for a in c.anchors] == [0, 5, 10] for c in sheet.criteria)


def test_every_reading_a_shipped_sheet_can_come_to_has_words() -> None:
    for sheet in shipped_sheets():
        for reading in {band.reading for band in sheet.bands} | ({Reading.HOLD} if sheet.hold else set()):
            assert sheet.words(reading).zh
            assert sheet.words(reading).en


def test_the_newest_version_of_a_stage_is_used_and_the_older_one_stays_known() -> None:
    old = parse_sheet(GOOD, "small.toml")
    new = parse_sheet(GOOD.replace("version = 1", "version = 2"), "small.toml")
    sheets = ScoreSheets([new, old])
    assert sheets.latest("ideation") == new
    assert sheets.get("small", 1) == old
    assert sheets.latest("assessment") is None
