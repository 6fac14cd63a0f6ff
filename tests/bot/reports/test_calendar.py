"""The calendar file: valid, complete, the same uid for ever, alarms and the rule's consequence, in both languages."""

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar

from bot.blocks.lens import Lens
from bot.reports.calendar import Dates, as_ics
from flows.linkage.codes import DocketState
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from tests.builders import TODAY, build_card, build_templates
from tests.flows.linkage.docketing import docketed, with_family
from tests.flows.linkage.registers import application
from tests.wordbooks import word_book


def ics(locale: str = "en", *, register: Register) -> bytes:
    lens = Lens(word_book().for_locale(locale), build_templates(), TODAY)
    return as_ics((Dates(build_card(), register),), lens, shipped_rules(), name="LD-12")


def open_register() -> Register:
    """With the dates of a family filed ten days before."""
    return docketed(with_family(application(filed=TODAY - timedelta(days=10))))


@pytest.mark.parametrize("locale", ["en", "zh_CN"])
def test_it_reads_back_with_every_open_date_as_a_whole_day(locale: str) -> None:
    register = open_register()
    book = Calendar.from_ical(ics(locale, register=register))
    events = {str(event["uid"]): event for event in book.walk("VEVENT")}
    assert set(events) == {f"{item.id}@liandong" for item in register.docket}
    for item in register.docket:
        event = events[f"{item.id}@liandong"]
        assert (event.decoded("dtstart"), event.decoded("dtend")) == (item.due_on, item.due_on + timedelta(days=1))
        rule = shipped_rules()[item.rule]
        alarms = {alarm.decoded("trigger") for alarm in event.walk("VALARM")}
        assert alarms == {-timedelta(days=days) for days in rule.reminders}
        description = str(event["description"])
        assert rule.source in description
        assert (rule.consequence.zh if locale == "zh_CN" else rule.consequence.en) in description


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    text = ics(register=open_register())
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert b"\n" not in text.replace(b"\r\n", b"")


def test_the_same_register_gives_the_same_bytes_and_settled_dates_vanish() -> None:
    register = open_register()
    assert ics(register=register) == ics(register=register)
    closed = replace(register, docket=tuple(replace(i, state=DocketState.CONFIRMED) for i in register.docket))
    assert list(Calendar.from_ical(ics(register=closed)).walk("VEVENT")) == []
