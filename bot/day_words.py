"""The last day off in what somebody typed after ``away``: a date, a weekday, today or tomorrow, in both languages."""

import re
from datetime import date, timedelta

from flows.rhythm.calendar import Absence

_LEADING = re.compile(r"^(until|till|to|through|直到|到|至)\s*", re.IGNORECASE)
_TRAILING = re.compile(r"(为止|止)$")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CHINESE_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_CHINESE_WEEKDAY = re.compile(r"^(?:周|星期|礼拜)([一二三四五六日天])$")
_CHINESE_DATE = re.compile(r"^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]$")
_DEPUTY = re.compile(
    r"^(?P<rest>.*?)(?:<@|@|(?:\bdeputy\b|代理人|代理|由)\s*[:：]?\s*(?:<@|@)?)(?P<name>[^@<>|]+?)(?:\|[^>]*)?>?\s*(?:代理)?$",
    re.IGNORECASE,
)
_SHORTEST = 3
_DAYS_AHEAD = {"today": 0, "今天": 0, "tomorrow": 1, "明天": 1, "后天": 2}


def split_deputy(text: str) -> tuple[str, str]:
    """What was typed after ``away`` without the deputy, and the deputy's name or id as typed; empty where none is."""
    found = _DEPUTY.match(text.strip())
    return (found["rest"].rstrip(" ,，;；"), found["name"].strip()) if found else (text, "")


def read_away(text: str, today: date) -> Absence | None:
    """Days off from ``today`` on, without an end where nothing is said. None for words that name no day to come."""
    words = _TRAILING.sub("", _LEADING.sub("", text.strip())).strip().casefold()
    if not words:
        return Absence(today) if not text.strip() else None
    last = _day(words, today)
    return None if last is None or last < today else Absence(today, last)


def _day(words: str, today: date) -> date | None:
    if words in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[words])
    weekday = _weekday(words)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    written = _CHINESE_DATE.match(words)
    try:
        if written is None:
            return date.fromisoformat(words)
        year, month, day = written.groups()
        found = date(int(year or today.year), int(month), int(day))
        return found if year or found >= today else found.replace(year=today.year + 1)
    except ValueError:  # no date, or no such day
        return None


def _weekday(words: str) -> int | None:
    chinese = _CHINESE_WEEKDAY.match(words)
    if chinese:
        return _CHINESE_DAYS[chinese.group(1)]
    if len(words) < _SHORTEST:
        return None
    return next((number for number, name in enumerate(_WEEKDAYS) if name.startswith(words)), None)
