"""The ladder against a real store: each step once, whoever is away, in any number of processes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.lifecycle import commands as c
from flows.names import Confidentiality, Role
from flows.notices import NoticeKind
from flows.pauses import WORKSPACE
from flows.rhythm.escalation import Step
from flows.rhythm.preferences import USUAL
from tests.builders import LEAD, PATENT, STEER, STEER2, TEAM, TECH
from tests.flows.rhythm.asking_bench import AskingBench, at

DEPUTY = "U0WU"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[AskingBench]:
    """Zhao's only work is due on a Monday or Tuesday of December; a colleague holds the strand with her."""
    bench = AskingBench(tmp_path)
    roles = ((Role.PATENT, (PATENT, TECH)), (Role.STEERING, (STEER, STEER2)))
    bench.ask(c.AssignRoles(project_id=bench.project_id, holders=roles), LEAD)
    bench.only(PATENT)
    yield bench
    bench.store.close()


def due(bench: AskingBench) -> date:
    return bench.work(PATENT)[0].due


def days_after(bench: AskingBench, count: int) -> list[str]:
    """So many working days after the due day, at nine."""
    found: list[str] = []
    day = due(bench)
    while len(found) < count:
        day = day.fromordinal(day.toordinal() + 1)
        if day.weekday() < 5:
            found.append(f"{day:%m-%d} 09:00")
    return found


def climbed(bench: AskingBench, count: int = 12) -> list[tuple[int, str]]:
    """Who is told on which working day after the due day, where the assignee never answers."""
    bench.reminded(f"{due(bench):%m-%d} 09:00")
    return [
        (n, user) for n, moment in enumerate(days_after(bench, count), start=1)
        for user, _ in (bench.escalated(moment), bench.reminded(moment))[0]
    ]  # fmt: skip


def test_deputy_strand_lead_and_steering_hear_of_it_on_their_days_and_once(bench: AskingBench) -> None:
    bench.prefers(PATENT, replace(USUAL, deputy=DEPUTY))
    bench.ask(c.EditProject(project_id=bench.project_id, name="Radar", summary="", channel_id="C0RADAR",
                            confidentiality=Confidentiality.OPEN), LEAD)  # fmt: skip
    assert climbed(bench, 20) == [(1, DEPUTY), (3, TECH), (5, LEAD), (10, STEER), (10, STEER2)]


def test_a_deputy_who_may_not_see_the_project_hears_nothing_of_it(bench: AskingBench) -> None:
    bench.prefers(PATENT, replace(USUAL, deputy=DEPUTY))
    assert climbed(bench)[0] == (3, TECH)


def test_who_was_never_asked_is_not_called_late(bench: AskingBench) -> None:
    assert [bench.escalated(moment) for moment in days_after(bench, 4)] == [[]] * 4


def test_who_has_muted_the_project_is_asked_by_others(bench: AskingBench) -> None:
    bench.prefers(PATENT, replace(USUAL, muted=(bench.project_id,)))
    assert climbed(bench)[:2] == [(3, TECH), (5, LEAD)]


def test_two_processes_tell_one_message(bench: AskingBench) -> None:
    bench.reminded(f"{due(bench):%m-%d} 09:00")
    third = at(days_after(bench, 3)[-1])
    assert [process.tend(third) for process in (bench.climbing(), bench.climbing())] == [True, False]
    told = [n for n in bench.emptied() if n.kind is NoticeKind.TOLD]
    assert [notice.audience for notice in told] == [TECH]


def test_nobody_hears_of_what_is_done_and_a_new_date_begins_anew(bench: AskingBench) -> None:
    bench.reminded(f"{due(bench):%m-%d} 09:00")
    (work,) = bench.work(PATENT)
    moments = days_after(bench, 30)
    assert bench.escalated(moments[2]) == [(TECH, f"{at(moments[2]):%d} 09:00")]
    later = date(2027, 1, 4)
    bench.ask(c.AskForMoreTime(project_id=bench.project_id, deliverable_id=work.id, until=later, reason="Lab"), LEAD)
    assert [bench.escalated(moment) for moment in moments[3:6]] == [[]] * 3
    bench.ask(c.SubmitDeliverable(project_id=bench.project_id, deliverable_id=work.id, text="Here"), PATENT)
    assert bench.escalated("12-31 09:00") == []


def test_a_message_is_held_until_its_readers_working_time(bench: AskingBench) -> None:
    bench.reminded(f"{due(bench):%m-%d} 09:00")
    third = days_after(bench, 3)[-1]
    with bench.store.write() as uow:
        uow.people.upsert([replace(bench.person(TECH), tz="America/New_York")])
        uow.commit()
    ((user, when),) = bench.escalated(third)
    assert (user, when[-5:]) == (TECH, "22:00"), "nine in New York"


