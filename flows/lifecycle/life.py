"""Decisions about a project as a whole: create, edit, strand states, hold, resume, stop."""

from flows.errors import IllegalMove, NotAllowed
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.deliverables import rework_time
from flows.lifecycle.evolve import evolve
from flows.lifecycle.fields import COMMENT_LIMIT, NAME_LIMIT, SUMMARY_LIMIT, Fields
from flows.lifecycle.gates import closed
from flows.lifecycle.machine import check_move
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import require, strand_role
from flows.lifecycle.project import STRAND_STATES, Member, Project
from flows.lifecycle.template import Template
from flows.lifecycle.verdicts import enter
from flows.names import AWAITING_ASSIGNEE, STRANDS, Actor, Role, Status

ENDED = frozenset({Status.STOPPED, Status.COMPLETED})


def create(
    command: c.CreateProject, occasion: Occasion, template: Template, *, actor: Actor, project_id: str, key: str
) -> tuple[e.Event, ...]:
    """A new project in the first stage. Whoever creates it without leading it joins as a contributor."""
    if actor.is_guest:
        raise NotAllowed("create_project")
    fields = Fields()
    name = fields.text("name", command.name, NAME_LIMIT, missing="missing")
    summary = fields.text("summary", command.summary, SUMMARY_LIMIT)
    fields.person("lead", command.lead, occasion.people)
    strands = tuple(strand for strand in STRANDS if strand in command.strands)
    if not strands:
        fields.fault("strands", "no_strand")
    fields.finish()
    lead = Member(command.lead, (Role.LEAD,))
    created = e.ProjectCreated(
        project_id=project_id,
        by=occasion.by,
        at=occasion.at,
        team_id=actor.team_id,
        key=key,
        name=name,
        summary=summary,
        strands=strands,
        confidentiality=command.confidentiality,
        channel_id=command.channel_id,
        template=template.name,
        template_version=template.version,
        members=(lead,) if occasion.by == command.lead else (lead, Member(occasion.by)),
    )
    return (created, enter(evolve(None, created), template.stages[0], occasion))


def follow_on(new: Project, earlier: Project, occasion: Occasion) -> tuple[e.Event, e.Event]:
    """A new project and the one it follows on from, tied on both sides. Raises ``IllegalMove`` for one not yet over."""
    if earlier.status not in ENDED:
        raise IllegalMove("follow_on", earlier.status)
    return (
        e.ProjectFollows(**occasion.stamp(new), other_id=earlier.id, other_key=earlier.key),
        e.ProjectFollowed(**occasion.stamp(earlier), other_id=new.id, other_key=new.key),
    )


def edit(project: Project, command: c.EditProject, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    require(project, occasion.by, "EditProject")
    refuse_ended(project, "edit_project")
    fields = Fields()
    name = fields.text("name", command.name, NAME_LIMIT, missing="missing")
    summary = fields.text("summary", command.summary, SUMMARY_LIMIT)
    fields.finish()
    edited = e.ProjectEdited(
        **occasion.stamp(project),
        name=name,
        summary=summary,
        channel_id=command.channel_id,
        confidentiality=command.confidentiality,
    )
    return () if evolve(project, edited) == project else (edited,)


def set_strand_states(
    project: Project, command: c.SetStrandStates, occasion: Occasion, _: Template
) -> tuple[e.Event, ...]:
    """Each strand by the lead or its own lead. Still open after completion: grants and standards land late."""
    require(project, occasion.by, "SetStrandStates")
    if project.status == Status.STOPPED:
        raise IllegalMove("set_strand_states", project.status)
    before = dict(project.strand_states)
    fields = Fields()
    for strand, code in command.states:
        if strand not in before or code not in ("", *STRAND_STATES[strand]):
            fields.fault(strand, "unknown_value")
    fields.finish()
    changed = tuple((strand, code) for strand, code in command.states if before[strand] != code)
    for strand, _code in changed:
        role = strand_role(strand)
        able = (*project.holders(Role.LEAD), *(project.holders(role) if role else ()))
        if occasion.by not in able:
            raise NotAllowed("set_strand_states", able, (Role.LEAD, role) if role else (Role.LEAD,))
    return (e.StrandStatesChanged(**occasion.stamp(project), states=changed),) if changed else ()


def hold(project: Project, command: c.HoldProject, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    """Also moves the date or reason of a hold. An open gate is closed: nobody votes on what does not move."""
    require(project, occasion.by, "HoldProject")
    check_move(template, project, "hold")
    fields = Fields()
    reason = fields.text("reason", command.reason, COMMENT_LIMIT, missing="missing")
    fields.day("until", command.until, occasion.today)
    fields.finish()
    held = e.ProjectHeld(**occasion.stamp(project), until=command.until, reason=reason)
    return () if evolve(project, held) == project else (*closed(project, project.gate, occasion), held)


def resume(project: Project, _: c.ResumeProject, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    """Work whose day passed while the project was held gets time again."""
    require(project, occasion.by, "ResumeProject")
    return _resumed(project, occasion, template)


def wake(project: Project, _: c.WakeProject, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    """The hold was until a day, and the day has come. Somebody may have resumed or prolonged it first."""
    if project.status != Status.HELD or project.held_until is None or project.held_until > occasion.today:
        return ()
    return _resumed(project, occasion, template)


def _resumed(project: Project, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    place = check_move(template, project, "resume")
    waiting = (d for d in project.in_stage(place.stage) if d.state in AWAITING_ASSIGNEE)
    return (
        e.ProjectResumed(**occasion.stamp(project)),
        *(event for deliverable in waiting for event in rework_time(project, deliverable, occasion)),
    )


def stop(project: Project, command: c.StopProject, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    require(project, occasion.by, "StopProject")
    check_move(template, project, "stop")
    fields = Fields()
    reason = fields.text("reason", command.reason, COMMENT_LIMIT, missing="missing")
    fields.finish()
    stopped = e.ProjectStopped(**occasion.stamp(project), reason=reason)
    return (*closed(project, project.gate, occasion), stopped)


def refuse_ended(project: Project, action: str) -> None:
    """What has been stopped or completed is kept as it was."""
    if project.status in ENDED:
        raise IllegalMove(action, project.status)
