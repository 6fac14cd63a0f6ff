"""What the clock says to one person about dates, in both languages: what waits, what is to be confirmed, what moved."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.blocks.kit import Message, check_message
from bot.blocks.linkage import docket, due, labels, matrix
from bot.blocks.linkage.unsettled import in_short, is_unsettled, unsettled
from bot.reports.calendar import Dates, as_ics
from flows.linkage.codes import Certainty, DocketState
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from tests.builders import LEGAL, PATENT, TODAY, build_card
from tests.flows.linkage.registers import application, family, register, standard

from .samples import LOCALES, lens

ABLE = {"CloseDocketItem", "ConfirmDocketItem", "DropDocketItem"}
SATURDAY, MONDAY = date(2031, 9, 27), date(2031, 9, 29)
"""In a year whose make-up workdays nobody knows."""


def item(number: int, **fields: object) -> DocketItem:
    base = DocketItem(
        id=f"dkt_{number}", number=number, rule="R08", subject_id="fam_1", part="CN", source_on=TODAY,
        raw_on=TODAY + timedelta(days=7), due_on=TODAY + timedelta(days=7), calendar="CN",
        certainty=Certainty.STATUTE,
    )  # fmt: skip
    return replace(base, **fields)  # type: ignore[arg-type]  # any field


OPEN = item(1)
DONE = item(2, state=DocketState.DONE, done_by=LEGAL, done_on=TODAY)
CONFIRMED = item(3, state=DocketState.CONFIRMED, done_by=LEGAL, confirmed_by=PATENT)
DROPPED = item(4, state=DocketState.DROPPED, done_by=LEGAL, note="Home only")
FAR = item(5, raw_on=SATURDAY, due_on=MONDAY)
OWED = item(6, rule="R20", part="std_1", calendar="", certainty=Certainty.BODY_RULE)


def book(*items: DocketItem) -> Register:
    return register(families=(family(application()),), standards=(standard(),), docket=items)


def told(held: Register, *named: DocketItem, locale: str = "en", reader: str = PATENT) -> Message | None:
    params = {"event": "DocketDates", "items": json.dumps([one.id for one in named])}
    ruled = replace(lens(locale), rules={rule.id: rule.title for rule in shipped_rules().rules})
    return due.told(params, build_card(), held, ruled, able=ABLE, reader=reader)


def buttons(message: Message) -> list[str]:
    return [x["action_id"] for b in message.blocks if b["type"] == "actions" for x in b["elements"]]


@pytest.mark.parametrize("locale", LOCALES)
def test_open_dates_and_those_to_confirm_stand_apart_each_with_its_buttons(locale: str) -> None:
    message = told(book(OPEN, DONE), OPEN, DONE, locale=locale)
    assert message is not None
    check_message(message)
    say = lens(locale).say
    first, second = say("Dates that wait for you"), say("Done, and waiting for you as the second person")
    assert message.text.index(first) < message.text.index("*T1 ")
    assert message.text.index("*T1 ") < message.text.index(second) < message.text.index("*T2 ")
    assert [act.split(":")[0] for act in buttons(message)] == ["lnk.date_done", "lnk.date_drop", "lnk.date_confirm"]


def test_closed_items_vanish_and_with_the_last_one_the_message() -> None:
    held = book(OPEN, CONFIRMED, DROPPED)
    message = told(held, OPEN, CONFIRMED, DROPPED)
    assert message is not None
    assert "*T1 " in message.text
    assert "*T3 " not in message.text
    assert "*T4 " not in message.text
    assert told(held, CONFIRMED, DROPPED) is None
    assert told(book(), OPEN) is None, "an item that is gone"


def test_nobody_is_asked_to_confirm_what_they_closed_themselves() -> None:
    assert told(book(DONE), DONE, reader=LEGAL) is None
    assert told(book(DONE), DONE, reader=PATENT) is not None


@pytest.mark.parametrize(("locale", "title"), [("en", "is to be disclosed"), ("zh_CN", "应当披露")])
def test_R20_is_told_by_what_it_asks_for_and_for_which_standard(locale: str, title: str) -> None:
    message = told(book(OWED), OWED, locale=locale)
    assert message is not None
    line = message.text.splitlines()[2]
    assert title in line
    assert "S1 Standard 1" in line
    ruled = replace(lens(locale), rules={rule.id: rule.title for rule in shipped_rules().rules})
    assert title in labels.raw(OWED, ruled), "in a form's heading, too"


def test_a_day_that_may_still_move_says_so_in_list_message_card_and_calendar() -> None:
    far = book(FAR)
    sentence = (
        "Not certain: the working days of CN in 2031 are not announced or not confirmed yet. "
        "Until then Sat, Sep 27, 2031 is the safe day."
    )
    message = told(far, FAR)
    assert message is not None
    assert sentence in message.text
    listed = docket.dates(build_card(), far, lens("en"), able=ABLE, reader=PATENT)
    assert sentence in listed.text
    assert "may still move" in docket.date_text(FAR, far, lens("en"), brief=True)
    assert matrix.line(far, lens("en")).endswith("next date Mon, Sep 29, 2031 · may still move")
    file = as_ics((Dates(build_card(), far),), lens("en"), shipped_rules()).replace(b"\r\n ", b"").decode()
    assert sentence.replace(",", "\\,") in file
    assert "稳妥" in docket.date_text(FAR, far, lens("zh_CN"))


def test_a_day_of_a_year_that_is_known_or_that_no_calendar_moves_is_certain() -> None:
    for certain in (OPEN, replace(FAR, calendar="")):
        assert not is_unsettled(certain)
        assert in_short(certain, lens("en")) == unsettled(certain, lens("en")) == ""
    assert is_unsettled(replace(OPEN, raw_on=date(2026, 12, 31), due_on=date(2031, 1, 4))), "moved into such a year"
    assert "safe day" not in unsettled(replace(FAR, due_on=SATURDAY), lens("en"))


def test_a_date_that_was_confirmed_is_certain_whatever_its_year() -> None:
    done = replace(FAR, state=DocketState.DONE, done_by=LEGAL, done_on=TODAY)
    assert "Not certain" not in docket.date_text(done, book(done), lens("en"))
