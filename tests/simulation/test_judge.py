"""The judge of the simulated year is not blind: each promise that is broken on purpose is noticed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.courier import Courier
from bot.digests.composing import Composer
from bot.hours import Hours
from flows.notices import NoticeKind
from flows.ports import Parcel
from flows.rhythm import prompting, usecases
from flows.rhythm.schedules import Schedule, Slot
from storage.statements import load_statements
from tests.bot.outbound.scripted_slack import ScriptedSlack

from .test_year import nothing_went_wrong
from .town import Plan
from .year import Year

DAYS = Plan(
    people=24, projects=8, start=datetime(2026, 10, 8, 2, tzinfo=UTC), days=20, cuts=8, outages=0, acts_per_step=2,
    spread=timedelta(0),
)  # fmt: skip
Broken = Callable[[pytest.MonkeyPatch], None]


def nobody_has_working_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Hours, "leaves", lambda _self, _parcel, now: now)


def nobody_looks_whether_it_arrived(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Courier, "_earlier", lambda *_: None)


def a_digest_is_told_though_its_reader_sleeps(patch: pytest.MonkeyPatch) -> None:
    leaves = Hours.leaves

    def at_once(self: Hours, parcel: Parcel, now: datetime) -> datetime:
        return now if parcel.notice.kind is NoticeKind.DIGEST else leaves(self, parcel, now)

    patch.setattr(Composer, "_wait", lambda *_: None)
    patch.setattr(Hours, "leaves", at_once)


def a_slot_is_lost(patch: pytest.MonkeyPatch) -> None:
    """Every fiftieth is passed over."""
    seen = [0]

    def forgetful(found: Schedule, slot: Slot | None, words: Any, **how: Any) -> bool:
        seen[0] += 1
        if slot is not None and isinstance(words, tuple) and seen[0] % 50 == 0:
            usecases.keep(replace(found, covered_to=slot.at), uow=how["uow"], holidays=how["holidays"])
            return False
        return fire(found, slot, words, **how)

    fire = usecases._fire
    patch.setattr(usecases, "_fire", forgetful)


def nobody_counts_reminders(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(prompting, "reminds", lambda *_, **__: True)


def what_is_done_is_asked_for(patch: pytest.MonkeyPatch) -> None:
    asking = {
        name: text.replace("d.state in ('open', 'changes_requested')", "d.state <> 'waived'")
        for name, text in load_statements().items()
    }
    patch.setattr("storage.sqlite.load_statements", lambda: asking)


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("broken", "noticed"),
    [
        (nobody_has_working_time, "outside working time"),
        (a_digest_is_told_though_its_reader_sleeps, "outside working time: digest"),
        (nobody_looks_whether_it_arrived, "doubled"),
        (a_slot_is_lost, r"sum\("),
        (nobody_counts_reminders, "reminded"),
        (what_is_done_is_asked_for, "reminded of what is done"),
    ],
)
def test_what_is_broken_on_purpose_is_noticed(
    broken: Broken, noticed: str, slack: ScriptedSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    with pytest.raises(AssertionError, match=noticed):
        nothing_went_wrong(Year(DAYS, tmp_path, slack))
