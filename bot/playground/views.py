"""Modals and App Homes as the workspace keeps them."""

import copy
from dataclasses import dataclass, field
from typing import Any

from .elements import name_everything, state_values
from .mint import Mint
from .trouble import ApiError, Json

MOST_MODALS = 3


@dataclass(slots=True, kw_only=True)
class View:
    """``body`` is what the app sent, with missing block and action ids filled in."""

    id: str
    hash: str
    user: str
    body: Json
    root_view_id: str = ""
    previous_view_id: str = ""
    entered: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks", []))

    @property
    def is_modal(self) -> bool:
        return bool(self.body["type"] == "modal")

    def replace(self, body: Json, new_hash: str) -> None:
        """A new body; what the person typed stays where block and action ids stay."""
        self.body = body
        self.hash = new_hash
        kept = {(b.get("block_id", ""), e.get("action_id", "")) for b in self.blocks for e in [b.get("element") or {}]}
        self.entered = {key: value for key, value in self.entered.items() if key in kept}

    def as_json(self, app: Json) -> Json:
        """The view object of payloads and answers, complete."""
        body = self.body
        return {
            "id": self.id,
            "team_id": app["team_id"],
            "type": body["type"],
            "title": body.get("title") or _plain("View Title" if not self.is_modal else ""),
            "submit": body.get("submit"),
            "close": body.get("close"),
            "blocks": copy.deepcopy(self.blocks),
            "private_metadata": body.get("private_metadata", ""),
            "callback_id": body.get("callback_id", ""),
            "external_id": body.get("external_id", ""),
            "state": {"values": state_values(self.blocks, self.entered)},
            "hash": self.hash,
            "clear_on_close": bool(body.get("clear_on_close", False)),
            "notify_on_close": bool(body.get("notify_on_close", False)),
            "submit_disabled": bool(body.get("submit_disabled", False)),
            "root_view_id": self.root_view_id or self.id,
            "previous_view_id": self.previous_view_id or None,
            "app_id": app["app_id"],
            "app_installed_team_id": app["team_id"],
            "bot_id": app["bot_id"],
        }


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


class Screens:
    """Each person's stack of modals (top last) and App Home."""

    def __init__(self, mint: Mint) -> None:
        self._mint = mint
        self._counter = 0
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        return self.stacks.setdefault(user, [])

    def open(self, user: str, body: Json) -> View:
        """A new modal instead of whatever was open."""
        self.stacks[user] = []
        return self.push(user, body)

    def push(self, user: str, body: Json) -> View:
        """A modal on top. Raises ApiError push_limit_reached beyond three."""
        stack = self.stack(user)
        if len(stack) >= MOST_MODALS:
            raise ApiError("push_limit_reached")
        self._unique(body.get("external_id"), "")
        view = View(id=self._mint.next("V"), hash=self.fresh_hash(), user=user, body=self._named(body))
        if stack:
            view.root_view_id = stack[0].id
            view.previous_view_id = stack[-1].id
        stack.append(view)
        return view

    def publish(self, user: str, body: Json, known_hash: str) -> View:
        home = self.homes.get(user)
        if home is None:
            self._unique(body.get("external_id"), "")
            home = View(id=self._mint.next("V"), hash=self.fresh_hash(), user=user, body=self._named(body))
            self.homes[user] = home
            return home
        self.check_hash(home, known_hash)
        self._unique(body.get("external_id"), home.id)
        home.replace(self._named(body), self.fresh_hash())
        return home

    def update(self, view: View, body: Json, known_hash: str = "") -> View:
        self.check_hash(view, known_hash)
        self._unique(body.get("external_id"), view.id)
        view.replace(self._named(body), self.fresh_hash())
        return view

    def close(self, view: View) -> None:
        """Close one modal; the one below shows again."""
        self.stacks[view.user] = [other for other in self.stack(view.user) if other.id != view.id]

    def clear(self, user: str) -> list[View]:
        closed = self.stack(user)
        self.stacks[user] = []
        return closed

    def find(self, view_id: str = "", external_id: str = "") -> View | None:
        for view in (*self.homes.values(), *(v for stack in self.stacks.values() for v in stack)):
            if (view_id and view.id == view_id) or (external_id and view.body.get("external_id") == external_id):
                return view
        return None

    def fresh_hash(self) -> str:
        self._counter += 1
        return f"{self._counter}.{self._mint.short()}"

    @staticmethod
    def check_hash(view: View, known_hash: str) -> None:
        if known_hash and known_hash != view.hash:
            raise ApiError("hash_conflict")

    def _named(self, body: Json) -> Json:
        name_everything(body.get("blocks", []), self._mint)
        return body

    def _unique(self, external_id: object, own_id: str) -> None:
        if not external_id:
            return
        other = self.find(external_id=str(external_id))
        if other is not None and other.id != own_id:
            raise ApiError("duplicate_external_id")
