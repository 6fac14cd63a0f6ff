"""The shipped workflow: six stages, each worth a gate, complete in both languages."""

import pytest

from flows.lifecycle.template import Stage
from flows.names import STRANDS, Bilingual, Role, Strand
from tests.builders import standard_template

TEMPLATE = standard_template()


def test_it_has_the_six_stages_in_both_languages() -> None:
    assert [(s.key, s.name.zh, s.name.en) for s in TEMPLATE.stages] == [
        ("ideation", "构思", "Ideation"),
        ("assessment", "评估", "Assessment"),
        ("initiation", "立项", "Initiation"),
        ("implementation", "实施", "Implementation"),
        ("use_of_results", "成果运用", "Use of results"),
        ("evaluation", "评价改进", "Evaluation and improvement"),
    ]


@pytest.mark.parametrize("stage", TEMPLATE.stages, ids=lambda s: s.key)
def test_each_stage_asks_every_strand_for_something_required_but_not_for_too_much(stage: Stage) -> None:
    assert 3 <= len(stage.deliverables) <= 9
    assert {d.strand for d in stage.deliverables if d.required} >= set(STRANDS)


@pytest.mark.parametrize("stage", TEMPLATE.stages, ids=lambda s: s.key)
def test_each_gate_is_decided_by_the_steering_group_on_few_criteria(stage: Stage) -> None:
    assert stage.gate.deciders == (Role.STEERING,)
    assert 2 <= len(stage.gate.criteria) <= 4
    assert stage.gate.question.en.endswith("?")
    assert stage.gate.question.zh.endswith("？")


def texts(stage: Stage) -> list[Bilingual]:
    specs = [text for d in stage.deliverables for text in (d.title, d.help)]
    return [stage.name, stage.purpose, stage.gate.name, stage.gate.question, *stage.gate.criteria, *specs]


@pytest.mark.parametrize("stage", TEMPLATE.stages, ids=lambda s: s.key)
def test_no_text_was_left_in_the_other_language(stage: Stage) -> None:
    for text in texts(stage):
        assert text.en.isascii() or "–" in text.en
        assert any("\u4e00" <= character <= "\u9fff" for character in text.zh)
        assert len(text.en) <= 140
        assert len(text.zh) <= 60


def test_titles_fit_where_a_choice_is_listed() -> None:
    # A Slack option shows at most 75 characters.
    longest = max(len(d.title.en) for stage in TEMPLATE.stages for d in stage.deliverables)
    assert longest <= 75


def test_filing_is_asked_for_before_contributing() -> None:
    # DOMAIN.md R01: file before you contribute.
    due = {d.key: d.due_days for d in TEMPLATE.stage("implementation").deliverables}
    assert due["filing_record"] < due["contribution_record"]


def test_deliverable_keys_are_unique_in_the_whole_workflow() -> None:
    keys = [d.key for stage in TEMPLATE.stages for d in stage.deliverables]
    assert len(keys) == len(set(keys))


def test_management_work_is_led_by_roles_every_project_can_fill() -> None:
    management = [d for stage in TEMPLATE.stages for d in stage.deliverables if d.strand == Strand.MANAGEMENT]
    assert {d.role for d in management} <= {Role.LEAD, Role.BUSINESS, Role.LEGAL}


def test_chinese_texts_use_chinese_punctuation() -> None:
    wrong = [text.zh for stage in TEMPLATE.stages for text in texts(stage) if set(",;:?!()") & set(text.zh)]
    assert wrong == []
