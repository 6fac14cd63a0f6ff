"""Submitted forms about schedules -> what was asked for. Pure; see ``ids.Form`` for their fields."""

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.filled import Filled, Values
from bot.ids import unpack
from bot.schedule_words import LASTS, read_time
from bot.words import LOCALES
from flows.errors import InvalidFields
from flows.rhythm.schedules import LAST, Every, Rule

MONTH, WEEKS = 31, 5
DAYS = frozenset("0123456")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a form says. ``zone`` None: the form did not ask. Empty ``channel``: to the person. Empty ``language``: the
    reader's own."""

    project_id: str
    channel: str
    rule: Rule
    at: time
    zone: ZoneInfo | None
    language: str


def read_schedule_form(values: Values) -> Asked:
    """Raises ``InvalidFields`` by field name, with everything that is wrong at once."""
    filled, wrong = Filled(values), dict[str, str]()
    at = read_time(filled.text("at"))
    if at is None:
        wrong["at"] = "not_a_time"
    zone, rule, language = _zone(filled, wrong), _rule(filled, wrong), filled.option("language")
    if wrong or at is None or rule is None:
        raise InvalidFields(wrong)
    return Asked(
        project_id=unpack(filled.option("project") or "-").project_id,
        channel=filled.channel("channel"),
        rule=rule,
        at=at,
        zone=zone,
        language=language if language in LOCALES else "",
    )


def _zone(filled: Filled, wrong: dict[str, str]) -> ZoneInfo | None:
    if "zone" not in filled:
        return None
    found = read_zone(filled.text("zone"))
    if found is None:
        wrong["zone"] = "no_such_zone"
    return found


def read_zone(text: str) -> ZoneInfo | None:
    """A zone by its IANA name, however it is capitalised and with spaces or underscores; None for any other text."""
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no such name, or a name no file could have
        plain = text.casefold().replace(" ", "_")
        found = next((name for name in sorted(available_timezones()) if name.casefold() == plain), None)
        return None if found is None else ZoneInfo(found)


def _rule(filled: Filled, wrong: dict[str, str]) -> Rule | None:
    every = filled.code("every", Every)
    chosen, which = [day for day in filled.options("weekdays") if day in DAYS], filled.text("which")
    days = tuple(sorted(int(day) for day in chosen)) if every in (Every.WEEK, Every.NTH_WEEKDAY) else ()
    if every in (Every.WEEK, Every.NTH_WEEKDAY) and not days:
        wrong["weekdays"] = "no_weekday"
    number = _number(every, which)
    if number is None:
        wrong["which"] = "not_a_month_day" if every is Every.MONTH_DAY else "not_a_week"
    if number is None or "weekdays" in wrong:
        return None
    try:
        return Rule(every, days, number, " ".join(which.split()) if every is Every.CRON else "")
    except ValueError:
        wrong["which"] = "not_a_cron"
        return None


def _number(every: Every, which: str) -> int | None:
    """0 where the rule needs none; None for text that is no such number."""
    if every not in (Every.MONTH_DAY, Every.NTH_WEEKDAY):
        return 0
    if every is Every.NTH_WEEKDAY and which.casefold() in LASTS:
        return LAST
    most = MONTH if every is Every.MONTH_DAY else WEEKS
    number = int(which) if which.isascii() and which.isdigit() else 0
    return number if 1 <= number <= most else None
