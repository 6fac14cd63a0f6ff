"""Who did what to a schedule stands in the history; what goes to one person alone leaves no trace there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from flows.lifecycle.workspace_events import WORKSPACE
from flows.names import Actor
from flows.ports import NewId
from flows.rhythm.events import SCHEDULE_EVENTS
from flows.rhythm.schedules import Every, Rule, ScheduleKind
from flows.rhythm.scheduling import bring_back, remove
from storage import SqliteStore
from tests.builders import LEAD, PROJECT_ID, TEAM
from tests.storage.test_projects import created
from tests.storage.test_rhythm import FIRST, HOLIDAYS
from tests.storage.test_scheduling import CARD, LIN, WISH, ask, paused

ADMIN = Actor(TEAM, LEAD, is_admin=True)


def recorded(store: SqliteStore, project_id: str = PROJECT_ID) -> list[tuple[str, str, datetime]]:
    """Event, by whom and when, the oldest first."""
    with store.read() as reads:
        found = reads.history(TEAM, project_id, limit=99, events=tuple(SCHEDULE_EVENTS))
    return [(line.event, line.by, line.at) for line in reversed(found)]


def names(store: SqliteStore, project_id: str = PROJECT_ID) -> Sequence[str]:
    return [event for event, _, _ in recorded(store, project_id)]


def test_setting_up_changing_pausing_removing_and_undoing_are_recorded_with_whom_and_when(
    store: SqliteStore, new_id: NewId
) -> None:
    created(store)
    made = ask(store, WISH, new_id, now=FIRST)
    ask(store, replace(WISH, schedule_id=made.id, rule=Rule(Every.WEEK, (2,))), new_id, now=FIRST + timedelta(hours=1))
    paused(store, made.id, date(2026, 12, 24), FIRST + timedelta(hours=2))
    paused(store, made.id, None, FIRST + timedelta(hours=3))
    with store.write() as uow:
        remove(made.id, actor=LIN, card=CARD, uow=uow, now=FIRST + timedelta(hours=4))
    with store.write() as uow:
        bring_back(made.id, actor=LIN, card=CARD, uow=uow, holidays=HOLIDAYS, now=FIRST + timedelta(hours=5))
    assert recorded(store) == [
        (event, LEAD, FIRST + timedelta(hours=hours)) for hours, event in enumerate(SCHEDULE_EVENTS)
    ]
    with store.read() as reads:
        (changed,) = reads.history(TEAM, PROJECT_ID, limit=9, events=("ScheduleChanged",))
        assert reads.history_since(TEAM, PROJECT_ID, FIRST) == (), "it is no news of the project"
    assert (changed.params["schedule_id"], changed.params["rule"]["weekdays"]) == (made.id, [2])  # type: ignore[index]
    assert store.verify_history() == ()


def test_what_changes_nothing_and_what_comes_twice_is_recorded_once(store: SqliteStore, new_id: NewId) -> None:
    created(store)
    made = ask(store, WISH, new_id, key="form:1")
    ask(store, WISH, new_id, key="form:1")
    ask(store, replace(WISH, schedule_id=made.id), new_id)
    with store.write() as uow:
        bring_back(made.id, actor=LIN, card=CARD, uow=uow, holidays=HOLIDAYS, now=FIRST)
    assert names(store) == ["ScheduleAdded"]


def test_what_goes_to_one_person_leaves_no_trace_and_what_is_about_all_projects_is_the_workspaces(
    store: SqliteStore, new_id: NewId
) -> None:
    created(store)
    ask(store, replace(WISH, audience=LEAD), new_id)
    everything = replace(WISH, kind=ScheduleKind.PORTFOLIO_DIGEST, project_id="", audience="C0ALL")
    ask(store, everything, new_id, who=ADMIN, card=None)
    assert names(store) == []
    assert names(store, WORKSPACE) == ["ScheduleAdded"]
