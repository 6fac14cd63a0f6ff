"""Sample views of when reminders reach somebody, and of days off."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import answers
from bot.blocks.rhythm import absences, channels, escalations, muting, preferences, prompts, snoozing
from bot.blocks.rhythm.preferences import Wishes
from bot.blocks.rhythm.prompts import Item, Wall
from bot.public_holidays import PublicHolidays
from flows.lifecycle.project import Request
from flows.lifecycle.readmodels import WorkLine
from flows.names import Ask
from flows.rhythm.calendar import Absence, PersonCalendar, Quiet
from flows.rhythm.escalation import Step, Told
from flows.rhythm.preferences import USUAL, ChannelMode, ChannelPreferences, Delivery, Preferences
from flows.rhythm.snoozing import choices
from tests.builders import CONTRIBUTOR, LEAD, PROJECT_ID, TECH, build_card, build_deliverable

from .samples_schedules import SCHEDULE_ANSWERS, SCHEDULE_FORMS

Maker = Callable[[Lens], Message | dict[str, Any]]

SHANGHAI = PersonCalendar(zone=ZoneInfo("Asia/Shanghai"), country="CN")
CHOSEN = Preferences(
    days=(0, 1, 2, 3), begins=time(8, 30), ends=time(17), quiet=Quiet(time(12), time(13, 30)), country="CN",
    delivery=Delivery.MINE, muted=(build_card().id,), deputy="U0ZHAO",
)  # fmt: skip
WISHES = Wishes(
    chosen=CHOSEN, calendar=SHANGHAI, projects={build_card().id: "LD-12 · Radar & lidar", "prj_2": "LD-13 · Battery"}
)
CHANNEL = ChannelPreferences(
    mode=ChannelMode.DIGEST,
    quiet=Quiet(time(20), time(8)),
    set_by="U0LIN",
    set_at=datetime(2026, 11, 23, 2, tzinfo=UTC),
)

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
WALL = Wall(SHANGHAI.zone, NOON, choices(NOON, SHANGHAI, PublicHolidays()))
EVE = datetime(2026, 9, 30, 4, tzinfo=UTC)
"""The day before a week of holidays in China."""


def line(**changes: Any) -> WorkLine:
    work = build_deliverable(**{"assignee": TECH, "due": date(2026, 11, 20), **changes})
    return WorkLine(project_id=PROJECT_ID, project_key="LD-12", project_name="Radar", deliverable=work)


def told(step: Step, user: str, at: datetime, stands_for: str = "") -> Told:
    return Told(
        project_id=PROJECT_ID, deliverable_id=line().deliverable.id, due=date(2026, 11, 20), assignee=TECH, step=step,
        user_id=user, stands_for=stands_for, day=at.date(), at=at,
    )  # fmt: skip


TOLD = (told(Step.DEPUTY, "U0WU", NOON - timedelta(days=1), TECH), told(Step.LEAD, LEAD, NOON + timedelta(hours=20)))
BLOCKED = Request(Ask.BLOCKED, TECH, NOON - timedelta(days=2), "The lab has no sample")
ITEMS = (
    Item(line=line(), told=TOLD),
    Item(line=line(id="dlv_b", due=date(2026, 11, 25))),
    Item(line=line(id="dlv_c", due=date(2026, 11, 26)), snoozed_until=NOON + timedelta(days=1)),
    Item(line=line(id="dlv_d", due=date(2026, 11, 27), request=BLOCKED)),
)
LATE = {"event": "WorkLate", "by": "liandong", "items": json.dumps([line().deliverable.id])}
LATE_CARD = build_card(deliverables=(line().deliverable,))


def late(at: Lens, *, reader: str, rows: tuple[Told, ...] = TOLD, away: dict[str, str] | None = None) -> Message:
    found = escalations.late(LATE, LATE_CARD, rows, away or {}, reader=reader, now=NOON, lens=at)
    return found or Message("", [])


RHYTHM_MESSAGES: dict[str, Maker] = {
    "reminder_of_work": lambda at: prompts.reminder(ITEMS, WALL, at, done=2),
    "reminder_on_the_eve_of_a_holiday": lambda at: prompts.reminder(
        ITEMS[1:2], Wall(SHANGHAI.zone, EVE, choices(EVE, SHANGHAI, PublicHolidays())), at, done=0
    ),
    "reminder_put_off": lambda at: prompts.reminder(ITEMS[2:3], WALL, at, done=0),
    "reminder_done": lambda at: prompts.reminder((), WALL, at, done=3),
    "reminder_replaced": prompts.replaced,
    "late_for_the_lead": lambda at: late(at, reader=LEAD),
    "late_for_the_deputy": lambda at: late(
        at, reader="U0WU", rows=(told(Step.ABSENT, "U0WU", NOON, TECH),), away={TECH: at.day(date(2026, 12, 1))}
    ),
}


def muted(at: Lens) -> Lens:
    return replace(at, muted=frozenset({build_card().id}))


RHYTHM_ANSWERS: dict[str, Maker] = {
    **SCHEDULE_ANSWERS,
    "preferences_usual": lambda at: preferences.own(Wishes(chosen=USUAL, calendar=SHANGHAI), at),
    "preferences_chosen": lambda at: preferences.own(WISHES, at, channel=("C0RADAR", CHANNEL)),
    "hearing_usual": lambda at: muting.heard(build_card(), at),
    "hearing_muted": lambda at: muting.heard(build_card(), muted(at)),
    "status_muted": lambda at: answers.status(build_card(), CONTRIBUTOR, muted(at), channel=channels.line(CHANNEL, at)),
    "snooze_too_late": snoozing.day_is_over,
    "snooze_not_waiting": snoozing.not_waiting,
    "away_until": lambda at: absences.away(Absence(date(2026, 11, 23), date(2026, 11, 27)), at),
    "away_without_end": lambda at: absences.away(Absence(date(2026, 11, 23)), at),
}

RHYTHM_FORMS: dict[str, Maker] = {
    **SCHEDULE_FORMS,
    "form_preferences": lambda at: preferences.form(replace(WISHES, chosen=USUAL), at),
    "form_preferences_chosen": lambda at: preferences.form(WISHES, at),
    "form_channel_preferences": lambda at: channels.form(CHANNEL, "C0RADAR", "Asia/Shanghai", at),
    "form_snooze_day": lambda at: snoozing.pick_a_date(line(), WALL, at),
}
