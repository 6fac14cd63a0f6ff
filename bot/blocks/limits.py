"""Every limit of Slack that a view can meet, and the checks that hold views to them (SLACK.md 1.3).

Slack answers a view that is too long with ``invalid_blocks`` and shows nobody anything, so we refuse it first.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

Block = dict[str, Any]

LIMITS: Mapping[str, int] = MappingProxyType({
    "message blocks": 50,
    "modal blocks": 100,
    "home blocks": 100,
    "section text": 3000,
    "section fields": 10,
    "field text": 2000,
    "header text": 150,
    "context elements": 10,
    "context text": 3000,
    "actions elements": 25,
    "block_id": 255,
    "action_id": 255,
    "button text": 75,
    "button value": 2000,
    "button url": 3000,
    "accessibility_label": 75,
    "option text": 75,
    "option value": 150,
    "option description": 75,
    "select options": 100,
    "overflow options": 5,
    "choice options": 10,  # checkboxes and radio buttons
    "placeholder": 150,
    "input text": 3000,  # max_length and initial value of a text input
    "input label": 2000,
    "input hint": 2000,
    "confirm title": 100,
    "confirm text": 300,
    "confirm button": 30,
    "table rows": 100,
    "table columns": 20,
    "image url": 3000,
    "image alt": 2000,
    "image title": 2000,
    "modal title": 24,
    "modal button": 24,
    "private_metadata": 3000,
    "callback_id": 255,
    "external_id": 255,
    "view size": 250_000,
    "message text": 4000,  # what chat.update accepts; we edit most messages later
    "message size": 13_200,  # JSON of all blocks; undocumented (bolt-js issue 2509)
})  # fmt: skip

_INPUTS = frozenset({
    "plain_text_input", "url_text_input", "static_select", "multi_static_select", "external_select", "users_select",
    "multi_users_select", "conversations_select", "radio_buttons", "checkboxes", "datepicker", "file_input",
    "multi_external_select",
})  # fmt: skip
_EVERYWHERE = frozenset({"section", "header", "divider", "context", "actions", "image"})
_MESSAGE_BLOCKS = _EVERYWHERE | {"table"}
_VIEW_BLOCKS = _EVERYWHERE | {"input"}


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
"""``json.dumps`` would make an encoder each time, which costs a quarter of a check."""


@dataclass(eq=False)
class LimitExceeded(Exception):
    """A view that Slack would refuse: the programmer's mistake, never the user's. ``limit`` is a key of ``LIMITS``
    or the rule that was broken."""

    limit: str
    found: int
    where: str

    def __str__(self) -> str:
        allowed = LIMITS.get(self.limit)
        return f"{self.where}: {self.limit}: {self.found}" + (f", {allowed} allowed" if allowed is not None else "")


def check_message(text: str, blocks: list[Block]) -> None:
    """Raises ``LimitExceeded`` for a message that Slack would refuse or cut, or that a screen reader could not read."""
    _length("message text", text, "message", least=1)
    _check_blocks(blocks, _MESSAGE_BLOCKS, "message")
    _count("message blocks", blocks, "message", least=0)
    _size("message size", blocks)


def check_view(view: Block) -> None:
    """Raises ``LimitExceeded`` for a modal or home view that Slack would refuse."""
    kind = view["type"]
    blocks = view["blocks"]
    if kind == "modal":
        _check_frame(view, blocks)
    _count(f"{kind} blocks", blocks, kind)
    _check_blocks(blocks, _VIEW_BLOCKS, kind)
    _length("private_metadata", view.get("private_metadata", ""), kind)
    _length("external_id", view.get("external_id", ""), kind)
    _size("view size", view)


def _check_frame(view: Block, blocks: list[Block]) -> None:
    _length("modal title", view["title"]["text"], "title", least=1)
    _length("callback_id", view["callback_id"], "callback_id", least=1)
    for name in ("submit", "close"):
        if name in view:
            _length("modal button", view[name]["text"], name, least=1)
    if "submit" not in view and any(block["type"] == "input" for block in blocks):
        raise LimitExceeded("input without submit", 0, "modal")


def _check_blocks(blocks: list[Block], allowed: Iterable[str], surface: str) -> None:
    ids: set[str] = set()
    for index, block in enumerate(blocks):
        kind = block["type"]
        where = f"{surface} block {index} ({kind})"
        if kind not in allowed:
            raise LimitExceeded("block type", 0, where)
        block_id = block.get("block_id")
        if block_id is not None:
            _length("block_id", block_id, where, least=1)
            if block_id in ids:
                raise LimitExceeded("block_id not unique", 2, where)
            ids.add(block_id)
        check = _BLOCK_CHECKS.get(kind)
        if check is not None:
            check(block, where)


def _section(block: Block, where: str) -> None:
    fields = block.get("fields")
    if fields is not None:
        _count("section fields", fields, where)
        for field in fields:
            _length("field text", field["text"], where, least=1)
    if "text" in block or fields is None:
        _length("section text", block["text"]["text"], where, least=1)
    if "accessory" in block:
        _element(block["accessory"], where)


def _header(block: Block, where: str) -> None:
    _length("header text", block["text"]["text"], where, least=1)


def _context(block: Block, where: str) -> None:
    _count("context elements", block["elements"], where)
    for element in block["elements"]:
        _length("context text", element["text"], where, least=1)


def _actions(block: Block, where: str) -> None:
    elements = block["elements"]
    _count("actions elements", elements, where)
    if len({element["action_id"] for element in elements}) != len(elements):
        raise LimitExceeded("action_id not unique", len(elements), where)
    for element in elements:
        _element(element, where)


def _input(block: Block, where: str) -> None:
    _length("input label", block["label"]["text"], where, least=1)
    if "hint" in block:
        _length("input hint", block["hint"]["text"], where, least=1)
    if block["element"]["type"] not in _INPUTS:
        raise LimitExceeded("input element type", 0, where)
    _element(block["element"], where)


def _image(block: Block, where: str) -> None:
    _length("image url", block["image_url"], where, least=1)
    _length("image alt", block["alt_text"], where, least=1)
    if "title" in block:
        _length("image title", block["title"]["text"], where, least=1)


def _table(block: Block, where: str) -> None:
    _count("table rows", block["rows"], where)
    for row in block["rows"]:
        _count("table columns", row, where)
        if len(row) != len(block["rows"][0]):
            raise LimitExceeded("table rows of one length", len(row), where)


_BLOCK_CHECKS: Mapping[str, Callable[[Block, str], None]] = MappingProxyType({
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "table": _table,
})  # fmt: skip


def _element(element: Block, where: str) -> None:
    kind = element["type"]
    _length("action_id", element["action_id"], where, least=1)
    if kind == "button":
        _length("button text", element["text"]["text"], where, least=1)
        _length("button value", element.get("value", ""), where)
        _length("button url", element.get("url", ""), where)
        _length("accessibility_label", element.get("accessibility_label", ""), where)
    elif kind == "overflow":
        _options("overflow options", element["options"], where)
    elif kind in ("radio_buttons", "checkboxes"):
        _options("choice options", element["options"], where)
    elif kind in ("static_select", "multi_static_select"):
        _options("select options", element["options"], where)
    elif kind not in _INPUTS:
        raise LimitExceeded("element type", 0, where)
    if "placeholder" in element:
        _length("placeholder", element["placeholder"]["text"], where, least=1)
    if kind in ("plain_text_input", "url_text_input"):
        _length("input text", element.get("initial_value", ""), where)
        if element.get("max_length", 1) > LIMITS["input text"]:
            raise LimitExceeded("input text", element["max_length"], where)
    if "confirm" in element:
        _confirm(element["confirm"], where)


def _options(limit: str, options: list[Block], where: str) -> None:
    _count(limit, options, where)
    for option in options:
        _length("option text", option["text"]["text"], where, least=1)
        _length("option value", option["value"], where, least=1)
        if "description" in option:
            _length("option description", option["description"]["text"], where, least=1)
    if len({option["value"] for option in options}) != len(options):
        raise LimitExceeded("option value not unique", len(options), where)


def _confirm(confirm: Block, where: str) -> None:
    _length("confirm title", confirm["title"]["text"], where, least=1)
    _length("confirm text", confirm["text"]["text"], where, least=1)
    _length("confirm button", confirm["confirm"]["text"], where, least=1)
    _length("confirm button", confirm["deny"]["text"], where, least=1)


def _length(limit: str, text: str, where: str, *, least: int = 0) -> None:
    if not least <= len(text) <= LIMITS[limit] or (least and text.isspace()):
        raise LimitExceeded(limit, len(text), where)


def _count(limit: str, things: list[Block], where: str, *, least: int = 1) -> None:
    if not least <= len(things) <= LIMITS[limit]:
        raise LimitExceeded(limit, len(things), where)


def _size(limit: str, payload: object) -> None:
    size = json_size(payload)
    if size > LIMITS[limit]:
        raise LimitExceeded(limit, size, "JSON")


def json_size(payload: object) -> int:
    """Characters of the payload as JSON, as Slack counts them."""
    return len(_encode(payload))
