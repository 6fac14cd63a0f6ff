"""Taking a template in: only a whole one, and only one that is newer than its namesake."""

import pytest

from flows.errors import TemplateFault
from flows.lifecycle.template import Templates
from flows.lifecycle.template_import import TEXT_LIMIT, check_import, newest_version
from tests.builders import SHIPPED, shipped_templates

TEXT = SHIPPED.read_text(encoding="utf-8")


def numbered(version: int) -> str:
    return TEXT.replace("version = 1", f"version = {version}", 1)


def test_a_newer_version_is_taken() -> None:
    template = check_import(numbered(2), "mine.toml", shipped_templates())
    assert (template.name, template.version) == ("standard", 2)


def test_a_template_of_a_new_name_is_taken_whatever_its_number() -> None:
    assert check_import(TEXT, "mine.toml", Templates(())).version == 1


def test_a_version_that_is_here_already_is_refused_at_its_line() -> None:
    with pytest.raises(TemplateFault) as refused:
        check_import(TEXT, "mine.toml", shipped_templates())
    assert str(refused.value) == (
        "mine.toml:6: version: must be greater than 1, the newest version of standard that is here"
    )


def test_an_older_one_than_the_newest_is_refused_even_where_that_number_is_free() -> None:
    newest = check_import(numbered(7), "mine.toml", shipped_templates())
    with pytest.raises(TemplateFault, match="must be greater than 7"):
        check_import(numbered(5), "mine.toml", Templates([newest]))


def test_a_broken_one_is_refused_before_its_version_is_looked_at() -> None:
    with pytest.raises(TemplateFault, match=r"mine.toml:\d+: stages\[0\].deliverables\[0\].role: unknown role: cook"):
        check_import(TEXT.replace('role = "technology"', 'role = "cook"', 1), "mine.toml", shipped_templates())


def test_a_text_without_end_is_refused_unread() -> None:
    with pytest.raises(TemplateFault, match="is longer than"):
        check_import("#" * (TEXT_LIMIT + 1), "mine.toml", shipped_templates())


def test_the_newest_version_of_what_is_not_here_is_none() -> None:
    assert newest_version("own", shipped_templates()) == 0
