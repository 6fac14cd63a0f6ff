"""Sample views of when reminders reach somebody, and of days off."""

from collections.abc import Callable
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.rhythm import absences, preferences
from flows.rhythm.calendar import Absence, PersonCalendar, Quiet
from flows.rhythm.preferences import USUAL, Preferences

from .samples_schedules import SCHEDULE_ANSWERS, SCHEDULE_FORMS

Maker = Callable[[Lens], Message | dict[str, Any]]

SHANGHAI = PersonCalendar(zone=ZoneInfo("Asia/Shanghai"), country="CN")
CHOSEN = Preferences(
    days=(0, 1, 2, 3), begins=time(8, 30), ends=time(17), quiet=Quiet(time(12), time(13, 30)), country="CN"
)

RHYTHM_ANSWERS: dict[str, Maker] = {
    **SCHEDULE_ANSWERS,
    "preferences_usual": lambda at: preferences.own(USUAL, SHANGHAI, at),
    "preferences_chosen": lambda at: preferences.own(CHOSEN, SHANGHAI, at),
    "away_until": lambda at: absences.away(Absence(date(2026, 11, 23), date(2026, 11, 27)), at),
    "away_without_end": lambda at: absences.away(Absence(date(2026, 11, 23)), at),
}

RHYTHM_FORMS: dict[str, Maker] = {
    **SCHEDULE_FORMS,
    "form_preferences": lambda at: preferences.form(USUAL, SHANGHAI, at),
    "form_preferences_chosen": lambda at: preferences.form(CHOSEN, SHANGHAI, at),
}
