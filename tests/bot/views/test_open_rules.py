"""What the rules say is told in both languages: of a whole register, and of one entry with what is left to save."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.blocks.kit import Message, check_message
from bot.blocks.lens import Lens
from bot.blocks.linkage import clearances, details, entries, matrix, open_rules
from bot.ids import Act
from flows.linkage.clearance import findings_of
from flows.linkage.codes import ClearanceState, OutwardKind, OutwardState, Severity
from flows.linkage.judgements import Finding
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from tests.builders import build_card
from tests.flows.linkage.registers import (
    application,
    around,
    clearance,
    contribution,
    declaration,
    family,
    leaving,
    made,
    on,
    register,
)

from .samples import LOCALES, lens

OUT = made(on(-5))
R01 = Finding(rule="R01", severity=Severity.BLOCK, subjects=(OUT.id, "fea_1"))
R20 = Finding(rule="R20", severity=Severity.BLOCK, subjects=("out_9", "fam_1"))


def ruled(locale: str) -> Lens:
    return replace(lens(locale), rules={rule.id: rule.title for rule in shipped_rules().rules})


def refiled(*told: Finding) -> Register:
    """Out five days ago by an override; its filing turned out to be two days younger."""
    given = clearance(OUT, ClearanceState.OVERRIDDEN, findings=told, decided_by="U1", reason="told by phone")
    return register(outwards=(OUT,), clearances=(given,), families=(family(application(filed=on(-3))),))


def entry(book: Register, locale: str = "en") -> str:
    found = tuple(x for x in findings_of(book, around()) if OUT.id in x.subjects)
    message = details.details(build_card(), book, OUT, ruled(locale), able=(), found=found)
    check_message(message)
    return message.text


def overview(found: Sequence[Finding], book: Register, locale: str = "en", start: int = 0) -> Message:
    message = open_rules.overview(build_card(), book, found, ruled(locale), start=start)
    check_message(message)
    return message


@pytest.mark.parametrize("locale", LOCALES)
def test_R01_the_entry_of_what_is_out_says_that_it_was_not_kept_by_whose_leave_it_went_and_what_is_left(
    locale: str,
) -> None:
    say, text = lens(locale).say, entry(refiled(R20), locale)
    assert f"*R01* · {say('Not kept')}" in text
    assert say("before its filing") in text
    assert "told by phone" in text
    assert "R01a" in text
    assert "35 U.S.C. 102(b)(1)" in text
    for words in ("would show", "将使", say("File a patent application first, and record it")):
        assert words not in text


def test_R01_the_kept_message_of_who_let_it_out_says_so_too_and_leads_to_the_entry() -> None:
    for book, early in ((refiled(), True), (register(outwards=(OUT,), clearances=(clearance(OUT),)), False)):
        kept = clearances.clearance(build_card(), book, OUT, lens("en"), able=(), reader="U1")
        assert ("before its filing" in kept.text) is early
        shown = [x["action_id"] for b in kept.blocks if b["type"] == "actions" for x in b["elements"]]
        assert shown == ([Act.ITEM] if early else [])


def test_R01_an_override_of_R01_leaves_the_fact_and_nothing_to_be_done() -> None:
    whole = replace(R01, rule="R01a", subjects=(OUT.id,))
    text = entry(refiled(R01, whole))
    assert "before its filing" in text
    assert "Not kept" not in text


def test_what_was_filed_in_time_or_was_told_under_an_agreement_is_not_called_too_early() -> None:
    demo = leaving(OutwardKind.DEMO, on(-5), state=OutwardState.MADE, made_on=on(-5), under_nda=True)
    in_time, unfiled = register(outwards=(OUT,)), register(outwards=(demo,), families=(family(),))
    for book in (in_time, unfiled):
        assert all("before its filing" not in row.line for row in entries.outwards(book, lens("en")))
    assert all("before its filing" in row.line for row in entries.outwards(refiled(), lens("en")))


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_open_is_paged_the_worst_first_each_with_its_entry_one_click_away(locale: str) -> None:
    book = replace(
        register(families=(family(application(filed=on(-3)), application("US", on(-2)), owners=("A", "B")),)),
        outwards=tuple(made(on(-5 - n), id=f"out_{n}", number=n) for n in range(1, 8)),
        declarations=(declaration(),),
    )
    found = findings_of(book, around())
    first = overview(found, book, locale)
    buttons = [b["accessory"]["action_id"] for b in first.blocks if "accessory" in b]
    assert len(buttons) == open_rules.PAGE < len(found)
    assert set(buttons) == {Act.ITEM}
    last = overview(found, book, locale, start=len(found) - 1)
    assert f"*{found[-1].rule}*" in last.text
    assert lens(locale).say("A flag for a named professional, not legal advice.") in first.text


@pytest.mark.parametrize("locale", LOCALES)
def test_where_nothing_is_open_that_is_said(locale: str) -> None:
    message = overview((), register(), locale)
    assert len(message.blocks) == 4
    assert lens(locale).say("What the rules say") in message.text


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_body_is_owed_can_still_be_kept_and_does_not_read_as_broken(locale: str) -> None:
    book = register(outwards=(made(on(-90)),), families=(family(application(filed=on(-99))),))
    (owed,) = (x for x in findings_of(book, around()) if x.rule == "R20")
    text = overview((owed,), book, locale).text
    assert lens(locale).say("Not kept") not in text


def test_nothing_mends_what_is_out_so_its_gap_leads_to_its_entry_and_a_plan_can_be_checked() -> None:
    for item, act in ((OUT, Act.ITEM), (contribution(on(5)), Act.ASK_CLEARANCE)):
        book = register(outwards=(item,), families=(family(),))
        message = matrix.gaps(build_card(), book, lens("en"), able={"AskClearance"})
        assert act in [b["accessory"]["action_id"] for b in message.blocks if "accessory" in b]
