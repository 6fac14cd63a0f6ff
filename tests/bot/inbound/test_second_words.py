"""A mistyped word after a verb is answered with the nearest one, and never in the place of a project."""

import pytest

from bot.grammar import SPELLINGS
from bot.listeners import acting, beginning
from bot.listeners.register import CALENDAR_WORDS
from bot.schedule_words import read_schedule
from bot.second_words import SECOND, nearest_phrase
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, Office


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("schedule ad digest", "schedule add"), ("schedule  Addd", "schedule add"), ("日程 添家 摘要", "日程 添加"),
        ("watch acions", "watch actions"), ("跟踪 待板", "跟踪 待办"), ("docket calender", "docket calendar"),
        ("watch templat", "watch template"),
    ],
)  # fmt: skip
def test_the_nearest_word_is_named_with_its_verb(typed: str, meant: str) -> None:
    assert nearest_phrase(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "schedule", "schedule LD-9", "schedule 9", "watch zebra", "status acions", "zebra ad"]
)
def test_keys_and_what_is_like_nothing_get_no_suggestion(typed: str) -> None:
    assert nearest_phrase(typed) == ""


def test_every_word_that_is_suggested_is_understood() -> None:
    assert all(verb in SPELLINGS.values() for verb in SECOND)
    understood = {*acting.WORDS, *beginning.WORDS, *CALENDAR_WORDS}
    assert {word for words in SECOND.values() for word in words if not read_schedule(word).adds} <= understood


def test_the_answer_to_a_mistyped_word_names_the_nearest_in_both_languages(office: Office) -> None:
    office.create()
    assert "Did you mean `/liandong watch actions`?" in str(office.send(p.command("watch acions", EMMA)))
    assert "您是不是想用 `/liandong 日程 添加`？" in str(office.send(p.command("日程 添家", CHEN)))
