"""Slack's rules for interactive elements and composition objects."""

import re
from collections.abc import Callable
from typing import Any

from .strict_fields import BOTH, PLAIN, Report
from .trouble import Json

ID = 255
BUTTON_TEXT, BUTTON_VALUE, URL, LABEL = 75, 2000, 3000, 75
OPTION_TEXT, OPTION_VALUE, OPTION_DESCRIPTION = 75, 150, 75
GROUP_LABEL, SELECT_OPTIONS, OVERFLOW_OPTIONS, LISTED_OPTIONS = 75, 100, 5, 10
PLACEHOLDER = 150
CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
INPUT_TEXT = 3000
FILES, CONTEXT_IMAGE_ALT = 10, 2000
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
TEN_DIGITS = range(1_000_000_000, 10_000_000_000)

_COMMON = {"type", "action_id", "confirm", "focus_on_load", "placeholder"}
_INPUT = {"type", "action_id", "focus_on_load", "placeholder", "dispatch_action_config"}
_MULTI = {"max_selected_items"}
_OPTIONS = {"options", "option_groups"}

# what each element may carry besides nothing else
KEYS: dict[str, set[str]] = {
    "button": {"type", "action_id", "text", "url", "value", "style", "confirm", "accessibility_label", "agent_prompt"},
    "workflow_button": {"type", "action_id", "text", "workflow", "style", "accessibility_label"},
    "overflow": {"type", "action_id", "options", "confirm"},
    "checkboxes": (_COMMON - {"placeholder"}) | {"options", "initial_options"},
    "radio_buttons": (_COMMON - {"placeholder"}) | {"options", "initial_option"},
    "datepicker": _COMMON | {"initial_date"},
    "timepicker": _COMMON | {"initial_time", "timezone"},
    "datetimepicker": (_COMMON - {"placeholder"}) | {"initial_date_time"},
    "static_select": _COMMON | _OPTIONS | {"initial_option"},
    "external_select": _COMMON | {"initial_option", "min_query_length"},
    "users_select": _COMMON | {"initial_user"},
    "conversations_select": _COMMON
    | {"initial_conversation", "default_to_current_conversation", "response_url_enabled", "filter"},
    "channels_select": _COMMON | {"initial_channel", "response_url_enabled"},
    "multi_static_select": _COMMON | _OPTIONS | _MULTI | {"initial_options"},
    "multi_external_select": _COMMON | _MULTI | {"initial_options", "min_query_length"},
    "multi_users_select": _COMMON | _MULTI | {"initial_users"},
    "multi_conversations_select": _COMMON
    | _MULTI
    | {"initial_conversations", "default_to_current_conversation", "filter"},
    "multi_channels_select": _COMMON | _MULTI | {"initial_channels"},
    "plain_text_input": _INPUT | {"initial_value", "multiline", "min_length", "max_length"},
    "rich_text_input": _INPUT | {"initial_value"},
    "email_text_input": _INPUT | {"initial_value"},
    "url_text_input": _INPUT | {"initial_value"},
    "number_input": _INPUT | {"initial_value", "is_decimal_allowed", "min_value", "max_value"},
    "file_input": {"type", "action_id", "filetypes", "max_files"},
    "image": {"type", "image_url", "slack_file", "alt_text"},
    "feedback_buttons": {"type", "action_id", "positive_button", "negative_button"},
    "icon_button": {
        "type",
        "action_id",
        "icon",
        "text",
        "value",
        "confirm",
        "accessibility_label",
        "visible_to_user_ids",
    },
}

SELECTS = tuple(
    f"{many}{kind}" for many in ("", "multi_") for kind in (
        "static_select", "external_select", "users_select", "conversations_select", "channels_select",
    )
)  # fmt: skip
IN_ACTIONS = (
    "button", "workflow_button", "overflow", "checkboxes", "radio_buttons", "datepicker", "timepicker",
    "datetimepicker", "rich_text_input", *SELECTS,
)  # fmt: skip
IN_SECTION = (
    "button", "workflow_button", "overflow", "checkboxes", "radio_buttons", "datepicker", "timepicker", "image",
    *SELECTS,
)  # fmt: skip
IN_INPUT = (
    "plain_text_input", "rich_text_input", "email_text_input", "url_text_input", "number_input", "file_input",
    "checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker", *SELECTS,
)  # fmt: skip


