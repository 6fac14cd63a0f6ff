"""How a workflow keeps after late work is data of its template: read, checked, compared, the same in what ships."""

from dataclasses import replace

import pytest

from flows.errors import TemplateFault
from flows.lifecycle.persistence import USUAL_LADDER, USUAL_REMINDING, Ladder, Reminding
from flows.lifecycle.template import Templates
from flows.lifecycle.template_diff import Piece, compare
from flows.lifecycle.template_import import check_import
from flows.lifecycle.template_text import parse_template
from tests.builders import shipped_templates, standard_template
from tests.flows.lifecycle.test_template_text import GOOD

HEAD, _, STAGES = GOOD.partition("[[stages]]")


def with_tables(tables: str) -> str:
    return f"{HEAD}{tables}\n[[stages]]{STAGES}"


def test_a_template_says_how_often_and_who_hears_of_it() -> None:
    text = "[reminders]\nbefore_days = 1\nevery_days = 3\nmost = 4\n[escalation]\nlead = 2\nsteering = 6\n"
    found = parse_template(with_tables(text), "x.toml")
    assert found.reminding == Reminding(before=1, every=3, most=4)
    assert found.ladder == Ladder(deputy=None, strand=None, lead=2, steering=6)


def test_what_an_older_template_does_not_say_is_as_usual() -> None:
    found = parse_template(GOOD, "x.toml")
    assert (found.reminding, found.ladder) == (USUAL_REMINDING, USUAL_LADDER)
    assert parse_template(with_tables("[reminders]\nmost = 3\n"), "x.toml").reminding == Reminding(most=3)


@pytest.mark.parametrize("template", list(shipped_templates()), ids=lambda template: template.name)
def test_what_ships_says_what_was_usual_before_it_was_written_down(template: object) -> None:
    assert (getattr(template, "reminding", None), getattr(template, "ladder", None)) == (USUAL_REMINDING, USUAL_LADDER)


@pytest.mark.parametrize(
    ("tables", "key", "problem"),
    [
        ("[reminders]\nevery_days = 0\n", "reminders.every_days", "must be at least 1"),
        ("[reminders]\noften = 1\n", "reminders.often", "unknown key"),
        ("[escalation]\nlead = 'soon'\n", "escalation.lead", "must be a whole number"),
        ("[escalation]\nboss = 3\n", "escalation.boss", "unknown key"),
        ("[reminders]\nbefore_days = 11\n", "reminders.before_days", "must be at most 10"),
        ("[reminders]\nmost = 51\n", "reminders.most", "must be at most 50"),
        ("[escalation]\nsteering = 101\n", "escalation.steering", "must be at most 100"),
    ],
)
def test_what_could_not_work_is_refused_at_its_line(tables: str, key: str, problem: str) -> None:
    with pytest.raises(TemplateFault) as refused:
        check_import(with_tables(tables), "x.toml", Templates(()))
    fault = refused.value
    assert (fault.key, fault.problem) == (key, problem)
    assert fault.line == len(HEAD.splitlines()) + 2


def test_a_new_version_tells_that_reminders_or_the_ladder_change() -> None:
    old = standard_template()
    assert [one.piece for one in compare(old, replace(old, reminding=Reminding(every=5)))] == [Piece.REMINDERS]
    assert [one.piece for one in compare(old, replace(old, ladder=Ladder(lead=9)))] == [Piece.ESCALATION]
