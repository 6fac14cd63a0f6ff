"""The Slack app manifest that ships with the product, and what it asks for."""

import json
from importlib.resources import files
from typing import Any


def text() -> str:
    """The manifest as it is pasted into Slack's app page."""
    return (files("bot") / "manifest.json").read_text(encoding="utf-8")


def scopes() -> tuple[frozenset[str], frozenset[str]]:
    """The bot scopes the product cannot do without, and the optional ones."""
    asked: dict[str, Any] = json.loads(text())["oauth_config"]["scopes"]
    optional = frozenset(asked["bot_optional"])
    return frozenset(asked["bot"]) - optional, optional
