"""A long queue tells how far it has got; a short one, and what waits for its hour, is silent."""

import logging

import pytest

from bot.progress import REPORT_SECONDS, WORTH_TELLING, Progress, remaining
from flows.records import Backlog


class Seconds:
    """Real seconds that the test moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def test_a_long_queue_tells_what_could_leave_what_went_and_how_long_it_takes(
    seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    progress = Progress(300, seconds)
    for _ in range(140):
        progress.carried()
    with caplog.at_level(logging.INFO):
        progress.tell(Backlog(due=9_860, longest=12, later=40))
    assert caplog.messages == [
        "outbox: 9860 to be sent now, 140 sent since the last line, about 33 min to go; 40 wait for their hour"
    ]


def test_it_is_told_once_in_half_a_minute_and_once_at_the_end(
    seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    progress = Progress(300, seconds)
    with caplog.at_level(logging.INFO):
        assert progress.is_due()
        progress.tell(Backlog(due=WORTH_TELLING))
        assert not progress.is_due()
        seconds.now += REPORT_SECONDS
        assert progress.is_due()
        progress.tell(Backlog(due=0))
        seconds.now += REPORT_SECONDS
        progress.tell(Backlog(due=0))
    assert caplog.messages[-1] == "outbox: the long queue is done, 0 to be sent now"
    assert len(caplog.messages) == 2


@pytest.mark.parametrize("backlog", [Backlog(due=WORTH_TELLING - 1), Backlog(later=10_000)])
def test_a_short_queue_and_what_waits_for_the_morning_are_silent(
    seconds: Seconds, caplog: pytest.LogCaptureFixture, backlog: Backlog
) -> None:
    with caplog.at_level(logging.INFO):
        Progress(300, seconds).tell(backlog)
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("due", "longest", "words"),
    [
        (0, 0, "less than a minute to go"), (299, 1, "less than a minute to go"), (300, 1, "about 1 min to go"),
        (301, 1, "about 2 min to go"), (10_000, 1, "about 34 min to go"), (600, 600, "about 10 min to go"),
        (1_000, 30, "about 4 min to go"),
    ],
)  # fmt: skip
def test_an_operator_reads_how_long_a_queue_takes_at_the_pace_of_the_workspace_and_of_a_channel(
    due: int, longest: int, words: str
) -> None:
    assert remaining(Backlog(due=due, longest=longest), 300, 1.0) == words


def test_without_limits_nothing_takes_long() -> None:
    assert remaining(Backlog(due=10_000, longest=10_000), 0, 0) == "less than a minute to go"
