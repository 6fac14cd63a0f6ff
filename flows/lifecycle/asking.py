"""Makes what a template asks for into a deliverable with a person and a day."""

from datetime import timedelta

from flows.lifecycle.occasion import Occasion
from flows.lifecycle.project import Deliverable, Project
from flows.lifecycle.template import DeliverableSpec
from flows.names import Role, Strand


def is_asked_for(spec: DeliverableSpec, strands: tuple[Strand, ...]) -> bool:
    """Whether a project with these strands owes it. Management work is owed by every project."""
    return spec.strand == Strand.MANAGEMENT or spec.strand in strands


def asked_for(project: Project, stage: str, spec: DeliverableSpec, occasion: Occasion) -> Deliverable:
    """Due counted from today, asked of the first holder of its role, or of the lead."""
    return Deliverable(
        id=occasion.new_id("dlv"),
        stage=stage,
        spec=spec.key,
        strand=spec.strand,
        title=spec.title,
        role=spec.role,
        required=spec.required,
        assignee=(project.holders(spec.role) or project.holders(Role.LEAD))[0],
        due=occasion.today + timedelta(days=spec.due_days),
    )
