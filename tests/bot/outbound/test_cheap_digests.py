"""A thousand digests of one morning: none is composed only to wait, and nobody reads on after the first reason."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.blocks.rhythm.digest import Line, Part
from bot.courier import Courier
from bot.digests.composing import Composer
from bot.digests.sections import Occasion, Section
from bot.digests.ticking import Ticking
from bot.discretion import Discretion
from bot.gateway import Gateway
from bot.hours import Hours
from bot.new_ids import id_maker
from bot.pacing import Pace
from bot.rendering import Renderer
from bot.verdicts import Done, PutOff
from flows.notices import NoticeKind, home_key
from flows.ports import Reads, Store
from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.defaults import own_day
from flows.rhythm.schedules import ScheduleKind
from flows.rhythm.usecases import keep
from tests.wordbooks import shipped_templates, word_book

from .conftest import LEAD, TEAM, Office
from .digesting import SHANGHAI, USUAL, composer
from .scripted_slack import ScriptedSlack
from .test_digests import next_monday, queued


def section(name: str, asked: list[str], *lines: str) -> Section:
    """Part of a digest that notes when it is asked."""

    def told(reads: Reads, occasion: Occasion) -> Iterable[Part]:
        del reads, occasion
        asked.append(name)
        yield Part(title=name, lines=tuple(Line(text) for text in lines))

    return told


def of(*sections: Section) -> Composer:
    return replace(composer(), sections={ScheduleKind.PROJECT_DIGEST: sections})


@pytest.mark.usefixtures("office")
def test_nobody_is_asked_after_the_first_who_has_something_to_say(store: Store) -> None:
    asked: list[str] = []
    made = of(section("silent", asked), section("loud", asked, "x"), section("never", asked, "y"))
    assert Ticking(store=store, composer=made, usual=USUAL, new_id=id_maker()).fire(next_monday())
    assert asked == ["silent", "loud"]


@pytest.mark.usefixtures("office")
def test_a_digest_that_waits_for_its_minute_is_composed_when_that_has_come(
    slack: ScriptedSlack, gateway: Gateway, store: Store
) -> None:
    asked: list[str] = []
    made, now = of(section("loud", asked, "x")), next_monday()
    Ticking(store=store, composer=made, usual=USUAL, new_id=id_maker()).fire(now)
    (parcel,) = queued(store, now)
    hours = Hours(store, made.working, PersonCalendar(zone=SHANGHAI), within=timedelta(minutes=10))
    renderer = Renderer(store, word_book(), shipped_templates(), SHANGHAI, digests=made)
    courier = Courier(renderer, gateway, Discretion(store, gateway, TEAM), Pace(0, 0), hours.leaves, hears=hours.hears)
    waits = courier.deliver(parcel, now=now)
    assert isinstance(waits, PutOff)
    assert asked == ["loud"], "when it fired"
    assert isinstance(courier.deliver(parcel, now=waits.until), Done)
    assert asked == ["loud", "loud"]
    assert len(slack.of("chat.postMessage")) == 1


def test_what_moved_is_not_looked_up_for_a_day_that_is_silent(office: Office, store: Store) -> None:
    """It is no reason for a message, and costs more than all the rest."""
    looked: list[str] = []

    def spied(reads: Reads, occasion: Occasion) -> Iterable[Part]:
        del reads
        looked.append("weighed" if occasion.is_weighed else "composed")
        return ()

    made = replace(composer(), sections={ScheduleKind.PERSONAL_DIGEST: (spied,)})
    day = own_day(TEAM, LEAD, PersonCalendar(zone=ZoneInfo("Asia/Shanghai")), since=next_monday() - timedelta(hours=3))
    with store.write() as uow:
        keep(day, uow=uow, holidays=made.working.holidays)
        uow.commit()
    Ticking(store=store, composer=made, usual=USUAL, new_id=id_maker()).fire(next_monday())
    assert looked == ["weighed"]
    del office


def test_a_home_that_was_never_opened_is_not_filled(office: Office, store: Store) -> None:
    renderer = Renderer(store, word_book(), shipped_templates(), SHANGHAI)
    notice = office.notice(NoticeKind.HOME, "home", LEAD, post_key=home_key(LEAD))
    assert renderer.gather(notice, now=next_monday()).work is None
    with store.write() as uow:
        uow.people.home_opened(TEAM, LEAD, now=next_monday())
        uow.commit()
    assert renderer.gather(notice, now=next_monday()).work is not None
