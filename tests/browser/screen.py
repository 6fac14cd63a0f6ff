"""One member at the page in Chromium: what people do, in their words. Also watches for errors and outside requests."""

import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

SHOTS = Path(__file__).parents[2] / "artefacts" / "screens"
LIN, CHEN, ZHAO, WANG = "U0LIN", "U0CHEN", "U0ZHAO", "U0WANG"
EMMA, RAJ, SOFIA, LIU = "U0EMMA", "U0RAJ", "U0SOFIA", "U0LIU"
NAMES = {
    LIN: "林岚", CHEN: "陈思远", ZHAO: "赵静", WANG: "王立",
    EMMA: "Emma Fischer", RAJ: "Raj Patel", SOFIA: "Sofia Costa", LIU: "刘明",
}  # fmt: skip
RADAR, GENERAL = "C0RADAR", "C0GENERAL"
PATIENCE_SECONDS = 15.0
HIDE_GUIDE = """localStorage.setItem("liandong-guide", JSON.stringify({hidden: true, done: []}))"""


@dataclass
class Screen:
    """The page of one window. ``errors`` and ``outside`` stay empty on a healthy page."""

    page: Page
    url: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    @classmethod
    def opened(cls, context: BrowserContext, url: str, *, guide: bool = False) -> "Screen":
        if not guide:
            context.add_init_script(HIDE_GUIDE)
        screen = cls(context.new_page(), url)
        screen.page.on("console", screen._heard)
        screen.page.on("pageerror", lambda error: screen.errors.append(str(error)))
        screen.page.on("request", screen._asked)
        screen.page.on("response", screen._answered)
        return screen

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.errors.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.errors.append(
                f"{response.status} {response.request.method} {response.url} {response.request.post_data}"
            )

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.url).netloc and not request.url.startswith(("data:", "blob:")):
            self.outside.append(request.url)

    def visit(self, user: str = LIN, at: str = RADAR) -> "Screen":
        """Load the page as a member at a place."""
        self.page.goto(f"{self.url}/#{urlencode({'as': user, 'at': at})}")
        self.page.reload()
        expect(self.page.locator(".me-name")).to_have_text(NAMES[user])
        return self

    def act_as(self, user: str) -> None:
        """Switch the member with the menu."""
        if self.page.locator(".me-name").inner_text() == NAMES[user]:
            return
        self.page.locator("#member-switch").click()
        self.page.get_by_role("menuitemradio", name=re.compile(NAMES[user])).click()
        expect(self.page.locator(".me-name")).to_have_text(NAMES[user])
        expect(self.page.locator("#pane")).to_have_attribute("data-member", user)

    def go(self, name: str) -> None:
        """Open a channel of the sidebar by its name."""
        self.page.locator("#sidebar").get_by_role("button", name=re.compile(f"^{re.escape(name)}")).click()
        expect(self.page.locator("#pane h1")).to_have_text(name)
        self.expect_loaded()

    def open_app(self, tab: str = "tab-messages") -> None:
        """The app's Messages or Home tab."""
        self.page.locator("#sidebar .group").first.locator(".place").click()
        self.page.locator(f"#{tab}").click()
        expect(self.page.locator(f"#{tab}")).to_have_attribute("aria-selected", "true")
        if tab == "tab-messages":
            self.expect_loaded()

    def expect_loaded(self) -> None:
        """Wait until the shown conversation has its messages."""
        expect(self.page.locator("#pane .log")).to_have_attribute("aria-busy", "false")

    def set_clock(self, moment: str) -> None:
        """Set the workspace's clock and wait until the page has heard."""
        answer = self.page.request.post(f"{self.url}/control/clock", data={"set": moment})
        assert answer.ok
        wanted = datetime.fromisoformat(moment).timestamp()
        # ``wait_for_function`` takes the promise of an asynchronous function for its answer, and never waits.
        until = time.monotonic() + PATIENCE_SECONDS
        heard = "async wanted => Math.abs((await import('/js/when.js')).now() / 1000 - wanted) < 60"
        while not self.page.evaluate(heard, wanted):
            assert time.monotonic() < until, "the page never heard of the clock"
            self.page.wait_for_timeout(20)

    @property
    def composer(self) -> Locator:
        return self.page.locator("#pane .composer-input")

    def say(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    @property
    def messages(self) -> Locator:
        return self.page.locator("#pane .message")

    @property
    def last(self) -> Locator:
        return self.messages.last

    @property
    def dialog(self) -> Locator:
        return self.page.locator("dialog[open]").last

    def field(self, block_id: str) -> Locator:
        """The input of a block in the open modal."""
        return self.dialog.locator(f'[data-block="{block_id}"]').locator("input, textarea").first

    def choose(self, block_id: str, *texts: str) -> None:
        """Type into a picker of the modal and take the first match, for each text."""
        for text in texts:
            entry = self.field(block_id)
            entry.click()
            entry.fill(text)
            self.dialog.get_by_role("option", name=re.compile(re.escape(text))).first.click()
        if self.dialog.locator(".listbox:popover-open").count():
            self.field(block_id).press("Escape")

    def submit(self) -> None:
        self.dialog.locator("button[type=submit]").click()

    def expect_no_dialog(self) -> None:
        expect(self.page.locator("dialog[open]")).to_have_count(0)

    def shot(self, name: str) -> Path:
        """Keep a picture of the window."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        self.page.screenshot(path=path)
        return path

    def close(self) -> None:
        """Close the window; a page with errors or outside requests fails its test."""
        self.page.context.close()
        assert not self.errors, "\n".join(self.errors)
        assert not self.outside, "\n".join(self.outside)
