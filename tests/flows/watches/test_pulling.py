"""Sources are looked at in their cadence, each at its own moment, and left alone while they must be."""

from datetime import timedelta

import pytest

from flows.watches.ports import Wanted
from flows.watches.pulling import PERIODS, is_due
from flows.watches.sources import Health
from flows.watches.watches import Cadence
from tests.flows.watches.observed import SEEN

MINUTE = timedelta(minutes=1)


def well(**overrides: object) -> Health:
    return Health(source="iso:", good_at=SEEN, tried_at=SEEN, **overrides)  # type: ignore[arg-type]  # a builder's


@pytest.mark.parametrize("cadence", Cadence)
def test_a_look_comes_within_the_last_tenth_of_its_period(cadence: Cadence) -> None:
    wanted, period = Wanted("iso:", cadence), PERIODS[cadence]
    assert not is_due(wanted, well(), SEEN + period * 0.89)
    assert is_due(wanted, well(), SEEN + period)


def test_sources_are_spread_and_each_keeps_its_moment() -> None:
    moment = SEEN + PERIODS[Cadence.DAILY] * 0.95
    due = [is_due(Wanted(f"rss:{n}", Cadence.DAILY), well(), moment) for n in range(40)]
    assert 5 < sum(due) < 35
    assert due == [is_due(Wanted(f"rss:{n}", Cadence.DAILY), well(), moment) for n in range(40)]


def test_what_was_never_read_or_was_interrupted_is_looked_at_now() -> None:
    wanted = Wanted("iso:", Cadence.WEEKLY)
    assert is_due(wanted, Health(source="iso:"), SEEN)
    assert is_due(wanted, well(cursor="{}"), SEEN + MINUTE)


def test_what_failed_is_asked_again_when_its_back_off_is_over_and_not_before() -> None:
    wanted, failing = Wanted("iso:", Cadence.WEEKLY), well().failing(SEEN, "timeout")
    assert not is_due(wanted, failing, SEEN + MINUTE)
    assert is_due(wanted, failing, SEEN + 2 * MINUTE)
