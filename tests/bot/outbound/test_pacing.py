"""The pace of one channel and of the whole workspace, with a clock that the test turns."""

import pytest

from bot.pacing import IDLE_BUCKETS, UNLIMITED, Pace


class Turned:
    """A clock that only moves by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Turned:
    return Turned()


def sent_in(pace: Pace, clock: Turned, seconds: int, channels: list[str]) -> int:
    """How many messages go out when somebody tries every tenth of a second."""
    sent = 0
    for tenth in range(seconds * 10):
        clock.seconds = tenth / 10
        sent += sum(pace.take(channel) == 0.0 for channel in channels)
    return sent


def test_a_channel_gets_a_short_burst_and_then_its_rate(clock: Turned) -> None:
    pace = Pace(1, 0, clock=clock)
    assert [pace.take("C1") for _ in range(3)] == [0.0] * 3
    assert pace.take("C1") == pytest.approx(1.0)
    clock.seconds = 0.25
    assert pace.take("C1") == pytest.approx(0.75)
    clock.seconds = 1.0
    assert pace.take("C1") == 0.0


def test_channels_do_not_share_their_pace(clock: Turned) -> None:
    pace = Pace(1, 0, clock=clock)
    for _ in range(3):
        pace.take("C1")
    assert pace.take("C2") == 0.0


def test_the_workspace_never_gets_more_than_its_budget_and_its_burst(clock: Turned) -> None:
    pace = Pace(0, 300, clock=clock)
    channels = [f"C{n}" for n in range(20)]
    assert sent_in(pace, clock, 60, channels) == pytest.approx(300 + 15, abs=1)


def test_a_channel_over_a_minute_gets_its_rate_and_its_burst(clock: Turned) -> None:
    assert sent_in(Pace(1, 0, clock=clock), clock, 60, ["C1"]) == pytest.approx(60 + 3, abs=1)


def test_a_refused_token_costs_the_other_bucket_nothing(clock: Turned) -> None:
    pace = Pace(1, 60, clock=clock)
    for _ in range(3):
        pace.take("C1")
    clock.seconds = 0.5
    pace.take("C1")
    clock.seconds = 1.0
    assert pace.take_any() == 0.0


def test_a_rate_below_one_a_second_still_lets_one_message_through(clock: Turned) -> None:
    pace = Pace(0.1, 0, clock=clock)
    assert pace.take("C1") == 0.0
    assert pace.take("C1") == pytest.approx(10.0)


def test_without_limits_there_is_always_room(clock: Turned) -> None:
    pace = Pace(0, 0, clock=clock)
    assert {pace.take("C1") for _ in range(1000)} == {0.0}
    assert (pace.budget(), pace.until_free(), pace.until_free("C1")) == (UNLIMITED, 0.0, 0.0)


def test_buckets_of_quiet_channels_are_dropped(clock: Turned) -> None:
    pace = Pace(1, 0, clock=clock)
    for n in range(IDLE_BUCKETS + 1):
        pace.take(f"C{n}")
    clock.seconds = 10.0
    for _ in range(4):
        pace.take("CBUSY")
    assert len(pace._channels) == 1
    assert pace.take("CBUSY") > 0
