"""One's own day as a daily message is asked for, and called off, with one click; for oneself alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.ids import Act, Form, Ref
from flows.rhythm.defaults import own_day_id
from flows.rhythm.preferences import Delivery, Preferences
from flows.rhythm.schedules import Schedule
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, Office
from tests.bot.inbound.payloads import TEAM, click, command, submission


def kept(office: Office, user: str = LIN) -> Schedule | None:
    with office.store.read() as reads:
        return reads.schedule(TEAM, own_day_id(user))


def offers(office: Office, user: str = LIN) -> bool:
    return Act.MY_DAY in str(office.send(command("mine", user)))


def test_the_list_of_what_waits_offers_it_until_it_is_there(office: Office) -> None:
    assert offers(office)
    office.send(click(Act.MY_DAY, Ref(), LIN))
    assert not offers(office)
    assert offers(office, EMMA)
    office.send(click(Act.MY_DAY_STOP, Ref(), LIN))
    assert offers(office)


def test_it_begins_with_the_next_working_day_and_the_answer_says_when(office: Office) -> None:
    with office.store.write() as uow:
        uow.preferences.put(TEAM, LIN, Preferences(begins=datetime(2026, 1, 1, 8, 30, tzinfo=UTC).time()))
        uow.commit()
    office.send(click(Act.MY_DAY, Ref(), LIN))
    day = kept(office)
    assert day is not None
    assert (day.audience, day.covered_to) == (LIN, office.clock.now())
    assert "08:30" in office.slack.answer


def test_asked_for_twice_it_is_the_same_and_stopped_twice_too(office: Office) -> None:
    for user in (GUEST, CHEN):
        office.send(click(Act.MY_DAY, Ref(), user))
        first = kept(office, user)
        office.send(click(Act.MY_DAY, Ref(), user))
        assert kept(office, user) == first is not None
        for _ in range(2):
            office.send(click(Act.MY_DAY_STOP, Ref(), user))
            assert kept(office, user) is None


def test_nobody_else_is_concerned(office: Office) -> None:
    office.send(click(Act.MY_DAY, Ref(), LIN))
    office.send(click(Act.MY_DAY_STOP, Ref(), EMMA))
    assert kept(office) is not None
    assert kept(office, EMMA) is None


def test_one_message_a_day_is_chosen_in_the_preferences_and_called_off_with_the_message(office: Office) -> None:
    values = {
        "days": p.options("0", "1"), "hours": p.text("9-17"), "quiet": p.text(None), "country": p.text(None),
        "delivery": p.option("daily"), "deputy": p.one_person(None),
    }  # fmt: skip
    told = str(office.send(submission(Form.PREFERENCES, Ref(), values, EMMA)))
    assert "Once a day, when my working day begins" in told
    day = kept(office, EMMA)
    assert day is not None
    assert (day.at.hour, day.rule.weekdays) == (9, (0, 1))
    office.send(click(Act.MY_DAY_STOP, Ref(), EMMA))
    assert kept(office, EMMA) is None
    with office.store.read() as reads:
        assert reads.preferences(TEAM, EMMA).delivery is Delivery.IMMEDIATE


def hears_of(office: Office, user: str, **profile: object) -> None:
    office.send(p.event({"type": "user_change", "user": {"id": user, "team_id": TEAM, "name": user, **profile}}))


def next_day_is_due(office: Office, at: datetime) -> bool:
    with office.store.read() as reads:
        return any(one.id == own_day_id(LIN) for one in reads.due_schedules(at, limit=9))


def test_it_goes_along_in_the_moment_in_which_slack_says_that_its_person_has_moved(office: Office) -> None:
    """Also where the event does not say the language: the zone counts, the person is looked up besides."""
    office.send(click(Act.MY_DAY, Ref(), LIN))
    day = kept(office)
    assert day is not None
    begins = datetime.combine(office.clock.now().date() + timedelta(days=1), day.at)
    for zone, others in (("Asia/Tokyo", {}), ("Australia/Sydney", {"locale": "zh-CN"})):
        office.wakes.clear()
        hears_of(office, LIN, tz=zone, **others)
        moved = kept(office)
        assert moved is not None
        assert moved.zone.key == zone
        there = begins.replace(tzinfo=moved.zone)
        assert not next_day_is_due(office, there - timedelta(minutes=1))
        assert next_day_is_due(office, there)
        assert office.wakes
    assert office.learned == [LIN]
    hears_of(office, LIN)
    assert kept(office) == moved, "an event that says neither leaves both"


def test_it_waits_no_longer_for_somebody_who_is_back(office: Office) -> None:
    office.send(click(Act.MY_DAY, Ref(), LIN))
    office.send(command("外出到12月4日", LIN))
    day, now = kept(office), office.clock.now()
    assert day is not None
    with office.store.write() as uow:
        uow.schedules.put(replace(day, covered_to=now - timedelta(days=4)), next_at=now + timedelta(days=9))
        uow.commit()
    office.send(command("回来", LIN))
    assert next_day_is_due(office, now)
