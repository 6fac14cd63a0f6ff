"""What was filled into a modal, by field name. Pure; nothing is judged here."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flows.errors import InvalidFields

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""``view.state.values``: block id -> action id -> element state."""

Code = TypeVar("Code", bound=StrEnum)


class Filled:
    """The fields of a submitted modal by name. What is empty or absent reads as empty; nothing is judged here."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def _element(self, name: str) -> Mapping[str, Any]:
        return next(iter(self._values.get(name, {}).values()), {})

    def text(self, name: str) -> str:
        return str(self._element(name).get("value") or "").strip()

    def option(self, name: str) -> str:
        return str((self._element(name).get("selected_option") or {}).get("value") or "")

    def options(self, name: str) -> tuple[str, ...]:
        return tuple(str(o["value"]) for o in self._element(name).get("selected_options") or ())

    def person(self, name: str) -> str:
        return str(self._element(name).get("selected_user") or "")

    def people(self, name: str) -> tuple[str, ...]:
        """The people of a field that takes one or several."""
        element = self._element(name)
        one = element.get("selected_user")
        return (str(one),) if one else tuple(str(u) for u in element.get("selected_users") or ())

    def channel(self, name: str) -> str:
        element = self._element(name)
        return str(element.get("selected_conversation") or element.get("selected_channel") or "")

    def day(self, name: str) -> date | None:
        """Raises ``InvalidFields`` for text that is no date."""
        text = self._element(name).get("selected_date")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise InvalidFields({name: "unknown_value"}) from error

    def file(self, name: str) -> tuple[str, str]:
        """Id and name of the first uploaded file."""
        files = self._element(name).get("files") or ()
        return (str(files[0]["id"]), str(files[0].get("name") or files[0].get("title") or "")) if files else ("", "")

    def uploaded(self, name: str) -> dict[str, Any]:
        """The first uploaded file as Slack describes it; empty where there is none."""
        files = self._element(name).get("files") or ()
        return dict(files[0]) if files else {}

    def needed_day(self, name: str) -> date:
        """Raises ``InvalidFields`` where nothing was chosen."""
        day = self.day(name)
        if day is None:
            raise InvalidFields({name: "missing"})
        return day

    def codes(self, name: str, codes: type[Code]) -> tuple[Code, ...]:
        """The chosen options as codes, none included."""
        return tuple(code_of(codes, text, name) for text in self.options(name))

    def code(self, name: str, codes: type[Code]) -> Code:
        """The chosen option as a code. Raises ``InvalidFields`` for none and for one that does not exist."""
        return code_of(codes, self.option(name), name)


def code_of(codes: type[Code], text: str, name: str) -> Code:
    try:
        return codes(text)
    except ValueError as error:
        raise InvalidFields({name: "unknown_value" if text else "missing"}) from error


def draft_of(values: Values) -> dict[str, object]:
    """What was filled in, by field name, for showing the form again: text, an id, an ISO day, or a list of ids.

    An emptied field is empty in the draft, so it does not fall back to what it first showed.
    """
    return {name: _drafted(element) for name, block in values.items() for element in block.values()}


def _drafted(element: Mapping[str, Any]) -> object:
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"] or ()]
    if "selected_option" in element:
        return (element["selected_option"] or {}).get("value", "")
    single = ("value", "selected_user", "selected_conversation", "selected_channel", "selected_date")
    for key in single:
        if key in element:
            return element[key] or ""
    return list(element.get("selected_users") or ())
