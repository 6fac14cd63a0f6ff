"""What stands in a channel about a project, to be rendered anew because other people read there now."""

from flows.notices import Notice, card_again, packs_again
from flows.ports import Reads


def shown_again(reads: Reads, team_id: str, project_id: str, channel_id: str, occasion: str) -> tuple[Notice, ...]:
    """The card and every gate pack there, the card first. ``occasion`` names what made us look, and is unique."""
    packs = reads.packs_in(team_id, project_id, channel_id)
    return (
        card_again(team_id, project_id, channel_id, occasion),
        *packs_again(team_id, project_id, channel_id, occasion, packs),
    )
