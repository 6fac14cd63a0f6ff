"""How a project looks after it was moved to another version of its workflow. Part of ``evolve.py``'s fold."""

from dataclasses import replace

from flows.lifecycle.events import Renewal, TemplateMigrated
from flows.lifecycle.project import Deliverable, Project
from flows.names import DeliverableState


def migrated(project: Project, event: TemplateMigrated) -> Project:
    """What was begun stays as it is; what nobody has begun and nobody asks for any more is waived."""
    renewed = {renewal.deliverable_id: renewal for renewal in event.renewed}

    def change(d: Deliverable) -> Deliverable:
        if d.id in event.retired:
            return replace(d, state=DeliverableState.WAIVED, settled_by=event.by, request=None, comment="")
        if d.id in event.released:
            return replace(d, required=False)
        return _renewed(d, renewed[d.id]) if d.id in renewed else d

    return replace(
        project,
        template_version=event.to_version,
        deliverables=(*(change(d) for d in project.deliverables), *event.added),
    )


def _renewed(d: Deliverable, renewal: Renewal) -> Deliverable:
    d = replace(d, title=renewal.title, strand=renewal.strand, role=renewal.role, required=renewal.required)
    return replace(d, state=DeliverableState.OPEN, settled_by="", comment="") if renewal.again else d
