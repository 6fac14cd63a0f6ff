"""Moments as text: fixed width, UTC, text order is time order."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.instants import day_or_none, moment, moment_or_none, read_day_or_none, read_moment, read_moment_or_none

aware = st.datetimes(
    min_value=datetime(1, 1, 3),  # noqa: DTZ001 - the zone is drawn below, and moves a moment by a day at most
    max_value=datetime(9999, 12, 29),  # noqa: DTZ001 - as above
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)


@given(aware, aware)
def test_the_order_of_texts_is_the_order_of_moments(one: datetime, other: datetime) -> None:
    assert (moment(one) < moment(other)) == (one < other)
    assert (moment(one) == moment(other)) == (one == other)


@given(aware)
def test_a_moment_comes_back_in_utc(at: datetime) -> None:
    text = moment(at)
    assert len(text) == len("2026-11-23T01:30:00.000000Z")
    assert read_moment(text) == at
    assert read_moment(text).tzinfo == UTC


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2026, 11, 23))  # noqa: DTZ001 - the point of the test


def test_nothing_stays_nothing() -> None:
    assert moment_or_none(None) is None
    assert read_moment_or_none(None) is None
    assert day_or_none(None) is None
    assert read_day_or_none(None) is None
    assert read_day_or_none(day_or_none(date(2026, 2, 28))) == date(2026, 2, 28)
