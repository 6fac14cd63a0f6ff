"""What people type after ``/liandong schedule``, in both languages: a list, or a form that is filled in already."""

from datetime import time

import pytest

from bot.forms_schedule import read_zone
from bot.schedule_words import Typed, read_schedule, read_time
from flows.rhythm.schedules import ScheduleKind


@pytest.mark.parametrize(("typed", "key"), [("", ""), ("LD-12", "LD-12"), ("ｌｄ 12", "LD-12"), ("12", "LD-12")])
def test_a_key_or_nothing_asks_for_the_list(typed: str, key: str) -> None:
    assert read_schedule(typed) == Typed(key=key)


def test_a_word_that_is_no_key_is_looked_up_as_one_so_that_it_can_be_refused() -> None:
    assert read_schedule("Radar") == Typed(key="radar")


@pytest.mark.parametrize(
    ("typed", "kind", "key", "draft"),
    [
        ("add", None, "", {}),
        ("添加", None, "", {}),
        ("add docket LD-12", ScheduleKind.DOCKET, "LD-12", {}),
        ("add digest ld-12 every Monday 9:00", ScheduleKind.PROJECT_DIGEST, "LD-12",
         {"at": "09:00", "every": "week", "weekdays": ["0"]}),
        ("添加 摘要 LD-12 每周一 9:00", ScheduleKind.PROJECT_DIGEST, "LD-12",
         {"at": "09:00", "every": "week", "weekdays": ["0"]}),
        ("新增 跟踪 每周三周五 14点30", ScheduleKind.WATCH_DIGEST, "",
         {"at": "14:30", "every": "week", "weekdays": ["2", "4"]}),
        ("add portfolio monthly 1st 10h30", ScheduleKind.PORTFOLIO_DIGEST, "",
         {"at": "10:30", "every": "month_day", "which": "1"}),
        ("添加 组合 每月15日 8点", ScheduleKind.PORTFOLIO_DIGEST, "",
         {"at": "08:00", "every": "month_day", "which": "15"}),
        ("new gates last friday", ScheduleKind.GATE_CLOSING, "",
         {"every": "nth_weekday", "which": "last", "weekdays": ["4"]}),
        ("新建 评审 每月第二个星期二", ScheduleKind.GATE_CLOSING, "",
         {"every": "nth_weekday", "which": "2", "weekdays": ["1"]}),
        ("add my day weekdays 8:15", ScheduleKind.PERSONAL_DIGEST, "", {"at": "08:15", "every": "workday"}),
        ("增加 我的一天 每天 7点", ScheduleKind.PERSONAL_DIGEST, "", {"at": "07:00", "every": "day"}),
        ("add docket weekly", ScheduleKind.DOCKET, "", {"every": "week"}),
        ("add docket 工作日", ScheduleKind.DOCKET, "", {"every": "workday"}),
        ("add docket daily 25:00", ScheduleKind.DOCKET, "", {"at": "25:00", "every": "day"}),
    ],
)  # fmt: skip
def test_words_fill_in_the_form_as_far_as_they_say_anything(
    typed: str, kind: ScheduleKind | None, key: str, draft: dict[str, object]
) -> None:
    assert read_schedule(typed) == Typed(True, kind, key, draft)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9", time(9)), ("09:30", time(9, 30)), ("9点", time(9)), ("14点05分", time(14, 5)), ("23h59", time(23, 59)),
        ("９：３０", time(9, 30)), ("24:00", None), ("9:60", None), ("noon", None), ("", None), ("9:5", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_write_it(text: str, at: time | None) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"), ("asia/shanghai", "Asia/Shanghai"),
        ("AMERICA/NEW YORK", "America/New_York"),
        ("utc", "UTC"), ("", None), ("Mars/Olympus", None), ("../etc/passwd", None), ("a\0b", None),
    ],
)  # fmt: skip
def test_a_time_zone_is_found_however_it_is_capitalised(text: str, zone: str | None) -> None:
    found = read_zone(text)
    assert (found and found.key) == zone
