"""Sample views of workflow templates."""

from collections.abc import Callable
from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import forms_template, template_words
from flows.lifecycle.template_diff import compare
from tests.builders import shipped_templates, standard_template


def preview(at: Lens) -> dict[str, Any]:
    """From light to standard: every stage has something new and something dropped."""
    found = compare(shipped_templates().latest("light"), standard_template())
    return forms_template.preview(standard_template(), template_words.differences(found, at.say), "view:V1:abc", at)


TEMPLATE_ANSWERS: dict[str, Callable[[Lens], Message | dict[str, Any]]] = {
    "templates": lambda at: forms_template.listing(at.templates.choices(), at),
    "template_on_its_way": lambda at: forms_template.on_its_way(standard_template(), at),
}

TEMPLATE_FORMS: dict[str, Callable[[Lens], Message | dict[str, Any]]] = {
    "form_template": forms_template.import_form,
    "preview_template": preview,
}
