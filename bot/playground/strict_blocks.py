"""Slack's rules for blocks: which surface, which parts, how long."""

from collections.abc import Callable
from typing import Any

from .strict_elements import ID, IN_ACTIONS, IN_INPUT, IN_SECTION, URL, check_element, check_image
from .strict_fields import BOTH, Report
from .trouble import Json

EVERYWHERE = ("message", "modal", "home")
MESSAGES = ("message",)
SURFACES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("section", "header", "divider", "image", "context", "actions", "input", "rich_text", "video", "card"),
        EVERYWHERE,
    ),
    "carousel": ("message", "home"),
    "alert": ("modal",),
    **dict.fromkeys(
        ("container", "table", "markdown", "context_actions", "plan", "task_card", "data_table", "data_visualization"),
        MESSAGES,
    ),
}
SECTION_TEXT, FIELDS, FIELD_TEXT = 3000, 10, 2000
HEADER_TEXT, CONTEXT_ELEMENTS, ACTION_ELEMENTS = 150, 10, 25
LABEL, HINT, IMAGE_TITLE = 2000, 2000, 2000
MARKDOWN = 12_000
ROWS, COLUMNS = 100, 20
CARD_TITLE, CARD_BODY, CARD_ACTIONS, CARDS, CHILDREN = 150, 200, 5, 10, 10
VIDEO_TITLE, VIDEO_AUTHOR = 199, 49
CONTEXT_ACTIONS = 5
DATA_ROWS, PAGE_SIZE, CHARTS, CHART_TITLE = 101, 100, 2, 50

_BASE = {"type", "block_id"}
KEYS: dict[str, set[str]] = {
    "section": {"text", "fields", "accessory", "expand"},
    "header": {"text", "level"},
    "divider": set(),
    "image": {"image_url", "slack_file", "alt_text", "title"},
    "context": {"elements"},
    "actions": {"elements"},
    "input": {"label", "element", "hint", "optional", "dispatch_action"},
    "rich_text": {"elements"},
    "markdown": {"text"},
    "table": {"rows", "column_settings"},
    "context_actions": {"elements"},
}


def check_block(report: Report, block: Any, at: str) -> None:
    if not isinstance(block, dict) or not isinstance(block.get("type"), str):
        report.say(at, "a block needs a type")
        return
    kind = block["type"]
    if kind not in SURFACES:
        report.say(f"{at}/type", f"unsupported block type: {kind}")
        return
    if report.surface not in SURFACES[kind]:
        report.say(f"{at}/type", f"{kind} blocks are not allowed in a {report.surface}")
        return
    report.string(block, "block_id", at, ID)
    if kind in KEYS:
        report.keys(block, at, KEYS[kind] | _BASE)
    _RULES.get(kind, _nothing)(report, block, at)


def check_unique(report: Report, blocks: list[Json], at: str) -> None:
    """A block_id once per message or view, an action_id once per block."""
    seen: set[str] = set()
    for index, block in enumerate(b for b in blocks if isinstance(b, dict)):
        block_id = block.get("block_id")
        if isinstance(block_id, str):
            if block_id in seen:
                report.say(f"{at}/{index}/block_id", f"block_id {block_id} already exists")
            seen.add(block_id)
        elements = block.get("elements")
        actions = [e.get("action_id") for e in elements if isinstance(e, dict)] if isinstance(elements, list) else []
        named = [action for action in actions if action]
        for action in sorted({action for action in named if named.count(action) > 1}):
            report.say(f"{at}/{index}/elements", f"action_id {action} already exists")


def _nothing(report: Report, block: Json, at: str) -> None:
    """Blocks without rules of their own."""


def _section(report: Report, block: Json, at: str) -> None:
    if "text" not in block and "fields" not in block:
        report.say(at, "missing required field: text or fields")
    report.text(block, "text", at, SECTION_TEXT, kinds=BOTH)
    for index, field in enumerate(report.count(block, "fields", at, 1, FIELDS, required=False)):
        report.text_object(field, f"{at}/fields/{index}", FIELD_TEXT, BOTH)
    if "accessory" in block:
        check_element(report, block["accessory"], f"{at}/accessory", IN_SECTION)


def _header(report: Report, block: Json, at: str) -> None:
    report.text(block, "text", at, HEADER_TEXT, required=True)


def _image(report: Report, block: Json, at: str) -> None:
    check_image(report, block, at)
    report.text(block, "title", at, IMAGE_TITLE)


def _context(report: Report, block: Json, at: str) -> None:
    for index, element in enumerate(report.count(block, "elements", at, 1, CONTEXT_ELEMENTS)):
        here = f"{at}/elements/{index}"
        if isinstance(element, dict) and element.get("type") == "image":
            check_element(report, element, here, ("image",))
        else:
            report.text_object(element, here, SECTION_TEXT, BOTH)


