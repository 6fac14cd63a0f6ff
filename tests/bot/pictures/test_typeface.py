"""Names with a character or two that the font lacks keep the rest of their letters."""

from dataclasses import replace

import pytest

from bot.pictures.typeface import find_typeface

FACE = replace(find_typeface(), characters=frozenset(map(ord, "Quasar Ltd星测科技…()-1234567890")))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Quasar Ltd", "Quasar Ltd"), ("Quasar 🚀 Ltd", "Quasar Ltd"), ("🚀 星测科技", "星测科技"), ("🚀🚀a", "B7"),
        ("رادار Q", "B7"), ("🚀", "B7"), ("", "B7"), ("   ", "B7"),
    ],
)  # fmt: skip
def test_a_name_keeps_what_can_be_written_where_that_is_most_of_it(text: str, shown: str) -> None:
    assert FACE.nearest_to(text, "B7") == shown
