"""What somebody typed after ``/liandong schedule``: nothing, a project key, or ``add`` with a rhythm. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import TypeVar

from bot.grammar import fold, project_key
from flows.rhythm.schedules import LAST, Every, ScheduleKind

Code = TypeVar("Code", ScheduleKind, Every)

_ADD = re.compile(r"^(add|new|添加|新增|新建|增加)\s*")
_TIME = re.compile(r"(?<!\d)(\d{1,2})(?:[:h](\d{2})|点(\d{2})?分?)")
_KEY = re.compile(r"\bld\s*-?\s*\d{1,9}\b")
_KINDS = (
    (ScheduleKind.PORTFOLIO_DIGEST, re.compile(r"portfolio|组合")),
    (ScheduleKind.PERSONAL_DIGEST, re.compile(r"my day|personal|我的一天|个人")),
    (ScheduleKind.WATCH_DIGEST, re.compile(r"watch(es)?|跟踪")),
    (ScheduleKind.GATE_CLOSING, re.compile(r"gates?|评审")),
    (ScheduleKind.DOCKET, re.compile(r"docket|dates|期限")),
    (ScheduleKind.PROJECT_DIGEST, re.compile(r"project|digest|项目|摘要")),
)
_EVERY = (
    (Every.WORKDAY, re.compile(r"weekdays?|workdays?|working days?|工作日")),
    (Every.DAY, re.compile(r"daily|every day|每天|每日")),
    (Every.MONTH_DAY, re.compile(r"monthly|every month|每月")),
    (Every.WEEK, re.compile(r"weekly|every week|每周|每星期")),
)
_DAYS = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?s?\b|(?:周|星期|礼拜)([一二三四五六日天])")
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST, "第一": 1, "第二": 2, "第三": 3,
        "第四": 4, "第五": 5, "最后": LAST}  # fmt: skip
_MONTH_DAY = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th|日|号)?(?![\d:点h])")
LASTS = ("last", "最后", "-1")


@dataclass(frozen=True, slots=True)
class Typed:
    """``adds``: whether a form is asked for; ``draft`` are its fields as far as they were named."""

    adds: bool = False
    kind: ScheduleKind | None = None
    key: str = ""
    draft: Mapping[str, object] = field(default_factory=dict)


def read_schedule(text: str) -> Typed:
    """Words that say nothing to us are left to the form, where they can be seen to be missing; a time of day that does
    not exist (``25:00``) stands there as it was typed, to be refused when it is sent."""
    words = fold(text)
    found = _ADD.match(words)
    if found is None:
        return Typed(key=project_key(words) or words)
    rest = words[found.end() :]
    key = _KEY.search(rest)
    if key:
        rest = rest.replace(key.group(), " ")
    draft, rest = _time_of(rest)
    return Typed(True, _first(_KINDS, rest), project_key(key.group()) if key else "", {**draft, **_days_of(rest)})


def _time_of(words: str) -> tuple[dict[str, object], str]:
    found = _TIME.search(words)
    if found is None:
        return {}, words
    typed = found.group()
    at = read_time(typed)
    return {"at": f"{at:%H:%M}" if at else typed}, words.replace(typed, " ")


def _days_of(words: str) -> dict[str, object]:
    every = _first(_EVERY, words)
    days = [_CHINESE[chinese] if chinese else _NAMES.index(english) for english, chinese in _DAYS.findall(words)]
    nth = next((number for name, number in _NTH.items() if name in words), None)
    draft: dict[str, object] = {}
    if days and nth is not None:
        draft = {"every": Every.NTH_WEEKDAY, "which": "last" if nth == LAST else str(nth)}
    elif days or every is Every.WEEK:
        draft = {"every": Every.WEEK}
    elif every is Every.MONTH_DAY:
        number = _MONTH_DAY.search(words)
        draft = {"every": every, **({"which": number.group(1)} if number else {})}
    elif every is not None:
        draft = {"every": every}
    return {**draft, **({"weekdays": [str(day) for day in dict.fromkeys(days)]} if days else {})}


def _first(table: tuple[tuple[Code, re.Pattern[str]], ...], words: str) -> Code | None:
    return next((code for code, pattern in table if pattern.search(words)), None)


def read_time(text: str) -> time | None:
    """``9:00``, ``09:30``, ``9``, ``9点``, ``9点30``; None for what is no time of day."""
    found = re.fullmatch(r"(\d{1,2})(?:[:h](\d{2})|点(?:(\d{2})分?)?)?", fold(text))
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or found.group(3) or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 -- the clock