def _actions(report: Report, block: Json, at: str) -> None:
    for index, element in enumerate(report.count(block, "elements", at, 1, ACTION_ELEMENTS)):
        check_element(report, element, f"{at}/elements/{index}", IN_ACTIONS)


def _input(report: Report, block: Json, at: str) -> None:
    report.text(block, "label", at, LABEL, required=True)
    report.text(block, "hint", at, HINT)
    for name in ("optional", "dispatch_action"):
        if name in block and not isinstance(block[name], bool):
            report.say(f"{at}/{name}", "must be true or false")
    if "element" not in block:
        report.say(at, "missing required field: element")
        return
    check_element(report, block["element"], f"{at}/element", IN_INPUT)


def _rich_text(report: Report, block: Json, at: str) -> None:
    allowed = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
    for index, element in enumerate(report.count(block, "elements", at, 1, SECTION_TEXT)):
        if not isinstance(element, dict) or element.get("type") not in allowed:
            report.say(f"{at}/elements/{index}", "unsupported rich text element")
        elif not isinstance(element.get("elements"), list):
            report.say(f"{at}/elements/{index}", "missing required field: elements")


def _markdown(report: Report, block: Json, at: str) -> None:
    """The limit is for all markdown blocks of a message together."""
    report.string(block, "text", at, MARKDOWN, required=True)
    report.markdown_length += len(str(block.get("text", "")))
    if report.markdown_length > MARKDOWN >= len(str(block.get("text", ""))):
        report.say(f"{at}/text", f"markdown blocks together must be less than {MARKDOWN + 1} characters")


def _table(report: Report, block: Json, at: str) -> None:
    for index, row in enumerate(report.count(block, "rows", at, 1, ROWS)):
        here = f"{at}/rows/{index}"
        if not isinstance(row, list) or not 1 <= len(row) <= COLUMNS:
            report.say(here, f"a row has 1 to {COLUMNS} cells")
            continue
        for column, cell in enumerate(row):
            if not isinstance(cell, dict) or cell.get("type") not in ("raw_text", "raw_number", "rich_text"):
                report.say(f"{here}/{column}", "a cell is raw_text, raw_number or rich_text")


def _data_table(report: Report, block: Json, at: str) -> None:
    rows = report.count(block, "rows", at, 2, DATA_ROWS)
    lengths = {len(row) for row in rows if isinstance(row, list)}
    if len(lengths) > 1 or any(length > COLUMNS for length in lengths):
        report.say(f"{at}/rows", f"rows have the same number of cells, {COLUMNS} at most")
    report.number(block, "page_size", at, 1, PAGE_SIZE)


def _chart(report: Report, block: Json, at: str) -> None:
    title = block.get("title")
    if isinstance(title, str):
        report.length(title, f"{at}/title", CHART_TITLE)


def _alert(report: Report, block: Json, at: str) -> None:
    report.text(block, "text", at, SECTION_TEXT, kinds=BOTH, required=True)
    report.one_of(block, "level", at, ("default", "info", "warning", "error", "success"))


def _card(report: Report, block: Json, at: str) -> None:
    for name, most in (("title", CARD_TITLE), ("subtitle", CARD_TITLE), ("body", CARD_BODY)):
        report.text(block, name, at, most, kinds=BOTH)
    for index, element in enumerate(report.count(block, "actions", at, 1, CARD_ACTIONS, required=False)):
        check_element(report, element, f"{at}/actions/{index}", ("button",))


def _carousel(report: Report, block: Json, at: str) -> None:
    for index, card in enumerate(report.count(block, "elements", at, 1, CARDS)):
        here = f"{at}/elements/{index}"
        if not isinstance(card, dict) or card.get("type") != "card":
            report.say(here, "a carousel holds cards")
        else:
            _card(report, card, here)


def _container(report: Report, block: Json, at: str) -> None:
    name = "child_blocks" if "child_blocks" in block else "blocks"
    for index, child in enumerate(report.count(block, name, at, 1, CHILDREN)):
        check_block(report, child, f"{at}/{name}/{index}")


def _video(report: Report, block: Json, at: str) -> None:
    report.text(block, "title", at, VIDEO_TITLE, required=True)
    report.string(block, "author_name", at, VIDEO_AUTHOR)
    for name in ("alt_text", "video_url", "thumbnail_url"):
        report.string(block, name, at, URL, required=True)


def _context_actions(report: Report, block: Json, at: str) -> None:
    for index, element in enumerate(report.count(block, "elements", at, 1, CONTEXT_ACTIONS)):
        check_element(report, element, f"{at}/elements/{index}", ("feedback_buttons", "icon_button"))


_RULES: dict[str, Callable[[Report, Json, str], None]] = {
    "section": _section,
    "header": _header,
    "image": _image,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
    "markdown": _markdown,
    "table": _table,
    "data_table": _data_table,
    "data_visualization": _chart,
    "alert": _alert,
    "card": _card,
    "carousel": _carousel,
    "container": _container,
    "video": _video,
    "context_actions": _context_actions,
}
