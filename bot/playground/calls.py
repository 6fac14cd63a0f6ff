"""One Web API call: its arguments, whoever sent them, and the checks every method shares."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from .conversations import Conversation
from .people import Member
from .trouble import ApiError, Json
from .world import World

Item = TypeVar("Item")
MOST_PER_PAGE = 1000
TRUE_WORDS = ("true", "1")
SCOPE_PREFIX = {"channel": "channels", "private": "groups", "dm": "im"}


@dataclass(slots=True)
class Call:
    """``args`` are query, form and JSON merged. ``warnings`` go into the answer, ``failures`` into the traffic log."""

    world: World
    method: str
    args: Json
    warnings: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise ApiError("invalid_arguments", [f"[ERROR] missing required field: {name}"])
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.args.get(name)
        return default if value is None else str(value).lower() in TRUE_WORDS

    def integer(self, name: str, default: int) -> int:
        value = self.args.get(name)
        try:
            return default if value in (None, "") else int(str(value))
        except ValueError:
            raise ApiError("invalid_arguments", [f"[ERROR] {name} must be an integer"]) from None

    def decoded(self, name: str, default: Any = None, code: str = "invalid_arguments") -> Any:
        """A nested argument: JSON already, or JSON in text as forms carry it."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return default if value is None else value
        try:
            return json.loads(value) if value else default
        except ValueError:
            raise ApiError(code, [f"[ERROR] {name} is not JSON"]) from None

    def names(self, name: str) -> list[str]:
        """A list of ids: a JSON list, or text with commas."""
        value = self.args.get(name)
        if isinstance(value, list):
            return [str(item) for item in value]
        return [part.strip() for part in str(value or "").split(",") if part.strip()]

    def need(self, scope: str) -> None:
        if scope not in self.world.rules.scopes:
            raise ApiError("missing_scope", needed=scope, provided=",".join(self.world.rules.scopes))

    def conversation(self, scope: str = "", name: str = "channel") -> Conversation:
        """A conversation the app can see. ``scope`` is the verb of channels:…, groups:…, im:…"""
        channel_id = self.required(name)
        found = self.world.workspace.conversations.get(channel_id)
        if found is None and channel_id.startswith("#"):
            named = (c for c in self.world.workspace.conversations.values() if c.name == channel_id[1:])
            found = next(named, None)
        hidden = found is not None and found.kind != "channel" and self.bot_id not in found.members
        if found is None or hidden:
            raise ApiError("channel_not_found")
        if scope:
            self.need(f"{SCOPE_PREFIX[found.kind]}:{scope}")
        return found

    def member(self, name: str = "user") -> Member:
        member = self.world.workspace.members.get(self.required(name))
        if member is None:
            raise ApiError("user_not_found")
        return member

    @property
    def bot_id(self) -> str:
        """The app's user id."""
        return self.world.workspace.app.user_id

    def page(self, items: list[Item], default_limit: int = 100) -> tuple[list[Item], Json]:
        """A page of a list and the ``response_metadata`` that leads to the next."""
        limit = self.integer("limit", default_limit)
        if not 0 < limit <= MOST_PER_PAGE:
            raise ApiError("invalid_limit")
        cursor = self.text("cursor")
        if cursor and not cursor.startswith("from:"):
            raise ApiError("invalid_cursor")
        start = int(cursor.removeprefix("from:")) if cursor else 0
        more = f"from:{start + limit}" if start + limit < len(items) else ""
        return items[start : start + limit], {"next_cursor": more}


Run = Callable[[Call], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """``token`` is bot, app or none; ``scope`` is needed before anything else."""

    run: Run
    scope: str = ""
    token: str = "bot"  # noqa: S105  # a kind of token, not one
