"""Each of the complaints that comparable bots earn most has a test here, or a reason in the README; and each test that
says it keeps us from one is named there. So neither the table nor the tests can drift away unnoticed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMPLAINTS = 17
SHORTEST_REASON = 40
LEFT_OUT = {"soak", "skip", "skipif", "xfail", "browser"}
"""Marks of tests that ``make test`` may leave out: they keep nobody from anything."""


def rows() -> dict[int, str]:
    """Number of a complaint -> what the README says keeps us from it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("<!-- complaints -->")[2].partition("<!-- /complaints -->")[0]
    return {int(number): kept for number, kept in re.findall(r"^\| (\d+) \|[^|]+\| (.+) \|$", table, re.M)}


def marked() -> Iterator[tuple[int, str, set[str], bool]]:
    """Every test that bears a complaint's number: the number, its name, its other marks, whether it asserts."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "mark.complaint" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                marks = dict(mark for decorator in node.decorator_list if (mark := mark_of(decorator)) is not None)
                if "complaint" in marks:
                    asserts = any(isinstance(inside, ast.Assert) for inside in ast.walk(node))
                    yield marks["complaint"], node.name, {*marks} - {"complaint"}, asserts


def mark_of(decorator: ast.expr) -> tuple[str, int] | None:
    """``pytest.mark.complaint(5)`` -> its name and number (0 for a mark without); None for any other decorator."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    if not (isinstance(called, ast.Attribute) and isinstance(called.value, ast.Attribute)):
        return None
    first = decorator.args[0] if isinstance(decorator, ast.Call) and decorator.args else None
    number = first.value if isinstance(first, ast.Constant) and isinstance(first.value, int) else 0
    return called.attr, number


def test_every_complaint_has_a_row() -> None:
    assert sorted(rows()) == list(range(1, COMPLAINTS + 1))


def test_the_table_names_exactly_the_tests_that_bear_its_numbers() -> None:
    named = {(number, name) for number, kept in rows().items() for name in re.findall(r"`(test_\w+)`", kept)}
    assert named == {(number, name) for number, name, *_ in marked()}


def test_a_row_without_a_test_gives_a_reason() -> None:
    for number, kept in rows().items():
        assert "`test_" in kept or len(kept) >= SHORTEST_REASON, number


def test_what_keeps_us_from_a_complaint_runs_every_time_and_claims_something() -> None:
    assert [name for _, name, marks, asserts in marked() if marks & LEFT_OUT or not asserts] == []
