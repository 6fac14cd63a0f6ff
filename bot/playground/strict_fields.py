"""The measuring tools of the payload check: every problem is kept with the path to it, as Slack reports them."""

from dataclasses import dataclass, field
from typing import Any

from .trouble import Json

BOTH = ("plain_text", "mrkdwn")
PLAIN = ("plain_text",)
TEXT_KEYS = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}


@dataclass(slots=True)
class Report:
    """Problems found so far. ``surface`` is message, modal or home."""

    surface: str
    problems: list[str] = field(default_factory=list)
    markdown_length: int = 0
    focused: int = 0

    def say(self, at: str, words: str) -> None:
        self.problems.append(f"[ERROR] {words} [json-pointer:{at}]")

    def keys(self, holder: Json, at: str, allowed: set[str]) -> None:
        """No property outside ``allowed``."""
        for name in sorted(set(holder) - allowed):
            self.say(at, f"invalid additional property: {name}")

    def string(self, holder: Json, name: str, at: str, most: int, *, required: bool = False, least: int = 1) -> None:
        value = holder.get(name)
        if value is None:
            if required:
                self.say(at, f"missing required field: {name}")
        elif not isinstance(value, str):
            self.say(f"{at}/{name}", "must be a string")
        else:
            self.length(value, f"{at}/{name}", most, least)

    def length(self, value: str, at: str, most: int, least: int = 1) -> None:
        if len(value) > most:
            self.say(at, f"must be less than {most + 1} characters")
        elif len(value) < least:
            self.say(at, f"must be more than {least - 1} characters")

    def text(
        self,
        holder: Json,
        name: str,
        at: str,
        most: int,
        *,
        kinds: tuple[str, ...] = PLAIN,
        required: bool = False,
    ) -> None:
        """A text object under ``name``."""
        value = holder.get(name)
        if value is None:
            if required:
                self.say(at, f"missing required field: {name}")
            return
        self.text_object(value, f"{at}/{name}", most, kinds)

    def text_object(self, value: Any, at: str, most: int, kinds: tuple[str, ...]) -> None:
        if not isinstance(value, dict) or value.get("type") not in kinds:
            self.say(at, f"must be a text object of type {' or '.join(kinds)}")
            return
        self.keys(value, at, TEXT_KEYS[value["type"]])
        self.string(value, "text", at, most, required=True)

    def count(self, holder: Json, name: str, at: str, least: int, most: int, *, required: bool = True) -> list[Any]:
        """A list of allowed length; what is wrong with it is reported, and [] returned where it is none."""
        value = holder.get(name)
        if value is None:
            if required:
                self.say(at, f"missing required field: {name}")
            return []
        if not isinstance(value, list):
            self.say(f"{at}/{name}", "must be an array")
            return []
        if len(value) > most:
            self.say(f"{at}/{name}", f"no more than {most} items allowed")
        elif len(value) < least:
            self.say(f"{at}/{name}", f"no fewer than {least} items allowed")
        return value

    def one_of(self, holder: Json, name: str, at: str, allowed: tuple[Any, ...]) -> None:
        if name in holder and holder[name] not in allowed:
            self.say(f"{at}/{name}", f"must be one of {', '.join(map(str, allowed))}")

    def number(self, holder: Json, name: str, at: str, least: int, most: int) -> None:
        value = holder.get(name)
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.say(f"{at}/{name}", f"must be an integer from {least} to {most}")
