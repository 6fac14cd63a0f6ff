"""Whatever is done before and between migrations, no submission, acceptance or waiver of a person is ever lost."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.errors import LiandongError
from flows.lifecycle import commands as c
from flows.lifecycle.evolve import replay
from flows.lifecycle.migration import migrate
from flows.lifecycle.project import Project
from flows.lifecycle.template import DeliverableSpec, Template, Templates
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, Bilingual, Confidentiality, DeliverableState, Role, Strand
from flows.ports import Store
from storage import open_store
from tests.builders import LEAD, NOW, STEER, TEAM, TODAY, build_actor, standard_template

VERSIONS = 4
BASE = standard_template()
FIRST = BASE.stages[0]
EXTRAS = tuple(
    DeliverableSpec(f"own_{n}", strand, Bilingual(f"自有{n}", f"Own {n}"), Bilingual("写", "Write"), role, True, 4)
    for n, (strand, role) in enumerate(((Strand.PATENT, Role.PATENT), (Strand.MANAGEMENT, Role.LEAD)))
)
POOL = (*FIRST.deliverables, *EXTRAS)

chosen = st.lists(st.tuples(st.sampled_from(POOL), st.booleans()), min_size=1, unique_by=lambda pair: pair[0].key)
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("submit", "accept", "waive")), st.integers(0, 9)),
        st.tuples(st.just("migrate"), st.integers(1, VERSIONS)),
    ),
    min_size=2,
    max_size=14,
)


def template(version: int, pairs: list[tuple[DeliverableSpec, bool]]) -> Template:
    stage = replace(FIRST, deliverables=tuple(replace(spec, required=needed) for spec, needed in pairs))
    return replace(BASE, version=version, stages=(stage, *BASE.stages[1:]))


@contextmanager
def fresh_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/liandong.db")
        yield store
        store.close()


class Walk:
    """One project, worked on and moved about."""

    def __init__(self, store: Store, templates: Templates) -> None:
        self.store, self.templates, self.numbers = store, templates, count(1)
        create = c.CreateProject(
            name="R", summary="", strands=STRANDS, lead=LEAD, channel_id="", confidentiality=Confidentiality.MEMBERS
        )
        self.project_id = self.ask(create)
        self.ask(c.AssignRoles(project_id=self.project_id, holders=((Role.STEERING, (STEER,)),)))

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_{next(self.numbers):010d}"

    def ask(self, command: c.Command, by: str = LEAD) -> str:
        with self.store.write() as uow:
            return perform(
                command, actor=build_actor(by), uow=uow, templates=self.templates, now=NOW, today=TODAY,
                new_id=self.new_id, request_key=self.new_id("req"),
            ).project_id  # fmt: skip

    def project(self) -> Project:
        with self.store.write() as uow:
            found = uow.projects.load(TEAM, self.project_id)
            folded = replay(uow.history.events(TEAM, self.project_id))
        assert found is not None
        assert folded is not None
        assert found == replace(folded, version=found.version), "the state is the fold of its history"
        return found

    def work(self, what: str, number: int) -> None:
        """One attempt; what is refused changes nothing and is no matter here."""
        deliverables = self.project().deliverables
        d = deliverables[number % len(deliverables)]
        attempt: c.Command = c.SayNotNeeded(project_id=self.project_id, deliverable_id=d.id, reason="because")
        if what == "submit":
            attempt = c.SubmitDeliverable(project_id=self.project_id, deliverable_id=d.id, text=f"work {number}")
        elif what == "accept":
            attempt = c.AcceptSubmission(project_id=self.project_id, deliverable_id=d.id, number=len(d.submissions))
        try:
            self.ask(attempt, STEER if what == "accept" else LEAD)
        except LiandongError:
            return

    def migrate(self, version: int) -> None:
        with self.store.write() as uow:
            migrate(
                TEAM, self.project_id, version, by="U0ADMIN", uow=uow, templates=self.templates, now=NOW, today=TODAY,
                new_id=self.new_id,
            )  # fmt: skip
            uow.commit()


@settings(max_examples=60, deadline=None)
@given(versions=st.lists(chosen, min_size=VERSIONS, max_size=VERSIONS), steps=steps)
def test_no_work_of_a_person_is_ever_lost(
    versions: list[list[tuple[DeliverableSpec, bool]]], steps: list[tuple[str, int]]
) -> None:
    made = [template(number, pairs) for number, pairs in enumerate(versions, start=1)]
    with fresh_store() as store:
        # A new project follows the newest version, so it is begun while only the first is known.
        walk = Walk(store, Templates(made[:1]))
        walk.templates = Templates(made)
        for what, number in steps:
            if what != "migrate":
                walk.work(what, number)
                continue
            before = walk.project()
            walk.migrate(number)
            after = walk.project()
            assert after.template_version == number
            check_nothing_lost(before, after)
            asked = {spec.key: spec for spec, _ in versions[number - 1]}
            by_spec = {d.spec: d for d in after.deliverables}
            assert set(asked) <= set(by_spec), "everything the version asks for is there"
            assert not any(d.required and d.spec not in asked and not is_settled(d.state) for d in after.deliverables)
        assert store.verify_history() == ()


def is_settled(state: DeliverableState) -> bool:
    return state in (DeliverableState.ACCEPTED, DeliverableState.WAIVED)


def check_nothing_lost(before: Project, after: Project) -> None:
    now = {d.id: d for d in after.deliverables}
    for d in before.deliverables:
        assert now[d.id].submissions == d.submissions
        assert (now[d.id].assignee, now[d.id].due) == (d.assignee, d.due)
        if d.submissions:
            assert (now[d.id].state, now[d.id].settled_by, now[d.id].comment) == (d.state, d.settled_by, d.comment)
