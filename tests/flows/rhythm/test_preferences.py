"""What people choose for themselves leaves room for something to reach them."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flows.errors import InvalidFields
from flows.rhythm.calendar import PersonCalendar, Quiet, next_allowed
from flows.rhythm.people import calendar_of
from flows.rhythm.preferences import MOST_MUTED, USUAL, checked
from tests.flows.rhythm.days import FewHolidays

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_what_nobody_has_chosen_can_be_chosen() -> None:
    assert checked(USUAL, person="U0A") == USUAL


@pytest.mark.parametrize(
    ("wish", "fault"),
    [
        ({"days": ()}, {"days": "missing"}),
        ({"begins": time(18), "ends": time(9)}, {"hours": "hours_backwards"}),
        ({"begins": time(9), "ends": time(9)}, {"hours": "hours_backwards"}),
        ({"quiet": Quiet(time(8), time(19))}, {"quiet": "quiet_all_day"}),
        ({"quiet": Quiet(time(18), time(18, 0))}, None),
        ({"quiet": Quiet(time(9), time(17, 59))}, None),
        ({"quiet": Quiet(time(17), time(9, 30))}, None),
        ({"deputy": "U0A"}, {"deputy": "own_deputy"}),
        ({"muted": tuple(f"prj_{n}" for n in range(MOST_MUTED + 1))}, {"muted": "too_many_muted"}),
        ({"days": (), "deputy": "U0A"}, {"days": "missing", "deputy": "own_deputy"}),
    ],
)
def test_a_choice_that_would_silence_everything_is_marked_at_its_field(
    wish: dict[str, Any], fault: dict[str, str] | None
) -> None:
    chosen = replace(USUAL, **wish)
    if fault is None:
        assert checked(chosen, person="U0A") == chosen
        return
    with pytest.raises(InvalidFields) as raised:
        checked(chosen, person="U0A")
    assert raised.value.fields == fault


def calendar(**wish: Any) -> PersonCalendar:
    return calendar_of(None, None, usual_zone=SHANGHAI, country_of=lambda _z, _l: "CN", wishes=replace(USUAL, **wish))


@pytest.mark.parametrize(
    ("wish", "local"),
    [
        ({}, "2026-11-24 09:00"),
        ({"begins": time(7), "ends": time(12)}, "2026-11-24 07:00"),
        ({"quiet": Quiet(time(8), time(10, 30))}, "2026-11-24 10:30"),
        ({"days": (2, 3)}, "2026-11-25 09:00"),
    ],
)
def test_messages_keep_the_hours_one_has_chosen(wish: dict[str, Any], local: str) -> None:
    night = datetime(2026, 11, 23, 20, tzinfo=UTC)
    at = next_allowed(night, calendar(**wish), FewHolidays())
    assert at is not None
    assert f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" == local


def test_a_country_that_one_names_counts_more_than_the_one_we_guess() -> None:
    assert (calendar().country, calendar(country="DE").country) == ("CN", "DE")
