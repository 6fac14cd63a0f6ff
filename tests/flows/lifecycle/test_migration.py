"""Moving a project to another version: planned in words, carried out in the present stage, nothing done is lost."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from flows.errors import NotFound
from flows.lifecycle import commands as c
from flows.lifecycle.events import TemplateMigrated
from flows.lifecycle.evolve import replay
from flows.lifecycle.migration import Plan, migrate, plan_for
from flows.lifecycle.project import Deliverable, Project
from flows.lifecycle.template import DeliverableSpec, Stage, Template, Templates
from flows.lifecycle.usecases import perform
from flows.names import STRANDS, Bilingual, Confidentiality, DeliverableState, Role, Status, Strand
from flows.notices import Notice, NoticeKind
from flows.ports import Receipt, Store
from tests.builders import (
    LEAD,
    NOW,
    PATENT,
    STD,
    TEAM,
    TECH,
    TODAY,
    build_actor,
    build_gate,
    build_project,
    standard_template,
)
from tests.databases import ready_store

ADMIN = "U0ADMIN"
OWN = Bilingual(zh="自有产出物", en="Our own note")
SPEC = DeliverableSpec("own_note", Strand.PATENT, OWN, OWN, Role.PATENT, required=True, due_days=5)
OLD = standard_template()
FIRST = OLD.stages[0]


def version(number: int, *stages: Stage) -> Template:
    """Stages by key take the place of the standard ones."""
    changed = {stage.key: stage for stage in stages}
    return replace(OLD, version=number, stages=tuple(changed.get(s.key, s) for s in OLD.stages))


def without(*keys: str, stage: Stage = FIRST, also: tuple[DeliverableSpec, ...] = ()) -> Stage:
    return replace(stage, deliverables=(*(d for d in stage.deliverables if d.key not in keys), *also))


OTHER_CARD = replace(FIRST.deliverables[0], title=OWN, required=False, role=Role.LEAD)
NEW = version(2, without("idea_card", "invention_record", also=(SPEC,)))
TEMPLATES = Templates([
    OLD,
    NEW,
    version(3, replace(FIRST, deliverables=(OTHER_CARD, *FIRST.deliverables[1:]))),
    replace(OLD, version=4, stages=tuple(replace(s, number=n) for n, s in enumerate(OLD.stages[1:], start=1))),
])  # fmt: skip


def plan(project: Project, to: int, visited: tuple[str, ...] = ("ideation",)) -> Plan:
    return plan_for(project, to, TEMPLATES, dict.fromkeys(visited))


def here(project: Project, spec: str) -> Deliverable:
    return next(d for d in project.deliverables if d.spec == spec)


@pytest.mark.parametrize(
    ("project", "to", "refused", "stage"),
    [
        (build_project(status=Status.COMPLETED), 2, "ended", ""),
        (build_project(status=Status.STOPPED), 2, "ended", ""),
        (build_project(), 1, "same_version", ""),
        (build_project(), 9, "unknown_version", ""),
        (build_project(template_version=8), 2, "unknown_version", ""),
        (build_project(), 4, "stage_missing", "ideation"),
        (build_project(stage="assessment"), 4, "stage_missing", "ideation"),
    ],
)
def test_what_cannot_be_moved_is_refused_with_its_reason(project: Project, to: int, refused: str, stage: str) -> None:
    found = plan(project, to)
    assert (found.refused, found.stage) == (refused, stage)
    assert (found.added, found.renewed, found.retired, found.released) == ((), (), (), ())


def test_words_roles_and_need_of_what_stays_are_renewed() -> None:
    found = plan(build_project(), 3)
    card = here(build_project(), "idea_card")
    assert [(r.deliverable_id, r.title, r.role, r.required, r.again) for r in found.renewed] == [
        (card.id, OWN, Role.LEAD, False, False)
    ]
    assert (found.added, found.retired, found.released) == ((), (), ())


def test_a_project_is_asked_only_for_its_own_strands() -> None:
    found = plan(build_project(strands=(Strand.TECHNOLOGY,)), 2)
    assert found.added == ()


class Office:
    """A store with one project of the standard workflow, and people who work on it."""

    def __init__(self, store: Store) -> None:
        self.store, self._numbers = store, count(1)
        create = c.CreateProject(
            name="Radar", summary="", strands=STRANDS, lead=LEAD, channel_id="", confidentiality=Confidentiality.MEMBERS
        )
        self.project_id = self.ask(create, LEAD, Templates([OLD])).project_id
        holders = ((Role.TECHNOLOGY, (TECH,)), (Role.PATENT, (PATENT,)), (Role.STANDARD, (STD,)))
        self.ask(c.AssignRoles(project_id=self.project_id, holders=holders), LEAD)

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_{next(self._numbers):010d}"

    def ask(self, command: c.Command, by: str, templates: Templates = TEMPLATES) -> Receipt:
        with self.store.write() as uow:
            return perform(
                command, actor=build_actor(by), uow=uow, templates=templates, now=NOW, today=TODAY,
                new_id=self.new_id, request_key=self.new_id("req"),
            )  # fmt: skip

    def migrate(self, to: int, *, dry: bool = False, project_id: str = "") -> Plan:
        with self.store.write() as uow:
            done = migrate(
                TEAM, project_id or self.project_id, to, by=ADMIN, uow=uow, templates=TEMPLATES, now=NOW, today=TODAY,
                new_id=self.new_id,
            )  # fmt: skip
            if not dry:
                uow.commit()
        return done

    def project(self) -> Project:
        with self.store.write() as uow:
            found = uow.projects.load(TEAM, self.project_id)
            folded = replay(uow.history.events(TEAM, self.project_id))
        assert found is not None
        assert folded is not None
        assert found == replace(folded, version=found.version)
        return found

    def submit(self, spec: str, by: str) -> None:
        deliverable = here(self.project(), spec)
        self.ask(c.SubmitDeliverable(project_id=self.project_id, deliverable_id=deliverable.id, text="done"), by)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = ready_store(f"sqlite:///{tmp_path}/liandong.db")
    yield Office(store)
    assert store.verify_history() == ()
    store.close()


def test_new_work_is_asked_for_and_what_nobody_began_is_waived(office: Office) -> None:
    office.migrate(2)
    project = office.project()
    assert project.template_version == 2
    note, card = here(project, "own_note"), here(project, "idea_card")
    assert (note.assignee, note.state, note.title, note.required) == (PATENT, DeliverableState.OPEN, OWN, True)
    assert (note.due - TODAY).days == SPEC.due_days
    assert (card.state, card.settled_by) == (DeliverableState.WAIVED, ADMIN)


def test_what_was_begun_stays_as_it_is_and_only_is_not_required_any_more(office: Office) -> None:
    office.submit("idea_card", TECH)
    before = here(office.project(), "idea_card")
    assert [d.spec for d in office.migrate(2).released] == ["idea_card"]
    assert here(office.project(), "idea_card") == replace(before, required=False)


def test_a_dry_run_tells_the_same_and_changes_nothing(office: Office) -> None:
    before = office.project()
    dry = office.migrate(2, dry=True)
    assert office.project() == before
    with office.store.write() as uow:
        assert not any(isinstance(e, TemplateMigrated) for e in uow.history.events(TEAM, office.project_id))
    assert office.migrate(2) == dry


def test_the_way_back_asks_again_for_what_was_waived(office: Office) -> None:
    before = office.project()
    office.migrate(2)
    office.migrate(1)
    after = office.project()
    assert here(after, "idea_card") == here(before, "idea_card")
    assert here(after, "own_note").state is DeliverableState.WAIVED


def test_what_people_waived_themselves_stays_waived(office: Office) -> None:
    card = here(office.project(), "idea_card")
    office.ask(c.SayNotNeeded(project_id=office.project_id, deliverable_id=card.id, reason="no"), LEAD)
    office.migrate(3)
    assert here(office.project(), "idea_card").state is DeliverableState.WAIVED
    assert here(office.project(), "idea_card").comment == "no"


def drained(office: Office) -> list[Notice]:
    """Everything that waits to be sent, taken as sent."""
    found: list[Notice] = []
    with office.store.write() as uow:
        while parcels := uow.outbox.claim(owner="t", now=NOW, lease_until=NOW, limit=99):
            found += [parcel.notice for parcel in parcels]
            for parcel in parcels:
                uow.outbox.sent(parcel.id, now=NOW)
        uow.commit()
    return found


def test_everybody_whose_work_changed_is_told_and_the_history_says_who_did_it(office: Office) -> None:
    drained(office)
    office.migrate(2)
    parcels = drained(office)
    asked = {p.audience for p in parcels if p.kind is NoticeKind.ASK}
    replies = [p.params for p in parcels if p.kind is NoticeKind.REPLY]
    assert {TECH, PATENT} <= asked
    assert STD not in asked
    assert [(p["event"], p["by"], p["to_version"], p["added"], p["retired"]) for p in replies] == [
        ("TemplateMigrated", ADMIN, 2, 1, 2)
    ]
    with office.store.read() as reads:
        line = reads.history(TEAM, office.project_id, limit=1)[0]
    assert (line.event, line.by) == ("TemplateMigrated", ADMIN)


def test_an_open_gate_must_be_decided_first() -> None:
    assert plan(build_project(gate=build_gate()), 2).refused == "gate_open"


def test_a_project_that_does_not_exist_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        office.migrate(2, project_id="prj_nowhere")
