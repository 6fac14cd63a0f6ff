"""What a trigger does to the register goes through its commands: rows are marked, dates open, and twice is once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from flows.linkage import events as e
from flows.linkage.codes import ApplicationStatus, Body, DocketState
from flows.linkage.deadlines import follow_up
from flows.linkage.evolve import replay
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from flows.linkage.situation import Situation
from flows.linkage.usecases import judge_command
from flows.names import SYSTEM
from flows.watches.consequences import CLOSES, commands_of
from flows.watches.observations import Event, Severity
from flows.watches.subjects import Day, Patent, Standard, Subject
from flows.watches.triggers import triggers_of
from flows.watches.urgency import Haste, haste, rank, severity_for
from tests.flows.linkage.deciding import Desk
from tests.flows.linkage.registers import FAMILY, Weekdays, application, family, reads_on, register, standard

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
REF = "ISO/IEC 23008-2:2020"


def event(subject: Subject, kind: str, severity: Severity = Severity.INFO, **after: Any) -> Event:
    return Event(
        kind=f"{subject.WHAT}.{kind}", source="s", native_id="1", observed_at=AT, subject=subject,
        dedupe_key="sha256:1", after=after, severity=severity,
    )  # fmt: skip


def staged(stage: str, **fields: Any) -> Event:
    days = {"stage_on": Day(TODAY)} | fields
    return event(Standard(ref=REF, stage=stage, **days), "stage_changed", stage=stage)


def held(**fields: Any) -> Register:
    ours = family(application("CN", publication_number="", application_number="CN202610123456.X"))
    base = standard(Body.ISO, reference=REF, stage="30.60", stage_on=TODAY - timedelta(days=90))
    return register(**({"standards": (base,), "families": (ours,)} | fields))


def dates(before: Register, after: Register, situation: Situation) -> tuple[DocketItem, ...]:
    return follow_up(
        before, after, rulebook=shipped_rules(), calendars=Weekdays(), house=situation.house, today=situation.today,
        new_id=situation.new_id,
    )  # fmt: skip


def carried_out(found: Event, book: Register) -> tuple[Register, list[e.LinkageEvent]]:
    """The register after an event, and what happened to it."""
    desk, told = Desk(book), list[e.LinkageEvent]()
    for fired in triggers_of(found, book):
        for command in commands_of(fired, found, desk.register):
            events = judge_command(desk.register, command, desk.situation(SYSTEM), dates)
            desk.register = replay(events, desk.register)
            told += events
    return desk.register, told


def opened(told: Sequence[e.LinkageEvent]) -> dict[str, date]:
    return {
        item.rule: item.due_on
        for happened in told if isinstance(happened, e.DocketRecorded)
        for item in happened.items if item.state is DocketState.OPEN
    }  # fmt: skip


def test_a_stage_change_marks_the_claim_chart_rows_and_is_done_once() -> None:
    after, told = carried_out(staged("30.99"), held())
    assert [link.recheck for link in after.links] == ["", "stage_changed"]
    assert after.standards[0].stage == "30.99"
    assert all(happened.by == SYSTEM for happened in told)
    again, nothing = carried_out(staged("30.99"), after)
    assert (again, nothing) == (after, [])


def test_a_ballot_opens_its_date_in_the_docket() -> None:
    _, told = carried_out(staged("40.20"), held())
    assert opened(told) == {"ISO-DIS": TODAY + timedelta(weeks=12)}


def test_a_closing_day_that_the_source_tells_stands_before_the_computed_one() -> None:
    closes = TODAY + timedelta(days=11)
    after, told = carried_out(staged("40.20", ballot_closes_on=Day(closes)), held())
    assert opened(told) == {"STD-NEXT": closes}
    assert (after.standards[0].next_what, after.standards[0].next_on) == (CLOSES, closes)
    later, _ = carried_out(staged("40.60"), after)
    assert later.standards[0].next_on is None  # over with its stage


def test_a_window_for_naming_patents_opens_a_declaration_date() -> None:
    draft = standard(Body.W3C, reference=REF, stage="")
    _, told = carried_out(staged("First Public Working Draft"), held(standards=(draft,)))
    assert opened(told) == {"R25": TODAY + timedelta(days=150)}


def test_a_new_version_marks_every_row_charted_on_another_one() -> None:
    found = event(Standard(ref=REF, version="DIS"), "version_changed", version="DIS")
    book = held(links=(reads_on(), reads_on(claim=2, version="DIS"), reads_on(claim=3, recheck="clause_changed")))
    after, told = carried_out(found, book)
    assert [link.recheck for link in after.links] == ["text_changed", "", "clause_changed"]
    assert [type(happened) for happened in told] == [e.RowsToRecheck]
    assert carried_out(found, after)[1] == []


def test_the_publication_of_our_application_is_taken_down_with_its_number() -> None:
    seen = Patent(
        ref="CN119000001A", office="CN", application_no="CN202610123456.X", publication_no="CN119000001A",
        published_on=Day(TODAY),
    )  # fmt: skip
    found = event(seen, "published_on_changed", published_on=str(TODAY))
    after, told = carried_out(found, held())
    member = after.families[0].member("CN")
    assert member is not None
    assert (member.published_on, member.publication_number) == (TODAY, "CN119000001A")
    assert member.status is ApplicationStatus.PUBLISHED
    assert told
    assert carried_out(found, after)[1] == []
    examined = application("CN", application_number="CN202610123456.X", status=ApplicationStatus.EXAMINATION)
    kept, _ = carried_out(found, held(families=(family(examined),)))
    assert kept.families[0].members[0].status is ApplicationStatus.EXAMINATION  # never a step back


def test_a_member_that_the_register_does_not_hold_is_for_people_to_add() -> None:
    seen = Patent(ref="EP1", office="EP", application_no="CN202610123456.X", published_on=Day(TODAY))
    found = event(seen, "published_on_changed", published_on=str(TODAY))
    assert carried_out(found, held()) == (held(), [])


def test_what_the_register_does_not_hold_changes_nothing() -> None:
    stranger = replace(staged("40.20"), subject=Standard(ref="ISO 1", stage="40.20"))
    assert carried_out(stranger, held()) == (held(), [])


def _docketed(days: int) -> DocketItem:
    (item,) = carried_out(staged("40.20"), held())[0].docket
    return replace(item, due_on=TODAY + timedelta(days=days))


@pytest.mark.parametrize(("days", "told"), [(14, Haste.OWN_DEADLINE), (15, None), (-1, Haste.OWN_DEADLINE)])
def test_a_date_of_ours_within_14_days_is_told_on_the_same_day(days: int, told: Haste | None) -> None:
    assert haste(staged("30.99"), (), (_docketed(days),), TODAY) is told
    settled = replace(_docketed(days), state=DocketState.DROPPED)
    assert haste(staged("30.99"), (), (settled,), TODAY) is None


@pytest.mark.parametrize(("days", "told"), [(0, True), (14, True), (15, False), (-1, False)])
def test_a_close_within_14_days_is_told_on_the_same_day(days: int, told: bool) -> None:
    found = staged("40.00", ballot_closes_on=Day(TODAY + timedelta(days=days)))
    fired = tuple(f for f in triggers_of(found, held()) if f.trigger != "ballot_open")
    assert (haste(found, fired, (), TODAY) is Haste.CLOSES_SOON) is told


def test_an_adverse_event_and_an_opening_ballot_never_wait() -> None:
    ballot = staged("40.20")
    assert haste(ballot, triggers_of(ballot, held()), (), TODAY) is Haste.BALLOT_OPENS
    lapsed = event(
        Patent(ref="X", application_no="CN202610123456.X", status="lapsed"), "status_changed", status="lapsed"
    )
    fired = triggers_of(lapsed, held())
    assert [f.item_id for f in fired] == [FAMILY]
    assert haste(lapsed, fired, (), TODAY) is Haste.ADVERSE_EVENT
    assert severity_for(lapsed, fired, (), TODAY) is Severity.URGENT


def test_the_most_severe_reason_counts_and_sorts_first() -> None:
    moved = staged("30.99")
    assert severity_for(moved, triggers_of(moved, held()), (), TODAY) is Severity.ACTION
    assert severity_for(replace(moved, severity=Severity.URGENT), (), (), TODAY) is Severity.URGENT
    assert severity_for(moved, (), (), TODAY) is Severity.INFO
    assert sorted(Severity, key=rank) == [Severity.URGENT, Severity.ACTION, Severity.INFO]
