"""``/liandong away`` and ``back``: days as people type them in both languages, kept once, told back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.day_words import read_away, split_deputy
from bot.grammar import Intent, Verb, parse
from flows.notices import NoticeKind, card_key
from flows.rhythm.calendar import Absence
from flows.rhythm.preferences import USUAL
from tests.bot.inbound.office import CHEN, EMMA, LIN, ZHAO, Office
from tests.bot.inbound.payloads import command
from tests.builders import TEAM

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("until Friday", date(2026, 11, 27)),
        ("till fri", date(2026, 11, 27)),
        ("Wednesday", WEDNESDAY),
        ("until tue", date(2026, 12, 1)),
        ("until tomorrow", date(2026, 11, 26)),
        ("until 2026-12-04", date(2026, 12, 4)),
        ("到周五", date(2026, 11, 27)),
        ("直到 星期日", date(2026, 11, 29)),
        ("到12月4日为止", date(2026, 12, 4)),
        ("到1月3日", date(2027, 1, 3)),
        ("明天", date(2026, 11, 26)),
    ],
)
def test_the_last_day_off_is_read_as_people_write_it(typed: str, last: date) -> None:
    assert read_away(typed, WEDNESDAY) == Absence(WEDNESDAY, last)


def test_without_a_day_there_is_no_end() -> None:
    assert read_away("  ", WEDNESDAY) == Absence(WEDNESDAY)


@pytest.mark.parametrize("typed", ["until", "until soon", "until 2026-11-24", "到2月30日", "fr", "<@U1>", "2026-13-01"])
def test_words_that_name_no_day_to_come_are_not_guessed_at(typed: str) -> None:
    assert read_away(typed, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("away until Friday", Verb.AWAY), ("外出到周五", Verb.AWAY), ("back", Verb.BACK), ("回来", Verb.BACK),
    ],
)  # fmt: skip
def test_both_languages_have_the_words(typed: str, intent: Verb) -> None:
    wish = parse(typed)
    assert isinstance(wish, Intent)
    assert wish.verb is intent


@pytest.mark.parametrize(
    ("typed", "rest", "name"),
    [
        ("until Friday @Zhao Jing", "until Friday", "Zhao Jing"),
        ("until Friday, deputy Zhao Jing", "until Friday", "Zhao Jing"),
        ("until 2026-12-04 <@U0ZHAO|zhaojing>", "until 2026-12-04", "U0ZHAO"),
        ("到周五，由赵静代理", "到周五", "赵静"),
        ("到周五 代理人：赵静", "到周五", "赵静"),
        ("到周五@赵静", "到周五", "赵静"),
        ("@zhao", "", "zhao"),
        ("until Friday", "until Friday", ""),
        ("", "", ""),
    ],
)
def test_a_deputy_is_named_as_people_write_it(typed: str, rest: str, name: str) -> None:
    assert split_deputy(typed) == (rest, name)


def kept(office: Office) -> Absence | None:
    with office.store.read() as reads:
        return reads.absence(TEAM, LIN)


def test_days_off_are_kept_and_told_back_in_ones_own_language(office: Office) -> None:
    told = office.send(command("外出到周五", LIN))
    absence = kept(office)
    assert absence is not None
    assert absence.last is not None
    assert absence.last.weekday() == 4
    assert "您外出至" in str(told)
    assert office.send(command("外出到周五", LIN)) == told


def test_coming_back_ends_them_once(office: Office) -> None:
    office.send(command("away", LIN))
    assert kept(office) is not None
    assert "欢迎回来" in str(office.send(command("back", LIN)))
    assert kept(office) is None
    assert "没有设为外出" in str(office.send(command("back", LIN)))


def test_a_day_that_is_not_understood_changes_nothing(office: Office) -> None:
    office.send(command("away until Friday", LIN))
    before = kept(office)
    assert "没有看懂" in str(office.send(command("away until whenever", LIN)))
    assert kept(office) == before


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("外出到周五 @U0ZHAO", "<@U0ZHAO> 代理"), ("外出到周五 @u0zhao", "<@U0ZHAO> 代理"),
        ("外出到周五，由U0ZHAO代理", "<@U0ZHAO> 代理"), ("外出到周五", "您没有代理人"),
        ("外出到周五 @zhaojing", "<@U0ZHAO> 代理"),  # as Slack hands on a mention of a Chinese name
    ],
)  # fmt: skip
def test_who_stands_in_is_kept_and_told(office: Office, typed: str, told: str) -> None:
    assert told in str(office.send(command(typed, LIN)))
    absence = kept(office)
    assert absence is not None
    assert absence.deputy == (ZHAO if "代理" in told and "没有" not in told else "")


def test_whoever_was_chosen_in_the_preferences_stands_in_where_nobody_is_named(office: Office) -> None:
    with office.store.write() as uow:
        uow.preferences.put(TEAM, EMMA, replace(USUAL, deputy=CHEN))
        uow.commit()
    assert f"<@{CHEN}> stands in" in str(office.send(command("away until Friday", EMMA)))


@pytest.mark.parametrize("name", ["nobody at all", LIN, "U0LIANDONG9"])
def test_a_deputy_who_is_nobody_or_oneself_is_refused_and_nothing_changes(office: Office, name: str) -> None:
    assert "没有其他人叫" in str(office.send(command(f"外出到周五 @{name}", LIN)))
    assert kept(office) is None


def test_who_is_away_is_not_called_late(office: Office) -> None:
    office.create()
    office.clock.at += timedelta(days=30)
    before = str(office.send(command("状态 LD-1", LIN)))
    office.send(command("外出到周日", CHEN))
    after = str(office.send(command("状态 LD-1", LIN)))
    assert "负责人外出至" not in before
    assert "负责人外出至" in after
    assert "1 项等待外出人员" in after
    office.send(command("回来", CHEN))
    assert str(office.send(command("状态 LD-1", LIN))) == before


def test_the_home_shows_that_one_is_away(office: Office) -> None:
    office.notices(NoticeKind.HOME)
    office.send(command("away", LIN))
    assert [notice.audience for notice in office.notices(NoticeKind.HOME)] == [LIN]


def test_neither_is_their_project_in_any_list_nor_what_waits_for_them(office: Office) -> None:
    """The card in the channel says so as well, from the moment in which they say that they are away."""
    project = office.create()
    office.clock.at += timedelta(days=30)
    before = str(office.send(command("list", EMMA)))
    assert "overdue" in before
    assert "away" not in before
    office.notices(NoticeKind.CARD)
    office.send(command("外出到周日", CHEN))
    assert [notice.post_key for notice in office.notices(NoticeKind.CARD)] == [card_key(project)]
    listed = str(office.send(command("list", EMMA)))
    assert "1 waits for who is away" in listed
    assert listed.count(" overdue") == before.count(" overdue"), "others are late all the same"
    mine = str(office.send(command("我的", CHEN)))
    assert "等您回来后处理" in mine
    assert "已逾期" not in mine
    office.send(command("回来", CHEN))
    assert [notice.post_key for notice in office.notices(NoticeKind.CARD)] == [card_key(project)]
    assert str(office.send(command("list", EMMA))) == before
    assert "已逾期" in str(office.send(command("我的", CHEN)))


def test_a_vote_that_is_missing_names_who_is_away(office: Office) -> None:
    project = office.create()
    office.open_gate(project)
    assert "away:" not in str(office.send(command("status LD-1", EMMA)))
    office.send(command("away until Friday", EMMA))
    assert f"away: <@{EMMA}>" in str(office.send(command("status LD-1", EMMA)))
