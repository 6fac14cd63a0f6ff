"""Sample views of schedules: lists, forms, and what answers a click."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.rhythm import digest, forms_schedule, resting, schedule_list, schedules
from bot.blocks.rhythm.digest import Line, Part
from bot.blocks.rhythm.forms_schedule import Blank, draft_of_schedule
from bot.blocks.rhythm.schedule_list import Row
from flows.names import SYSTEM
from flows.rhythm.schedules import LAST, Every, Rule, Schedule, ScheduleKind, Unreadable

Maker = Callable[[Lens], Message | dict[str, Any]]

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)
USUAL = Schedule(
    team_id="T1", id="sch_1", kind=ScheduleKind.PROJECT_DIGEST, audience="", project_id="prj_1",
    rule=Rule(Every.WORKDAY), at=time(9), zone=SHANGHAI, owner=SYSTEM, covered_to=NINE,
)  # fmt: skip
WEEKLY = replace(USUAL, id="sch_2", kind=ScheduleKind.DOCKET, rule=Rule(Every.WEEK, (0, 3)), owner="U0LIN", at=time(14))
MONTHLY = replace(WEEKLY, id="sch_3", rule=Rule(Every.NTH_WEEKDAY, (1,), LAST), paused_until=date(2026, 12, 7))
MINE = replace(WEEKLY, id="sch_4", kind=ScheduleKind.PERSONAL_DIGEST, audience="U0LIN", project_id="",
               rule=Rule(Every.DAY))  # fmt: skip
RADAR = "LD-12 Radar without interference"


def row(schedule: Schedule, place: str = "C0RADAR", project: str = RADAR, *, changeable: bool = True) -> Row:
    coming = tuple(NINE + timedelta(days=day) for day in range(5))
    return Row(schedule=schedule, place=place, coming=coming, zone=ZoneInfo("Europe/Berlin"), project=project,
               changeable=changeable)  # fmt: skip


HERE = (
    row(USUAL),
    replace(row(WEEKLY), unheard=True),
    row(MONTHLY, changeable=False),
    row(replace(USUAL, id="sch_5"), place="U0LIN"),
)
OWN = (row(MINE, place="U0LIN", project=""),)
KINDS = (ScheduleKind.PROJECT_DIGEST, ScheduleKind.DOCKET)
BLANK = Blank(kind=ScheduleKind.DOCKET, at="09:00", zone="Asia/Shanghai")
CHANGED = Blank(
    kind=ScheduleKind.PROJECT_DIGEST, at="14:00", zone="Asia/Shanghai", channel="C0RADAR", project_id="prj_1",
    project=RADAR, schedule_id="sch_3", admin=True, draft=draft_of_schedule(MONTHLY),
)  # fmt: skip
UNREADABLE = tuple(row(replace(WEEKLY, unreadable=what)) for what in Unreadable)
RESTING = {"kind": "docket", "schedule": "sch_2", "what": "zone"}
TOLD = (Part(title="Overdue", lines=(Line("Search report"),)),)

SCHEDULE_ANSWERS: dict[str, Maker] = {
    "schedules": lambda at: schedule_list.listing(HERE, OWN, KINDS, at),
    "schedules_of_project": lambda at: schedule_list.listing(HERE[:1], (), KINDS, at, project_id="prj_1", about=RADAR),
    "schedules_none": lambda at: schedule_list.listing((), (), KINDS, at),
    "schedules_unreadable": lambda at: schedule_list.listing(UNREADABLE, (), KINDS, at),
    "schedule_unreadable": lambda at: schedule_list.next_five(UNREADABLE[0], at),
    "schedule_rests": lambda at: resting.told(RESTING, at, project_id="prj_1", project=RADAR),
    "schedule_rests_about_none": lambda at: resting.told({**RESTING, "kind": "portfolio_digest", "what": "at"}, at),
    "schedule_rests_whole": lambda at: resting.told({**RESTING, "what": "row"}, at),
    "schedule_next_five": lambda at: schedule_list.next_five(HERE[1], at),
    "schedule_never": lambda at: schedule_list.next_five(replace(HERE[1], coming=()), at),
    "schedule_saved": lambda at: schedule_list.saved(HERE[2], at),
    "schedule_removed": lambda at: schedule_list.removed(HERE[1], at),
    "schedule_tested": schedule_list.tested,
    "schedule_not_there": lambda at: schedule_list.not_there(HERE[1], "C0RADAR", at),
    "schedule_silent": lambda at: digest.silent(RADAR, at),
    "schedule_digest": lambda at: digest.pages(
        RADAR, TOLD, at, footer=(schedules.origin(WEEKLY, at, key="LD-12"), schedules.only_a_test(at))
    )[0],
    "schedule_digest_usual": lambda at: digest.pages(RADAR, TOLD, at, footer=(schedules.origin(USUAL, at),))[0],
}
SCHEDULE_FORMS: dict[str, Maker] = {
    "form_schedule": lambda at: forms_schedule.form(BLANK, at),
    "schedule_form_changed": lambda at: forms_schedule.form(CHANGED, at),
    "schedule_form_unreadable": lambda at: forms_schedule.form(
        replace(CHANGED, draft=draft_of_schedule(replace(WEEKLY, unreadable=Unreadable.ZONE))), at
    ),
    "schedule_form_own": lambda at: forms_schedule.form(replace(BLANK, kind=ScheduleKind.PERSONAL_DIGEST), at),
    "form_schedule_pause": lambda at: forms_schedule.pause(WEEKLY, schedule_list.name(HERE[1], at), at),
}
