"""The line locator: right for every way TOML can write a key, and never lost inside strings."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.lifecycle.toml_lines import locate, nearest_line

TRICKY = '''\
# a comment with [[stages]] and = and "quotes
top = 1
"quoted key" = 'literal # not a comment'
dotted.inner.leaf = 2   # trailing
basic = "a \\" # still text ] }"
long = """
[[not.a.table]]
key = 1 \\""" still
"""
quoted = """ends with a quote""""
literal = \'\'\'
x = [1,
\'\'\'
list = [ 1, # one
  "two]", [3,
  4], { a = 1, "b c" = [ 5 ] },
]
date = 1979-05-27T07:32:00Z
[table]
a = 1
[table.sub]
b = 2
[[many]]
c = 3
[many.inside]
d = 4
[[many.nested]]
e = 5
[[many.nested]]
e = 6
[[many]]
c = 7
[[many.nested]]
e = 8
'''


@pytest.mark.parametrize(
    ("path", "marker"),
    [
        ("top", "top ="),
        ("quoted key", '"quoted key"'),
        ("dotted.inner.leaf", "dotted"),
        ("dotted.inner", "dotted"),
        ("basic", "basic"),
        ("long", "long"),
        ("literal", "literal ="),
        ("list[0]", "list ="),
        ("list[1]", '"two]"'),
        ("list[2][0]", '"two]"'),
        ("list[2][1]", "  4]"),
        ("list[3].a", "  4]"),
        ("list[3].b c[0]", "  4]"),
        ("date", "date"),
        ("table.a", "a = 1\n"),
        ("table.sub", "[table.sub]"),
        ("table.sub.b", "b = 2"),
        ("many[0].c", "c = 3"),
        ("many[0].inside.d", "d = 4"),
        ("many[0].nested[1].e", "e = 6"),
        ("many[1].c", "c = 7"),
        ("many[1].nested[0].e", "e = 8"),
    ],
)
def test_every_key_is_found_on_its_own_line(path: str, marker: str) -> None:
    tomllib.loads(TRICKY)
    before, _, _ = TRICKY.partition(marker if marker != "a = 1\n" else "a = 1\n[table.sub]")
    assert locate(TRICKY)[path] == before.count("\n") + 1


def test_what_is_not_there_is_placed_at_the_closest_thing_around_it() -> None:
    lines = locate(TRICKY)
    assert nearest_line(lines, "many[1].nested[0].missing.deep") == lines["many[1].nested[0]"]
    assert nearest_line(lines, "nowhere.at.all") == 1


def test_windows_line_ends_count_once() -> None:
    assert locate("a = 1\r\n\r\nb = [\r\n 1,\r\n]\r\n") == {"": 1, "a": 1, "b": 3, "b[0]": 4}


plain = st.text("ab9 #[]{}=,.'é中", max_size=12)
values = st.recursive(
    st.integers(0, 99).map(str) | plain.map(lambda text: f'"{text}"') | st.sampled_from(["true", "''", '"""a\n b"""']),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[" + ",\n".join(items) + "]"),
    max_leaves=6,
)


@given(st.lists(values, min_size=1, max_size=6))
def test_keys_are_found_whatever_values_stand_before_them(written: list[str]) -> None:
    text = "\n".join(f"k{number} = {value} # [x] = {{" for number, value in enumerate(written))
    tomllib.loads(text)
    lines = locate(text)
    expected = 1
    for number, value in enumerate(written):
        assert lines[f"k{number}"] == expected
        expected += value.count("\n") + 1
