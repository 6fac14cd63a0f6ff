"""The submitted form about when reminders reach somebody -> preferences. Pure; see ``ids.Form`` for the fields."""

from collections.abc import Callable

from bot.filled import Filled, Values
from bot.time_words import read_hours
from flows.errors import InvalidFields
from flows.rhythm.calendar import Quiet
from flows.rhythm.preferences import Nudging, Preferences, checked

DAYS = frozenset("0123456")


def read_preferences(values: Values, person: str, known_country: Callable[[str], str]) -> Preferences:
    """What ``person`` has filled in. Raises ``InvalidFields`` by field name."""
    filled = Filled(values)
    hours, quiet = filled.text("hours"), filled.text("quiet")
    begins, ends = read_hours(hours, "hours")
    return checked(
        Preferences(
            nudging=filled.code("nudging", Nudging) if "nudging" in filled else Nudging.STANDARD,
            days=tuple(sorted(int(day) for day in filled.options("days") if day in DAYS)),
            begins=begins,
            ends=ends,
            quiet=Quiet(*read_hours(quiet, "quiet")) if quiet else None,
            country=_country(filled.text("country"), known_country),
        ),
        person=person,
    )


def _country(text: str, known_country: Callable[[str], str]) -> str:
    try:
        return known_country(text)
    except ValueError as error:
        raise InvalidFields({"country": "unknown_country"}) from error
