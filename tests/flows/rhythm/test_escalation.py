"""The ladder: who hears next that work is late, one step a day, nobody twice, nobody after it is done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from flows.lifecycle.persistence import Ladder
from flows.rhythm.escalation import RUNGS, Case, Reach, Step, Told, next_step

DUE, TODAY = date(2026, 11, 20), date(2026, 11, 30)
LADDER = Ladder(deputy=1, strand=3, lead=5, steering=10)
CHEN, WU, ZHAO, LI, EMMA, RAJ = "U0CHEN", "U0WU", "U0ZHAO", "U0LI", "U0EMMA", "U0RAJ"
EVERYBODY: Mapping[Step, tuple[Reach, ...]] = {
    Step.ABSENT: (Reach(WU, CHEN),), Step.STUCK: (), Step.DEPUTY: (Reach(WU, CHEN),), Step.STRAND: (Reach(ZHAO),),
    Step.LEAD: (Reach(LI),), Step.STEERING: (Reach(EMMA), Reach(RAJ)),
}  # fmt: skip
CASE = Case(assignee=CHEN, due=DUE, late=0, reminded=True)


def told(step: Step, user: str, *, day: date = TODAY - timedelta(days=1), due: date = DUE, by: str = CHEN) -> Told:
    return Told(
        project_id="prj", deliverable_id="dlv", due=due, assignee=by, step=step, user_id=user, stands_for="", day=day,
        at=datetime(2026, 11, 29, tzinfo=UTC),
    )  # fmt: skip


def step(
    case: Case, *earlier: Told, people: Mapping[Step, tuple[Reach, ...]] = EVERYBODY, ladder: Ladder = LADDER,
    day: date = TODAY,
) -> str:  # fmt: skip
    """The step and its people as words; empty text for none."""
    found = next_step(case, ladder, earlier, lambda asked: people[asked], day)
    return "" if found is None else f"{found[0]}: {', '.join(reach.user_id for reach in found[1])}"


def late(days: int) -> Case:
    return replace(CASE, late=days)


UP_TO_LEAD = (told(Step.DEPUTY, WU), told(Step.STRAND, ZHAO), told(Step.LEAD, LI))
TABLE = [
    (late(0), (), ""),
    (late(1), (), "deputy: U0WU"),
    (late(2), (told(Step.DEPUTY, WU),), ""),
    (late(3), (told(Step.DEPUTY, WU),), "strand: U0ZHAO"),
    (late(5), UP_TO_LEAD[:2], "lead: U0LI"),
    (late(10), UP_TO_LEAD, "steering: U0EMMA, U0RAJ"),
    (late(99), (*UP_TO_LEAD, told(Step.STEERING, EMMA), told(Step.STEERING, RAJ)), ""),
    # After an outage all steps are reached at once: still one a day, from the nearest on.
    (late(99), (), "deputy: U0WU"),
    (late(99), (told(Step.DEPUTY, WU, day=TODAY),), ""),
    (late(99), (told(Step.DEPUTY, WU),), "strand: U0ZHAO"),
    # Who was never asked is not called late, and a new due day or assignee begins anew.
    (replace(late(99), reminded=False), (), ""),
    (late(1), (told(Step.STEERING, EMMA, due=DUE - timedelta(days=9)),), "deputy: U0WU"),
    (late(1), (told(Step.STEERING, EMMA, by=ZHAO),), "deputy: U0WU"),
    # Away: one word to who stands in, and no further step until they are back.
    (replace(late(0), away=True), (), "absent: U0WU"),
    (replace(late(99), away=True, reminded=False), (), "absent: U0WU"),
    (replace(late(99), away=True), (told(Step.ABSENT, WU),), ""),
    (replace(CASE, away=True, due=TODAY + timedelta(days=1)), (), ""),
    (late(5), (told(Step.ABSENT, WU),), "strand: U0ZHAO"),
    # Blocked: the lead heard it when it was said; only the steering group is left.
    (replace(late(5), blocked=True), (), ""),
    (replace(late(10), blocked=True, reminded=False), (), "steering: U0EMMA, U0RAJ"),
]


@pytest.mark.parametrize(("case", "earlier", "found"), TABLE)
def test_each_step_has_its_day_and_its_people(case: Case, earlier: tuple[Told, ...], found: str) -> None:
    assert step(case, *earlier) == found


def test_a_lead_who_is_away_is_stood_in_for_at_once_when_work_is_blocked() -> None:
    away = {**EVERYBODY, Step.STUCK: (Reach(RAJ, LI),)}
    blocked = replace(CASE, blocked=True, due=TODAY + timedelta(days=20))
    assert step(blocked, people=away) == "stuck: U0RAJ"
    assert step(blocked, replace(told(Step.STUCK, RAJ), due=blocked.due), people=away) == ""


def test_a_step_without_anybody_is_passed_over_and_waits_for_nobody() -> None:
    alone = {**EVERYBODY, Step.DEPUTY: (), Step.STRAND: (Reach(CHEN),)}
    assert step(late(1), people=alone) == ""
    assert step(late(5), people=alone) == "lead: U0LI"


def test_who_has_heard_of_it_is_not_told_again_on_a_higher_step() -> None:
    small = {**EVERYBODY, Step.STEERING: (Reach(LI), Reach(EMMA), Reach(EMMA))}
    assert step(late(10), *UP_TO_LEAD, people=small) == "steering: U0EMMA"


def test_nobody_goes_back_to_a_lower_step() -> None:
    assert step(late(6), told(Step.LEAD, LI)) == ""


def test_a_template_leaves_steps_out() -> None:
    short = Ladder(deputy=None, strand=None, lead=2, steering=None)
    assert step(late(1), ladder=short) == ""
    assert step(late(2), ladder=short) == "lead: U0LI"
    assert step(late(50), told(Step.LEAD, LI), ladder=short) == ""


DAYS = some.one_of(some.none(), some.integers(1, 12))
PEOPLE = some.lists(some.sampled_from([CHEN, WU, ZHAO, LI, EMMA, RAJ]).map(Reach), max_size=3).map(tuple)
DOINGS = some.lists(
    some.tuples(
        some.sampled_from(["day", "look", "away", "back", "blocked", "freed", "done", "moved", "asked"]),
        some.fixed_dictionaries(dict.fromkeys(Step, PEOPLE)),
    ),
    max_size=60,
)


@given(doings=DOINGS, ladder=some.builds(Ladder, deputy=DAYS, strand=DAYS, lead=DAYS, steering=DAYS))
def test_in_no_order_of_events_is_anybody_told_twice_or_after_it_is_done(
    doings: list[tuple[str, Mapping[Step, tuple[Reach, ...]]]], ladder: Ladder
) -> None:
    case, day, is_open = replace(CASE, reminded=False), DUE, True
    heard: list[Told] = []
    for doing, people in doings:
        match doing:
            case "day":
                day += timedelta(days=1)
                case = replace(case, late=case.late + (not case.away))
            case "away" | "back":
                case = replace(case, away=doing == "away")
            case "blocked" | "freed":
                case = replace(case, blocked=doing == "blocked")
            case "asked":
                case = replace(case, reminded=True)
            case "moved":
                case = replace(case, due=day + timedelta(days=3), late=0, reminded=False)
            case "done":
                is_open = False
        found = next_step(case, ladder, heard, people.__getitem__, day) if is_open else None
        for reach in found[1] if found else ():
            assert case.reminded or case.away or case.blocked
            heard.append(replace(told(found[0], reach.user_id, day=day, due=case.due)))  # type: ignore[index]
    once = [(one.due, one.user_id) for one in heard]
    assert len(once) == len(set(once))
    assert CHEN not in {one.user_id for one in heard}
    for due in {one.due for one in heard}:
        steps = list(dict.fromkeys((one.day, one.step) for one in heard if one.due == due))
        assert len({when for when, _ in steps}) == len(steps)  # one step a day
        rungs = [RUNGS.index(rung) for _, rung in steps if rung in RUNGS]
        assert rungs == sorted(set(rungs))
