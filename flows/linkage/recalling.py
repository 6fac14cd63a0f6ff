"""Which entries of a register an event of the past is about, and what they are called now: events keep ids. Pure."""

from collections.abc import Mapping
from typing import Any

from flows.linkage.events import LINKAGE_EVENTS
from flows.linkage.items import Item
from flows.linkage.judgements import Clearance
from flows.linkage.register import label_of

_FIELDS = ("outward_id", "family_id", "standard_id", "feature_id", "clearance_id", "link_id")
_NAMES = ("reference", "title", "name", "licensee")

Values = Mapping[str, Any]
"""An event's own fields as JSON values."""


def subjects(event: str, values: Values) -> tuple[str, ...]:
    """The ids that an event is about: of an item, of a link, or of both ends of a new one. None for other wings' events
    and for those that count many."""
    if event not in LINKAGE_EVENTS:
        return ()
    link, item = values.get("link"), values.get("item")
    if isinstance(link, Mapping):
        return str(link["source"]), str(link["target"])
    if isinstance(item, Mapping):
        return (str(item.get("outward_id") or item["id"]),)
    return tuple(str(values[name]) for name in _FIELDS if values.get(name))[:1]


def about(item: Item) -> str:
    """The id of the item that people mean by this one: of a clearance, what it lets out."""
    return item.outward_id if isinstance(item, Clearance) else item.id


def called(item: Item) -> str:
    """``C1 Proposal 7``; the label alone for what has no name of its own."""
    name = next((text for field in _NAMES if (text := getattr(item, field, ""))), "")
    return f"{label_of(item)} {name}".strip()
