"""The digest of a project as its own sections make it, without a store."""

from collections.abc import Sequence
from datetime import timedelta

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import digests, parts
from bot.blocks.rhythm.digest import pages, speaks
from flows.lifecycle.readmodels import HistoryLine, ProjectCard


def project_digest(card: ProjectCard, lines: Sequence[HistoryLine], lens: Lens) -> Message | None:
    """None where there is no reason for one."""
    found = [digests.standing(card, lens), digests.moved(card, lines, lens), *digests.waiting(card, lens)]
    return pages(parts.heading(card), found, lens)[0] if speaks(found) else None


def project_still(card: ProjectCard, lens: Lens) -> Message:
    """What is said once a month of a project that is silent otherwise."""
    return pages("", [digests.still(card, lens.today - timedelta(days=30), lens)], lens)[0]
