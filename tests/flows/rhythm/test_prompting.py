"""Reminders against a real store: one message a person, in their working time, once in however many processes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows.lifecycle import commands as c
from flows.names import Confidentiality
from flows.notices import Lane, NoticeKind
from flows.pauses import WORKSPACE
from flows.rhythm.preferences import USUAL, Nudging
from flows.rhythm.prompting import prompt_key, put_off
from tests.builders import LEAD, STEER, TEAM, TECH
from tests.flows.rhythm.asking_bench import AskingBench, at


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[AskingBench]:
    bench = AskingBench(tmp_path)
    bench.only(TECH)  # the idea card, due on Monday the 30th
    yield bench
    bench.store.close()


def snooze(bench: AskingBench, until: str | None, now: str) -> bool:
    (ask,) = bench.asks(TECH)
    about = (ask.line.project_id, ask.deliverable.id)
    with bench.store.write() as uow:
        kept = put_off(uow, TEAM, TECH, about, at(until) if until else None, key=bench.new_id("k"), now=at(now),
                       new_id=bench.new_id)  # fmt: skip
        uow.commit()
    return kept


def test_somebody_is_reminded_two_working_days_ahead_on_the_day_and_every_second_one_after(bench: AskingBench) -> None:
    days = [date(2026, 11, 24) + timedelta(days=n) for n in range(14)]
    assert [f"{day:%m-%d}" for day in days if bench.reminded(f"{day:%m-%d} 09:00")] == [
        "11-26", "11-30", "12-02", "12-04",
    ]  # fmt: skip


def test_nobody_is_reminded_outside_their_working_time(bench: AskingBench) -> None:
    for moment in ("26 08:59", "26 18:00", "28 10:00", "29 10:00"):
        assert bench.reminded(moment) == []
    assert bench.reminded("30 17:59") == [(TECH, 1)]


def test_in_two_processes_and_at_every_tick_it_is_one_message(bench: AskingBench) -> None:
    one, other = bench.prompting(), bench.prompting()
    wrote = [process.tend(at(f"26 09:{minute:02d}")) for minute in range(0, 60, 5) for process in (one, other)]
    assert wrote == [True] + [False] * 23
    (notice,) = bench.emptied()
    assert (notice.audience, notice.post_key, notice.lane) == (TECH, prompt_key(TECH, 1), Lane.BULK)


def test_everything_that_waits_for_one_person_is_one_message(bench: AskingBench) -> None:
    other = bench.project("Lidar")
    assert len(bench.work(TECH, other)) >= 1
    bench.emptied()
    assert [found for found in bench.reminded("30 09:00") if found[0] == TECH] == [(TECH, 1)]
    assert {ask.so_far.prompt for ask in bench.asks(TECH)} == {1}


def test_a_new_message_takes_over_what_the_last_one_showed_and_empties_it(bench: AskingBench) -> None:
    assert bench.reminded("26 09:00") == [(TECH, 1)]
    bench.prompting().tend(at("30 09:00"))
    posted, edited = sorted(bench.emptied(), key=lambda notice: notice.post_key != prompt_key(TECH, 2))
    assert (posted.post_key, edited.post_key) == (prompt_key(TECH, 2), prompt_key(TECH, 1))
    assert [ask.so_far.prompt for ask in bench.asks(TECH)] == [2]


def test_what_is_done_or_held_is_not_asked_for(bench: AskingBench) -> None:
    (work,) = bench.work(TECH)
    bench.ask(c.HoldProject(project_id=bench.project_id, until=None, reason="Budget"), LEAD)
    assert bench.reminded("30 09:00") == []
    bench.ask(c.ResumeProject(project_id=bench.project_id), LEAD)
    assert bench.reminded("30 09:00") == [(TECH, 1)]
    bench.ask(c.SubmitDeliverable(project_id=bench.project_id, deliverable_id=work.id, text="Done"), TECH)
    bench.emptied()
    assert bench.reminded("12-02 09:00") == []


def test_who_is_away_or_gone_is_not_reminded_and_is_on_their_first_day_back(bench: AskingBench) -> None:
    bench.away(TECH, date(2026, 11, 30), date(2026, 12, 1))
    assert bench.reminded("30 09:00") == bench.reminded("12-01 09:00") == []
    assert bench.reminded("12-02 09:00") == [(TECH, 1)]
    with bench.store.write() as uow:
        uow.people.upsert([bench.person(TECH, gone=True)])
        uow.commit()
    assert bench.reminded("12-08 09:00") == []


def test_the_wish_for_light_or_active_nudging_is_obeyed(bench: AskingBench) -> None:
    bench.prefers(TECH, replace(USUAL, nudging=Nudging.LIGHT))
    assert bench.reminded("26 09:00") == []
    bench.prefers(TECH, replace(USUAL, nudging=Nudging.ACTIVE))
    assert [bool(bench.reminded(f"{day} 09:00")) for day in (26, 27, 30)] == [True] * 3


def test_a_muted_project_is_not_reminded_of(bench: AskingBench) -> None:
    bench.prefers(TECH, replace(USUAL, muted=(bench.project_id,)))
    assert bench.reminded("26 09:00") == []
    bench.prefers(TECH, USUAL)
    assert bench.reminded("26 09:00") == [(TECH, 1)]


def test_later_today_comes_back_in_its_minute_and_ahead_of_batches(bench: AskingBench) -> None:
    bench.reminded("26 09:00")
    assert snooze(bench, "26 14:10", "26 11:00")
    bench.emptied()
    process = bench.prompting()
    assert [process.tend(at(f"26 14:{minute:02d}")) for minute in (0, 5, 9)] == [False] * 3
    assert process.tend(at("26 14:10"))
    posted = next(notice for notice in bench.emptied() if notice.post_key == prompt_key(TECH, 2))
    assert posted.lane is Lane.NOW


def test_a_snooze_hides_the_reminder_and_moves_no_due_date(bench: AskingBench) -> None:
    bench.reminded("26 09:00")
    due = bench.asks(TECH)[0].deliverable.due
    snooze(bench, "12-03 09:00", "26 11:00")
    assert [bench.reminded(f"{day} 09:00") for day in ("11-30", "12-01", "12-02")] == [[]] * 3
    assert bench.asks(TECH)[0].deliverable.due == due
    assert bench.reminded("12-03 09:00") == [(TECH, 2)]


def test_a_snooze_taken_back_is_as_if_it_had_never_been(bench: AskingBench) -> None:
    bench.reminded("26 09:00")
    before = bench.asks(TECH)
    snooze(bench, "12-03 09:00", "26 11:00")
    snooze(bench, None, "26 11:01")
    assert bench.asks(TECH) == before
    assert bench.reminded("30 09:00") == [(TECH, 2)]


def test_a_snooze_that_ends_at_night_waits_for_the_morning(bench: AskingBench) -> None:
    bench.reminded("26 09:00")
    snooze(bench, "26 14:00", "26 11:00")
    assert bench.reminded("26 19:00") == []
    assert bench.reminded("27 09:01") == [(TECH, 2)]


def test_a_snooze_belongs_to_one_person_and_goes_with_nobody_else(bench: AskingBench) -> None:
    bench.reminded("26 09:00")
    snooze(bench, "12-03 09:00", "26 11:00")
    (ask,) = bench.asks(TECH)
    handed = c.HandOver(project_id=bench.project_id, deliverable_id=ask.deliverable.id, to=STEER)
    bench.ask(handed, TECH)
    bench.emptied()
    assert not bench.asks(TECH)
    assert bench.reminded("30 09:00") == [(STEER, 1)]


def test_what_waits_for_somebody_elses_answer_is_not_asked_for(bench: AskingBench) -> None:
    (work,) = bench.work(TECH)
    bench.ask(c.ReportBlocked(project_id=bench.project_id, deliverable_id=work.id, reason="No sample"), TECH)
    bench.emptied()
    assert bench.reminded("30 09:00") == []
    bench.ask(c.LiftBlock(project_id=bench.project_id, deliverable_id=work.id), LEAD)
    assert bench.reminded("30 09:15") == [(TECH, 1)]


def test_guests_of_a_restricted_project_are_not_reminded_of_it(bench: AskingBench) -> None:
    with bench.store.write() as uow:
        uow.people.upsert([replace(bench.person(TECH), is_guest=True)])
        uow.commit()
    assert len(bench.asks(TECH)) == 1
    edit = c.EditProject(project_id=bench.project_id, name="Radar", summary="", channel_id="C0RADAR",
                         confidentiality=Confidentiality.RESTRICTED)  # fmt: skip
    bench.ask(edit, LEAD)
    assert bench.reminded("30 09:00") == []


def test_a_standing_message_is_renewed_once_on_each_working_day(bench: AskingBench) -> None:
    bench.reminded("26 09:00")
    bench.prompting().tend(at("26 12:00"))
    assert bench.emptied() == []
    process = bench.prompting()
    process.tend(at("27 09:00"))
    process.tend(at("27 09:15"))
    (edit,) = bench.emptied()
    assert (edit.kind, edit.post_key) == (NoticeKind.PROMPT, prompt_key(TECH, 1))


@pytest.mark.parametrize("audience", [TECH, WORKSPACE])
def test_what_could_only_be_kept_is_no_reminder_and_counts_for_none(bench: AskingBench, audience: str) -> None:
    """The person cannot be reached, or Slack does not take our token: the first reminder comes when it can arrive."""
    bench.paused(audience)
    assert bench.reminded("26 09:00") == bench.reminded("30 09:00") == bench.reminded("12-02 09:00") == []
    bench.paused(audience, over=True)
    assert bench.reminded("12-03 09:00") == [(TECH, 1)]
    assert bench.asks(TECH)[0].so_far.times == 1
