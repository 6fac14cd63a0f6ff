"""Every rule of DOMAIN.md section 4 is in the rulebook, has a test named after it, and a row on the rules' own page.

Run with ``UPDATE_README=1`` to write the table anew.
"""

import os
import re
from pathlib import Path

import pytest

from flows.linkage.rulebook import Rule, Term, shipped_rules

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "flows" / "linkage" / "rules" / "README.md"
IDS = (
    *("R01", "R01a", "R01b", "R01c", "R01d", "R01e", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10"),
    *("R11", "R12", "R13", "R14", "R15", "R16", "R17", "R20", "R21", "R22", "R23", "R24", "R25", "R26", "R27"),
    *("R30", "R31", "R32", "R33", "R34", "R35", "R36", "R37", "R38", "R39"),
)
"""The ids as DOMAIN.md lists them; not read from the rules, so that none can get lost."""


def table() -> str:
    rows = [
        f"| {rule.id} | {rule.title.zh} {rule.title.en} | {rule.checks.zh}<br>{rule.checks.en} | {periods(rule)} | "
        f"{rule.severity.value} | {rule.certainty.value} | {rule.source} | {rule.checked_on} |"
        for rule in shipped_rules().rules
    ]
    head = "| rule | 规则 title | 检查什么 what it checks | dates | severity | certainty | source | checked_on |"
    return "\n".join([head, "|---|---|---|---|---|---|---|---|", *rows])


def periods(rule: Rule) -> str:
    return "<br>".join(period(term) for term in rule.terms)


def period(term: Term) -> str:
    """``filing + 3 Y``, with the words of the terms as the data has them."""
    length = f" + {term.period.count} {term.period.unit}" if term.period else ""
    which = ", ".join(term.kinds or term.offices)
    return f"{term.trigger.value}{length}{f' ({which})' if which else ''}"


@pytest.mark.parametrize("rule_id", IDS)
def test_a_rule_is_in_the_rulebook_and_has_a_test_named_after_it(rule_id: str) -> None:
    assert rule_id in shipped_rules()
    assert re.search(rf"def test_{rule_id}_", NAMES), f"no test is called test_{rule_id}_…"


NAMES = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "tests").rglob("test_*.py")))


def test_the_page_of_the_rules_is_current() -> None:
    text = PAGE.read_text(encoding="utf-8")
    begin, end = "<!-- rules:begin -->", "<!-- rules:end -->"
    expected = f"{text.split(begin)[0]}{begin}\n{table()}\n{end}{text.split(end)[1]}"
    if os.environ.get("UPDATE_README"):
        PAGE.write_text(expected, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == expected


def test_the_readme_links_to_the_page_of_the_rules() -> None:
    assert "(flows/linkage/rules/README.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
