"""Who hears what at all: by what a notice asks of its reader, and by what they have chosen."""

from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from flows.names import SYSTEM
from flows.notices import Notice, NoticeKind
from flows.rhythm.hearing import DAY_EVENTS, EVENTS, KINDS, Hearing, Weight, hearing, hearing_in_channel, weight
from flows.rhythm.preferences import USUAL, ChannelMode, ChannelPreferences, Delivery
from tests.builders import PROJECT_ID, TEAM

READER = "U0A"
MUTED = replace(USUAL, muted=(PROJECT_ID,))
SEND, BUNDLE, SILENT = Hearing


def a_notice(kind: NoticeKind = NoticeKind.TOLD, event: str = "", audience: str = READER, **params: Any) -> Notice:
    told = {"event": event, "by": "U0B", **params}
    return Notice(kind=kind, team_id=TEAM, audience=audience, project_id=PROJECT_ID, dedupe_key="k", params=told)


VOTE = a_notice(NoticeKind.BALLOT)
VOTE_MISSING = a_notice(event="GateReminder", by=SYSTEM)
CLEARED = a_notice(event="ClearanceDecided")
BLOCKED = a_notice(NoticeKind.CLEARANCE)
LAW = a_notice(event="DocketDates", must=True)
CONTRACT = a_notice(event="DocketDates")
ASKED = a_notice(NoticeKind.ASK)
REWORK = a_notice(event="ChangesRequested")
TOLD = a_notice(event="DueDateChanged")
OWN = a_notice(NoticeKind.ASK, by=READER)
DIGEST = a_notice(NoticeKind.DIGEST)
NEW_EVENT = a_notice(event="SomethingOfTomorrow")


@pytest.mark.parametrize(
    ("notice", "muted", "daily", "mine"),
    [
        # Never muted, never bundled: what cannot be made good afterwards.
        (VOTE, SEND, SEND, SEND), (VOTE_MISSING, SEND, SEND, SEND), (CLEARED, SEND, SEND, SEND),
        (BLOCKED, SEND, SEND, SEND), (LAW, SEND, SEND, SEND), (OWN, SEND, SEND, SEND),
        # What one is asked for.
        (ASKED, SILENT, BUNDLE, SEND), (REWORK, SILENT, BUNDLE, SEND), (CONTRACT, SILENT, BUNDLE, SEND),
        # What one's day as a message does not say comes by itself.
        (NEW_EVENT, SILENT, SEND, SEND), (a_notice(NoticeKind.HIT), SILENT, SEND, SEND),
        # What is merely told.
        (TOLD, SILENT, BUNDLE, SILENT), (a_notice(NoticeKind.REPLY, "StageEntered"), SILENT, BUNDLE, SILENT),
        # A digest is a bundle itself, and has been ordered.
        (DIGEST, SILENT, SEND, SEND),
    ],
)  # fmt: skip
def test_everybody_hears_what_they_chose_and_nobody_misses_what_cannot_wait(
    notice: Notice, muted: Hearing, daily: Hearing, mine: Hearing
) -> None:
    assert hearing(notice, USUAL) is SEND
    assert hearing(notice, replace(USUAL, muted=("prj_another",))) is SEND
    assert hearing(notice, MUTED) is muted
    assert hearing(notice, replace(USUAL, delivery=Delivery.DAILY)) is daily
    assert hearing(notice, replace(USUAL, delivery=Delivery.MINE)) is mine


@given(
    some.builds(a_notice, some.sampled_from(NoticeKind), some.sampled_from(sorted(EVENTS))),
    some.builds(
        lambda delivery, muted: replace(USUAL, delivery=delivery, muted=muted),
        some.sampled_from(Delivery), some.sampled_from([(), (PROJECT_ID,)]),
    ),
)  # fmt: skip
def test_whatever_one_chooses_what_must_be_heard_comes_at_once(notice: Notice, chosen: Any) -> None:
    if weight(notice) is Weight.MUST:
        assert hearing(notice, chosen) is SEND


def test_every_kind_of_notice_has_a_weight_and_every_event_in_the_table_exists() -> None:
    assert set(KINDS) == set(NoticeKind) - {NoticeKind.TOLD}
    modules = [import_module(f"flows.{name}") for name in ("lifecycle.events", "linkage.events", "watches.events")]
    ours = {
        "GateReminder", "NoticeUndelivered", "ChannelOverheard", "SourceFailing", "WatchExpired", "WatchNoisy",
        "ImprovementDue", "FollowUpWaits", "DocketDates",
    }  # fmt: skip
    named = {*EVENTS, *DAY_EVENTS}
    assert {name for name in named if not any(hasattr(module, name) for module in modules)} == ours


@pytest.mark.parametrize(
    ("kind", "all_", "thread", "digest"),
    [
        (NoticeKind.CARD, SEND, SEND, SEND),
        (NoticeKind.REPLY, SEND, SEND, SILENT),
        (NoticeKind.PACK, SEND, SEND, SILENT),
        (NoticeKind.HIT, SEND, SEND, SILENT),
        (NoticeKind.DIGEST, SEND, SILENT, SEND),
    ],
)
def test_a_channel_has_its_card_and_what_else_was_chosen(
    kind: NoticeKind, all_: Hearing, thread: Hearing, digest: Hearing
) -> None:
    notice = a_notice(kind, audience="C0RADAR")
    heard = [hearing_in_channel(notice, ChannelPreferences(mode=mode)) for mode in ChannelMode]
    assert heard == [all_, thread, digest]


def test_that_work_is_blocked_is_heard_by_whoever_can_help_also_of_a_muted_project() -> None:
    """Its assignee is not reminded any more: were the lead not told, nobody would be."""
    notice = a_notice(NoticeKind.TOLD, "DeliverableBlocked")
    for delivery in Delivery:
        assert hearing(notice, replace(MUTED, delivery=delivery)) is SEND
