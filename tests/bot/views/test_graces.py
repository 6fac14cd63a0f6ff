"""What grace periods would leave, in both languages: facts from grace.toml, never that something is saved."""

import dataclasses
from datetime import date

import pytest

from bot.blocks.linkage import graces
from flows.linkage import codes
from flows.linkage.grace import shipped_grace
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance, Finding
from tests.builders import LEAD, NOW, TODAY

from .samples import LOCALES, lens

R01 = Finding(rule="R01", severity=codes.Severity.BLOCK)
ASKED = Clearance(id="clr_1", number=1, outward_id="out_1", features=("fea_1",), available_on=TODAY, asked_by=LEAD,
                  asked_at=NOW, answer=codes.Answer.BLOCKED, findings=(R01,))  # fmt: skip
PLAN = Outward(id="out_1", number=1, kind=codes.OutwardKind.PAPER, title="Paper", features=("fea_1",),
               available_on=date(2026, 5, 31))  # fmt: skip
OUT = dataclasses.replace(PLAN, state=codes.OutwardState.MADE, made_on=date(2025, 5, 31))


def told(outward: Outward = PLAN, locale: str = "en", **asked: object) -> str:
    answer = dataclasses.replace(ASKED, **asked)  # type: ignore[arg-type]  # any field
    stopped = outward.state is codes.OutwardState.PLANNED and answer.state is not codes.ClearanceState.GRANTED
    return graces.told(outward, answer.findings, lens(locale), stopped=stopped)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_jurisdiction_of_the_table_is_told_with_its_cases_formalities_and_source(locale: str) -> None:
    text, say = told(locale=locale), lens(locale).say
    for row in shipped_grace().rows:
        assert f"*{graces.place(row.jurisdiction, say)}*: " in text
        assert say.pick(row.formalities) in text
        assert row.source in graces.sources(lens(locale))
        assert row.cases is None or say.pick(row.cases) in text


def test_china_and_europe_do_not_rescue_an_own_disclosure() -> None:
    lines = told().splitlines()
    assert lines[1] == "CN and EP: not rescued by your own disclosure."
    assert told(locale="zh-CN").splitlines()[1].startswith("中国和欧洲")
    assert "only in these cases: state emergency" in lines[2]
    assert "the filing there, not the priority" in next(line for line in lines if "*EP*" in line)
    unsure = graces.sources(lens("en"))
    assert unsure.count("not confirmed at a source") == sum(
        row.certainty is codes.Certainty.GENERAL for row in shipped_grace().rows
    )


def test_the_last_day_counts_from_the_planned_day_and_from_the_real_one_once_it_is_out() -> None:
    american = next(line for line in told().splitlines() if "*US*" in line)
    assert "12 months up to the effective filing date · last day Mon, May 31, 2027" in american
    american = next(line for line in told(OUT).splitlines() if "*US*" in line)
    assert "over since Sun, May 31" in american
    assert told(OUT).startswith("*It went out on Sat, May 31, 2025, not filed.")


def test_nothing_is_said_where_novelty_is_not_at_stake() -> None:
    late = Finding(rule="R20", severity=codes.Severity.BLOCK)
    assert told(findings=(late,)) == ""
    assert told(findings=(dataclasses.replace(R01, severity=codes.Severity.WARN),)) == ""
    assert told(state=codes.ClearanceState.GRANTED) == ""
    withdrawn = dataclasses.replace(PLAN, state=codes.OutwardState.WITHDRAWN)
    assert told(withdrawn) == ""
