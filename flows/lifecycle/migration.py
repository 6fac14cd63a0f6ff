"""Moving a running project to another version of its workflow, on purpose; planned first, then carried out.

Only the present stage changes. Nothing that somebody has submitted, accepted or waived is ever taken away: what the
new version does not ask for any more is waived where nobody has begun, and otherwise stays without being required.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows.errors import NotFound
from flows.lifecycle.announce import announce
from flows.lifecycle.asking import asked_for, is_asked_for
from flows.lifecycle.events import Renewal, StageEntered, TemplateMigrated
from flows.lifecycle.evolve import evolve
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.project import Deliverable, Project
from flows.lifecycle.template import DeliverableSpec, Template, Templates
from flows.names import DeliverableState, Status
from flows.notices import signed
from flows.ports import NewId, UnitOfWork

ENDED = frozenset({Status.STOPPED, Status.COMPLETED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a migration does to one project, or why it is refused.

    ``added`` are new in the present stage, ``renewed`` get other words, role or need, ``retired`` are waived because
    nobody has begun with them, ``released`` keep their work and are not required any more. ``refused`` is empty or one
    of ``same_version``, ``unknown_version``, ``ended``, ``gate_open``, ``stage_missing``; ``stage`` then names the
    stage that is missing.
    """

    project_id: str
    project_key: str
    template: str
    from_version: int
    to_version: int
    added: tuple[DeliverableSpec, ...] = ()
    renewed: tuple[Renewal, ...] = ()
    retired: tuple[Deliverable, ...] = ()
    released: tuple[Deliverable, ...] = ()
    refused: str = ""
    stage: str = ""


def migrate(
    team_id: str,
    project_id: str,
    to_version: int,
    *,
    by: str,
    uow: UnitOfWork,
    templates: Templates,
    now: datetime,
    today: date,
    new_id: NewId,
) -> Plan:
    """Carry the migration out in the open unit of work, where it is not refused. The caller commits.

    A dry run is this without the commit. ``by`` is a user id or ``names.SYSTEM``; who may ask for it is for the caller
    to judge. Raises ``NotFound`` for a project that does not exist.
    """
    before = uow.projects.load(team_id, project_id)
    if before is None:
        raise NotFound("project", project_id)
    events = uow.history.events(team_id, project_id)
    visited = {event.stage: None for event in events if isinstance(event, StageEntered)}
    plan = plan_for(before, to_version, templates, visited)
    if plan.refused:
        return plan
    occasion = Occasion(by=by, at=now, today=today, new_id=new_id)
    event = _event(before, plan, occasion)
    after = replace(evolve(before, event), version=before.version + 1)
    uow.projects.save(before, after)
    uow.history.append(team_id, (event,))
    uow.outbox.put(signed(announce(before, after, (event,)), by=by), now=now, new_id=new_id)
    return plan


def plan_for(project: Project, to_version: int, templates: Templates, visited: Mapping[str, None]) -> Plan:
    """Pure. ``visited`` are the keys of all stages the project has been in: its history must stay readable."""
    plan = Plan(
        project_id=project.id,
        project_key=project.key,
        template=project.template,
        from_version=project.template_version,
        to_version=to_version,
    )
    if project.status in ENDED:
        return replace(plan, refused="ended")
    if project.template_version == to_version:
        return replace(plan, refused="same_version")
    if project.gate is not None:
        return replace(plan, refused="gate_open")
    try:
        old = templates.get(project.template, project.template_version)
        new = templates.get(project.template, to_version)
    except KeyError:
        return replace(plan, refused="unknown_version")
    known = {stage.key for stage in new.stages}
    missing = next((stage for stage in (project.stage, *visited) if stage not in known), "")
    if missing:
        return replace(plan, refused="stage_missing", stage=missing)
    return _changes(plan, project, old, new)


def _changes(plan: Plan, project: Project, old: Template, new: Template) -> Plan:
    """What differs in the present stage. People's own deliverables, which no version asked for, are let be."""
    asked = {spec.key: spec for spec in new.stage(project.stage).deliverables if is_asked_for(spec, project.strands)}
    were = {spec.key for spec in old.stage(project.stage).deliverables}
    here = {d.spec: d for d in project.in_stage(project.stage)}
    gone = [d for key, d in here.items() if key in were and key not in asked]
    renewals = (_renewal(here[key], spec, again=key not in were) for key, spec in asked.items() if key in here)
    return replace(
        plan,
        added=tuple(spec for key, spec in asked.items() if key not in here),
        renewed=tuple(renewal for renewal in renewals if renewal is not None),
        retired=tuple(d for d in gone if _is_untouched(d)),
        released=tuple(d for d in gone if not _is_untouched(d) and d.required),
    )


def _is_untouched(deliverable: Deliverable) -> bool:
    return deliverable.state is DeliverableState.OPEN and not deliverable.submissions


def _renewal(deliverable: Deliverable, spec: DeliverableSpec, *, again: bool) -> Renewal | None:
    """What changes about a deliverable that stays; None where nothing does.

    One that an earlier migration waived is asked for again. Words of what was accepted change with the others: the
    versions submitted say what was accepted.
    """
    reopens = again and deliverable.state is DeliverableState.WAIVED and not deliverable.submissions
    renewal = Renewal(deliverable.id, spec.title, spec.strand, spec.role, spec.required, reopens)
    same = (deliverable.title, deliverable.strand, deliverable.role, deliverable.required)
    return renewal if reopens or same != (spec.title, spec.strand, spec.role, spec.required) else None


def _event(project: Project, plan: Plan, occasion: Occasion) -> TemplateMigrated:
    return TemplateMigrated(
        **occasion.stamp(project),
        stage=project.stage,
        from_version=plan.from_version,
        to_version=plan.to_version,
        added=tuple(asked_for(project, project.stage, spec, occasion) for spec in plan.added),
        renewed=plan.renewed,
        retired=tuple(d.id for d in plan.retired),
        released=tuple(d.id for d in plan.released),
    )
