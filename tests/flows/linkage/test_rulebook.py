"""Rules as data: what ships can be read, and what could not work is refused with file, line and key."""

import pytest

from flows.errors import TemplateFault
from flows.linkage.codes import Certainty, PatentKind
from flows.linkage.counting import KNOWN, Period
from flows.linkage.rulebook import OF_THE_OFFICE, Roll, Trigger, parse_rules, plain_stage, shipped_rules

GOOD = """[[rules]]
id = "R05"
title = { zh = "优先权", en = "Priority" }
checks = { zh = "查", en = "Checks" }
consequence = { zh = "失", en = "Lost" }
jurisdiction = "CN"
severity = "block"
certainty = "statute"
source = "art. 29"
checked_on = "2026-11"
keeper = "patent"
[[rules.terms]]
trigger = "first_filing"
period = "P12M"
roll = "next_open"
calendar = "office"
kinds = ["invention"]
"""


def test_a_rule_is_read_with_its_terms() -> None:
    (rule,) = parse_rules(GOOD, "clock.toml")
    (term,) = rule.terms
    assert (term.period, term.kinds, term.roll) == (Period(12, "M"), (PatentKind.INVENTION,), Roll.NEXT_OPEN)
    assert rule.reminders == (90, 60, 30, 15, 7, 1)


@pytest.mark.parametrize(
    ("good", "bad", "line", "key"),
    [
        ('"P12M"', '"12 months"', 14, "rules[0].terms[0].period"),
        ('"statute"', '"sure"', 8, "rules[0].certainty"),
        ('"block"', '"stop"', 7, "rules[0].severity"),
        ('"2026-11"', '"November"', 10, "rules[0].checked_on"),
        ('"2026-11"', '"2026-02-30"', 10, "rules[0].checked_on"),
        ('"R05"', '"r 5"', 2, "rules[0].id"),
        ('calendar = "office"\n', "", 12, "rules[0].terms[0].calendar"),
        ('"first_filing"', '"full_moon"', 13, "rules[0].terms[0].trigger"),
        ('["invention"]', '["idea"]', 17, "rules[0].terms[0].kinds[0]"),
        ('source = "art. 29"\n', "", 1, "rules[0].source"),
        ('"patent"\n', '"patent"\nreminders = [0]\n', 12, "rules[0].reminders"),
        ('"patent"\n', '"patent"\nextra = 1\n', 12, "rules[0].extra"),
    ],
)
def test_a_fault_is_told_with_file_line_and_key(good: str, bad: str, line: int, key: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        parse_rules(GOOD.replace(good, bad), "clock.toml")
    assert (caught.value.file, caught.value.line, caught.value.key) == ("clock.toml", line, key)


def test_an_id_or_a_term_cannot_come_twice() -> None:
    with pytest.raises(TemplateFault, match="duplicate: R05"):
        parse_rules(GOOD + GOOD, "clock.toml")
    with pytest.raises(TemplateFault, match="needs a key of its own"):
        parse_rules(GOOD + GOOD[GOOD.index("[[rules.terms]]") :], "clock.toml")


def test_what_ships_uses_only_calendars_there_are_and_every_trigger() -> None:
    terms = [term for rule in shipped_rules().rules for term in rule.terms]
    assert {term.calendar for term in terms} <= KNOWN | {"", OF_THE_OFFICE}
    assert {term.trigger for term in terms} == set(Trigger)


def test_what_is_not_confirmed_at_a_source_is_general() -> None:
    book = shipped_rules()
    for rule_id in ("ISO-NP", "ISO-CD", "IEEE-PAR", "CN-CONSULT", "CN-CONSULT30"):
        assert book[rule_id].certainty is Certainty.GENERAL


def test_amounts_of_rewards_are_data() -> None:
    assert dict(shipped_rules()["R33"].amounts) == {"invention": 4000, "utility_model": 1500, "design": 1500}


@pytest.mark.parametrize("written", ["40.20", "4020", " 40.20 "])
def test_a_stage_is_the_same_however_it_is_written(written: str) -> None:
    assert plain_stage(written) == "4020"
