"""A full queue drains while somebody who presses a button hardly waits. Ten thousand messages: ``make soak``."""

import threading
import time
from functools import partial
from statistics import median

import pytest

from bot.courier import Courier
from bot.gateway import Gateway, web_client
from flows.notices import Lane

from .conftest import Office, make_relay
from .scripted_slack import ScriptedSlack
from .test_relay import running, until

CHANNELS, PRESSES = 100, 20
PATIENT_SECONDS = 30
"""A busy machine may be slow to answer; what is proved here is order, not speed."""


@pytest.fixture
def gateway(slack: ScriptedSlack) -> Gateway:
    return Gateway(web_client("xoxb-test", slack.url, timeout=PATIENT_SECONDS))


def has_more(slack: ScriptedSlack, channel: str, than: int) -> bool:
    return len(slack.of("chat.postMessage", channel=channel)) > than


@pytest.mark.timeout(300)
@pytest.mark.parametrize("queued", [2_000, pytest.param(10_000, marks=pytest.mark.soak)])
def test_a_burst_drains_completely_while_the_urgent_lane_stays_fast(
    slack: ScriptedSlack, office: Office, courier: Courier, gateway: Gateway, queued: int
) -> None:
    burst = [office.reply(f"b{n}", f"C{n % CHANNELS}", Lane.BULK) for n in range(queued)]
    for start in range(0, queued, 1000):
        office.put(*burst[start : start + 1000])
    waits: list[float] = []
    started = time.monotonic()
    with running(make_relay(office.store, courier, gateway)) as relay:
        until(lambda: len(slack.of("chat.postMessage")) > CHANNELS)
        for n in range(PRESSES):
            channel = f"CPRESS{n % 4}"
            before = len(slack.of("chat.postMessage", channel=channel))
            office.put(office.reply(f"press{n}", channel))
            relay.wake()
            pressed = time.monotonic()
            until(partial(has_more, slack, channel, before))
            waits.append(time.monotonic() - pressed)
        assert office.waiting() > 0, "the burst was still draining"
        until(lambda: office.waiting() == 0, patience=240)
        drained = time.monotonic() - started
    posted = [c.arguments["metadata"]["event_payload"]["parcel"] for c in slack.of("chat.postMessage")]
    assert len(posted) == len(set(posted)) == queued + PRESSES
    assert office.dead() == []
    # Behind the burst a press would wait half of the whole draining; in its own lane it passes by.
    assert median(waits) < drained / 10
    assert threading.active_count() < 20
