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


def first_stage(deliverables: int) -> str:
    """A template of one stage with so many deliverables."""
    start, card = TEXT.split("[[stages.deliverables]]")[:2]
    return start + "".join(
        "[[stages.deliverables]]" + card.replace('"idea_card"', f'"card_{n}"') for n in range(deliverables)
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TEXT.replace('name = "standard"', f'name = "{"x" * 41}"', 1), "name: is longer than 40 characters"),
        (numbered(10_000), "version: must be at most 9999"),
        (TEXT.replace('key = "evaluation"', 'key = "completed"', 1), "stages[5].key: is reserved: completed"),
        (TEXT.replace("due_days = 7", "due_days = 999999999999", 1), "deliverables[0].due_days: must be at most 3650"),
        (TEXT.replace('en = "Idea card"', f'en = "{"x" * 76}"', 1), "title.en: is longer than 75 characters"),
        (TEXT.replace('zh = "构思卡"', f'zh = "{"卡" * 76}"', 1), "title.zh: is longer than 75 characters"),
        (TEXT.replace('en = "Is this idea', f'en = "{"x" * 500}', 1), "gate.question.en: is longer than 500"),
        (first_stage(41), "stages[0].deliverables[40]: must be at most 40"),
    ],
)
def test_what_nobody_could_work_with_is_refused_where_it_stands(text: str, told: str) -> None:
    with pytest.raises(TemplateFault) as refused:
        check_import(text, "mine.toml", Templates(()))
    assert told in str(refused.value)
    assert 1 <= refused.value.line <= len(text.splitlines())


def test_the_largest_that_is_allowed_is_taken() -> None:
    assert len(check_import(first_stage(40), "mine.toml", Templates(())).stages[0].deliverables) == 40


@pytest.mark.parametrize("name", ["standard", "light", "research_institute"])
def test_what_ships_could_be_imported(name: str) -> None:
    text = (SHIPPED.parent / f"{name}.toml").read_text(encoding="utf-8")
    assert check_import(text, "mine.toml", Templates(())).name == name
