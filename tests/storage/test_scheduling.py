"""Schedules that people change: nothing is told twice, nothing is lost, and what stopped is silent until it goes on."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.errors import InvalidFields, NotAllowed, NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Actor
from flows.ports import NewId
from flows.rhythm.schedules import Every, Rule, Schedule, ScheduleKind
from flows.rhythm.scheduling import Wish, bring_back, pause, remove, set_up
from storage import SqliteStore
from tests.builders import CHANNEL, LEAD, PROJECT_ID, TEAM, TECH, build_card
from tests.storage.test_rhythm import DAY, FIRST, HOLIDAYS, MADE, daily, fire, fired, kept, waiting

LIN, CHEN = Actor(TEAM, LEAD), Actor(TEAM, TECH)
CARD = build_card()
WISH = Wish(
    kind=ScheduleKind.DOCKET, audience="", rule=Rule(Every.DAY), at=time(9), zone=ZoneInfo("Asia/Shanghai"),
    project_id=PROJECT_ID,
)  # fmt: skip


def ask(
    store: SqliteStore, wish: Wish, new_id: NewId, *, now: datetime = MADE, who: Actor = LIN, key: str = "",
    card: ProjectCard | None = CARD,
) -> Schedule:  # fmt: skip
    with store.write() as uow:
        return set_up(wish, actor=who, card=card, uow=uow, holidays=HOLIDAYS, now=now, new_id=new_id,
                      request_key=key or new_id("req"))  # fmt: skip


def found(store: SqliteStore, schedule_id: str) -> Schedule | None:
    with store.read() as reads:
        return reads.schedule(TEAM, schedule_id)


def paused(store: SqliteStore, schedule_id: str, until: date | None, now: datetime, who: Actor = LIN) -> Schedule:
    with store.write() as uow:
        return pause(schedule_id, until, actor=who, card=CARD, uow=uow, holidays=HOLIDAYS, now=now)


class TestSettingUp:
    def test_a_new_one_tells_from_now_on(self, store: SqliteStore, new_id: NewId) -> None:
        made = ask(store, WISH, new_id, now=FIRST)
        assert (made.owner, made.covered_to) == (LEAD, FIRST)
        assert fire(store, FIRST + DAY - timedelta(seconds=1), new_id) == 0
        assert fire(store, FIRST + DAY, new_id) == 1

    def test_a_request_that_comes_twice_makes_one(self, store: SqliteStore, new_id: NewId) -> None:
        one, two = (ask(store, WISH, new_id, key="view:1") for _ in range(2))
        assert one == two
        with store.read() as reads:
            assert reads.schedules_about(TEAM, PROJECT_ID) == (one,)

    def test_what_is_refused_leaves_nothing_behind(self, store: SqliteStore, new_id: NewId) -> None:
        elsewhere = replace(WISH, audience="C0ELSEWHERE")
        with pytest.raises(InvalidFields) as refused:
            ask(store, elsewhere, new_id)
        assert refused.value.fields == {"channel": "not_its_channel"}
        with store.read() as reads:
            assert reads.schedules_about(TEAM, PROJECT_ID) == ()

    @pytest.mark.parametrize("audience", [TECH, "U0STRANGER"])
    def test_nobody_has_somebody_else_told(self, store: SqliteStore, new_id: NewId, audience: str) -> None:
        with pytest.raises(NotAllowed):
            ask(store, replace(WISH, audience=audience), new_id)

    def test_a_day_of_one_s_own_goes_to_oneself_only(self, store: SqliteStore, new_id: NewId) -> None:
        my_day = replace(WISH, kind=ScheduleKind.PERSONAL_DIGEST, project_id="")
        with pytest.raises(NotAllowed):
            ask(store, replace(my_day, audience=CHANNEL), new_id, card=None)
        assert ask(store, replace(my_day, audience=LEAD), new_id, card=None).audience == LEAD

    def test_the_watches_of_all_one_s_projects_are_for_oneself_others_name_a_project(
        self, store: SqliteStore, new_id: NewId
    ) -> None:
        watches = replace(WISH, kind=ScheduleKind.WATCH_DIGEST, project_id="")
        assert ask(store, replace(watches, audience=LEAD), new_id, card=None)
        for wish in (replace(watches, audience="C1"), replace(WISH, project_id="", audience=LEAD)):
            with pytest.raises(InvalidFields) as refused:
                ask(store, wish, new_id, card=None)
            assert refused.value.fields == {"project": "missing"}

    def test_all_projects_are_told_in_a_channel_by_administrators_only(self, store: SqliteStore, new_id: NewId) -> None:
        portfolio = replace(WISH, kind=ScheduleKind.PORTFOLIO_DIGEST, project_id="", audience="C0BOARD")
        with pytest.raises(NotAllowed):
            ask(store, portfolio, new_id, card=None)
        assert ask(store, portfolio, new_id, card=None, who=replace(LIN, is_admin=True)).audience == "C0BOARD"
        assert ask(store, replace(portfolio, audience=LEAD), new_id, card=None).audience == LEAD


class TestChanging:
    def test_a_rule_changed_between_two_slots_tells_since_the_last_one_and_fires_for_no_moment_before(
        self, store: SqliteStore, new_id: NewId
    ) -> None:
        made = ask(store, WISH, new_id)
        fire(store, FIRST, new_id)
        noon = FIRST + timedelta(hours=3)
        ask(store, replace(WISH, schedule_id=made.id, at=time(10)), new_id, now=noon)
        assert fire(store, noon, new_id) == 0, "ten o'clock was over when it was changed"
        assert fire(store, FIRST + DAY + timedelta(hours=1), new_id) == 1
        with store.read() as reads:
            latest = reads.slots(TEAM, made.id, limit=1)[0]
        assert (latest.name, latest.since, latest.missed) == ("2026-11-24T10:00+08:00", FIRST, 0)

    @pytest.mark.parametrize(
        ("zone", "slot"),
        [
            ("Asia/Kolkata", "2026-11-23T09:00+05:30"),
            ("Asia/Kathmandu", "2026-11-23T09:00+05:45"),
            ("Pacific/Kiritimati", "2026-11-24T09:00+14:00"),
            ("Pacific/Pago_Pago", "2026-11-23T09:00-11:00"),
            ("America/New_York", "2026-11-23T09:00-05:00"),
        ],
    )
    def test_a_zone_changed_after_the_morning_s_slot_tells_once_more_at_the_next_local_nine_and_never_twice(
        self, store: SqliteStore, new_id: NewId, zone: str, slot: str
    ) -> None:
        made = ask(store, WISH, new_id)
        fire(store, FIRST, new_id)
        moved = replace(WISH, schedule_id=made.id, zone=ZoneInfo(zone))
        ask(store, moved, new_id, now=FIRST + timedelta(minutes=1))
        due = datetime.fromisoformat(slot)
        assert fire(store, due - timedelta(seconds=1), new_id) == 0
        assert [fire(store, due, new_id) for _ in range(3)] == [1, 0, 0]
        with store.read() as reads:
            latest = reads.slots(TEAM, made.id, limit=1)[0]
        assert (latest.name, latest.since) == (slot, FIRST)

    def test_over_the_end_of_summer_time_a_change_of_hour_neither_loses_nor_repeats(
        self, store: SqliteStore, new_id: NewId
    ) -> None:
        berlin = replace(WISH, zone=ZoneInfo("Europe/Berlin"), at=time(2, 30))
        night = datetime.fromisoformat("2026-10-24T12:00:00+00:00")
        made = ask(store, berlin, new_id, now=night)
        assert fire(store, datetime.fromisoformat("2026-10-25T00:30:00+00:00"), new_id) == 1
        ask(store, replace(berlin, schedule_id=made.id, at=time(2, 45)), new_id,
            now=datetime.fromisoformat("2026-10-25T00:40:00+00:00"))  # fmt: skip
        assert fire(store, datetime.fromisoformat("2026-10-25T00:45:00+00:00"), new_id) == 1
        assert fire(store, datetime.fromisoformat("2026-10-25T01:45:00+00:00"), new_id) == 0, "the second 02:45"
        assert fire(store, datetime.fromisoformat("2026-10-26T01:45:00+00:00"), new_id) == 1

    def test_the_kind_and_the_project_stay_what_they_were(self, store: SqliteStore, new_id: NewId) -> None:
        made = ask(store, WISH, new_id)
        other = replace(WISH, schedule_id=made.id, kind=ScheduleKind.PROJECT_DIGEST, language="zh_CN")
        after = ask(store, other, new_id, now=FIRST)
        assert (after.kind, after.project_id, after.language) == (ScheduleKind.DOCKET, PROJECT_ID, "zh_CN")

    def test_a_member_who_did_not_set_it_up_may_not(self, store: SqliteStore, new_id: NewId) -> None:
        made = ask(store, WISH, new_id)
        with pytest.raises(NotAllowed) as refused:
            ask(store, replace(WISH, schedule_id=made.id), new_id, who=CHEN)
        assert LEAD in refused.value.can
        assert found(store, made.id) == made

    def test_one_about_another_project_is_not_there(self, store: SqliteStore, new_id: NewId) -> None:
        kept(store, daily(7, project_id="prj_other", audience="C1"))
        with pytest.raises(NotFound):
            ask(store, replace(WISH, schedule_id="sch_7"), new_id)


class TestPausing:
    def test_it_is_silent_until_the_day_and_then_tells_all_since_the_last_one(
        self, store: SqliteStore, new_id: NewId
    ) -> None:
        made = ask(store, WISH, new_id)
        fire(store, FIRST, new_id)
        paused(store, made.id, date(2026, 12, 1), FIRST + timedelta(hours=1))
        assert [fire(store, FIRST + day * DAY, new_id) for day in range(1, 9)] == [0] * 7 + [1]
        assert fired(store, 0) == []
        with store.read() as reads:
            latest = reads.slots(TEAM, made.id, limit=1)[0]
        assert (latest.name, latest.since, latest.missed) == ("2026-12-01T09:00+08:00", FIRST, 0)

    def test_going_on_early_fires_for_no_moment_of_the_rest(self, store: SqliteStore, new_id: NewId) -> None:
        made = ask(store, WISH, new_id)
        paused(store, made.id, date(2026, 12, 24), MADE)
        later = FIRST + 3 * DAY + timedelta(hours=2)
        paused(store, made.id, None, later)
        assert fire(store, later, new_id) == 0
        assert fire(store, FIRST + 4 * DAY, new_id) == 1

    def test_a_day_that_has_begun_where_it_speaks_is_over(self, store: SqliteStore, new_id: NewId) -> None:
        made = ask(store, replace(WISH, zone=ZoneInfo("Pacific/Kiritimati")), new_id)
        with pytest.raises(InvalidFields):
            paused(store, made.id, date(2026, 11, 23), MADE)
        with pytest.raises(NotAllowed):
            paused(store, made.id, date(2026, 12, 23), MADE, who=CHEN)


class TestRemoving:
    def test_a_removed_one_is_silent_and_one_brought_back_does_not_make_up_for_it_at_once(
        self, store: SqliteStore, new_id: NewId
    ) -> None:
        made = ask(store, WISH, new_id)
        with store.write() as uow:
            remove(made.id, actor=LIN, card=CARD, uow=uow, now=FIRST)
        assert fire(store, FIRST, new_id) == 0
        later = FIRST + timedelta(hours=1)
        with store.write() as uow:
            bring_back(made.id, actor=LIN, card=CARD, uow=uow, holidays=HOLIDAYS, now=later)
        assert fire(store, later, new_id) == 0
        assert fire(store, FIRST + DAY, new_id) == waiting(store) == 1

    def test_a_refused_undo_leaves_it_removed(self, store: SqliteStore, new_id: NewId) -> None:
        made = ask(store, WISH, new_id)
        with store.write() as uow:
            remove(made.id, actor=LIN, card=CARD, uow=uow, now=FIRST)
        with pytest.raises(NotAllowed), store.write() as uow:
            bring_back(made.id, actor=CHEN, card=CARD, uow=uow, holidays=HOLIDAYS, now=FIRST)
        assert found(store, made.id) is None
