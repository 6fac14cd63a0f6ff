"""The digest of a project: what moved, what is late, due, blocked or in review, and how far the next gate is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.blocks.lifecycle import digests
from bot.blocks.rhythm.digest import Part, pages, speaks
from bot.ids import Act
from flows.lifecycle.project import Request
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Ask, DeliverableState, Status
from tests.builders import NOW, PATENT, TODAY, build_card, build_deliverable, build_settled

from .reading import presses
from .samples import LOCALES, lens, mixed_card, mixed_deliverables, voting_card

REASON = "The test track is closed"


def parts_of(card: ProjectCard, locale: str = "en") -> dict[str, Part]:
    return {part.title: part for part in digests.waiting(card, lens(locale))}


def blocked_card() -> ProjectCard:
    request = Request(Ask.BLOCKED, PATENT, NOW, REASON)
    return build_card(deliverables=(build_deliverable(due=TODAY - timedelta(days=2), request=request),))


def test_what_is_blocked_says_who_and_why_and_is_neither_late_nor_due() -> None:
    found = parts_of(blocked_card())
    assert not found["Overdue"].lines
    (line,) = found["Blocked"].lines
    assert f"<@{PATENT}>" in line.text
    assert REASON in line.text
    assert [act for _, act, _ in line.deeds] == [Act.UNBLOCK, Act.HAND_OVER]
    assert speaks(tuple(found.values()))


@pytest.mark.parametrize(
    ("locale", "last", "told"),
    [
        ("en", TODAY + timedelta(days=4), "away until Fri, Nov 27"), ("en", None, "away"),
        ("zh_CN", TODAY + timedelta(days=4), "负责人外出至11月27日周五"), ("zh_CN", None, "负责人外出中"),
    ],
)  # fmt: skip
def test_who_is_away_is_not_late_and_no_reason_for_a_digest(locale: str, last: date | None, told: str) -> None:
    late = build_deliverable(due=TODAY - timedelta(days=2))
    card, at = build_card(deliverables=(late,)), lens(locale)
    here = {part.title: part for part in digests.waiting(card, at)}
    found = {part.title: part for part in digests.waiting(card, replace(at, away={late.assignee: last}))}
    overdue, waits = at.say("Overdue"), at.say("Waits for who is away")
    assert (len(here[overdue].lines), len(here[waits].lines)) == (1, 0)
    assert (len(found[overdue].lines), len(found[waits].lines)) == (0, 1)
    assert told in found[waits].lines[0].text
    assert not speaks((found[overdue], found[waits]))


def test_what_waits_for_a_reviewer_is_shown_but_no_reason_for_a_digest() -> None:
    found = parts_of(mixed_card())
    acts = [[act for _, act, _ in line.deeds] for line in found["In review"].lines]
    assert acts == [[Act.AGREE, Act.DECLINE], [Act.ACCEPT, Act.REQUEST_CHANGES, Act.VERSIONS]]
    assert found["In review"].quiet


@pytest.mark.parametrize("locale", LOCALES)
def test_the_next_gate_says_how_much_is_missing_and_until_when(locale: str) -> None:
    card = mixed_card()
    last = max(d.due for d in card.deliverables if d.required and d.state is not DeliverableState.ACCEPTED)
    gate = next(part for part in parts_of(card, locale).values() if lens(locale).day(last) in str(part.lines))
    assert gate.quiet
    assert not gate.lines[0].deeds


def test_a_gate_that_can_be_requested_is_requested_there() -> None:
    gate = parts_of(build_card(deliverables=build_settled()))["Next gate"]
    assert [act for _, act, _ in gate.lines[0].deeds] == [Act.GATE]


def test_missing_votes_are_a_reason_to_speak() -> None:
    assert speaks([parts_of(voting_card())["Gate"]])


@pytest.mark.parametrize("status", [Status.HELD, Status.STOPPED, Status.COMPLETED])
def test_where_work_rests_nothing_waits(status: Status) -> None:
    assert not any(part.lines for part in digests.waiting(mixed_card(status=status), lens("en")))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_silent_month_is_one_line_with_a_way_to_the_status(locale: str) -> None:
    look, since = lens(locale), TODAY - timedelta(days=30)
    card = build_card(deliverables=(build_deliverable(due=TODAY + timedelta(days=60)),))
    found = [digests.standing(card, look), *digests.waiting(card, look), digests.still(card, since, look)]
    (message,) = pages("LD-12 · Radar", found, look)
    assert len(message.blocks) == 1
    assert look.day(since) in message.text
    assert [press.act for press in presses(message)] == [Act.STATUS]


def test_a_project_on_hold_says_so_in_its_line() -> None:
    card = replace(mixed_card(), status=Status.HELD, reason="Budget is frozen")
    assert "Budget is frozen" in digests.still(card, TODAY, lens("en")).lines[0].text


def test_nothing_can_be_done_about_work_that_is_not_offered_where_it_is_listed() -> None:
    """At most five entries: a menu takes no more."""
    for d in (*mixed_deliverables(), blocked_card().deliverables[0]):
        assert 3 <= len(digests.work_deeds("prj_1", d, lens("en"))) <= 5
