"""A playground with everything granted, people in it, and a bare app connected to it."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from slack_sdk import WebClient

from bot.playground.rules import Rules
from bot.playground.server import RunningPlayground, start_playground
from bot.playground.workspace import AppSpec

from .raw_app import Person, RawApp

SHORTCUTS = (
    {"name": "Start", "type": "global", "callback_id": "start", "description": "starts"},
    {"name": "Keep", "type": "message", "callback_id": "keep", "description": "keeps"},
)


@pytest.fixture
def rules() -> Rules:
    return Rules(retry_waits=(0.05, 0.05), connect_seconds=0.2)


@pytest.fixture
def playground(rules: Rules) -> Iterator[RunningPlayground]:
    with start_playground(app=AppSpec(shortcuts=SHORTCUTS), rules=rules) as running:
        yield running


@pytest.fixture
def http(playground: RunningPlayground) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=playground.url, trust_env=False) as client:
        yield client


@pytest.fixture
def web(playground: RunningPlayground) -> WebClient:
    return WebClient("xoxb-playground", base_url=playground.api_url, retry_handlers=[])


@pytest.fixture
def app(playground: RunningPlayground) -> Iterator[RawApp]:
    """Connected, and acknowledging everything with nothing."""
    raw = RawApp(playground.url).connect()
    yield raw
    raw.close()


@pytest.fixture
def lin(http: httpx.Client) -> Person:
    return Person(http, "U0LIN")


@pytest.fixture
def emma(http: httpx.Client) -> Person:
    return Person(http, "U0EMMA")


@pytest.fixture
def traffic(http: httpx.Client) -> Callable[[str], list[dict[str, object]]]:
    """The logged entries with a name."""

    def entries(name: str) -> list[dict[str, object]]:
        return [e for e in http.get("/control/traffic").json()["traffic"] if e["name"] == name]

    return entries
