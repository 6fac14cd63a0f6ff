"""A date says in words which part of its subject it is about: no id and no code of ours is ever shown."""

from dataclasses import replace
from datetime import date

import pytest

from bot.blocks.lens import Lens
from bot.blocks.linkage.date_parts import moved_words, part_words
from bot.blocks.linkage.docket import date_text
from bot.words import WordBook
from flows.linkage.codes import Certainty, RewardKind
from flows.linkage.dealings import Reward
from flows.linkage.judgements import DocketItem
from flows.linkage.rulebook import shipped_rules
from tests.builders import build_templates
from tests.flows.linkage.registers import TODAY, family, register, standard

BOOK = WordBook("en")
ITEM = DocketItem(
    id="dkt_1", number=1, rule="R20", subject_id="fam_1", part="", source_on=TODAY, raw_on=TODAY, due_on=TODAY,
    calendar="", certainty=Certainty.BODY_RULE,
)  # fmt: skip
REWARD = Reward(
    id="rew_1", number=1, family_id="fam_1", kind=RewardKind.REWARD, inventor="U1", due_on=TODAY, amount=4000
)
BOOKS = register(families=(family(),), standards=(standard(),), rewards=(REWARD,))


def lens(locale: str) -> Lens:
    return Lens(BOOK.for_locale(locale), build_templates(), TODAY)


def said(part: str, subject: str = "fam_1", locale: str = "en") -> str:
    return part_words(replace(ITEM, part=part, subject_id=subject), BOOKS, lens(locale))


@pytest.mark.parametrize(
    ("part", "en", "zh"),
    [
        ("std_1", "S1 Standard 1", "S1 Standard 1"),
        ("iso", "ISO", "ISO"),
        ("cn_group", "Chinese group standard (T/…)", "中国团体标准（T/…）"),
        ("CN", "CN", "CN"),
        ("CN:2027:grace", "CN · 2027 · late, with a surcharge", "CN · 2027 · 逾期，缴滞纳金"),
        ("CN:surcharge", "CN · with a surcharge", "CN · 缴宽限费"),
        ("", "", ""),
    ],
)
def test_an_office_a_body_a_standard_and_a_term_are_named(part: str, en: str, zh: str) -> None:
    assert (said(part), said(part, locale="zh-CN")) == (en, zh)


def test_what_the_body_has_told_is_shown_as_typed() -> None:
    assert said("Ballot: closes", "std_1") == "Ballot: closes"


def test_a_reward_is_named_by_its_inventor_and_nothing_twice() -> None:
    assert said("U1:agreed", "rew_1") == ""


def test_every_term_of_every_shipped_rule_has_words() -> None:
    keys = {term.key for rule in shipped_rules().rules for term in rule.terms if term.key}
    assert keys
    for key in keys:
        assert said(f"CN:{key}") != f"CN · {key}", key


def test_a_line_of_the_docket_names_the_standard_and_not_its_id() -> None:
    line = date_text(replace(ITEM, part="std_1"), BOOKS, lens("en"))
    assert "S1 Standard 1" in line
    assert "std_1" not in line


FRIDAY, SATURDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("raw", "due", "en", "zh"),
    [
        (SATURDAY, SATURDAY, "", ""),
        (SATURDAY, MONDAY, "2026-11-28 is no working day (CN), so 2026-11-30", "顺延至 2026-11-30"),
        (SATURDAY, FRIDAY, "brought forward from 2026-11-28 to 2026-11-27", "由 2026-11-28 提前至 2026-11-27"),
        # A house that wants three working days: the computed day is one itself, and nobody says that it is none.
        (MONDAY, FRIDAY, "brought forward from 2026-11-30 to 2026-11-27", "由 2026-11-30 提前至 2026-11-27"),
    ],
)
def test_a_date_that_moves_is_put_off_or_brought_forward_whichever_is_true(
    raw: date, due: date, en: str, zh: str
) -> None:
    item = replace(ITEM, raw_on=raw, due_on=due, calendar="CN")
    for locale, words in (("en", en), ("zh_CN", zh)):
        told = moved_words(item, BOOK.for_locale(locale), date.isoformat, calendar="CN")
        assert words in told
        assert bool(told) is bool(words)
        assert not (due < raw and ("顺延" in told or "no working day" in told))
