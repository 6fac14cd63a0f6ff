"""Templates are found by name and version; what is unknown is said, not guessed."""

from dataclasses import replace

import pytest

from flows.lifecycle.template import Templates
from tests.builders import build_templates, standard_template


def test_a_project_keeps_its_version_while_new_ones_take_the_latest() -> None:
    first = standard_template()
    second = replace(first, version=2)
    templates = Templates([second, first])
    assert templates.get("standard", 1) is first
    assert templates.latest("standard") is second
    assert list(templates) == [second, first]


def test_an_unknown_template_version_or_stage_is_a_key_error() -> None:
    templates = build_templates()
    for look in (
        lambda: templates.get("standard", 99),
        lambda: templates.latest("waterfall"),
        lambda: standard_template().stage("delivery"),
    ):
        with pytest.raises(KeyError):
            look()
