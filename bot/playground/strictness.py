"""Refuses what Slack refuses. Written from the published limits, on purpose without looking at the bot's own checks."""

import json
import re
from collections.abc import Sequence
from typing import Any

from .strict_blocks import CHARTS, check_block, check_unique
from .strict_elements import SELECT_OPTIONS, check_groups, check_options
from .strict_fields import Report
from .trouble import Json

MESSAGE_BLOCKS, VIEW_BLOCKS, ATTACHMENTS = 50, 100, 100
TITLE, PRIVATE_METADATA, CALLBACK_ID, EXTERNAL_ID = 24, 3000, 255, 255
VIEW_BYTES = 250_000
METADATA_BYTES = 16_000
EVENT_TYPE = re.compile(r"[A-Za-z0-9_.\-]{1,100}")
_HOME = {"type", "blocks", "private_metadata", "callback_id", "external_id"}
VIEW_KEYS = {
    "home": _HOME,
    "modal": _HOME | {"title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled"},
}


def check_message(blocks: list[Json], attachments: Sequence[Any] = ()) -> list[str]:
    """What is wrong with a message's blocks; empty when Slack would take them."""
    report = Report("message")
    if len(blocks) > MESSAGE_BLOCKS:
        report.say("/blocks", f"no more than {MESSAGE_BLOCKS} items allowed")
    _blocks(report, blocks, "/blocks")
    charts = sum(block.get("type") == "data_visualization" for block in blocks if isinstance(block, dict))
    if charts > CHARTS:
        report.say("/blocks", f"no more than {CHARTS} data_visualization blocks allowed")
    if len(attachments) > ATTACHMENTS:
        report.say("/attachments", f"no more than {ATTACHMENTS} items allowed")
    for index, attachment in enumerate(attachments):
        if isinstance(attachment, dict) and isinstance(attachment.get("blocks"), list):
            _blocks(report, attachment["blocks"], f"/attachments/{index}/blocks")
    return report.problems


def check_view(view: Json) -> tuple[str, list[str]]:
    """The error code for a view and what is wrong; an empty code when Slack would take it."""
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        return "view_too_large", [f"[ERROR] the view is larger than {VIEW_BYTES} bytes [json-pointer:/view]"]
    kind = view.get("type")
    if kind not in VIEW_KEYS:
        return "invalid_arguments", ["[ERROR] must be modal or home [json-pointer:/view/type]"]
    report = Report(kind)
    report.keys(view, "/view", VIEW_KEYS[kind])
    blocks = report.count(view, "blocks", "/view", 1 if kind == "modal" else 0, VIEW_BLOCKS)
    _blocks(report, blocks, "/view/blocks")
    if kind == "modal":
        _modal(report, view, blocks)
    report.string(view, "private_metadata", "/view", PRIVATE_METADATA, least=0)
    report.string(view, "callback_id", "/view", CALLBACK_ID, least=0)
    report.string(view, "external_id", "/view", EXTERNAL_ID, least=0)
    return ("invalid_arguments" if report.problems else ""), report.problems


def check_suggestions(payload: Json) -> list[str]:
    """What is wrong with the app's options for an external select."""
    report = Report("message")
    if ("options" in payload) == ("option_groups" in payload):
        return ["[ERROR] exactly one of options and option_groups is required"]
    name = "options" if "options" in payload else "option_groups"
    if payload[name] == []:
        return []
    if name == "options":
        check_options(report, payload, "", SELECT_OPTIONS)
    else:
        check_groups(report, payload, "")
    return report.problems


def check_metadata(metadata: Any) -> tuple[str, list[str]]:
    """The error code for message metadata and what is wrong. ``{}`` is fine: it removes metadata."""
    if metadata == {}:
        return "", []
    if not isinstance(metadata, dict):
        return "invalid_metadata_format", ["[ERROR] metadata must be an object"]
    if len(json.dumps(metadata, ensure_ascii=False).encode()) > METADATA_BYTES:
        return "metadata_too_large", []
    problems = [
        f"[ERROR] invalid additional property: {key}"
        for key in set(metadata) - {"event_type", "event_payload", "entities"}
    ]
    if "entities" not in metadata or "event_type" in metadata:
        if not isinstance(metadata.get("event_type"), str) or not EVENT_TYPE.fullmatch(metadata["event_type"]):
            problems.append("[ERROR] missing or unusable event_type [json-pointer:/metadata/event_type]")
        if not isinstance(metadata.get("event_payload"), dict):
            problems.append("[ERROR] event_payload must be an object [json-pointer:/metadata/event_payload]")
    return ("invalid_metadata_format" if problems else ""), problems


def _blocks(report: Report, blocks: list[Any], at: str) -> None:
    for index, block in enumerate(blocks):
        check_block(report, block, f"{at}/{index}")
    check_unique(report, blocks, at)


def _modal(report: Report, view: Json, blocks: list[Any]) -> None:
    report.text(view, "title", "/view", TITLE, required=True)
    report.text(view, "submit", "/view", TITLE)
    report.text(view, "close", "/view", TITLE)
    if "submit" not in view and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks):
        report.say("/view", "a modal with input blocks needs submit")
