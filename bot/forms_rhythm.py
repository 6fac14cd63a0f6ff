"""Submitted forms about what people and channels want to hear -> preferences. Pure; see ``ids.Form`` for the fields."""

from collections.abc import Callable
from datetime import datetime

from bot.filled import Filled, Values, code_of
from bot.ids import unpack
from bot.time_words import read_hours
from flows.errors import InvalidFields
from flows.rhythm.calendar import Quiet
from flows.rhythm.preferences import ChannelMode, ChannelPreferences, Delivery, Nudging, Preferences, checked

THREADS, NO_THREADS = "threads", "no_threads"
DAYS = frozenset("0123456")


def read_preferences(values: Values, person: str, known_country: Callable[[str], str]) -> Preferences:
    """What ``person`` has filled in. Raises ``InvalidFields`` by field name."""
    filled = Filled(values)
    hours, quiet = filled.text("hours"), filled.text("quiet")
    begins, ends = read_hours(hours, "hours")
    return checked(
        Preferences(
            delivery=filled.code("delivery", Delivery),
            nudging=filled.code("nudging", Nudging),
            days=tuple(sorted(int(day) for day in filled.options("days") if day in DAYS)),
            begins=begins,
            ends=ends,
            quiet=Quiet(*read_hours(quiet, "quiet")) if quiet else None,
            country=_country(filled.text("country"), known_country),
            deputy=filled.person("deputy"),
            muted=tuple(dict.fromkeys(unpack(packed).project_id for packed in filled.options("muted"))),
        ),
        person=person,
    )


def _country(text: str, known_country: Callable[[str], str]) -> str:
    try:
        return known_country(text)
    except ValueError as error:
        raise InvalidFields({"country": "unknown_country"}) from error


def read_channel_preferences(values: Values, *, by: str, at: datetime) -> ChannelPreferences:
    """What ``by`` (a user id) chooses for a channel."""
    filled = Filled(values)
    return ChannelPreferences(
        mode=code_of(ChannelMode, filled.option("mode"), "mode"),
        threads=filled.option("threads") != NO_THREADS,
        set_by=by,
        set_at=at,
    )
