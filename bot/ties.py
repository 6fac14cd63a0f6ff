"""Which follow-on ties a reader learns of: only those to projects that the reader may see as well. Pure."""

from collections.abc import Callable
from dataclasses import replace

from flows.lifecycle.project import FOLLOW_ON
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Confidentiality


def shown(card: ProjectCard, sees: Callable[[str], bool]) -> ProjectCard:
    """The project without ties to what its reader may not see; ``sees`` tells it by project id.

    A merge is told to all readers: who merged two projects had both in sight, and the one that ended says where.
    """
    if not any(link.kind in FOLLOW_ON for link in card.links):
        return card
    return replace(
        card, links=tuple(link for link in card.links if link.kind not in FOLLOW_ON or sees(link.project_id))
    )


def may_go_stale(card: ProjectCard) -> bool:
    """Whether what is shown of a project depends on another one, whose changes do not raise this one's version."""
    return any(link.kind in FOLLOW_ON for link in card.links)


def in_channel(other: ProjectCard | None, channel_id: str) -> bool:
    """Whether everybody who reads in a channel may learn of another project: it is open, or has its card there too."""
    if other is None or other.confidentiality is Confidentiality.RESTRICTED:
        return False
    return other.confidentiality is Confidentiality.OPEN or other.channel_id == channel_id