def test_who_is_away_is_stood_in_for_at_once_and_is_not_late(bench: AskingBench) -> None:
    first = due(bench)
    bench.away(PATENT, date(2026, 11, 24), date(2026, 12, 24), deputy=STEER)
    assert bench.escalated(f"{first:%m-%d} 09:00") == [(STEER, f"{first:%d} 09:00")]
    assert [bench.escalated(moment) for moment in days_after(bench, 8)] == [[]] * 8
    with bench.store.read() as reads:
        (told,) = reads.told_of(TEAM, bench.project_id)
    assert (told.step, told.user_id, told.stands_for) == (Step.ABSENT, STEER, PATENT)


def test_without_a_deputy_the_nearest_who_is_here_hears_that_somebody_is_away(bench: AskingBench) -> None:
    bench.away(PATENT, date(2026, 11, 24))
    bench.away(TECH, date(2026, 11, 24))
    moment = f"{due(bench):%m-%d} 09:00"
    assert [user for user, _ in bench.escalated(moment)] == [LEAD]


def test_work_of_somebody_who_has_left_is_told_like_an_absence(bench: AskingBench) -> None:
    with bench.store.write() as uow:
        uow.people.upsert([bench.person(PATENT, gone=True)])
        uow.commit()
    assert [user for user, _ in bench.escalated(f"{due(bench):%m-%d} 09:00")] == [TECH]


def test_a_lead_who_is_away_is_stood_in_for_when_work_is_blocked(bench: AskingBench) -> None:
    bench.away(LEAD, date(2026, 11, 24), deputy=STEER2)
    (work,) = bench.work(PATENT)
    bench.ask(c.ReportBlocked(project_id=bench.project_id, deliverable_id=work.id, reason="No sample"), PATENT)
    bench.emptied()
    assert [user for user, _ in bench.escalated("24 09:00")] == [STEER2]
    assert bench.escalated("24 09:15") == bench.escalated("25 09:00") == []


def test_the_assignees_own_message_is_told_to_say_who_was_told(bench: AskingBench) -> None:
    bench.reminded(f"{due(bench):%m-%d} 09:00")
    bench.climbing().tend(at(days_after(bench, 3)[-1]))
    edits = [n for n in bench.emptied() if n.kind is NoticeKind.PROMPT]
    assert [(n.audience, n.params["number"]) for n in edits] == [(PATENT, 1)]


def test_two_late_pieces_of_a_project_are_one_message(tmp_path: Path) -> None:
    bench = AskingBench(tmp_path)
    bench.only(PATENT, keep=2)
    works = bench.work(PATENT)
    for work in works[:2]:
        bench.ask(c.AskForMoreTime(project_id=bench.project_id, deliverable_id=work.id, until=date(2026, 12, 1),
                                   reason="One day"), LEAD)  # fmt: skip
    bench.reminded("12-01 09:00")
    bench.ask(c.AssignRoles(project_id=bench.project_id, holders=((Role.PATENT, (PATENT, TECH)),)), LEAD)
    bench.emptied()
    assert bench.escalated("12-04 09:00") == [(TECH, "04 09:00")]
    bench.store.close()


def test_while_nobody_can_be_reached_the_ladder_waits_and_then_goes_on_one_step_a_day(bench: AskingBench) -> None:
    bench.reminded(f"{due(bench):%m-%d} 09:00")
    moments = days_after(bench, 8)
    bench.paused(WORKSPACE)
    assert [bench.escalated(moment) for moment in moments[:6]] == [[]] * 6
    bench.paused(WORKSPACE, over=True)
    assert [len(bench.escalated(moment)) for moment in moments[6:]] == [1, 1]


def test_whoever_cannot_be_reached_is_passed_over_for_the_next(bench: AskingBench) -> None:
    bench.reminded(f"{due(bench):%m-%d} 09:00")
    third = days_after(bench, 3)[-1]
    bench.paused(TECH)
    assert TECH not in [user for user, _ in bench.escalated(third)]


def test_nobody_is_said_to_have_been_told_who_has_muted_the_project(bench: AskingBench) -> None:
    """Their message would be silent; the next one who hears it is told instead."""
    bench.prefers(TECH, replace(USUAL, muted=(bench.project_id,)))
    bench.reminded(f"{due(bench):%m-%d} 09:00")
    told = [user for moment in days_after(bench, 8) for user, _ in bench.escalated(moment)]
    assert TECH not in told
    assert LEAD in told
