"""Sample views of reminders of open work, of what they can be put off to, and of late work."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.rhythm import escalations, prompts, snoozing
from bot.blocks.rhythm.prompts import Item, Wall
from bot.public_holidays import PublicHolidays
from flows.lifecycle.project import Request
from flows.lifecycle.readmodels import WorkLine
from flows.names import Ask
from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.escalation import Step, Told
from flows.rhythm.snoozing import choices
from tests.builders import LEAD, PROJECT_ID, TECH, build_card, build_deliverable

Maker = Callable[[Lens], Message | dict[str, Any]]

SHANGHAI = PersonCalendar(zone=ZoneInfo("Asia/Shanghai"), country="CN")
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


REMINDER_MESSAGES: dict[str, Maker] = {
    "reminder_of_work": lambda at: prompts.reminder(ITEMS, WALL, at, done=2, silent=3, number=7),
    "reminder_on_the_eve_of_a_holiday": lambda at: prompts.reminder(
        ITEMS[1:2], Wall(SHANGHAI.zone, EVE, choices(EVE, SHANGHAI, PublicHolidays())), at, done=0
    ),
    "reminder_put_off": lambda at: prompts.reminder(ITEMS[2:3], WALL, at, done=0),
    "reminder_all_put_off": lambda at: prompts.reminder(
        (ITEMS[2], Item(line=line(id="dlv_e"), snoozed_until=NOON + timedelta(days=1))), WALL, at, done=0, number=7
    ),
    "reminder_done": lambda at: prompts.reminder((), WALL, at, done=3),
    "reminder_replaced": prompts.replaced,
    "late_for_the_lead": lambda at: late(at, reader=LEAD),
    "late_for_the_deputy": lambda at: late(
        at, reader="U0WU", rows=(told(Step.ABSENT, "U0WU", NOON, TECH),), away={TECH: at.day(date(2026, 12, 1))}
    ),
}

REMINDER_ANSWERS: dict[str, Maker] = {
    "snooze_too_late": snoozing.day_is_over,
    "snooze_not_waiting": snoozing.not_waiting,
}

REMINDER_FORMS: dict[str, Maker] = {"form_snooze_day": lambda at: snoozing.pick_a_date(line(), WALL, at)}
