"""Sample views of workflow templates."""

from collections.abc import Callable
from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import forms_template, template_words
from bot.ids import Ref
from flows.lifecycle.events import Renewal
from flows.lifecycle.migration import Plan
from flows.lifecycle.template_diff import compare
from tests.builders import build_stage_deliverables, shipped_templates, standard_template


def preview(at: Lens) -> dict[str, Any]:
    """From light to standard: every stage has something new and something dropped."""
    found = compare(shipped_templates().latest("light"), standard_template())
    return forms_template.preview(standard_template(), template_words.differences(found, at.say), "view:V1:abc", at)


def a_plan(refused: str = "") -> Plan:
    """Every kind of change at once."""
    specs, (one, two, *_) = standard_template().stages[1].deliverables, build_stage_deliverables()
    renewals = [Renewal(f"dlv_{n}", specs[n].title, specs[n].strand, specs[n].role, True, n == 1) for n in (0, 1)]
    return Plan(
        project_id="prj_1", project_key="LD-12", template="standard", from_version=1, to_version=2, refused=refused,
        added=specs[2:4], retired=(one,), released=(two,), renewed=tuple(renewals),
    )  # fmt: skip


TEMPLATE_ANSWERS: dict[str, Callable[[Lens], Message | dict[str, Any]]] = {
    "templates": lambda at: forms_template.listing(at.templates.choices(), at),
    "template_told": lambda at: forms_template.told(template_words.migration(a_plan(refused="gate_open"), at.say), at),
    "template_on_its_way": lambda at: forms_template.on_its_way(standard_template(), at),
}

TEMPLATE_FORMS: dict[str, Callable[[Lens], Message | dict[str, Any]]] = {
    "form_template": forms_template.import_form,
    "preview_template": preview,
    "preview_migration_page": lambda at: forms_template.migration_page(
        [template_words.migration(a_plan(), at.say), template_words.migration(a_plan(refused="gate_open"), at.say)],
        Ref(number=1, extra="migrate:1"),
        at,
        total=25,
        last=False,
    ),
    "preview_migration_last": lambda at: forms_template.migration_page(
        [template_words.migration(a_plan(refused="ended"), at.say)],
        Ref(number=2, extra="migrate:1"),
        at,
        total=1,
        last=True,
    ),
    "preview_migration": lambda at: forms_template.migration(
        template_words.migration(a_plan(), at.say), Ref(project_id="prj_1", number=2, shown=3), at
    ),
}
