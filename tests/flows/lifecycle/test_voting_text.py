"""How a gate decides, read from a template: defaults, every key, and every fault with its line."""

import pytest

from flows.errors import TemplateFault
from flows.lifecycle.template import Voting
from flows.lifecycle.template_text import parse_template
from flows.names import Bilingual, Decision, HideVotes, Role, VoteRule

TEMPLATE = """\
name = "tiny"
version = 1
title = { zh = "小", en = "Tiny" }

[[stages]]
key = "only"
name = { zh = "一", en = "Only" }
purpose = { zh = "一", en = "Only" }

[stages.gate]
name = { zh = "门", en = "Gate" }
question = { zh = "好吗?", en = "Good?" }
criteria = [{ zh = "好", en = "Good" }]
deciders = ["steering", "legal"]
%s

[[stages.deliverables]]
key = "idea"
strand = "technology"
role = "technology"
required = true
due_days = 3
title = { zh = "构思", en = "Idea" }
help = { zh = "写", en = "Write" }
"""


def read(rules: str) -> Voting:
    return parse_template(TEMPLATE % rules, "tiny.toml").stages[0].gate.voting


def test_a_gate_that_says_nothing_decides_by_majority_as_ever() -> None:
    voting = read("")
    assert voting == Voting()
    assert (voting.rule, voting.hide_votes, voting.closes_after_days) == (VoteRule.MAJORITY, HideVotes.UNTIL_CLOSE, 7)


def test_everything_can_be_said() -> None:
    voting = read("""\
rule = "score"
threshold = 60
weights = { steering = 2 }
veto = ["legal"]
comment_required = ["go", "stop"]
hide_votes = "until_voted"
closes_after_days = 3
decisions = { go = { zh = "放行", en = "Release" } }""")
    assert (voting.rule, voting.threshold, voting.weights) == (VoteRule.SCORE, 60, ((Role.STEERING, 2),))
    assert (voting.veto, voting.comment_required) == ((Role.LEGAL,), (Decision.GO, Decision.STOP))
    assert (voting.hide_votes, voting.closes_after_days) == (HideVotes.UNTIL_VOTED, 3)
    assert voting.names == ((Decision.GO, Bilingual("放行", "Release")),)


@pytest.mark.parametrize("rule", ["any", "all", "majority"])
def test_a_plain_rule_needs_no_numbers(rule: str) -> None:
    assert read(f'rule = "{rule}"').rule == rule


def test_so_many_of_all() -> None:
    assert read('rule = "n_of_m"\nneeded = 2').needed == 2


@pytest.mark.parametrize(
    ("rules", "key", "problem"),
    [
        ('rule = "coin"', "rule", "unknown voterule: coin; known are any, all, majority, n_of_m, score"),
        ('rule = "n_of_m"', "needed", "missing key"),
        ('rule = "n_of_m"\nneeded = 0', "needed", "must be at least 1"),
        ("needed = 2", "needed", "does not belong to this rule"),
        ('rule = "score"', "threshold", "missing key"),
        ('rule = "score"\nthreshold = 101', "threshold", "must be at most 100: it is a percentage"),
        ("threshold = 60", "threshold", "does not belong to this rule"),
        ("weights = { steering = 2 }", "weights", "does not belong to this rule"),
        ('rule = "score"\nthreshold = 60\nweights = { patent = 2 }', "weights.patent", "unknown key"),
        ('rule = "score"\nthreshold = 60\nweights = { legal = 0 }', "weights.legal", "must be at least 1"),
        ('veto = ["patent"]', "veto[0]", "patent has a veto but is not among the deciders"),
        ('comment_required = ["maybe"]', "comment_required[0]", "unknown decision: maybe"),
        ('hide_votes = "never"', "hide_votes", "unknown hidevotes: never"),
        ("closes_after_days = 0", "closes_after_days", "must be at least 1"),
        ('decisions = { maybe = { zh = "或", en = "Maybe" } }', "decisions.maybe", "unknown key"),
        ('decisions = { go = { zh = "行" } }', "decisions.go.en", "missing key"),
    ],
)
def test_a_rule_that_could_not_work_is_refused_with_its_line(rules: str, key: str, problem: str) -> None:
    with pytest.raises(TemplateFault) as refused:
        read(rules)
    fault = refused.value
    assert fault.key == f"stages[0].gate.{key}"
    assert fault.problem.startswith(problem)
    assert 10 <= fault.line <= 14 + len(rules.splitlines())


def test_a_score_gate_can_ask_for_the_sheet_of_its_stage() -> None:
    rules = 'rule = "score"\nthreshold = 50\nsheet_threshold = 70'
    text = (TEMPLATE % rules).replace('key = "only"', 'key = "assessment"')
    assert parse_template(text, "tiny.toml").stages[0].gate.voting.sheet_threshold == 70


@pytest.mark.parametrize(
    ("rules", "stage", "problem"),
    [
        ('rule = "score"\nthreshold = 50\nsheet_threshold = 70', "only", "the stage only has no score sheet"),
        ('rule = "score"\nthreshold = 50\nsheet_threshold = 101', "assessment", "must be at most 100"),
        ('rule = "score"\nthreshold = 50\nsheet_threshold = 0', "assessment", "must be at least 1"),
        ('rule = "score"\nthreshold = 50\nsheet_threshold = "x"', "assessment", "must be a whole number"),
        ('rule = "all"\n\nsheet_threshold = 70', "assessment", "does not belong to this rule"),
    ],
)
def test_a_sheet_that_could_never_be_reached_is_refused_at_its_line(rules: str, stage: str, problem: str) -> None:
    with pytest.raises(TemplateFault) as refused:
        parse_template((TEMPLATE % rules).replace('key = "only"', f'key = "{stage}"'), "tiny.toml")
    assert (refused.value.key, refused.value.line) == ("stages[0].gate.sheet_threshold", 17)
    assert problem in refused.value.problem
