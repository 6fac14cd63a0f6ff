"""Checks what people typed. Problems are collected by field name, so a form can mark all of them at once."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from flows.errors import InvalidFields
from flows.ports import Person

NAME_LIMIT = 120
SUMMARY_LIMIT = 2000
COMMENT_LIMIT = 2000
TEXT_LIMIT = 3000
LINK_LIMIT = 2000

_UNSEEN = dict.fromkeys(
    (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
"""Control characters, and those that turn the direction of whatever is written around them."""


class Fields:
    """Collects problems; ``finish`` raises ``InvalidFields`` if there were any. The first problem of a field stays."""

    def __init__(self) -> None:
        self.problems: dict[str, str] = {}

    def fault(self, field: str, problem: str) -> None:
        self.problems.setdefault(field, problem)

    def text(self, field: str, value: str, limit: int, *, missing: str = "") -> str:
        """The trimmed text. ``missing`` is the problem code for empty text; without it, empty text is fine."""
        trimmed = value.translate(_UNSEEN).strip()
        if not trimmed and missing:
            self.fault(field, missing)
        if len(trimmed) > limit:
            self.fault(field, "too_long")
        return trimmed

    def link(self, field: str, value: str) -> str:
        trimmed = self.text(field, value, LINK_LIMIT)
        if trimmed and not _is_web_link(trimmed):
            self.fault(field, "not_a_link")
        return trimmed

    def day(self, field: str, value: date | None, today: date) -> None:
        if value is not None and value < today:
            self.fault(field, "in_the_past")

    def person(self, field: str, user_id: str, people: Iterable[Person]) -> None:
        """Refuses guests, bots and deleted accounts. Somebody not seen yet is trusted: Slack's picker offered them."""
        person = next((p for p in people if p.user_id == user_id), None)
        if not user_id:
            self.fault(field, "missing")
        elif person is not None and (person.is_bot or person.deleted):
            self.fault(field, "unknown_person")
        elif person is not None and person.is_guest:
            self.fault(field, "guest")

    def finish(self) -> None:
        if self.problems:
            raise InvalidFields(self.problems)


def _is_web_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:  # for instance an unclosed bracket in the host
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not any(c.isspace() for c in text)
