"""A mistake with one thing to look at does not leave all later ones unlooked at."""

import logging
import threading

import pytest

from bot.clock import SystemClock
from bot.discretion import Discretion
from bot.gateway import Gateway
from bot.new_ids import id_maker
from bot.warden import Warden
from flows.ports import Store

from .conftest import TEAM
from .scripted_slack import ScriptedSlack, refused


def test_what_fails_unexpectedly_is_logged_and_the_next_one_is_looked_at(
    slack: ScriptedSlack, store: Store, gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    slack.answer_to = lambda _call: refused("channel_not_found")
    warden = Warden(
        store, Discretion(store, gateway, TEAM), TEAM, clock=SystemClock(), new_id=id_maker(), wake=lambda: None
    )
    seen = threading.Event()

    def fails() -> None:
        raise KeyError("the words of somebody")

    warden.start()
    warden.visit("C0ONE", fails)
    warden.visit("C0TWO", seen.set)
    assert seen.wait(60)
    warden.stop()
    assert [record.levelno for record in caplog.records if record.exc_info] == [logging.ERROR]
