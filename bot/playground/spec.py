"""The app under test as its manifest describes it: commands, shortcuts, scopes, events, tabs."""

from typing import Any

from .rules import Rules
from .workspace import AppSpec


def app_from(manifest: dict[str, Any]) -> AppSpec:
    features = manifest.get("features", {})
    return AppSpec(
        name=features.get("bot_user", {}).get("display_name", "app"),
        real_name=manifest["display_information"]["name"],
        commands=tuple(features.get("slash_commands", ())),
        shortcuts=tuple(features.get("shortcuts", ())),
    )


def rules_from(manifest: dict[str, Any]) -> Rules:
    """Only what the manifest asks for is granted, so a forgotten scope or event shows in every journey."""
    home = manifest.get("features", {}).get("app_home", {})
    return Rules(
        scopes=tuple(manifest["oauth_config"]["scopes"]["bot"]),
        subscriptions=tuple(manifest["settings"].get("event_subscriptions", {}).get("bot_events", ())),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", False)),
    )
