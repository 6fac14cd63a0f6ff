"""Which project another one may be merged into, and what happens to both."""

from flows.lifecycle import events as e
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import may_see
from flows.lifecycle.project import Project
from flows.names import SYSTEM, Actor, Status

GOING = frozenset({Status.ACTIVE, Status.HELD})


def mergeable(project: Project, target_id: str, occasion: Occasion) -> Project | None:
    """The project to merge into, where it goes on and both the lead and whoever asks may see it.

    Whoever asks sees the same for a hidden project as for one that does not exist.
    """
    target = next((other for other in occasion.others if other.id == target_id), None)
    if target is None or target.id == project.id or target.status not in GOING:
        return None
    judges = {project.lead, occasion.by} - {SYSTEM}
    seen = all(may_see(target, Actor(project.team_id, user)) for user in judges)
    return target if seen else None


def merged(project: Project, target: Project, reason: str, occasion: Occasion) -> tuple[e.Event, ...]:
    """This project ends with a link, the other one gets a link back."""
    return (
        e.ProjectStopped(**occasion.stamp(project), reason=reason, merged_into=target.id, merged_key=target.key),
        e.ProjectTookOver(**occasion.stamp(target), other_id=project.id, other_key=project.key),
    )
