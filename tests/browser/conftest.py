"""Chromium, a local workspace, and either a tiny app in this process or the real bot in its own."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from bot.playground.server import RunningPlayground, start_playground

from .screen import Screen
from .tiny_app import TinyApp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = bool(os.environ.get("LIANDONG_REQUIRE_BROWSER"))
"""Set where nothing may be left out: then a machine without a browser fails."""
PATIENCE_MS = 15_000
"""A page shares two cores with the whole suite."""
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE = {"width": 1440, "height": 900}

OpenScreen = Callable[..., Screen]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None and not REQUIRED:
        pytest.skip("no Chromium on this machine: the tests of the page are left out")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture
def playground() -> Iterator[RunningPlayground]:
    with start_playground() as running:
        yield running


@pytest.fixture
def tiny(playground: RunningPlayground) -> Iterator[TinyApp]:
    with TinyApp(playground.api_url) as app:
        yield app


@pytest.fixture
def open_screen(chromium: Browser, playground: RunningPlayground) -> Iterator[OpenScreen]:
    """Opens windows; each must end without console errors and without a request to anywhere else."""
    screens: list[Screen] = []

    def open_one(*, guide: bool = False, **context: object) -> Screen:
        wanted = {"viewport": WIDE, "reduced_motion": "reduce", **context}
        screens.append(Screen.opened(chromium.new_context(**wanted), playground.url, guide=guide))  # type: ignore[arg-type]  # any of new_context's options
        return screens[-1]

    yield open_one
    for screen in screens:
        screen.close()


@pytest.fixture
def screen(open_screen: OpenScreen, tiny: TinyApp) -> Screen:
    """A window of 林岚 in #proj-radar, with the tiny app behind it."""
    assert tiny
    return open_screen().visit()
