"""A template that could not work is refused with file, key and the line a person must look at."""

import re

import pytest

from flows.errors import TemplateFault
from flows.lifecycle.template_text import parse_template
from flows.names import Bilingual, Role, Strand

GOOD = """\
name = "small"
version = 2
title = { zh = "小", en = "Small" }

[[stages]]
key = "first"
name = { zh = "一", en = "First" }
purpose = { zh = "始", en = "To start" }

[stages.gate]
name = { zh = "门", en = "Gate" }
question = { zh = "好吗?", en = "Good?" }
criteria = [
  { zh = "甲", en = "A" },
  { zh = "乙", en = "B" },
]
deciders = ["steering", "lead"]

[[stages.deliverables]]
key = "card"
strand = "technology"
role = "technology"
required = true
due_days = 7
title = { zh = "卡", en = "Card" }
help = { zh = "写", en = "Write" }

[[stages.deliverables]]
key = "note"
strand = "management"
role = "lead"
required = false
due_days = 1
title = { zh = "记", en = "Note" }
help = { zh = "记", en = "Note" }

[[stages]]
key = "second"
name = { zh = "二", en = "Second" }
purpose = { zh = "终", en = "To end" }
gate = { name = { zh = "门", en = "Gate" }, question = { zh = "?", en = "?" }, criteria = [{ zh = "丙", en = "C" }], deciders = ["lead"] }
deliverables = [
  { key = "card", strand = "patent", role = "patent", required = true, due_days = 9, title = { zh = "卡", en = "Card" }, help = { zh = "写", en = "Write" } },
]
"""  # noqa: E501  inline tables cannot be broken over lines
LINES = GOOD.splitlines()


def line_of(text: str, occurrence: int = 1) -> int:
    return [n for n, line in enumerate(LINES, start=1) if text in line][occurrence - 1]


def test_a_good_template_says_what_it_says() -> None:
    template = parse_template(GOOD, "small.toml")
    first, second = template.stages
    assert (template.name, template.version, template.title) == ("small", 2, Bilingual(zh="小", en="Small"))
    assert (first.key, first.number, second.key, second.number) == ("first", 1, "second", 2)
    assert first.gate.criteria == (Bilingual(zh="甲", en="A"), Bilingual(zh="乙", en="B"))
    assert first.gate.deciders == (Role.STEERING, Role.LEAD)
    card, note = first.deliverables
    assert (card.strand, card.role, card.required, card.due_days) == (Strand.TECHNOLOGY, Role.TECHNOLOGY, True, 7)
    assert (note.key, note.required, note.help) == ("note", False, Bilingual(zh="记", en="Note"))
    assert (template.following("first"), template.following("second")) == (second, None)


