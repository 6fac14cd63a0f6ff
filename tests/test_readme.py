"""The README tells the truth: its tables and diagram are generated, its commands exist.

Run with ``UPDATE_README=1`` to write the generated parts anew.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from bot.__main__ import main
from bot.blocks.lifecycle.help import topics
from bot.feeds.catalogue import SOURCES
from bot.feeds.columns import Column, columns_of, kinds
from bot.grammar import SPELLINGS
from flows.lifecycle.machine import mermaid
from flows.lifecycle.template import Template
from flows.lifecycle.template_text import parse_template
from flows.watches.template_text import shipped_watch_templates
from tests.wordbooks import word_book

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def standard() -> Template:
    path = ROOT / "flows/lifecycle/templates/standard.toml"
    return parse_template(path.read_text(encoding="utf-8"), path.name)


def commands_table() -> str:
    chinese = {verb.value: word for word, verb in reversed(SPELLINGS.items()) if not word.isascii()}
    rows = [
        f"| `{usage}` | {chinese[verb]} | {short} |" for verb, (usage, short, _) in topics(word_book().default).items()
    ]
    return "\n".join(["| command | 中文 | what it does |", "|---|---|---|", *rows])


def settings_table() -> str:
    """From ``.env.example``, which another test ties to the settings the bot reads."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    found = re.findall(r"^# (.+)\n([A-Z_]+)=(.*)$", text, re.M)
    rows = [f"| `{name}` | {f'`{default}`' if default else ''} | {meaning} |" for meaning, name, default in found]
    return "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows])


def workflow_part() -> str:
    template = standard()
    rows = [
        f"| {s.number} | {s.name.en} {s.name.zh} | {len(s.deliverables)} "
        f"({sum(d.required for d in s.deliverables)} required) | {s.gate.question.en} |"
        for s in template.stages
    ]
    table = ["| | stage | deliverables | gate question |", "|---|---|---|---|", *rows]
    return "\n".join([*table, "", "```mermaid", mermaid(template).strip(), "```"])


def sources_table() -> str:
    rows = [f"| `{s.name}` | {s.what} | {s.scope} | {s.cadence} | {s.needs} | {s.attribution} |" for s in SOURCES]
    return "\n".join(
        ["| source | what | after the colon | look | needs | attribution |", "|---|---|---|---|---|---|", *rows]
    )


def columns_table() -> str:
    """Needed and possible columns of each kind of file, each with its first Chinese name."""

    def named(column: Column) -> str:
        chinese = next((name for name in column.known_as if not name.isascii()), "")
        return f"`{column.name}`" + (f" {chinese}" if chinese else "")

    rows = [
        f"| {what} | {', '.join(named(c) for c in columns_of(kind) if c.required)} "
        f"| {', '.join(named(c) for c in columns_of(kind) if not c.required)} |"
        for what, kind in kinds().items()
    ]
    return "\n".join(["| a file of | needs | may have |", "|---|---|---|", *rows])


def watch_templates_table() -> str:
    rows = [
        f"| `{t.key}` | {t.name.en} {t.name.zh} | {t.theme.value} | {t.purpose.en} | {t.cadence.value} "
        f"| {f'{t.months} months' if t.months else 'no end'} |"
        for t in shipped_watch_templates()
    ]
    head = ["| template | name | watch | what it looks for | look | until |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *rows])


GENERATED = {
    "watch-templates": watch_templates_table,
    "columns": columns_table,
    "sources": sources_table,
    "commands": commands_table,
    "workflow": workflow_part,
    "settings": settings_table,
}


def replacing(text: str) -> Callable[[re.Match[str]], str]:
    """A replacement that is taken as it stands, backslashes and all."""
    return lambda _: text


def test_generated_parts_are_current() -> None:
    text = README.read_text(encoding="utf-8")
    expected = text
    for name, build in GENERATED.items():
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        expected = re.sub(f"{begin}.*?{end}", replacing(f"{begin}\n{build()}\n{end}"), expected, flags=re.S)
    if os.environ.get("UPDATE_README"):
        README.write_text(expected, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == expected


def test_every_command_line_in_the_readme_exists() -> None:
    named = set(re.findall(r"python -m bot ([a-z]+)", README.read_text(encoding="utf-8")))
    assert named
    for command in named:
        result = CliRunner().invoke(main, [command, "--help"])
        assert result.exit_code == 0, f"{command}: {result.output}"


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"(?:`|\$ )make ([a-z]+)", README.read_text(encoding="utf-8")))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"run", "test"} <= targets
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.M)] == []


def test_every_file_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_direct_dependency_is_explained() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project.split("dependencies = [", 1)[1].split("]", 1)[0]
    names = re.findall(r'"([A-Za-z0-9-]+)', block)
    table = README.read_text(encoding="utf-8").split("| dependency |", 1)[1].split("\n\n", 1)[0]
    assert [name for name in names if name not in table] == []
