"""What a reader has chosen to hear, for views that say so."""

from dataclasses import replace

from bot.absentees import away_among
from bot.blocks.lens import Lens
from bot.blocks.rhythm import channels
from bot.context import Sight
from flows.lifecycle.readmodels import ProjectCard


def minding(sight: Sight) -> Lens:
    """The caller's lens, which also knows what they have muted."""
    chosen = sight.reads.preferences(sight.team_id, sight.caller.user_id)
    return replace(sight.caller.lens, muted=frozenset(chosen.muted))


def minding_one(sight: Sight, project_id: str, *, muted: bool | None = None) -> Lens:
    """The same of one project, in a single look; ``muted`` where it is known already."""
    if muted is None:
        muted = sight.reads.has_muted(sight.team_id, sight.caller.user_id, project_id)
    return replace(sight.caller.lens, muted=frozenset({project_id} if muted else ()))


def about(sight: Sight, card: ProjectCard, *, muted: bool | None = None) -> Lens:
    """The lens for a project's status: whether the caller has muted it, and who of its people is away."""
    lens = minding_one(sight, card.id, muted=muted)
    return replace(
        lens, away=away_among(sight.reads, sight.team_id, (d.assignee for d in card.deliverables), lens.today)
    )


def channel_line(sight: Sight, card: ProjectCard) -> str:
    """What the project's channel has chosen to hear; empty text where that is everything."""
    if not card.channel_id:
        return ""
    return channels.line(sight.reads.channel_preferences(sight.team_id, card.channel_id), sight.caller.lens)
