"""Finding the interactive elements of blocks, and the state Slack reports of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .mint import Mint
from .trouble import Json

BUTTONS = ("button", "workflow_button", "overflow", "icon_button", "feedback_buttons", "image")

# element type -> (name of its state field, name of its initial field)
STATE_FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", ""),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """An element where it stands. ``block`` is the block around it."""

    block: Json
    element: Json

    @property
    def key(self) -> tuple[str, str]:
        return str(self.block.get("block_id", "")), str(self.element.get("action_id", ""))

    @property
    def type(self) -> str:
        return str(self.element.get("type", ""))


def spots(blocks: list[Json]) -> Iterator[Spot]:
    """Every element of some blocks that can be acted on, in order; containers, cards and carousels are opened."""
    for block in blocks:
        for element in (*_listed(block), block.get("accessory"), block.get("element")):
            if isinstance(element, dict) and element.get("action_id"):
                yield Spot(block, element)
        for inner in ("blocks", "child_blocks"):
            if isinstance(block.get(inner), list):
                yield from spots(block[inner])
        if block.get("type") == "carousel":
            yield from spots([card for card in block.get("elements", []) if isinstance(card, dict)])


def _listed(block: Json) -> list[Any]:
    listed = block.get("elements") if block.get("type") in ("actions", "context_actions") else None
    if block.get("type") == "card":
        listed = block.get("actions")
    return listed if isinstance(listed, list) else []


def name_everything(blocks: list[Json], mint: Mint) -> list[Json]:
    """The blocks with the block and action ids Slack adds where the app left them out. Changes them in place."""
    for block in blocks:
        block.setdefault("block_id", mint.short())
        for element in (*_listed(block), block.get("accessory"), block.get("element")):
            if isinstance(element, dict) and (
                element.get("type") in STATE_FIELDS or element.get("type") in BUTTONS[:5]
            ):
                element.setdefault("action_id", mint.short())
    return blocks


def empty_value(element_type: str) -> Any:
    many = element_type.startswith("multi_") or element_type in ("checkboxes", "file_input")
    return [] if many else None


def current_value(spot: Spot, entered: dict[tuple[str, str], Any]) -> Any:
    """What the element holds: what was entered, else its initial value, else empty."""
    if spot.key in entered:
        return entered[spot.key]
    initial = STATE_FIELDS[spot.type][1]
    return spot.element.get(initial, empty_value(spot.type)) if initial else empty_value(spot.type)


def state_values(blocks: list[Json], entered: dict[tuple[str, str], Any]) -> Json:
    """``state.values`` of a view or message: every stateful element, null or [] when empty."""
    values: Json = {}
    for spot in spots(blocks):
        if spot.type in STATE_FIELDS:
            block_id, action_id = spot.key
            field = STATE_FIELDS[spot.type][0]
            values.setdefault(block_id, {})[action_id] = {"type": spot.type, field: current_value(spot, entered)}
    return values