def check_element(report: Report, element: Any, at: str, allowed: tuple[str, ...]) -> None:
    """One element where only ``allowed`` types may stand."""
    if not isinstance(element, dict) or element.get("type") not in allowed:
        found = element.get("type") if isinstance(element, dict) else element
        report.say(at, f"unsupported type: {found}")
        return
    kind = element["type"]
    report.keys(element, at, KEYS[kind])
    report.string(element, "action_id", at, ID)
    report.text(element, "placeholder", at, PLACEHOLDER)
    if "confirm" in element:
        check_confirm(report, element["confirm"], f"{at}/confirm")
    if element.get("focus_on_load"):
        report.focused += 1
        if report.focused > 1:
            report.say(f"{at}/focus_on_load", "only one element may have focus_on_load")
    _SPECIAL.get(kind, _nothing)(report, element, at)


def check_confirm(report: Report, confirm: Any, at: str) -> None:
    if not isinstance(confirm, dict):
        report.say(at, "must be an object")
        return
    report.keys(confirm, at, {*CONFIRM, "style"})
    for name, most in CONFIRM.items():
        report.text(
            confirm, name, at, most, kinds=BOTH if name == "text" else PLAIN, required=name in ("title", "text")
        )
    report.one_of(confirm, "style", at, ("primary", "danger"))


def check_options(report: Report, holder: Json, at: str, most: int, kinds: tuple[str, ...] = PLAIN) -> list[Json]:
    """The options of a holder, each measured; returns those that are objects."""
    options = report.count(holder, "options", at, 1, most)
    for index, option in enumerate(options):
        _option(report, option, f"{at}/options/{index}", kinds, overflow=holder.get("type") == "overflow")
    return [option for option in options if isinstance(option, dict)]


def check_groups(report: Report, holder: Json, at: str) -> list[Json]:
    found: list[Json] = []
    for index, group in enumerate(report.count(holder, "option_groups", at, 1, SELECT_OPTIONS)):
        here = f"{at}/option_groups/{index}"
        if not isinstance(group, dict):
            report.say(here, "must be an object")
            continue
        report.keys(group, here, {"label", "options"})
        report.text(group, "label", here, GROUP_LABEL, required=True)
        found += check_options(report, group, here, SELECT_OPTIONS)
    return found


def _option(report: Report, option: Any, at: str, kinds: tuple[str, ...], *, overflow: bool) -> None:
    if not isinstance(option, dict):
        report.say(at, "must be an object")
        return
    report.keys(option, at, {"text", "value", "description"} | ({"url"} if overflow else set()))
    report.text(option, "text", at, OPTION_TEXT, kinds=kinds, required=True)
    report.string(option, "value", at, OPTION_VALUE, required=True)
    report.text(option, "description", at, OPTION_DESCRIPTION, kinds=kinds)
    report.string(option, "url", at, URL)


def _nothing(report: Report, element: Json, at: str) -> None:
    """Elements without rules of their own."""


def _button(report: Report, element: Json, at: str) -> None:
    report.text(element, "text", at, BUTTON_TEXT, required=True)
    report.string(element, "value", at, BUTTON_VALUE)
    report.string(element, "url", at, URL)
    report.string(element, "accessibility_label", at, LABEL)
    report.one_of(element, "style", at, ("primary", "danger"))


def _overflow(report: Report, element: Json, at: str) -> None:
    check_options(report, element, at, OVERFLOW_OPTIONS)


def _choices(report: Report, element: Json, at: str) -> None:
    """Checkboxes and radio buttons; their texts may be mrkdwn."""
    _initial(report, element, at, check_options(report, element, at, LISTED_OPTIONS, BOTH))


