"""What a person may enter into an element: parsed from simple JSON, checked as the real client checks it."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from .conversations import Conversation
from .elements import Spot, empty_value
from .people import Member
from .trouble import Json
from .world import World

GIVEN_KEYS = (
    "option", "options", "user", "users", "conversation", "conversations", "selected_channel", "channels", "date",
    "time", "date_time", "file_ids", "value", "selected_option", "selected_options", "selected_user", "selected_users",
    "selected_conversation", "selected_conversations", "selected_channels", "selected_date", "selected_time",
    "selected_date_time", "rich_text_value", "files",
)  # fmt: skip
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST_FILES = 10
TEXT_LIMIT = 3000
KIND_NAMES = {"channel": "public", "private": "private", "dm": "im"}


class EntryRefused(ValueError):
    """The client would not let this be entered; the words are what it would show."""


def given_value(body: Json) -> Any:
    """The value in a request body, under whichever name the element suggests."""
    for key in GIVEN_KEYS:
        if key in body:
            return body[key]
    return None


def parse(world: World, member: Member, spot: Spot, given: Any, offered: list[Json]) -> Any:
    """The element's new value in Slack's form, empty when nothing is given. Raises EntryRefused.

    ``offered`` are the options an external select has shown this person.
    """
    if isinstance(given, dict) and not {"type", "text"} & set(given):
        given = given_value(given)
    if given is None or given in ("", []):
        return empty_value(spot.type)
    kind = spot.type.removeprefix("multi_")
    if kind in _TEXTS:
        return _TEXTS[kind](spot.element, str(given))
    if spot.type.startswith("multi_") or spot.type == "checkboxes":
        given = given if isinstance(given, list) else [given]
        most = spot.element.get("max_selected_items")
        if most is not None and len(given) > most:
            raise EntryRefused(f"Please choose {most} at most.")
        return [_one(world, member, spot, item, offered) for item in given]
    if kind == "file_input":
        return _files(world, member, spot.element, given)
    if isinstance(given, list):
        if len(given) != 1:
            raise EntryRefused("Please choose one.")
        given = given[0]
    return _one(world, member, spot, given, offered)


def required_missing(spot: Spot, value: Any) -> bool:
    """Whether an input that must be filled in is empty."""
    return spot.block.get("type") == "input" and not spot.block.get("optional", False) and value in (None, "", [])


def option_with(options: list[Json], given: Any) -> Json:
    """The option with a value. Raises EntryRefused."""
    value = given.get("value") if isinstance(given, dict) else str(given)
    for option in options:
        if option.get("value") == value:
            return option
    raise EntryRefused(f"There is no option {value}.")


def options_of(element: Json) -> list[Json]:
    groups = element.get("option_groups") or []
    return [*element.get("options", []), *(option for group in groups for option in group.get("options", []))]


def _one(world: World, member: Member, spot: Spot, given: Any, offered: list[Json]) -> Any:
    kind = spot.type.removeprefix("multi_")
    if kind == "external_select":
        initial = [spot.element.get("initial_option"), *spot.element.get("initial_options", [])]
        return option_with([*offered, *(option for option in initial if option)], given)
    if kind in ("static_select", "radio_buttons", "checkboxes"):
        return option_with(options_of(spot.element), given)
    if kind == "users_select":
        return _member_id(world, given)
    if kind in ("conversations_select", "channels_select"):
        return _conversation_id(world, member, spot.element, given, kind)
    return _MOMENTS[kind](given)


def _member_id(world: World, given: Any) -> str:
    found = world.workspace.members.get(str(given))
    if found is None or found.deleted:
        raise EntryRefused(f"There is no member {given}.")
    return found.id


def _conversation_id(world: World, member: Member, element: Json, given: Any, kind: str) -> str:
    found = world.workspace.conversations.get(str(given))
    if found is None or found.archived or not world.workspace.can_read(member.id, found):
        raise EntryRefused(f"There is no conversation {given}.")
    if kind == "channels_select" and found.kind != "channel":
        raise EntryRefused("Only public channels can be chosen.")
    if not _passes(found, element.get("filter") or {}):
        raise EntryRefused(f"{found.name} cannot be chosen here.")
    return found.id


def _passes(conversation: Conversation, wanted: Json) -> bool:
    include = wanted.get("include")
    if include and KIND_NAMES[conversation.kind] not in include:
        return False
    return not (wanted.get("exclude_external_shared_channels") and conversation.is_shared)


def _date(given: Any) -> str:
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError:
        raise EntryRefused("Please choose a date (YYYY-MM-DD).") from None


def _time(given: Any) -> str:
    if not _TIME.fullmatch(str(given)):
        raise EntryRefused("Please choose a time (HH:mm).")
    return str(given)


def _date_time(given: Any) -> int:
    """Epoch seconds, or ISO text with an offset."""
    if isinstance(given, int):
        return given
    try:
        moment = datetime.fromisoformat(str(given))
    except ValueError:
        raise EntryRefused("Please choose a date and time.") from None
    if moment.tzinfo is None:
        raise EntryRefused("A date and time needs its offset from UTC.")
    return int(moment.timestamp())


def _plain(element: Json, text: str) -> str:
    most, least = element.get("max_length", TEXT_LIMIT), element.get("min_length", 0)
    if len(text) > most:
        raise EntryRefused(f"Please enter {most} characters at most.")
    if len(text) < least:
        raise EntryRefused(f"Please enter {least} characters at least.")
    return text


def _email(_: Json, text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise EntryRefused("Please enter a valid email address.")
    return text


def _url(_: Json, text: str) -> str:
    if not _URL.fullmatch(text):
        raise EntryRefused("Please enter a valid URL.")
    return text


def _number(element: Json, text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise EntryRefused("Please enter a number.") from None
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        raise EntryRefused("Please enter a whole number.")
    if "min_value" in element and number < Decimal(element["min_value"]):
        raise EntryRefused(f"Please enter {element['min_value']} at least.")
    if "max_value" in element and number > Decimal(element["max_value"]):
        raise EntryRefused(f"Please enter {element['max_value']} at most.")
    return text


def _rich(_: Json, text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def _files(world: World, member: Member, element: Json, given: Any) -> list[Json]:
    ids = given if isinstance(given, list) else [given]
    if len(ids) > element.get("max_files", MOST_FILES):
        raise EntryRefused(f"Please choose {element.get('max_files', MOST_FILES)} files at most.")
    shown = []
    for file_id in ids:
        stored = world.workspace.files.get(str(file_id))
        if stored is None or stored.content is None or stored.user != member.id:
            raise EntryRefused(f"There is no file {file_id} of yours.")
        facts = stored.as_json(world.base_url, world.workspace.team_id)
        if element.get("filetypes") and facts["filetype"] not in element["filetypes"]:
            raise EntryRefused(f"Files of type {facts['filetype']} cannot be used here.")
        shown.append(facts)
    return shown


_TEXTS: dict[str, Callable[[Json, str], Any]] = {
    "plain_text_input": _plain,
    "email_text_input": _email,
    "url_text_input": _url,
    "number_input": _number,
    "rich_text_input": _rich,
}
_MOMENTS: dict[str, Callable[[Any], Any]] = {"datepicker": _date, "timepicker": _time, "datetimepicker": _date_time}
