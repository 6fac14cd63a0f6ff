"""Ten thousand messages drain while somebody who presses a button hardly waits."""

import threading
import time
from functools import partial
from statistics import median

import pytest

from bot.courier import Courier
from bot.gateway import Gateway
from flows.notices import Lane
from flows.ports import Store

from .conftest import Office, make_relay
from .scripted_slack import ScriptedSlack
from .test_relay import running, until

BURST, CHANNELS, PRESSES = 10_000, 100, 20


def has_more(slack: ScriptedSlack, channel: str, than: int) -> bool:
    return len(slack.of("chat.postMessage", channel=channel)) > than


@pytest.mark.timeout(300)
def test_a_burst_drains_completely_while_the_urgent_lane_stays_fast(
    slack: ScriptedSlack, office: Office, store: Store, courier: Courier, gateway: Gateway
) -> None:
    burst = [office.reply(f"b{n}", f"C{n % CHANNELS}", Lane.BULK) for n in range(BURST)]
    for start in range(0, BURST, 1000):
        office.put(*burst[start : start + 1000])
    waits: list[float] = []
    with running(make_relay(store, courier, gateway)) as relay:
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
    posted = [c.arguments["metadata"]["event_payload"]["parcel"] for c in slack.of("chat.postMessage")]
    assert len(posted) == len(set(posted)) == BURST + PRESSES
    assert office.dead() == []
    assert median(waits) < 0.5
    assert max(waits) < 3.0
    assert threading.active_count() < 20
