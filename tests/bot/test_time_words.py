"""Hours as people write them, in both languages; what is no span of time is said to be none."""

from datetime import time

import pytest

from bot.time_words import read_hours, write_hours
from flows.errors import InvalidFields


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("09:00-18:00", time(9), time(18)),
        ("9-18", time(9), time(18)),
        (" 9:30 – 17:15 ", time(9, 30), time(17, 15)),
        ("22:00 to 8:00", time(22), time(8)),
        ("9点到18点", time(9), time(18)),
        ("9点半至17点30分", time(9, 30), time(17, 30)),
        ("9：00～18：00", time(9), time(18)),
        ("8-24", time(8), time(23, 59)),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, first: time, last: time) -> None:
    assert read_hours(typed, "hours") == (first, last)


@pytest.mark.parametrize("typed", ["", "9", "nine to five", "25-26", "9:61-10", "09:00-18:00 or so", "9--18", "-"])
def test_what_is_no_span_of_time_is_marked(typed: str) -> None:
    with pytest.raises(InvalidFields) as raised:
        read_hours(typed, "hours")
    assert raised.value.fields == {"hours": "unreadable_hours"}


def test_what_is_shown_can_be_sent_back() -> None:
    assert read_hours(write_hours(time(8, 5), time(19, 30)), "hours") == (time(8, 5), time(19, 30))
