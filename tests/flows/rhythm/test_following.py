"""What goes to one person goes along with them; what a channel hears stays where it was set."""

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

from flows.names import SYSTEM
from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.defaults import at_home, own_day
from tests.storage.test_rhythm import FIRST, daily

BERLIN = PersonCalendar(zone=ZoneInfo("Europe/Berlin"), country="DE", begins=time(8))


def test_one_s_own_schedule_keeps_its_time_on_the_wall_of_the_new_place() -> None:
    mine = daily(audience="U0LIN")
    moved = at_home(mine, BERLIN)
    assert moved == replace(mine, zone=BERLIN.zone, country="DE")
    assert at_home(moved, BERLIN) == moved


def test_the_day_that_was_asked_for_with_one_click_begins_with_the_working_day() -> None:
    day = own_day("T1", "U0LIN", PersonCalendar(zone=ZoneInfo("Asia/Shanghai"), country="CN"), since=FIRST)
    assert (day.owner, day.at) == (SYSTEM, time(9))
    assert (at_home(day, BERLIN).at, at_home(day, BERLIN).zone) == (time(8), BERLIN.zone)


def test_once_changed_it_keeps_the_time_that_was_chosen() -> None:
    day = own_day("T1", "U0LIN", PersonCalendar(zone=ZoneInfo("Asia/Shanghai")), since=FIRST)
    assert at_home(replace(day, owner="U0LIN", at=time(17)), BERLIN).at == time(17)
