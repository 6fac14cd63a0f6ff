"""The templates that ship beside `standard`: each smaller or other in its own way, whole in both languages."""

import re
from pathlib import Path

import pytest

from flows.lifecycle.template import DEFAULT_TEMPLATE, Stage, Template, Templates
from flows.names import STRANDS, Bilingual, Strand
from tests.builders import SHIPPED, shipped_templates, standard_template

FOLDER = SHIPPED.parent
TEMPLATES = shipped_templates()
STAGES = [pytest.param(stage, id=f"{t.name}-{stage.key}") for t in TEMPLATES for stage in t.stages]
IN_PLACE = [stage.key for stage in standard_template().stages]


def named(name: str) -> Template:
    return TEMPLATES.get(name, 1)


def asked(template: Template) -> int:
    return sum(len(stage.deliverables) for stage in template.stages)


def test_three_templates_ship_and_the_default_is_offered_first() -> None:
    assert [t.name for t in TEMPLATES.choices()] == [DEFAULT_TEMPLATE, "light", "research_institute"]


@pytest.mark.parametrize("template", list(TEMPLATES), ids=lambda t: t.name)
def test_each_file_is_named_after_its_template_and_walks_the_six_stages(template: Template) -> None:
    assert (FOLDER / f"{template.name}.toml").is_file()
    assert [stage.key for stage in template.stages] == IN_PLACE


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_something_required_and_a_gate_somebody_decides(stage: Stage) -> None:
    assert 2 <= len(stage.deliverables) <= 10
    assert any(spec.required for spec in stage.deliverables)
    assert stage.gate.deciders
    assert 2 <= len(stage.gate.criteria) <= 4


@pytest.mark.parametrize("stage", STAGES)
def test_no_text_was_left_in_the_other_language(stage: Stage) -> None:
    specs = [text for spec in stage.deliverables for text in (spec.title, spec.help)]
    texts: list[Bilingual] = [stage.name, stage.purpose, stage.gate.name, stage.gate.question, *stage.gate.criteria]
    for text in (*texts, *specs):
        assert text.en.isascii() or "–" in text.en
        assert any("\u4e00" <= character <= "\u9fff" for character in text.zh)
        assert len(text.en) <= 140
        assert len(text.zh) <= 60


@pytest.mark.parametrize("name", ["light", "research_institute"])
def test_chinese_has_its_own_marks(name: str) -> None:
    chinese = re.findall(r'zh = "([^"]*)"', (FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    assert [text for text in chinese if set(",;:?()") & set(text)] == []


@pytest.mark.parametrize("template", list(TEMPLATES), ids=lambda t: t.name)
def test_filing_is_asked_for_before_contributing_in_each(template: Template) -> None:
    # DOMAIN.md R01: file before you contribute.
    due = {spec.key: spec.due_days for spec in template.stage("implementation").deliverables}
    assert due["filing_record"] < due["contribution_record"]


@pytest.mark.parametrize("template", list(TEMPLATES), ids=lambda t: t.name)
def test_each_strand_has_required_work_somewhere_on_the_way(template: Template) -> None:
    required = {spec.strand for stage in template.stages for spec in stage.deliverables if spec.required}
    assert required == {*STRANDS, Strand.MANAGEMENT}


def test_light_asks_for_less_than_half_of_the_standard_one() -> None:
    assert asked(named("light")) * 2 < asked(named(DEFAULT_TEMPLATE))


def test_an_institute_owes_rewards_and_shares_is_accepted_and_looked_at_again() -> None:
    # DOMAIN.md R33, R34 and 3.3: bonus, share in income, acceptance and follow-up evaluation.
    required = {s.key: {d.key for d in s.deliverables if d.required} for s in named("research_institute").stages}
    assert required["initiation"] >= {"task_contract", "reward_agreement"}
    assert required["implementation"] >= {"mid_term_evaluation", "publication_clearance"}
    assert required["use_of_results"] >= {"reward_record", "income_share_record"}
    assert required["evaluation"] >= {"acceptance_file", "acceptance_opinion", "final_accounts", "follow_up_plan"}


def test_choices_hold_only_the_newest_version_of_each() -> None:
    standard = standard_template()
    newer = Template("standard", 2, standard.title, standard.stages)
    assert Templates([newer, standard]).choices() == (newer,)


def test_there_is_no_file_that_is_not_loaded() -> None:
    assert {Path(f"{t.name}.toml") for t in TEMPLATES} == {Path(f.name) for f in FOLDER.glob("*.toml")}
