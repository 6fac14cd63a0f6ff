"""The house rules that a tool can check: sizes, names, doors, edges. Directions are import-linter's work."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLOORS = ("flows", "storage", "bot")
MAX_LINES = 300
MAX_HANDLER_LINES = 15
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}

BROAD_EXCEPT_EDGES = {
    "bot/app.py": "Bolt's edge: an unexpected error gets a reference id and words",
    "bot/delivery.py": "the relay's guard per parcel: one bad parcel never stops the others",
    "bot/digests/guarding.py": "one schedule that cannot be composed is recorded for doctor; the others go out",
    "bot/edges.py": "one row of a job that fails is recorded for doctor and tried again; the others go on",
    "bot/schedule.py": "the scheduler's edge: a failing job is logged and tried at the next tick",
    "bot/warden.py": "a message that cannot be looked at is logged; those after it are looked at",
    "bot/watchtower.py": "a source's own thread: a mistake in one is logged, becomes its health, and stops no other",
}
"""Every place that may catch Exception, with its reason. An entry more needs a reason as good as these."""


def source_files(*folders: str) -> list[Path]:
    """All Python files below the given top-level folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_a_file_stays_under_three_hundred_lines() -> None:
    lengths = {relative(p): len(p.read_text(encoding="utf-8").splitlines()) for p in source_files(*FLOORS, "tests")}
    assert {path: lines for path, lines in lengths.items() if lines >= MAX_LINES} == {}


def test_a_module_says_in_its_docstring_what_it_is_for() -> None:
    silent = [p for p in source_files(*FLOORS) if not ast.get_docstring(parsed(p))]
    assert silent == []


def test_a_module_is_named_for_its_room() -> None:
    named = {path: set(path.relative_to(ROOT).with_suffix("").parts) for path in source_files(*FLOORS)}
    assert [path for path, parts in named.items() if parts & FORBIDDEN_NAMES] == []


def test_a_listener_is_short() -> None:
    every = [(relative(path), f) for path in source_files("bot/listeners") for f in functions(path)]
    assert {(path, f.name): n for path, f in every if (n := body_lines(f)) > MAX_HANDLER_LINES} == {}


def body_lines(function: ast.FunctionDef) -> int:
    """Lines of a function without its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    last = function.end_lineno or function.lineno
    return last - body[0].lineno + 1 if body else 0


def test_exceptions_are_caught_broadly_only_at_the_documented_edges() -> None:
    broad = {
        relative(path)
        for path in source_files(*FLOORS)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    }
    assert broad <= set(BROAD_EXCEPT_EDGES)


def test_sql_lives_in_query_files_only() -> None:
    statement = re.compile(r"\b(select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from)\b", re.I | re.S)
    found = {
        relative(path): node.value
        for path in source_files(*FLOORS)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and statement.search(node.value)
        if not is_docstring(path, node)
    }
    assert found == {}


def is_docstring(path: Path, constant: ast.Constant) -> bool:
    """Whether a string constant is a statement of its own (documentation), not a value."""
    tree = parsed(path)
    return any(
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.lineno == constant.lineno
        for node in ast.walk(tree)
    )


def test_flows_reads_neither_clock_nor_chance() -> None:
    calls = {"now", "utcnow", "today", "time", "monotonic", "random", "uuid4", "token_hex"}
    found = {
        f"{relative(path)}:{node.lineno}"
        for path in source_files("flows")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in calls
    }
    assert found == set()


def test_only_the_gateway_calls_slack() -> None:
    method = re.compile(r"^(chat|views|conversations|users|auth|apps|files|dnd|team)_[a-z_A-Z]+$")
    found = {
        f"{relative(path)}: {node.func.attr}"
        for path in source_files("bot")
        if not path.name.startswith("gateway") and "playground" not in path.parts
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and method.match(node.func.attr)
    }
    assert found == set()


def test_nothing_committed_names_a_machine_path_or_a_registry() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    places = re.compile(r"/work/|/root/|pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian")
    own = relative(Path(__file__))
    found = {
        name
        for name in tracked
        if name != own and (ROOT / name).is_file() and places.search((ROOT / name).read_text(errors="ignore"))
    }
    assert found == set()


def test_nothing_committed_points_out_of_the_repository() -> None:
    tracked = subprocess.run(["git", "ls-files", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line for line in tracked.splitlines() if line.startswith("120000")] == []
