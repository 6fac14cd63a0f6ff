"""Blocked work: who may say so, who hears it, and what ends it."""

from dataclasses import replace

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed
from flows.lifecycle import commands as c
from flows.lifecycle.announce import announce
from flows.lifecycle.blocking import is_blocked
from flows.lifecycle.project import Project
from flows.names import Ask, DeliverableState
from flows.notices import NoticeKind
from tests.builders import BUSINESS, CHANNEL, CONTRIBUTOR, LEAD, STEER, TECH, build_project, build_submission
from tests.flows.lifecycle.deciding import IDEA, decide, done, idea, names, with_deliverable

blocked = c.ReportBlocked(deliverable_id=IDEA, reason="The lab has no sample")
lift = c.LiftBlock(deliverable_id=IDEA)


def told(before: Project, command: c.Command, by: str) -> list[tuple[str, object]]:
    """Who is told what directly."""
    notices = announce(before, done(before, command, by), decide(before, command, by))
    return [(n.audience, n.params["event"]) for n in notices if n.kind is NoticeKind.TOLD]


@pytest.mark.parametrize("by", [TECH, LEAD, STEER])
def test_whoever_works_on_it_or_could_help_says_that_it_is_blocked_and_that_it_is_not(by: str) -> None:
    after = done(build_project(), blocked, by)
    request = idea(after).request
    assert request is not None
    assert (request.ask, request.by, request.reason) == (Ask.BLOCKED, by, blocked.reason)
    assert names(decide(after, lift, by)) == ["BlockLifted"]
    assert idea(done(after, lift, by)) == idea(build_project())


@pytest.mark.parametrize("by", [BUSINESS, CONTRIBUTOR])
@pytest.mark.parametrize("command", [blocked, lift])
def test_nobody_else_does(by: str, command: c.Command) -> None:
    project = done(build_project(), blocked, TECH)
    with pytest.raises(NotAllowed):
        decide(project, command, by)


def test_a_reason_is_needed_and_the_same_one_again_changes_nothing() -> None:
    with pytest.raises(InvalidFields) as refused:
        decide(build_project(), replace(blocked, reason="  "), TECH)
    assert refused.value.fields == {"reason": "missing"}
    once = done(build_project(), blocked, TECH)
    assert decide(once, blocked, TECH) == ()
    assert names(decide(once, replace(blocked, reason="Now the key is lost"), TECH)) == ["DeliverableBlocked"]


@pytest.mark.parametrize("state", [DeliverableState.SUBMITTED, DeliverableState.ACCEPTED, DeliverableState.WAIVED])
def test_only_what_waits_for_its_assignee_can_be_blocked(state: DeliverableState) -> None:
    project = with_deliverable(state=state, submissions=(build_submission(),))
    with pytest.raises(IllegalMove):
        decide(project, blocked, TECH)


def test_what_is_not_blocked_cannot_be_lifted() -> None:
    with pytest.raises(IllegalMove):
        decide(build_project(), lift, TECH)


@pytest.mark.parametrize(
    "ending",
    [c.SubmitDeliverable(deliverable_id=IDEA, text="Done"), c.AnswerRequest(deliverable_id=IDEA, agree=True),
     c.AnswerRequest(deliverable_id=IDEA, agree=False)],
)  # fmt: skip
def test_handing_in_or_an_answer_ends_it(ending: c.Command) -> None:
    by = TECH if isinstance(ending, c.SubmitDeliverable) else LEAD
    assert not is_blocked(idea(done(done(build_project(), blocked, TECH), ending, by)))


def test_a_new_due_date_does_not_unblock_it() -> None:
    later = c.AskForMoreTime(deliverable_id=IDEA, until=idea(build_project()).due.replace(year=2027), reason="Chamber")
    assert is_blocked(idea(done(done(build_project(), blocked, TECH), later, LEAD)))


def test_the_lead_hears_of_it_at_once_and_the_assignee_of_its_end() -> None:
    project = build_project()
    assert told(project, blocked, TECH) == [(LEAD, "DeliverableBlocked")]
    assert told(done(project, blocked, TECH), lift, LEAD) == [(TECH, "BlockLifted")]
    assert told(done(project, blocked, TECH), lift, TECH) == []


def test_a_lead_who_is_blocked_reaches_those_who_could_help() -> None:
    mine = with_deliverable(assignee=LEAD)
    assert told(mine, blocked, LEAD) == [(TECH, "DeliverableBlocked")]


def test_where_the_lead_reads_the_thread_anyway_nothing_is_said_twice() -> None:
    bare = replace(build_project(), channel_id="")
    assert told(bare, blocked, TECH) == []
    notices = announce(bare, done(bare, blocked, TECH), decide(bare, blocked, TECH))
    assert [n.audience for n in notices if n.kind is NoticeKind.REPLY] == [LEAD]


def test_the_team_reads_it_in_the_thread() -> None:
    notices = announce(build_project(), done(build_project(), blocked, TECH), decide(build_project(), blocked, TECH))
    assert [n.audience for n in notices if n.kind is NoticeKind.REPLY] == [CHANNEL]
