"""Reviews lose the way back to what they settled when the stage is over."""

from dataclasses import replace

from flows.lifecycle.keptviews import changed_views
from flows.lifecycle.project import Project
from flows.names import DeliverableState, Status
from flows.notices import NoticeKind
from tests.builders import STEER
from tests.flows.lifecycle.deciding import in_state


def reviewers_told(before: Project, after: Project) -> set[str]:
    return {notice.audience for notice in changed_views(before, after) if notice.kind is NoticeKind.REVIEW}


def test_whoever_settled_something_sees_it_close_with_the_stage() -> None:
    here = in_state(DeliverableState.ACCEPTED, settled_by=STEER)
    assert STEER in reviewers_told(here, replace(here, stage="assessment"))


def test_whoever_settled_something_sees_it_close_with_the_project() -> None:
    here = in_state(DeliverableState.ACCEPTED, settled_by=STEER)
    assert STEER in reviewers_told(here, replace(here, status=Status.HELD))


def test_a_review_message_stays_as_it_is_while_nothing_in_it_changes() -> None:
    here = in_state(DeliverableState.ACCEPTED, settled_by=STEER)
    assert reviewers_told(here, replace(here, summary="Another summary")) == set()
