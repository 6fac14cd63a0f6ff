"""A cron line of an admin names days and times of day, or is refused before it counts."""

from datetime import date, time

import pytest

from flows.rhythm.cron import read_cron

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "day", "named"),
    [
        ("0 9 * * *", SUNDAY, True),
        ("0 9 * * 1-5", MONDAY, True),
        ("0 9 * * 1-5", SUNDAY, False),
        ("0 9 * * 0", SUNDAY, True),
        ("0 9 * * 7", SUNDAY, True),
        ("0 9 23 * *", MONDAY, True),
        ("0 9 1,15 * *", MONDAY, False),
        ("0 9 1 * 1", MONDAY, True),
        ("0 9 * 12 *", MONDAY, False),
        ("0 9 */2 * *", MONDAY, True),
        ("0 9 */2 * *", SUNDAY, False),
    ],
)
def test_a_line_names_the_days_that_cron_would(line: str, day: date, named: bool) -> None:
    assert read_cron(line).names(day) is named


def test_several_times_of_a_day_come_in_order() -> None:
    assert read_cron("30,0 14,9 * * *").times == (time(9), time(9, 30), time(14), time(14, 30))


@pytest.mark.parametrize(
    "line",
    ["", "0 9 * *", "0 9 * * * *", "60 9 * * *", "0 24 * * *", "0 9 0 * *", "0 9 * 13 *", "0 9 * * 8", "a 9 * * *",
     "0 9 5-2 * *", "0 9 */0 * *", "* * * * *", "*/15 9,10 * * *", "-1 9 * * *", "0 ９ * * *"],
)  # fmt: skip
def test_a_line_that_is_none_or_rings_all_day_is_refused(line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the words are for programmers
        read_cron(line)
