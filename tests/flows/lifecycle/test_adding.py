"""Work beside what the workflow asks for: it has a person and a day, and holds up no gate."""

from datetime import timedelta

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed
from flows.lifecycle.adding import USUAL_DAYS
from flows.lifecycle.commands import AddDeliverable
from flows.lifecycle.project import EXTRA
from flows.names import Status, Strand
from tests.builders import CONTRIBUTOR, STD, TECH, TODAY, build_project

from .deciding import decide, done

ASKED = AddDeliverable(title=" Answer the ballot ", strand=Strand.STANDARD)


def test_it_goes_to_the_strands_lead_with_two_weeks_and_is_optional() -> None:
    added = done(build_project(), ASKED).deliverables[-1]
    assert (added.title.zh, added.title.en, added.spec) == ("Answer the ballot", "Answer the ballot", EXTRA)
    assert (added.assignee, added.strand, added.required) == (STD, Strand.STANDARD, False)
    assert added.due == TODAY + timedelta(days=USUAL_DAYS)


def test_somebody_else_can_be_named_and_a_strand_that_the_project_has_not_is_the_leads() -> None:
    project = build_project(strands=(Strand.TECHNOLOGY, Strand.PATENT))
    added = done(project, AddDeliverable(title="x", strand=Strand.STANDARD, assignee=TECH, due=TODAY)).deliverables[-1]
    assert (added.assignee, added.strand, added.due) == (TECH, Strand.MANAGEMENT, TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        AddDeliverable(title=" ", strand=Strand.STANDARD),
        AddDeliverable(title="x" * 151, strand=Strand.STANDARD),
        AddDeliverable(title="x", strand=Strand.STANDARD, due=TODAY - timedelta(days=1)),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: AddDeliverable) -> None:
    with pytest.raises(InvalidFields):
        decide(build_project(), wrong)


def test_only_who_leads_something_adds_and_only_while_the_project_moves() -> None:
    with pytest.raises(NotAllowed):
        decide(build_project(), ASKED, CONTRIBUTOR)
    with pytest.raises(IllegalMove):
        decide(build_project(status=Status.HELD), ASKED)
