"""What waits for one person, by the same rules that let them act."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.lifecycle.permissions import asked_to_review
from flows.lifecycle.project import Deliverable, Member, Request
from flows.lifecycle.readmodels import MyWork, WorkLine
from flows.names import Ask, Decision, DeliverableState, Role, Status, Strand
from storage import SqliteStore
from tests.builders import (
    LEAD,
    MEMBERS,
    NOW,
    PATENT,
    STD,
    STEER,
    STEER2,
    TEAM,
    TECH,
    TODAY,
    build_deliverable,
    build_gate,
    build_submission,
    build_vote,
)
from tests.storage.test_projects import created


def work_of(store: SqliteStore, user: str, projects: int = 10, team_id: str = TEAM) -> MyWork:
    with store.read() as reads:
        return reads.my_work(team_id, user, today=TODAY, guest=False, projects=projects)


def ids(lines: tuple[WorkLine, ...]) -> list[str]:
    return [line.deliverable.id for line in lines]


def submitted(by: str = TECH, **fields: object) -> Deliverable:
    return build_deliverable(
        **{"state": DeliverableState.SUBMITTED, "submissions": (build_submission(by=by),), **fields}
    )


class TestWork:
    def test_open_work_comes_by_due_day(self, store: SqliteStore) -> None:
        dues = {"dlv_late": -3, "dlv_b": 2, "dlv_a": 2, "dlv_soon": 0}
        items = [build_deliverable(id=key, due=TODAY + timedelta(days=days)) for key, days in dues.items()]
        items.append(build_deliverable(id="dlv_again", state=DeliverableState.CHANGES_REQUESTED, comment="why"))
        items.append(build_deliverable(id="dlv_other", assignee=PATENT))
        project = created(store, deliverables=tuple(items))
        work = work_of(store, TECH).work
        assert ids(work) == ["dlv_late", "dlv_soon", "dlv_a", "dlv_b", "dlv_again"]
        assert (work[0].project_id, work[0].project_key, work[0].project_name) == (project.id, "LD-12", project.name)
        assert work[-1].deliverable == items[4]

    def test_a_line_carries_the_versions_sent_so_far(self, store: SqliteStore) -> None:
        item = build_deliverable(
            state=DeliverableState.CHANGES_REQUESTED, submissions=(build_submission(), build_submission(number=2))
        )
        created(store, deliverables=(item,))
        assert work_of(store, TECH).work[0].deliverable == item

    def test_settled_and_submitted_work_does_not_wait_for_its_assignee(self, store: SqliteStore) -> None:
        states = (DeliverableState.ACCEPTED, DeliverableState.WAIVED)
        items = [build_deliverable(id=f"dlv_{state}", state=state) for state in states]
        created(store, deliverables=(*items, submitted()))
        assert work_of(store, TECH).work == ()

    def test_nothing_waits_in_a_project_that_does_not_move_or_a_stage_that_is_past(self, store: SqliteStore) -> None:
        everything = (build_deliverable(), submitted(id="dlv_2"))
        for n, status in enumerate((Status.HELD, Status.STOPPED, Status.COMPLETED)):
            created(store, id=f"prj_{n}", key=f"LD-{n}", status=status, deliverables=everything, gate=build_gate())
        created(store, id="prj_9", key="LD-9", stage="assessment", deliverables=everything)
        created(store, team_id="T0OTHER", deliverables=everything)
        for user in (TECH, LEAD, STEER):
            work = work_of(store, user)
            assert (work.work, work.reviews, work.votes) == ((), (), ())

    def test_a_list_has_at_most_a_hundred_lines(self, store: SqliteStore) -> None:
        items = [build_deliverable(id=f"dlv_{n:03d}") for n in range(130)]
        reviewed = [submitted(id=f"dlv_{n:03d}") for n in range(130, 260)]
        created(store, deliverables=(*items, *reviewed))
        assert ids(work_of(store, TECH).work) == [f"dlv_{n:03d}" for n in range(100)]
        assert ids(work_of(store, LEAD).reviews) == [f"dlv_{n:03d}" for n in range(130, 230)]


class TestReviews:
    numbers = count()
    """Hypothesis uses one store for all its examples; each example has a project and people of its own."""

    def test_a_submission_waits_for_the_lead_and_the_strand_s_role(self, store: SqliteStore) -> None:
        created(store, deliverables=(submitted(strand=Strand.PATENT),))
        waiting = [m.user_id for m in MEMBERS if work_of(store, m.user_id).reviews]
        assert sorted(waiting) == sorted([LEAD, PATENT])

    def test_nobody_is_asked_to_review_their_own_work(self, store: SqliteStore) -> None:
        created(store, deliverables=(submitted(by=LEAD, strand=Strand.PATENT),))
        assert work_of(store, LEAD).reviews == ()
        assert ids(work_of(store, PATENT).reviews) == ["dlv_0000000001"]

    def test_nobody_else_can_then_one_s_own(self, store: SqliteStore) -> None:
        created(store, members=(Member(LEAD, (Role.LEAD,)),), deliverables=(submitted(by=LEAD),))
        assert ids(work_of(store, LEAD).reviews) == ["dlv_0000000001"]

    def test_an_open_question_waits_for_a_reviewer_too(self, store: SqliteStore) -> None:
        asked = build_deliverable(request=Request(Ask.WAIVER, TECH, NOW, "no need"))
        created(store, deliverables=(asked, submitted(id="dlv_2", due=TODAY)))
        assert ids(work_of(store, LEAD).reviews) == ["dlv_2", asked.id]
        assert work_of(store, LEAD).reviews[1].deliverable == asked

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_lists_and_review_messages_agree_on_who_is_asked(self, store: SqliteStore, data: st.DataObject) -> None:
        number = next(self.numbers)
        users = [f"U{n}_{number}" for n in range(4)]
        roles = st.lists(st.sampled_from(Role), unique=True, max_size=3).map(lambda found: tuple(sorted(found)))
        members = tuple(Member(user, data.draw(roles)) for user in users)
        author = st.sampled_from(users)
        items = tuple(
            submitted(data.draw(author), id=f"dlv_{n}", strand=data.draw(st.sampled_from(Strand)))
            for n in range(data.draw(st.integers(1, 3)))
        )
        project = created(store, id=f"prj_{number}", key=f"LD-{number}", members=members, deliverables=items, gate=None)
        for user in users:
            expected = [item.id for item in items if user in asked_to_review(project, item)]
            assert ids(work_of(store, user).reviews) == expected


class TestVotes:
    def test_an_open_gate_waits_for_its_gatekeepers(self, store: SqliteStore) -> None:
        project = created(store, gate=build_gate(votes=(build_vote(STEER2, Decision.HOLD, "wait"),)))
        (line,) = work_of(store, STEER).votes
        assert (line.project_id, line.project_key, line.gate_id) == (project.id, "LD-12", build_gate().id)
        assert (line.stage, line.template, line.template_version) == ("ideation", "standard", 1)
        assert (line.requested_at, line.voted) == (build_gate().requested_at, None)
        assert work_of(store, STEER2).votes == (replace(line, voted=Decision.HOLD),)
        assert work_of(store, STD).votes == ()

    def test_gates_without_a_vote_come_first_then_the_oldest(self, store: SqliteStore) -> None:
        for n, (hours, votes) in enumerate([(1, ()), (3, (build_vote(STEER),)), (2, ())]):
            gate = build_gate(id=f"gate_{n}", requested_at=NOW - timedelta(hours=hours), votes=votes)
            created(store, id=f"prj_{n}", key=f"LD-{n}", gate=gate)
        assert [line.gate_id for line in work_of(store, STEER).votes] == ["gate_2", "gate_0", "gate_1"]


class TestOwnProjects:
    def test_own_projects_are_counted_and_the_first_of_them_shown(self, store: SqliteStore) -> None:
        for n, status in enumerate((Status.ACTIVE, Status.HELD, Status.ACTIVE, Status.STOPPED, Status.HELD)):
            created(store, id=f"prj_{n}", key=f"LD-{n}", status=status)
        created(store, id="prj_not_mine", key="LD-99", members=MEMBERS[:1])
        work = work_of(store, TECH, projects=3)
        assert [row.key for row in work.projects] == ["LD-2", "LD-0", "LD-4"]
        assert work.project_total == 4

    def test_somebody_without_projects_has_nothing(self, store: SqliteStore) -> None:
        assert work_of(store, "U0NOBODY") == MyWork(work=(), reviews=(), votes=(), projects=(), project_total=0)
