"""Days of the week are named as people say them."""

import pytest

from bot.blocks.rhythm.weekdays import weekdays

from .samples import lens


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        ((), "", ""),
        ((2,), "Wednesday", "星期三"),
        ((0, 1), "Monday and Tuesday", "星期一和星期二"),
        ((4, 0, 3, 1, 2), "Monday to Friday", "星期一至星期五"),
        ((0, 1, 2, 5), "Monday to Wednesday and Saturday", "星期一至星期三和星期六"),
        ((5, 6), "Saturday and Sunday", "星期六和星期日"),
    ],
)
def test_three_days_in_a_row_are_told_by_their_ends(days: tuple[int, ...], english: str, chinese: str) -> None:
    assert weekdays(days, lens("en").say) == english
    assert weekdays(days, lens("zh_CN").say) == chinese
