"""Keys and names are found as people type them."""

import pytest

from storage.folding import fold, key_text, pattern


@pytest.mark.parametrize("typed", ["LD-12", "ld-12", " Ld-12 ", "ＬＤ－１２", "ｌｄ-12"])
def test_a_key_is_known_in_every_case_and_width(typed: str) -> None:
    assert key_text(typed) == "LD-12"


def test_folding_leaves_chinese_text_alone() -> None:
    assert fold("　雷达抗干扰 Radar ") == "雷达抗干扰 radar"


def test_what_people_type_is_no_pattern() -> None:
    assert pattern("100%_\\") == "%100\\%\\_\\\\%"
