"""What a button or a form is about, packed into the short text that travels through Slack and back."""

from dataclasses import dataclass

VALUE_LIMIT = 2000
METADATA_LIMIT = 3000
_FIELDS = (
    "project_id", "deliverable_id", "gate_id", "stage", "number", "shown", "extra", "channel_id", "ts", "item_id",
    "part",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """What a button or modal is about. ``shown`` is the project version it displayed, 0 for none.

    ``channel_id`` and ``ts`` name the message a modal was opened from. ``extra`` is short free text (a cursor, a page).
    ``item_id`` is an item of the project's register (``fea_…``), ``part`` which part of it (an office, a clause); where
    a ref is about a register, ``shown`` is the register's version.
    """

    project_id: str = ""
    deliverable_id: str = ""
    gate_id: str = ""
    stage: str = ""
    number: int = 0
    shown: int = 0
    extra: str = ""
    channel_id: str = ""
    ts: str = ""
    item_id: str = ""
    part: str = ""


class PayloadTooLong(ValueError):
    """A payload would not fit into Slack's field; the programmer's mistake, never the user's."""


def pack(ref: Ref, limit: int = VALUE_LIMIT) -> str:
    """A ref as short text. ``|`` and ``%`` are escaped, empty tails are dropped."""
    packed = (
        f"{ref.project_id}|{ref.deliverable_id}|{ref.gate_id}|{ref.stage}|{ref.number or ''}|{ref.shown or ''}|"
        f"{ref.extra}|{ref.channel_id}|{ref.ts}|{ref.item_id}|{ref.part}"
    )
    if "%" in packed or packed.count("|") >= len(_FIELDS):  # rare, and a view packs ten refs: so not by default
        packed = "|".join(str(getattr(ref, f) or "").replace("%", "%25").replace("|", "%7C") for f in _FIELDS)
    packed = packed.rstrip("|") or "-"
    if len(packed) > limit:
        raise PayloadTooLong(f"{len(packed)} characters, {limit} allowed")
    return packed


def unpack(packed: str) -> Ref:
    """The ref in a packed text. Raises ValueError for text that ``pack`` cannot have made."""
    parts = [] if packed == "-" else packed.split("|")
    if len(parts) > len(_FIELDS):
        raise ValueError("too many parts")
    values: dict[str, str | int] = {}
    for name, part in zip(_FIELDS, parts, strict=False):
        if part:
            text = part.replace("%7C", "|").replace("%25", "%")
            values[name] = int(text) if name in ("number", "shown") else text
    return Ref(**values)  # type: ignore[arg-type]  # int fields converted just above