def _static(report: Report, element: Json, at: str) -> None:
    if ("options" in element) == ("option_groups" in element):
        report.say(at, "exactly one of options and option_groups is required")
        return
    if "options" in element:
        options = check_options(report, element, at, SELECT_OPTIONS)
    else:
        options = check_groups(report, element, at)
    _initial(report, element, at, options)
    report.number(element, "max_selected_items", at, 1, SELECT_OPTIONS)


def _external(report: Report, element: Json, at: str) -> None:
    report.number(element, "min_query_length", at, 0, 75)
    report.number(element, "max_selected_items", at, 1, SELECT_OPTIONS)
    initial = element.get("initial_options") or [element.get("initial_option")]
    for option in initial:
        if option is not None:
            _option(report, option, f"{at}/initial_option", PLAIN, overflow=False)


def _initial(report: Report, element: Json, at: str, options: list[Json]) -> None:
    """What is chosen at first must be one of the options, exactly."""
    if "initial_option" in element and element["initial_option"] not in options:
        report.say(f"{at}/initial_option", "must be one of the provided options")
    if "initial_options" in element:
        for index, option in enumerate(report.count(element, "initial_options", at, 1, SELECT_OPTIONS)):
            if option not in options:
                report.say(f"{at}/initial_options/{index}", "must be one of the provided options")


def _many(report: Report, element: Json, at: str) -> None:
    report.number(element, "max_selected_items", at, 1, SELECT_OPTIONS)


def _plain_text(report: Report, element: Json, at: str) -> None:
    report.number(element, "min_length", at, 0, INPUT_TEXT)
    report.number(element, "max_length", at, 1, INPUT_TEXT)
    most = element.get("max_length")
    report.string(element, "initial_value", at, most if isinstance(most, int) else INPUT_TEXT, least=0)


def _number(report: Report, element: Json, at: str) -> None:
    if "is_decimal_allowed" not in element:
        report.say(at, "missing required field: is_decimal_allowed")
    for name in ("min_value", "max_value", "initial_value"):
        report.string(element, name, at, URL)


def _date(report: Report, element: Json, at: str) -> None:
    if "initial_date" in element and not DATE.fullmatch(str(element["initial_date"])):
        report.say(f"{at}/initial_date", "must be a date as YYYY-MM-DD")


def _time(report: Report, element: Json, at: str) -> None:
    if "initial_time" in element and not TIME.fullmatch(str(element["initial_time"])):
        report.say(f"{at}/initial_time", "must be a time as HH:mm")


def _date_time(report: Report, element: Json, at: str) -> None:
    report.number(element, "initial_date_time", at, TEN_DIGITS.start, TEN_DIGITS.stop - 1)


def _file(report: Report, element: Json, at: str) -> None:
    report.number(element, "max_files", at, 1, FILES)
    if report.surface != "modal":
        report.say(at, "file_input is for modals only")


def check_image(report: Report, element: Json, at: str) -> None:
    """Either an image_url or a slack_file, and words for those who do not see it."""
    if ("image_url" in element) == ("slack_file" in element):
        report.say(at, "exactly one of image_url and slack_file is required")
    report.string(element, "image_url", at, URL)
    report.string(element, "alt_text", at, CONTEXT_IMAGE_ALT, required=True)


_SPECIAL: dict[str, Callable[[Report, Json, str], None]] = {
    "button": _button,
    "workflow_button": _button,
    "icon_button": _nothing,
    "overflow": _overflow,
    "checkboxes": _choices,
    "radio_buttons": _choices,
    "static_select": _static,
    "multi_static_select": _static,
    "external_select": _external,
    "multi_external_select": _external,
    "multi_users_select": _many,
    "multi_conversations_select": _many,
    "multi_channels_select": _many,
    "plain_text_input": _plain_text,
    "number_input": _number,
    "datepicker": _date,
    "timepicker": _time,
    "datetimepicker": _date_time,
    "file_input": _file,
    "image": check_image,
}
