"""Closing figures: computed from a project's own record, handed in by others, or asked of people."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import count

import pytest

from flows.errors import TemplateFault
from flows.lifecycle.evaluation import Evaluation, Given, Improvement, ImprovementState
from flows.lifecycle.figures import Figure, asked, from_history, table
from flows.lifecycle.indicators import Origin, parse_indicators, shipped_indicators
from flows.lifecycle.readmodels import HistoryLine
from tests.builders import LEAD, NOW, TODAY

SEQ = count(1)
NOTHING = Evaluation()


def day_of(moment: datetime) -> date:
    return moment.date()


def line(event: str, after: int, **params: object) -> HistoryLine:
    """Something that happened so many days after the start."""
    return HistoryLine(
        seq=next(SEQ), at=NOW + timedelta(days=after), by=LEAD, event=event, params=params, deliverable_title=None
    )


def owed(key: str, days: int) -> dict[str, str]:
    return {"id": key, "due": (TODAY + timedelta(days=days)).isoformat()}


LIFE = (
    line("StageEntered", 0, deliverables=[owed("a", 10), owed("b", 10), owed("c", 10)]),
    line("StrandStatesChanged", 1, states=[["technology", "trl3"], ["patent", "filed"]]),
    line("DeliverableSubmitted", 8, deliverable_id="a"),
    line("SubmissionAccepted", 9, deliverable_id="a"),
    line("DeliverableSubmitted", 14, deliverable_id="b"),
    line("ChangesRequested", 17, deliverable_id="b"),
    line("DeliverableWaived", 18, deliverable_id="c"),
    line("GateRequested", 20, gate_id="g1", closes_on=(TODAY + timedelta(days=27)).isoformat()),
    line("GateDecided", 28, gate_id="g1"),
    line("StageEntered", 28, deliverables=[]),
    line("ConditionsSet", 28, deliverables=[owed("x", 40), owed("y", 40)]),
    line("SubmissionAccepted", 39, deliverable_id="x"),
    line("SubmissionAccepted", 41, deliverable_id="y"),
    line("StrandStatesChanged", 50, states=[["technology", "trl6"]]),
    line("GateRequested", 60, gate_id="g2", closes_on=(TODAY + timedelta(days=67)).isoformat()),
    line("GateDecided", 61, gate_id="g2"),
    line("ProjectCompleted", 61),
)


def test_everything_the_record_holds_is_computed_whichever_way_it_is_read() -> None:
    found = {f.indicator: (int(f.amount), f.cases) for f in from_history(reversed(LIFE), NOTHING, day_of)}
    assert found == {
        "gates_on_time": (50, 2),
        "deliverables_on_time": (50, 2),
        "slip_days": (2, 2),
        "waived": (1, 3),
        "conditions_in_time": (50, 2),
        "review_days": (2, 2),
        "longest_stage": (33, 2),
        "trl_gain": (3, 2),
    }


def test_without_cases_there_is_no_figure() -> None:
    assert from_history((), NOTHING, day_of) == ()


def test_improvements_count_as_adopted_only_when_done() -> None:
    items = tuple(Improvement(str(n), "x", LEAD, TODAY, state) for n, state in enumerate(ImprovementState))
    (found,) = from_history((), Evaluation(improvements=items), day_of)
    assert found == Figure("actions_adopted", Fraction(100, 3), 3)


def test_a_handed_in_figure_goes_before_a_given_one_and_is_not_asked_any_more() -> None:
    given = Evaluation(given=(Given("filed_first", "10", "", LEAD, NOW), Given("spend", "", "open", LEAD, NOW)))
    alone = {each.indicator.key: each for each in table((), given, day_of)}
    assert alone["filed_first"].given is not None
    handed_in = table((), given, day_of, more=(Figure("filed_first", Fraction(100), 4),))
    found = {each.indicator.key: each for each in handed_in}
    assert found["filed_first"].computed == Figure("filed_first", Fraction(100), 4)
    assert found["filed_first"].given is None
    assert "filed_first" not in {indicator.key for indicator in asked(handed_in)}
    assert not found["spend"].is_missing  # "not known" is an answer
    assert found["implementers"].is_missing


def test_what_history_and_wings_cannot_tell_is_asked() -> None:
    found = {indicator.key for indicator in asked(table(LIFE, NOTHING, day_of))}
    assert found == {i.key for i in shipped_indicators() if i.by is not Origin.HISTORY}


def test_no_count_of_declarations_stands_alone() -> None:
    """DOMAIN.md 7.1: declared is not essential."""
    assert not any("declar" in i.key for i in shipped_indicators())


@pytest.mark.parametrize(
    ("broken", "key"),
    [
        ('unit = "percent"', "indicators[0].unit"),
        ('by = "history"', "indicators[0].by"),
        ('group = "management"', "indicators[0].group"),
    ],
)
def test_a_broken_table_is_refused_with_its_key(broken: str, key: str) -> None:
    text = """
[[indicators]]
key = "x"
group = "management"
unit = "percent"
by = "history"
title = { zh = "甲", en = "A" }
formula = { zh = "甲", en = "A" }
"""
    assert parse_indicators(text, "x.toml")[0].key == "x"
    with pytest.raises(TemplateFault) as fault:
        parse_indicators(text.replace(broken, broken.split("=", maxsplit=1)[0] + '= "odd"'), "x.toml")
    assert fault.value.key == key
