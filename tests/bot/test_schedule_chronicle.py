"""Every event of a schedule is one sentence in both languages, under the topic of the project."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.blocks.rhythm.chronicle import SCHEDULE_SENTENCES, changes, told
from bot.history_words import events_of
from flows.lifecycle.chronicle import Topic
from flows.lifecycle.readmodels import HistoryLine
from flows.rhythm import events as e
from flows.rhythm.schedules import Every, Rule, ScheduleKind
from storage.history import event_of, payload_of
from tests.bot.views.samples import LOCALES, lens

AT = datetime(2026, 11, 24, 1, tzinfo=UTC)
BASE: dict[str, Any] = {
    "project_id": "prj_1", "by": "U0LIN", "at": AT, "schedule_id": "sch_1", "kind": ScheduleKind.DOCKET.value,
    "place": "C0RADAR", "rule": Rule(Every.WEEK, (0, 3)), "wall": time(9, 30), "zone": "Asia/Shanghai",
}  # fmt: skip
SAMPLES: tuple[e.ScheduleEvent, ...] = (
    e.ScheduleAdded(**BASE), e.ScheduleChanged(**{**BASE, "place": ""}),
    e.SchedulePaused(**BASE, until=date(2026, 12, 24)), e.ScheduleResumed(**BASE), e.ScheduleRemoved(**BASE),
    e.ScheduleBroughtBack(**BASE),
)  # fmt: skip


def test_every_event_has_a_sentence_a_topic_and_comes_back_as_it_was_kept() -> None:
    assert set(SCHEDULE_SENTENCES) == set(e.SCHEDULE_EVENTS) == {type(one).__name__ for one in SAMPLES}
    assert set(e.SCHEDULE_EVENTS) <= set(events_of(Topic.PROJECT))
    for one in SAMPLES:
        kept = json.dumps(payload_of(one))
        assert event_of(type(one).__name__, "prj_1", "U0LIN", "2026-11-24T01:00:00.000000Z", kept) == one


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("event", SAMPLES, ids=lambda one: type(one).__name__)
def test_an_event_reads_as_one_line(event: e.ScheduleEvent, locale: str) -> None:
    text = told(type(event).__name__, payload_of(event), by="<@U>", lens=lens(locale))
    assert "<@U>" in text
    assert "\n" not in text
    assert "{" not in text


def test_what_was_set_up_is_told_whole() -> None:
    text = told("ScheduleAdded", payload_of(SAMPLES[0]), by="<@U>", lens=lens("en"))
    assert text == (
        "<@U> set up the schedule *Dates of the register*: every Monday and Thursday at 09:30 (Asia/Shanghai)"
        " · <#C0RADAR>"
    )


def test_the_last_changes_stand_under_one_heading_and_nothing_where_none_is_known() -> None:
    lines = [
        HistoryLine(seq=n, at=AT, by="U0LIN", event=type(one).__name__, params=payload_of(one), deliverable_title=None)
        for n, one in enumerate(SAMPLES[:2])
    ]
    assert changes(lines, lens("en")).count("\n") == 2
    assert changes([], lens("en")) == ""
