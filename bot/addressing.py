"""What a place may read of a project, and whether it still has to be asked."""

from dataclasses import dataclass

from bot.blocks.kit import Message
from bot.blocks.lifecycle import overheard, prompts
from bot.rendering import Matter, message
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Confidentiality
from flows.notices import Notice, NoticeKind
from flows.ports import Post


@dataclass(frozen=True, slots=True)
class Address:
    """The conversation a parcel goes to, and whether it may only hear the project's key and stage.

    ``closed``: a person who may not see the project at all (any more).
    """

    channel: str
    withheld: bool
    closed: bool = False


def heard_by_outsiders(card: ProjectCard, headline: Post | None, address: Address) -> bool:
    """Whether the project's card was open in a channel that outsiders read now. A restricted one never was."""
    if headline is None or headline.withheld or headline.channel_id != address.channel:
        return False
    return address.withheld and card.confidentiality is not Confidentiality.RESTRICTED


def letter_for(notice: Notice, card: ProjectCard, matter: Matter, address: Address) -> Message | None:
    """What the place may read: the message, its short form, or that it is no longer open to this person."""
    if address.closed:
        return overheard.closed(matter.lens)
    return message(notice, card, matter, withheld=address.withheld)


def is_wanted(notice: Notice, project: ProjectCard) -> bool:
    """Whether a notice still has anything to ask of its person; what tells rather than asks always has."""
    match notice.kind:
        case NoticeKind.ASK:
            return prompts.asks(project, notice.audience)
        case NoticeKind.REVIEW:
            return prompts.waits(project, notice.audience)
        case NoticeKind.BALLOT:
            return project.gate is not None and project.gate.id == (notice.post_key or "").split(":")[1]
        case _:
            return True
