"""What a reader has chosen to hear, for views that say so."""

from dataclasses import replace

from bot.absentees import awaited, away_among, knowing_oneself
from bot.blocks.lens import Lens
from bot.blocks.rhythm import channels
from bot.context import Sight
from flows.lifecycle.readmodels import ProjectCard
from flows.rhythm.preferences import Delivery


def minding(sight: Sight) -> Lens:
    """The caller's lens for their own work."""
    caller = sight.caller
    return knowing_oneself(caller.lens, sight.reads, sight.team_id, caller.user_id, caller.now)


def minding_one(sight: Sight, card: ProjectCard, *, muted: bool | None = None) -> Lens:
    """The same of one project; ``muted`` where it is known already. Who is no member has nothing to choose about it."""
    user_id = sight.caller.user_id
    chosen = sight.reads.preferences(sight.team_id, user_id)
    delivery = chosen.delivery if any(member.user_id == user_id for member in card.members) else Delivery.IMMEDIATE
    silent = card.id in chosen.muted if muted is None else muted
    return replace(sight.caller.lens, muted=frozenset({card.id} if silent else ()), delivery=delivery)


def about(sight: Sight, card: ProjectCard, *, muted: bool | None = None) -> Lens:
    """The lens for a project's status: what the caller hears of it, and who of its people is away."""
    lens = minding_one(sight, card, muted=muted)
    return replace(lens, away=away_among(sight.reads, sight.team_id, awaited(card), lens.today))


def channel_line(sight: Sight, card: ProjectCard) -> str:
    """What the project's channel has chosen to hear; empty text where that is everything."""
    if not card.channel_id:
        return ""
    return channels.line(sight.reads.channel_preferences(sight.team_id, card.channel_id), sight.caller.lens)