G, D0, D1 = "stages[0].gate", "stages[0].deliverables[0]", "stages[0].deliverables[1]"
FAULTS = [
    # what is replaced, by what, key, line, problem
    ('name = "small"', "", "name", 1, "missing key"),
    ('name = "small"', 'name = "Small One"', "name", 1, "lower-case"),
    ('name = "small"', "name = 5", "name", 1, "must be text"),
    ('name = "small"', 'name = " "', "name", 1, "is empty"),
    ("version = 2", "version = 0", "version", 2, "at least 1"),
    ("version = 2", 'version = "2"', "version", 2, "whole number"),
    ("version = 2", "version = true", "version", 2, "whole number"),
    ("version = 2", "version = 2\nauthor = 1", "author", 3, "unknown key"),
    ('title = { zh = "小", en = "Small" }', 'title = "Small"', "title", 3, "must be a table"),
    ('title = { zh = "小", en = "Small" }', 'title = { en = "Small" }', "title.zh", 3, "missing key"),
    ('title = { zh = "小", en = "Small" }', 'title = { zh = "小", en = "S", de = "K" }', "title.de", 3, "unknown key"),
    ('title = { zh = "小", en = "Small" }', 'title = { zh = "", en = "S" }', "title.zh", 3, "is empty"),
    ('key = "first"', 'key = "second"', "stages[1].key", line_of('key = "second"'), "duplicate: second"),
    ('key = "first"', 'kee = "first"', "stages[0].key", line_of("[[stages]]"), "missing key"),
    ('purpose = { zh = "始", en = "To start" }', "", "stages[0].purpose", line_of("[[stages]]"), "missing key"),
    ("[stages.gate]", "[stages.gait]", "stages[0].gait", line_of("[stages.gate]"), "unknown key"),
    ('question = { zh = "好吗?", en = "Good?" }', "", f"{G}.question", line_of("[stages.gate]"), "missing key"),
    ('  { zh = "乙", en = "B" },', '  { zh = "乙" },', f"{G}.criteria[1].en", line_of("乙"), "missing key"),
    ('  { zh = "乙", en = "B" },', '  "B",', f"{G}.criteria[1]", line_of("乙"), "must be a table"),
    ('deciders = ["steering", "lead"]', "deciders = []", f"{G}.deciders", line_of("deciders"), "empty list"),
    ('deciders = ["steering", "lead"]', 'deciders = "lead"', f"{G}.deciders", line_of("deciders"), "must be a list"),
    ('"steering", "lead"', '"steering", "boss"', f"{G}.deciders[1]", line_of("deciders"), "unknown role: boss"),
    ('"steering", "lead"', '"lead", "lead"', f"{G}.deciders[1]", line_of("deciders"), "duplicate: lead"),
    ('"steering", "lead"', "1", f"{G}.deciders[0]", line_of("deciders"), "must be text"),
    ('strand = "technology"', 'strand = "money"', f"{D0}.strand", line_of("strand"), "unknown strand: money"),
    ('role = "technology"', 'role = "chef"', f"{D0}.role", line_of("role"), "unknown role: chef"),
    ("required = true", 'required = "yes"', f"{D0}.required", line_of("required"), "true or false"),
    ("required = false", "", f"{D1}.required", line_of("[[stages.deliverables]]", 2), "missing key"),
    ("due_days = 7", "due_days = 0", f"{D0}.due_days", line_of("due_days"), "at least 1"),
    ("due_days = 1\n", "due_days = -3\n", f"{D1}.due_days", line_of("due_days", 2), "at least 1"),
    ("due_days = 7", "due_days = 7.5", f"{D0}.due_days", line_of("due_days"), "whole number"),
    ('key = "note"', 'key = "card"', f"{D1}.key", line_of('key = "note"'), "duplicate: card"),
    (
        'patent", role = "patent"',
        'patent", role = "p"',
        "stages[1].deliverables[0].role",
        line_of('"patent"'),
        "role: p",
    ),
    ('criteria = [{ zh = "丙", en = "C" }]', "criteria = []", "stages[1].gate.criteria", line_of("丙"), "empty list"),
]


@pytest.mark.parametrize(("old", "new", "key", "line", "problem"), FAULTS, ids=lambda x: str(x)[:30])
def test_a_fault_is_shown_where_it_is(old: str, new: str, key: str, line: int, problem: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    with pytest.raises(TemplateFault) as refused:
        parse_template(text, "small.toml")
    fault = refused.value
    assert (fault.file, fault.key, fault.line) == ("small.toml", key, line)
    assert problem in fault.problem
    assert str(fault) == f"small.toml:{line}: {key}: {fault.problem}"


def test_a_template_needs_stages() -> None:
    head = GOOD.split("[[stages]]", maxsplit=1)[0]
    for text, problem in ((head, "missing key"), (f"{head}stages = []", "is an empty list")):
        with pytest.raises(TemplateFault, match=re.escape(problem)) as refused:
            parse_template(text, "small.toml")
        assert refused.value.key == "stages"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD.replace("version = 2", "version = ", 1), 2),
        (GOOD.replace("version = 2", "version = 2\nversion = 3", 1), 3),
        (GOOD + 'unclosed = """never ends', len(LINES) + 1),
        ("name", 1),
    ],
    ids=["no value", "key twice", "text without end", "only a word"],
)
def test_text_that_is_no_toml_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(TemplateFault) as refused:
        parse_template(text, "small.toml")
    assert (refused.value.line, refused.value.key) == (line, "")
    assert refused.value.problem
