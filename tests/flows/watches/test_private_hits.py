"""R27: what others own is read by the patent lead and legal first, in lists as in messages."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from flows.watches.action_rules import may_read_hit
from flows.watches.hits import Answer, Found, Hit, Verdict
from flows.watches.naming import open_title
from flows.watches.observations import Event, Severity
from flows.watches.subjects import Day, LegalEvent, Patent, Standard, Subject
from tests.builders import LEAD, LEGAL, MEMBERS, PATENT, STD, STEER, TEAM, TECH, build_card

SEEN = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ADVERSE = Patent(ref="EP4000001B1", office="EP", legal_event=LegalEvent("PGFP", "Lapsed", None, "-", "DE"))
STAGE = Standard(ref="ISO/DIS 1", stage="40.20", stage_on=Day(date(2026, 11, 20)))


def found(subject: Subject, *, brought_by: str = "", given_to: str = "") -> Found:
    answer = Answer(verdict=Verdict.ASSIGNED, by=PATENT, at=SEEN, to=given_to) if given_to else None
    hit = Hit(
        id="hit_1", team_id=TEAM, project_id="prj_1", number=7, watch_id="wat_1", event_id="evt_1", seen_at=SEEN,
        severity=Severity.URGENT, brought_by=brought_by, answer=answer,
    )  # fmt: skip
    event = Event(
        kind=f"{subject.WHAT}.changed", source="s", native_id="1", observed_at=SEEN, subject=subject, after={},
        dedupe_key="sha256:1", severity=Severity.URGENT,
    )  # fmt: skip
    return Found(hit=hit, event=event)


@pytest.mark.parametrize("user", [TECH, LEAD, STD, STEER])
def test_r27_a_patent_of_others_is_not_listed_for_research_and_development(user: str) -> None:
    assert not may_read_hit(found(ADVERSE), build_card(), user)


@pytest.mark.parametrize("user", [PATENT, LEGAL])
def test_r27_the_patent_lead_and_legal_read_it(user: str) -> None:
    assert may_read_hit(found(ADVERSE), build_card(), user)


def test_whoever_brought_it_or_was_given_it_reads_it() -> None:
    assert may_read_hit(found(ADVERSE, brought_by=TECH), build_card(), TECH)
    assert may_read_hit(found(ADVERSE, given_to=TECH), build_card(), TECH)
    assert not may_read_hit(found(ADVERSE, brought_by=STD, given_to=LEAD), build_card(), TECH)


def test_where_nobody_looks_after_patents_the_lead_reads_it() -> None:
    few = tuple(member for member in MEMBERS if member.user_id not in (PATENT, LEGAL))
    card = replace(build_card(), members=few)
    assert may_read_hit(found(ADVERSE), card, LEAD)
    assert not may_read_hit(found(ADVERSE), card, TECH)


@pytest.mark.parametrize("user", [TECH, LEAD, STD])
def test_a_stage_of_a_standard_is_everybodys(user: str) -> None:
    assert may_read_hit(found(STAGE), build_card(), user)


def test_the_history_names_a_private_hit_by_its_number_only() -> None:
    assert open_title(7, found(ADVERSE).event) == "#7"
    assert "ISO/DIS 1" in open_title(7, found(STAGE).event)
