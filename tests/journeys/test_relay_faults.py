"""Slack fails in every way it can: what was promised arrives once all the same, and nobody else waits for it."""

import time
from collections import Counter
from functools import partial

import pytest

from .test_relay_kill import (
    POSTED,
    armed,
    doubled,
    new_project,
    places,
    posts,
    settled,
    spent,
    staff,
    times,
    undisturbed,
)
from .test_six_stages import RADAR
from .workspace import Json, Workspace, eventually, words


def posts_since(workspace: Workspace, start: int) -> list[Json]:
    return posts(workspace)[start:]


def in_radar_since(workspace: Workspace, start: int) -> list[Json]:
    return [m for m in posts_since(workspace, start) if m["channel"] == RADAR]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "http500", "times": 2},
        {"kind": "drop_before", "times": 2},
        {"kind": "drop_after", "times": 2},
        {"kind": "slow", "when": "after", "seconds": 12, "times": 2},
        {"kind": "ratelimited", "retry_after": 2, "times": 2},
        {"kind": "error", "error": "service_unavailable", "times": 2},
    ],
    ids=lambda fault: fault["kind"],
)
def test_whatever_fails_on_the_way_every_message_arrives_once(workspace: Workspace, fault: dict[str, object]) -> None:
    expected = times(undisturbed(workspace), 2)
    armed(workspace, **fault)
    new_project(workspace, "Faulty")
    eventually(lambda: spent(workspace), "the faults have struck")
    staff(workspace, "Faulty")
    eventually(lambda: places(workspace) == expected, f"everything arrives: {expected}", patience=40)
    settled(workspace)
    assert doubled(workspace) == {}
    assert places(workspace) == expected


def test_a_revoked_token_keeps_everything_until_it_is_good_again(workspace: Workspace) -> None:
    new_project(workspace, "Revoked")
    settled(workspace)
    before = len(posts(workspace))
    workspace.control("POST", "token", revoked=True)
    workspace.control("POST", "clock", preset="next-monday-0900")
    time.sleep(2)
    assert len(posts(workspace)) == before
    workspace.control("POST", "token", revoked=False)
    digest = eventually(partial(posts_since, workspace, before), "sending goes on", patience=60)
    assert "Revoked" in words(digest[0])
    assert doubled(workspace) == {}


def test_the_digest_goes_out_once_when_its_hour_comes(workspace: Workspace) -> None:
    new_project(workspace, "Weekly")
    settled(workspace)
    before = len(posts(workspace))
    for _ in range(3):
        workspace.control("POST", "clock", preset="next-monday-0900")
        eventually(partial(in_radar_since, workspace, before), "the digest of Monday")
        workspace.control("POST", "clock", advance_seconds=3600)
        settled(workspace)
        (digest,) = in_radar_since(workspace, before)
        assert "Weekly" in words(digest)
        assert digest["via"] == POSTED
        others = Counter(m["channel"] for m in posts_since(workspace, before))
        assert set(others.values()) == {1}, "whoever has open work is reminded of it, once"
        before = len(posts(workspace))
