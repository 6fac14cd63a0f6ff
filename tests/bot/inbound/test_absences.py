"""``/liandong away`` and ``back``: days as people type them in both languages, kept once, told back."""

from datetime import date

import pytest

from bot.day_words import read_away
from bot.grammar import Intent, Verb, parse
from flows.rhythm.calendar import Absence
from tests.bot.inbound.office import LIN, Office
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
