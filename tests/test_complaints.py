"""Each of the complaints that comparable bots earn most has a test here, or a reason in the README."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMPLAINTS = 17
SHORTEST_REASON = 40


def rows() -> dict[int, str]:
    """Number of a complaint -> what the README says keeps us from it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("<!-- complaints -->")[2].partition("<!-- /complaints -->")[0]
    return {int(number): kept for number, kept in re.findall(r"^\| (\d+) \|[^|]+\| (.+) \|$", table, re.M)}


def test_every_complaint_has_a_row() -> None:
    assert sorted(rows()) == list(range(1, COMPLAINTS + 1))


def test_every_named_test_exists_and_every_other_row_gives_a_reason() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    known = set(re.findall(r"^\s*def (test_\w+)", written, re.M))
    for number, kept in rows().items():
        named = re.findall(r"`(test_\w+)`", kept)
        assert set(named) <= known, (number, set(named) - known)
        assert named or len(kept) >= SHORTEST_REASON, number
