"""Any project comes back as it was saved, after any change."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.lifecycle.evaluation import Evaluation
from flows.lifecycle.project import Deliverable, Gate, Member, Project, Score, Submission
from tests.databases import ready_store
from tests.storage.strategies import any_of, instances

TEAM, ID = "T0LIANDONG", "prj_1"


def unique(kind: type, name: str) -> st.SearchStrategy[tuple[object, ...]]:
    """Tuples whose items differ in one field, as keys do in the domain."""
    return st.lists(any_of(kind), max_size=4, unique_by=lambda item: getattr(item, name)).map(tuple)


def numbered(deliverable: Deliverable) -> Deliverable:
    versions = tuple(replace(s, number=n) for n, s in enumerate(deliverable.submissions, 1))
    return replace(deliverable, submissions=versions)


def distinct_votes(gate: Gate | None) -> Gate | None:
    if gate is None:
        return None
    votes = tuple({vote.voter: vote for vote in gate.votes}.values())
    keepers = tuple(dict.fromkeys(gate.gatekeepers))
    stands_for = dict(gate.deputies)
    return replace(
        gate,
        votes=votes,
        gatekeepers=keepers,
        abstained=tuple(user for user in keepers if user in gate.abstained),
        recused=tuple(dict.fromkeys(user for user in gate.recused if user not in keepers)),
        deputies=tuple((user, stands_for[user]) for user in keepers if stands_for.get(user)),
    )


def distinct_items(evaluation: Evaluation) -> Evaluation:
    """Items that differ in id and follow-ups that differ in months, as ours do."""
    items = tuple(replace(item, id=f"imp_{n}") for n, item in enumerate(evaluation.improvements))
    return replace(
        evaluation,
        improvements=items,
        follow_ups=tuple({each.months: each for each in evaluation.follow_ups}.values()),
    )


projects = instances(
    Project,
    id=st.just(ID),
    team_id=st.just(TEAM),
    key=st.integers(1, 10**6).map("LD-{}".format),
    members=unique(Member, "user_id"),
    deliverables=unique(Deliverable, "id").map(lambda found: tuple(numbered(d) for d in found)),  # type: ignore[arg-type]
    gate=any_of(Gate | None).map(distinct_votes),
    evaluation=any_of(Evaluation).map(distinct_items),
    scores=st.lists(any_of(Score), max_size=3, unique_by=lambda score: (score.stage, score.scorer)).map(tuple),
)


def grown(before: Project, after: Project, more: Submission) -> Project:
    """``after`` as a later state of ``before``: nothing that is kept for ever is lost."""
    kept = tuple(
        numbered(replace(d, comment="seen again", submissions=(*d.submissions, more))) for d in before.deliverables
    )
    known = {d.id for d in kept}
    links = (*before.links, *after.links)
    scores = {(s.stage, s.scorer): s for s in (*before.scores, *after.scores)}
    return replace(
        after,
        version=2,
        links=links,
        scores=tuple(scores.values()),
        evaluation=replace(
            after.evaluation,
            improvements=(
                *before.evaluation.improvements,
                *after.evaluation.improvements[len(before.evaluation.improvements) :],
            ),
        ),
        deliverables=(*kept, *(d for d in after.deliverables if d.id not in known)),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(first=projects, second=projects, more=any_of(Submission))
def test_what_is_saved_is_loaded(first: Project, second: Project, more: Submission) -> None:
    before = replace(first, version=1)
    after = grown(before, second, more)
    with tempfile.TemporaryDirectory() as folder:
        store = ready_store(str(Path(folder) / "any.db"))
        with store.write() as unit:
            unit.projects.save(None, before)
            assert unit.projects.load(TEAM, ID) == before
            unit.projects.save(before, after)
            unit.commit()
        with store.write() as unit:
            assert unit.projects.load(TEAM, ID) == after
        store.close()
