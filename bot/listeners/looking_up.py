"""Entries by label or number, in one project or in those that the caller may see."""

from collections.abc import Iterator
from itertools import islice

from bot.blocks.linkage.alike import Hit
from bot.blocks.linkage.labels import label
from bot.context import Sight
from bot.grammar import fold
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.editions import is_meant
from flows.linkage.items import Item, Standard
from flows.linkage.numbers import in_full, spellings
from flows.linkage.register import ITEM_FIELDS, Register

CANDIDATES = 200
"""Items with the same number, in as many projects, among which those that the caller may see are looked for."""
MOST = 8
"""Of those, how many are offered."""


def labelled(register: Register, text: str) -> Item | None:
    """The entry that people call ``S2``."""
    items = (item for kind in ITEM_FIELDS for item in getattr(register, kind))
    return next((item for item in items if fold(label(item)) == fold(text)), None)


def bearing(sight: Sight, number: str, *, only: str, here: ProjectCard | None) -> list[Hit]:
    """What bears a number in the most literal spelling that finds anything; of the caller's own place alone, where that
    has some. ``only`` is the id of a project, empty for all of them."""
    for spelling in spellings(number):
        hits = list(islice(_visible(sight, spelling, only), MOST))
        mine = [hit for hit in hits if here is not None and hit.card.id == here.id]
        if hits:
            return mine or hits
    return []


def _visible(sight: Sight, spelling: str, only: str) -> Iterator[Hit]:
    for project_id, item_id in sight.reads.items_by_number(sight.team_id, spelling, limit=CANDIDATES):
        glance = sight.reads.glance(sight.team_id, project_id, sight.caller.user_id)
        if glance is not None and sight.opens(glance) and only in ("", project_id):
            card = sight.behind(glance)
            item = sight.register(card).find(item_id)
            if item is not None:
                yield Hit(card, item)


def is_asked_for(number: str, item: Item) -> bool:
    """Whether it is what somebody typed, and neither another edition of it nor a number that only looks alike."""
    return not isinstance(item, Standard) or any(is_meant(text, item.reference) for text in in_full(number))
