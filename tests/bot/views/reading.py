"""How tests read a view: its texts, the people it names, its buttons."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.blocks.kit import Message, check_message, check_view
from bot.ids import Act, Ref, unpack

from .samples import View

TITLE_STATES = ("text", "title", "label", "hint", "placeholder", "description", "alt_text")


def blocks_of(view: View) -> list[dict[str, Any]]:
    return view.blocks if isinstance(view, Message) else list(view["blocks"])


def check(view: View) -> None:
    """Hold a view to Slack's limits."""
    if isinstance(view, Message):
        check_message(view)
    else:
        check_view(view)


def texts(node: object) -> Iterator[str]:
    """Every string that is shown anywhere inside blocks or a view."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in TITLE_STATES and isinstance(value, str):
                yield value
            else:
                yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


def everything(view: View) -> str:
    """All that a view carries, shown or not: also values, ids and metadata."""
    return f"{view.text} {view.blocks}" if isinstance(view, Message) else str(view)


def elements(view: View) -> Iterator[dict[str, Any]]:
    for block in blocks_of(view):
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        yield from (element for element in inside if element and "action_id" in element)


@dataclass(frozen=True)
class Press:
    """Something that can be pressed or chosen, and what a click on it would say."""

    act: Act
    ref: Ref
    label: str
    text: str


def presses(view: View) -> Iterator[Press]:
    """Buttons, and the entries of menus that act at once."""
    for element in elements(view):
        name = element["action_id"].partition(":")[0]
        if name == Act.MENU:
            for option in element["options"]:
                act, _, packed = option["value"].partition("|")
                yield Press(Act(act), unpack(packed), "", option["text"]["text"])
        elif element["type"] == "button":
            label = element.get("accessibility_label", "")
            yield Press(Act(name), unpack(element["value"]), label, element["text"]["text"])
