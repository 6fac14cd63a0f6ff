"""Deciding about work that people add to a stage themselves."""

from datetime import timedelta

from flows.errors import IllegalMove
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.fields import Fields
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import action_name, require, strand_role
from flows.lifecycle.project import EXTRA, Deliverable, Project
from flows.lifecycle.template import Template
from flows.names import Bilingual, Role, Status, Strand

USUAL_DAYS = 14
TITLE_LIMIT = 150
MOST_ADDED = 50
"""Of one stage; who needs more has another project in hand."""


def add(project: Project, command: c.AddDeliverable, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """One more deliverable of the present stage, for the strand's lead unless somebody is named."""
    require(project, occasion.by, type(command).__name__)
    return added(project, command, occasion)


def added(project: Project, command: c.AddDeliverable, occasion: Occasion) -> tuple[e.Event, ...]:
    """The same without a look at who asks: for what a rule of another wing makes of its own accord."""
    if project.status is not Status.ACTIVE:
        raise IllegalMove(action_name(type(command).__name__), project.status)
    fields = Fields()
    title = fields.text("title", command.title, TITLE_LIMIT, missing="missing")
    fields.day("due", command.due, occasion.today)
    if command.assignee:
        fields.person("assignee", command.assignee, occasion.people)
    if len([d for d in project.in_stage(project.stage) if d.spec == EXTRA]) >= MOST_ADDED:
        fields.fault("title", "too_many")
    fields.finish()
    role = strand_role(command.strand) or Role.LEAD
    made = Deliverable(
        id=occasion.new_id("dlv"),
        stage=project.stage,
        spec=EXTRA,
        strand=command.strand if command.strand in project.strands else Strand.MANAGEMENT,
        title=Bilingual(zh=title, en=title),
        role=role,
        required=False,
        assignee=command.assignee or next(iter(project.holders(role)), project.lead),
        due=command.due or occasion.today + timedelta(days=USUAL_DAYS),
    )
    return (e.DeliverableAdded(**occasion.stamp(project), deliverable_id=made.id, deliverable=made),)
