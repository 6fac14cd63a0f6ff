"""The submitted forms about what reaches people and channels, and when. Pure; see ``ids.Form`` for the fields."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.filled import Filled, Values
from bot.time_words import read_hours
from flows.errors import InvalidFields
from flows.rhythm.calendar import Quiet
from flows.rhythm.preferences import (
    ChannelMode,
    ChannelPreferences,
    Delivery,
    Nudging,
    Preferences,
    checked,
    checked_for_channel,
)

DAYS = frozenset("0123456")


def read_preferences(
    values: Values, person: str, known_country: Callable[[str], str], *, before: Preferences
) -> Preferences:
    """What ``person`` has filled in over ``before``. Raises ``InvalidFields`` by field name."""
    filled = Filled(values)
    begins, ends = read_hours(filled.text("hours"), "hours")
    return checked(
        replace(
            before,
            days=tuple(sorted(int(day) for day in filled.options("days") if day in DAYS)),
            begins=begins,
            ends=ends,
            quiet=_quiet(filled),
            country=_country(filled.text("country"), known_country),
            delivery=filled.code("delivery", Delivery),
            nudging=filled.code("nudging", Nudging) if "nudging" in filled else before.nudging,
            muted=filled.options("muted") if "muted" in filled else before.muted,
            deputy=filled.person("deputy"),
        ),
        person=person,
    )


def read_channel_preferences(values: Values, *, by: str, at: datetime) -> ChannelPreferences:
    """What ``by`` has filled in for a channel. Raises ``InvalidFields`` by field name."""
    filled = Filled(values)
    chosen = ChannelPreferences(mode=filled.code("mode", ChannelMode), quiet=_quiet(filled), set_by=by, set_at=at)
    return checked_for_channel(chosen)


def _quiet(filled: Filled) -> Quiet | None:
    text = filled.text("quiet")
    return Quiet(*read_hours(text, "quiet")) if text else None


def _country(text: str, known_country: Callable[[str], str]) -> str:
    try:
        return known_country(text)
    except ValueError as error:
        raise InvalidFields({"country": "unknown_country"}) from error
