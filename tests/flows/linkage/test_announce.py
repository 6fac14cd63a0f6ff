"""Who hears of a change in a register: those whose answer waits or is over, and who owes a disclosure at once."""

import json
from collections.abc import Sequence
from dataclasses import replace

from flows.linkage import commands as c
from flows.linkage.announce import announce_linkage
from flows.linkage.codes import Certainty, ClearanceState
from flows.linkage.events import DocketRecorded, LinkageEvent
from flows.linkage.evolve import replay
from flows.linkage.house import OVERRIDE, House
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.notices import Notice, NoticeKind
from tests.builders import LEAD, MEMBERS, build_card
from tests.builders import PATENT as PATENT_LEAD

from .deciding import LEGAL, PATENT, STANDARD_LEAD, Desk, People
from .registers import AT, TODAY, application, clearance, contribution, family, made, on, register


class Room(People):
    """The same people as a project that has a channel."""

    id = "prj_1"
    channel_id = "C1"
    lead = "ULEAD"


def recorded(*rules: str) -> tuple[Register, Register, LinkageEvent]:
    """A register before and after dates of these rules have appeared."""
    items = tuple(
        DocketItem(
            id=f"dkt_{n}", number=n, rule=rule, subject_id="fam_1", part="", source_on=TODAY, raw_on=TODAY,
            due_on=TODAY, calendar="", certainty=Certainty.BODY_RULE,
        )
        for n, rule in enumerate(rules, 1)
    )  # fmt: skip
    event = DocketRecorded(project_id="prj_1", by="U1", at=AT, items=items, cause="MakeOutward")
    before = register()
    return before, replace(replay((event,), before), version=2), event


def told_of_dates(notices: Sequence[Notice]) -> dict[str, list[str]]:
    found = [n for n in notices if n.kind is NoticeKind.TOLD and n.params.get("event") == "DocketDates"]
    return {notice.audience: json.loads(str(notice.params["items"])) for notice in found}


def test_R20_the_patent_lead_hears_at_once_of_a_disclosure_that_is_owed() -> None:
    before, after, event = recorded("R20", "R05")
    notices = announce_linkage(build_card(), before, after, (event,))
    assert told_of_dates(notices) == {PATENT_LEAD: ["dkt_1"]}
    again = announce_linkage(build_card(), after, replace(after, version=3), (event,))
    assert told_of_dates(again) == {}, "only when it is new"


def test_R20_where_nobody_holds_the_patent_role_the_lead_hears() -> None:
    before, after, event = recorded("R20")
    alone = build_card(members=tuple(m for m in MEMBERS if m.user_id == LEAD))
    assert told_of_dates(announce_linkage(alone, before, after, (event,))) == {LEAD: ["dkt_1"]}


def test_dates_that_lie_ahead_are_told_by_the_clock() -> None:
    before, after, event = recorded("R05", "R11")
    assert told_of_dates(announce_linkage(build_card(), before, after, (event,))) == {}


def test_R01_who_let_something_out_has_their_message_told_anew_when_its_filing_turns_out_to_be_too_late() -> None:
    out = made(on(-5), planned_by=STANDARD_LEAD)
    desk = Desk(register(outwards=(out, contribution(on(9), number=2)), clearances=(clearance(out),)))

    def heard(filed: int) -> set[str]:
        before = desk.register
        events = desk.events(c.RecordApplication(family_id="fam_1", application=application(filed=on(filed))))
        found = announce_linkage(Room(), before, desk.register, events)
        return {notice.audience for notice in found if notice.kind is NoticeKind.CLEARANCE}

    assert heard(-8) == set()
    assert heard(-4) >= {STANDARD_LEAD, PATENT}
    assert heard(-3) == set(), "as late as it was before"
    assert heard(-9) >= {STANDARD_LEAD, PATENT}


def test_legal_has_a_message_while_an_override_waits_and_it_is_kept_current_when_they_have_decided() -> None:
    desk = Desk(register(families=(family(application(filed=None)),)), house=House(legal_for=frozenset({OVERRIDE})))

    def messages(command: c.LinkageCommand, by: str) -> set[str]:
        before = desk.register
        events = desk.events(command, by=by)
        found = announce_linkage(Room(), before, desk.register, events)
        return {notice.audience for notice in found if notice.kind is NoticeKind.CLEARANCE}

    planned = messages(c.PlanOutward(item=replace(contribution(TODAY), id="", number=0)), STANDARD_LEAD)
    assert LEGAL not in planned
    asked = desk.register.clearances[0].id
    override = c.DecideClearance(clearance_id=asked, state=ClearanceState.OVERRIDDEN, reason="Given up")
    assert LEGAL in messages(override, PATENT)
    assert LEGAL in messages(override, LEGAL)
