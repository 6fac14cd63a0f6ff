"""Every trigger of DOMAIN.md 5.2 does what its arrow says, and what concerns no arrow does nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.linkage.codes import ApplicationStatus, Body, LinkKind
from flows.linkage.items import Clause
from flows.linkage.register import Register
from flows.linkage.rulebook import plain_stage, shipped_rules
from flows.names import Role
from flows.watches.belonging import family_of, standard_of
from flows.watches.observations import Event, Severity
from flows.watches.sameness import patent_key
from flows.watches.subjects import Day, Declaration, LegalEvent, News, Patent, Standard, Subject
from flows.watches.triggers import BALLOTS, RESPONSES, WINDOWS, Fired, Trigger, is_private, triggers_of
from tests.flows.linkage.registers import FAMILY, STANDARD, application, family, link, register, standard

TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 2, tzinfo=UTC)
ISO = "ISO/IEC 23008-2:2020"


def event(subject: Subject, kind: str, **after: Any) -> Event:
    return Event(
        kind=f"{subject.WHAT}.{kind}", source="iso", native_id="1", observed_at=AT, subject=subject,
        dedupe_key="sha256:1", after=after,
    )  # fmt: skip


def staged(stage: str, ref: str = ISO, **fields: Any) -> Event:
    seen = Standard(ref=ref, stage=stage, stage_on=Day(TODAY), **fields)
    return event(seen, "stage_changed", stage=stage)


def book(**fields: Any) -> Register:
    """One standard at stage 30.60 with a charted row, one family of ours with a Chinese and a European member."""
    ours = family(
        application("CN", application_number="CN202610123456.X", publication_number="CN119000001A"),
        application("EP", publication_number="EP4000001A1"),
    )
    return register(**({"standards": (standard(reference=ISO, stage="30.60"),), "families": (ours,)} | fields))


def fired(found: Event, held: Register | None = None) -> set[Trigger]:
    return {f.trigger for f in triggers_of(found, held or book())}


RIVAL = Patent(ref="EP3999999B1", office="EP", publication_no="EP3999999B1", title="Somebody's")
OURS = Patent(ref="CN119000001A", office="CN", publication_no="CN119000001A")


def test_new_work_item_in_scope_asks_whether_to_join() -> None:
    found = event(Standard(ref="ISO/NP 60000", stage="10.00"), "first_seen", stage="10.00")
    assert fired(found) == {Trigger.NEW_WORK_ITEM}
    known = event(Standard(ref=ISO, stage="30.60"), "first_seen", stage="30.60")
    assert fired(known) == set()  # the register holds it, at this stage


def test_text_changed_of_a_draft_asks_for_the_claim_chart_again() -> None:
    found = event(Standard(ref="ISO/IEC DIS 23008-2", version="2"), "version_changed", version="2")
    (answer,) = triggers_of(found, book())
    assert (answer.trigger, answer.item_id) == (Trigger.TEXT_CHANGED, STANDARD)
    assert fired(found, book(standards=(standard(reference=ISO, version="2"),))) == set()  # read already
    assert fired(replace(found, subject=Standard(ref="ISO 1", version="2"))) == set()  # nothing of ours


def test_stage_changed_is_told_once_and_only_where_it_is_news() -> None:
    assert fired(staged("30.99")) == {Trigger.STAGE_CHANGED}
    assert fired(staged("30.60")) == fired(staged("3060")) == set()
    assert fired(staged("30.99", ref="ISO 1")) == set()


@pytest.mark.parametrize("stage", ["40.20", "50.20", "4020", "CDIS", "CCDV", "30.20", "10.20", "95.20"])
def test_ballot_open_asks_for_a_vote_position(stage: str) -> None:
    closes = Day(TODAY + timedelta(days=20))
    (answer,) = triggers_of(staged(stage, ballot_closes_on=closes), book())
    assert answer == Fired(trigger=Trigger.BALLOT_OPEN, item_id=STANDARD, due_on=closes.on)


def test_a_ballot_whose_end_moved_is_told_and_the_same_end_is_not() -> None:
    closes = Day(TODAY + timedelta(days=9))
    seen = Standard(ref=ISO, stage="30.60", ballot_closes_on=closes)
    found = event(seen, "ballot_closes_on_changed", ballot_closes_on=str(closes))
    assert fired(found) == {Trigger.BALLOT_OPEN}
    assert fired(found, book(standards=(standard(reference=ISO, stage="30.60", next_on=closes.on),))) == set()


def test_review_open_asks_whether_to_revise_or_confirm() -> None:
    assert fired(staged("90.20")) == {Trigger.REVIEW_OPEN}


def test_proposal_rejected_asks_for_another_venue() -> None:
    assert fired(staged("10.98")) == {Trigger.PROPOSAL_REJECTED}


@pytest.mark.parametrize("stage", ["First Public Working Draft", "Patent Review Draft", "专利公示"])
def test_declaration_window_asks_which_patents_are_named_or_excluded(stage: str) -> None:
    assert fired(staged(stage)) == {Trigger.DECLARATION_WINDOW}


def test_rival_publication_asks_for_a_novelty_check_and_ours_does_not() -> None:
    assert fired(event(RIVAL, "first_seen")) == {Trigger.RIVAL_PUBLICATION}
    assert fired(event(OURS, "first_seen")) == set()


def test_own_published_is_taken_down() -> None:
    seen = replace(OURS, published_on=Day(TODAY))
    found = event(seen, "published_on_changed", published_on=str(TODAY))
    assert [(f.trigger, f.item_id) for f in triggers_of(found, book())] == [(Trigger.OWN_PUBLISHED, FAMILY)]
    known = family(application("CN", publication_number="CN119000001A", published_on=TODAY))
    assert fired(found, book(families=(known,))) == set()


@pytest.mark.parametrize("status", ["lapsed", "Expired - fee", "Revoked by the opposition division", "因费用终止失效"])
def test_blocking_lapsed_tells_of_freedom(status: str) -> None:
    assert fired(event(replace(RIVAL, status=status), "status_changed", status=status)) == {Trigger.BLOCKING_LAPSED}
    assert fired(event(replace(RIVAL, status="examination"), "status_changed", status="examination")) == set()


def test_rival_declaration_goes_into_the_landscape_and_ours_does_not() -> None:
    theirs = Declaration(ref="ISLD-1", declarer="Rival", publication_no="US11999999B2")
    assert fired(event(theirs, "first_seen")) == {Trigger.RIVAL_DECLARATION}
    assert fired(event(replace(theirs, publication_no="EP 4000001 A1"), "first_seen")) == set()


def test_opposition_window_closes_nine_months_after_a_european_grant() -> None:
    granted = replace(RIVAL, granted_on=Day(date(2026, 5, 31)))
    found = event(granted, "granted_on_changed", granted_on="2026-05-31")
    (answer,) = triggers_of(found, book())
    assert (answer.trigger, answer.due_on) == (Trigger.OPPOSITION_WINDOW, date(2027, 2, 28))
    chinese = replace(granted, ref="CN118000000B", publication_no="CN118000000B", office="CN")
    assert fired(event(chinese, "granted_on_changed", granted_on="2026-05-31")) == set()


def test_adverse_event_on_ours_and_good_news_of_it_is_none() -> None:
    def noted(influence: str) -> Event:
        return event(replace(OURS, legal_event=LegalEvent("PGRI", "text", Day(TODAY), influence)), "legal")

    assert fired(noted("-")) == {Trigger.ADVERSE_EVENT}
    assert fired(noted("+")) == set()
    assert fired(event(replace(OURS, status="lapsed"), "status_changed", status="lapsed")) == {Trigger.ADVERSE_EVENT}


def test_every_trigger_has_a_response_and_those_about_others_patents_are_private() -> None:
    assert set(RESPONSES) == set(Trigger)
    private = {t for t, r in RESPONSES.items() if r.private}
    assert private == {
        Trigger.RIVAL_PUBLICATION, Trigger.BLOCKING_LAPSED, Trigger.RIVAL_DECLARATION, Trigger.OPPOSITION_WINDOW,
        Trigger.ADVERSE_EVENT,
    }  # fmt: skip
    for trigger in private:
        assert set(RESPONSES[trigger].roles) == {Role.PATENT, Role.LEGAL}
    assert RESPONSES[Trigger.ADVERSE_EVENT].severity is RESPONSES[Trigger.BALLOT_OPEN].severity is Severity.URGENT


def test_every_trigger_has_a_test_named_after_it() -> None:
    here = Path(__file__).parent
    text = "".join((here / name).read_text("utf-8") for name in ("test_triggers.py", "test_benchmarks.py"))
    assert [t for t in Trigger if f"def test_{t}" not in text] == []


def test_what_is_no_arrow_does_nothing() -> None:
    assert fired(event(News(ref="x", title="Conference"), "first_seen")) == set()
    assert fired(event(Standard(ref=ISO, title="Other title"), "title_changed", title="Other title")) == set()


def test_hits_about_patents_and_declarations_are_private_even_when_they_vanish() -> None:
    gone = replace(event(News(ref="EP1"), "vanished"), kind="patent.vanished")
    assert is_private(event(RIVAL, "first_seen"))
    assert is_private(event(Declaration(ref="1"), "first_seen"))
    assert is_private(gone)
    assert not is_private(event(Standard(ref=ISO), "first_seen"))
    assert not is_private(event(News(ref="x"), "first_seen"))


@pytest.mark.parametrize(
    ("held", "seen"),
    [
        ("ISO/IEC 23008-2:2020", "ISO/IEC DIS 23008-2"),
        ("ISO 9001:2015", "ISO/FDIS 9001:2026"),
        ("ISO 9001:2015", "iso 9001：2015"),
        ("draft-ietf-quic-multipath", "draft-ietf-quic-multipath-07"),
        ("GB/T 20003.1-2014", "GB/T 20003.1-2014"),
        ("preload", "preload"),
    ],
)
def test_a_standard_is_known_at_every_stage_and_edition(held: str, seen: str) -> None:
    found = standard_of(book(standards=(standard(Body.OTHER, reference=held),)), Standard(ref=seen))
    assert found is not None
    assert standard_of(book(), Standard(ref=seen + "9")) is None
    assert standard_of(book(), Standard(ref="")) is None


def test_of_several_editions_the_same_one_is_meant_and_a_withdrawn_one_never() -> None:
    old = standard(number=1, reference="ISO 9001:2008")
    new = standard(number=2, reference="ISO 9001:2015")
    held = book(standards=(old, new))
    assert standard_of(held, Standard(ref="ISO 9001:2008")) == old
    assert standard_of(held, Standard(ref="ISO 9001:2026")) == new
    assert standard_of(book(standards=(replace(old, withdrawn=True),)), Standard(ref="ISO 9001:2008")) is None


@pytest.mark.parametrize(
    "number", ["EP4000001B1", "EP 4000001", "CN 2026 1 0123456.X", "CN119000001A", "ＥＰ4000001Ａ１"]
)
def test_a_patent_of_ours_is_known_in_any_writing_and_publication(number: str) -> None:
    assert family_of(book(), Patent(ref=number)) is not None
    assert family_of(book(), Patent(ref="X", application_no=number)) is not None


def test_nobodys_number_is_nobodys_patent() -> None:
    unnumbered = book(families=(family(application(status=ApplicationStatus.PLANNED)),))
    assert family_of(unnumbered, Patent(ref="")) is None
    assert family_of(unnumbered, Patent(ref="EP4000001A1")) is None
    assert patent_key("  ") == ""


def test_ballots_and_windows_are_stages_that_the_rules_know() -> None:
    """A stage that asks for a vote opens a date in the docket too; the codes are the same on both sides."""
    stages = {plain_stage(s) for rule in shipped_rules().rules for term in rule.terms for s in term.stages}
    assert stages >= WINDOWS
    assert BALLOTS - stages == {plain_stage("95.20")}  # a withdrawal ballot: no source tells its length


def test_a_row_on_another_standard_is_left_alone() -> None:
    other = standard(number=2, reference="ISO 1", clauses=(Clause(number="1"),))
    held = book(standards=(*book().standards, other), links=(link(LinkKind.CLAIM_CLAUSE, FAMILY, "std_2", clause="1"),))
    assert [f.item_id for f in triggers_of(staged("30.99"), held)] == [STANDARD]
