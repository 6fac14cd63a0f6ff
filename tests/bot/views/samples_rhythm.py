"""Sample views of what people and channels want to hear."""

from collections.abc import Callable
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.rhythm import absences, preferences
from flows.rhythm.calendar import Absence, PersonCalendar, Quiet
from flows.rhythm.preferences import (
    USUAL,
    USUAL_IN_CHANNELS,
    ChannelMode,
    ChannelPreferences,
    Delivery,
    Nudging,
    Preferences,
)
from tests.builders import LEAD, NOW, STEER, build_card

Maker = Callable[[Lens], Message | dict[str, Any]]

SHANGHAI = PersonCalendar(zone=ZoneInfo("Asia/Shanghai"), country="CN")
CHOSEN = Preferences(
    delivery=Delivery.DAILY,
    nudging=Nudging.LIGHT,
    days=(0, 1, 2, 3),
    begins=time(8, 30),
    ends=time(17),
    quiet=Quiet(time(12), time(13, 30)),
    country="CN",
    deputy=STEER,
    muted=("prj_1",),
)
CHANNEL = ChannelPreferences(mode=ChannelMode.QUIET, threads=False, set_by=LEAD, set_at=NOW)

RHYTHM_ANSWERS: dict[str, Maker] = {
    "preferences_usual": lambda at: preferences.own(USUAL, SHANGHAI, (), at),
    "preferences_chosen": lambda at: preferences.own(
        CHOSEN, SHANGHAI, (build_card(),), at, channel=preferences.channel_line(CHANNEL, at)
    ),
    "preferences_channel": lambda at: preferences.channel_saved(CHANNEL, LEAD, at),
    "away_with_deputy": lambda at: absences.away(Absence(date(2026, 11, 23), date(2026, 11, 27), STEER), at),
    "away_alone": lambda at: absences.away(Absence(date(2026, 11, 23)), at),
    "away_unknown_deputy": lambda at: absences.no_such_deputy("<Zhao>", at),
}

RHYTHM_FORMS: dict[str, Maker] = {
    "form_preferences": lambda at: preferences.form(USUAL, SHANGHAI, (), at),
    "form_preferences_chosen": lambda at: preferences.form(CHOSEN, SHANGHAI, (build_card(),), at),
    "form_channel_preferences": lambda at: preferences.channel_form(USUAL_IN_CHANNELS, "C0RADAR", at),
}
