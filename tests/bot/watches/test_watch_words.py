"""Every code, event and command of the watches has words in both languages."""

import dataclasses
import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pytest

from bot.blocks.watches import receipts, reminders, terms
from bot.blocks.watches.sentences import WATCH_SENTENCES, told
from flows.watches import commands as c
from flows.watches import events as e
from flows.watches.hits import Trait, Verdict
from flows.watches.observations import Severity
from flows.watches.suggesting import Suggested
from flows.watches.upkeep import UNANSWERED
from flows.watches.watches import Cadence, Theme, WatchState
from tests.bot.views.samples import LOCALES, lens
from tests.builders import LEAD, NOW, PROJECT_ID, build_card
from tests.flows.watches.observed import watch

BASE: dict[str, Any] = {"project_id": PROJECT_ID, "by": LEAD, "at": NOW}
NAMED: dict[str, Any] = {"watch_id": "wat_1", "number": 1}
SAMPLES: tuple[e.WatchEvent, ...] = (
    e.WatchStarted(**BASE, watch=watch()), e.WatchChanged(**BASE, before=watch(), after=watch(name="Other")),
    e.WatchPaused(**BASE, **NAMED, name="Q"), e.WatchResumed(**BASE, **NAMED, name="Q"),
    e.WatchEnded(**BASE, **NAMED, name="Q", reason="Over"), e.WatchEnded(**BASE, **NAMED, name="Q", expired=True),
    e.HitsBrought(**BASE, **NAMED, source="", count=1, title="Rival"),
    e.HitsBrought(**BASE, **NAMED, source="hits.csv", count=3),
    e.HitJudged(**BASE, hit_id="h", number=1, title="ISO 9001", verdict=Verdict.NOT_RELEVANT, reason="No"),
    e.HitJudged(**BASE, hit_id="h", number=1, title="ISO 9001", verdict=Verdict.ASSIGNED, to=LEAD),
    e.HitReopened(**BASE, hit_id="h", number=1, title="ISO 9001", verdict=Verdict.ACT),
    e.ExclusionMade(**BASE, **NAMED, exclusion_id="x", trait="record", value="iso:1", reason="No"),
    e.ExclusionDropped(**BASE, **NAMED, exclusion_id="x", trait="record", value="iso:1", brought_back=2),
)  # fmt: skip


def as_json(event: e.WatchEvent) -> dict[str, Any]:
    def plain(value: object) -> str:
        assert isinstance(value, date | datetime)
        return value.isoformat()

    return dict(json.loads(json.dumps(dataclasses.asdict(event), default=plain)))


def test_every_event_has_a_sentence_and_every_command_a_receipt() -> None:
    assert set(WATCH_SENTENCES) == set(e.WATCH_EVENTS) == {type(one).__name__ for one in SAMPLES}
    assert set(receipts.texts(lens("en").say)) == {cls.__name__ for cls in c.WatchCommand.__subclasses__()}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("event", SAMPLES, ids=lambda one: type(one).__name__)
def test_an_event_reads_as_one_line(event: e.WatchEvent, locale: str) -> None:
    text = told(type(event).__name__, as_json(event), by="<@U>", lens=lens(locale))
    assert text
    assert "\n" not in text
    assert "{" not in text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Theme, terms.theme), (Cadence, terms.cadence), (Severity, terms.severity), (Severity, terms.at_once),
        (Verdict, terms.verdict), (Trait, terms.trait), (WatchState, terms.state), (Suggested, terms.suggested),
    ],
)  # fmt: skip
def test_every_code_has_words_and_no_two_share_them(kind: type[StrEnum], words: Any, locale: str) -> None:
    found = [words(code, lens(locale).say) for code in kind]
    assert all(found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("event", sorted(reminders.EVENTS))
def test_what_the_clock_says_names_project_and_watch(event: str, locale: str) -> None:
    params: dict[str, Any] = {"event": event, "source": "iso:ISO/TC 22", "noise": 4, "answered": 6}
    message = reminders.told(params, build_card(), watch(), lens(locale), waiting=2)
    assert message is not None
    assert "LD-12" in message.text
    assert "Quality" in message.text


@pytest.mark.parametrize(("locale", "who"), [("en", "patent lead and legal"), ("zh_CN", "专利负责人和法务")])
def test_r27_the_lead_reads_who_answers_what_is_about_patents(locale: str, who: str) -> None:
    params: dict[str, Any] = {"event": UNANSWERED, "private": True}
    message = reminders.told(params, build_card(), watch(), lens(locale), waiting=1)
    assert message is not None
    assert who in message.text
    assert reminders.told(params, build_card(), watch(), lens(locale), waiting=0) is None
