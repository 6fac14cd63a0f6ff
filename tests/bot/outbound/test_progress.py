"""A long queue tells how far it has got, a short one is silent."""

import logging

import pytest

from bot.progress import REPORT_SECONDS, WORTH_TELLING, Progress, remaining


class Seconds:
    """Real seconds that the test moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def test_a_long_queue_tells_what_waits_what_went_and_how_long_it_takes(
    seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    progress = Progress(300, seconds)
    for _ in range(140):
        progress.carried()
    with caplog.at_level(logging.INFO):
        progress.tell(9_860)
    assert caplog.messages == ["outbox: 9860 waiting, 140 sent since the last line, about 33 min to go"]


def test_it_is_told_once_in_half_a_minute_and_once_at_the_end(
    seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    progress = Progress(300, seconds)
    with caplog.at_level(logging.INFO):
        assert progress.is_due()
        progress.tell(WORTH_TELLING)
        assert not progress.is_due()
        seconds.now += REPORT_SECONDS
        assert progress.is_due()
        progress.tell(0)
        seconds.now += REPORT_SECONDS
        progress.tell(0)
    assert caplog.messages[-1] == "outbox: the long queue is done, 0 waiting"
    assert len(caplog.messages) == 2


def test_a_short_queue_is_silent(seconds: Seconds, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        Progress(300, seconds).tell(WORTH_TELLING - 1)
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("waiting", "rate", "words"),
    [
        (299, 300, "less than a minute to go"),
        (300, 300, "about 1 min to go"),
        (301, 300, "about 2 min to go"),
        (10_000, 0, "less than a minute to go"),
    ],
)
def test_an_operator_reads_how_long_a_queue_takes(waiting: int, rate: float, words: str) -> None:
    assert remaining(waiting, rate) == words
