"""Planned too early, blocked, filed, cleared, let out, declared, shown in the matrix: clicked in both languages, with
the real bot behind the page. The project itself is prepared without the page."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys import test_linkage as wire
from tests.journeys.test_six_stages import create, give_roles
from tests.journeys.workspace import Human, words

from .launched import Launched
from .screen import CHEN, LIN, RADAR, SHOTS, SOFIA, WANG, ZHAO, Screen

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Told:
    """What the page says in one language."""

    project: str
    feature: str
    proposal: str
    contribution: str
    family: str
    claim: str
    filing: str
    filed: str
    claims: str
    check: str
    paid: str
    blocked: str
    lift: str


TOLD = {
    "en-US": Told("Radar without interference", "Waveform", "Proposal on waveforms", "Contribution: ISO",
                  "Radar waveform", "A method to generate a radar waveform", "Filing and dates", "Filed", "Claims",
                  "Check it now", "For a fee", "Blocked: do not let it out yet", "File a patent application first"),
    "zh-CN": Told("毫米波雷达抗干扰", "抗干扰波形", "关于波形的提案", "提案：ISO", "雷达波形", "一种波形生成方法",
                  "申请与日期", "已申请", "权利要求", "立即检查", "收费", "已拦截", "先提交专利申请并登记"),
}  # fmt: skip
DUTY = "R20"
"""The rule whose date appears with a contribution and goes with its declaration."""


@pytest.fixture
def launched(tmp_path: Path) -> Iterator[Launched]:
    running = Launched(tmp_path)
    running.start()
    yield running
    assert running.stop() == 0, running.log()


@dataclass
class Member:
    """Plays one member after the other in one window, on one project."""

    screen: Screen
    launched: Launched
    key: str
    told: Told
    label: str

    @property
    def pane(self) -> Locator:
        return self.screen.page.locator("#pane")

    def asks(self, user: str, typed: str) -> Locator:
        """A command in the project's channel; the private answer."""
        self.screen.act_as(user)
        self.screen.go("proj-radar")
        before = self.screen.messages.count()
        self.screen.say(f"/liandong {typed} {self.key}")
        expect(self.screen.messages).to_have_count(before + 1)
        return self.screen.last

    def presses(self, message: Locator, act: str) -> Locator:
        """A button that opens a form; the form."""
        message.locator(f'[data-action^="{act}"]').first.click()
        expect(self.screen.dialog.locator("button[type=submit]")).to_be_visible()
        return self.screen.dialog

    def picks(self, message: Locator, name: str) -> None:
        """From the menu beside the last row of a list."""
        message.locator('[data-action^="menu"]').last.click()
        self.screen.page.get_by_role("menuitem", name=re.compile(re.escape(name))).click()

    def sends(self, shot: str = "") -> str:
        """Send the form, read what stands in its place, close it."""
        self.screen.submit()
        dialog = self.screen.page.locator("dialog[open]")
        expect(dialog.locator("button[type=submit]")).to_have_count(0)
        self.launched.settle(quiet=0.2)
        told = dialog.inner_text() if dialog.count() else ""
        if shot:
            self.screen.shot(f"{self.label}-{shot}")
        if dialog.count():
            self.screen.page.keyboard.press("Escape")
        self.screen.expect_no_dialog()
        return told

    def reads_prompt(self, user: str) -> Locator:
        """The message about the clearance in somebody's direct messages."""
        self.launched.settle(quiet=0.3)
        self.screen.act_as(user)
        self.screen.open_app("tab-messages")
        return self.screen.messages.filter(has_text=self.told.proposal).last

    def shot(self, name: str) -> None:
        self.screen.shot(f"{self.label}-{name}")


def api(launched: Launched) -> httpx.Client:
    """The workspace as people's other windows see it."""
    return httpx.Client(base_url=launched.url, timeout=20, trust_env=False)


def prepared(launched: Launched, locale: str) -> str:
    """A project with roles, one feature, and a standard with a clause; its key."""
    told = TOLD[locale]
    launched.speak(locale)
    with api(launched) as http:
        lin, chen, wang = (Human(http, user) for user in (LIN, CHEN, WANG))
        card = create(lin, told.project)
        give_roles(lin, card)
        key = re.search(r"LD-\d+", words(card))[0]  # type: ignore[index]  # a card has its key
        wire.listed(chen, f"link {key}", "lnk.feature")
        wire.fill(chen, "form.feature", name=told.feature)
        wire.charted(wang, key, wire.SEEN[locale])
    launched.settle(quiet=0.3)
    return str(key)


def plan_too_early(member: Member, today: date) -> None:
    """Out today, and nothing is filed: blocked, with the rule and what lifts it; the patent lead hears of it."""
    told, screen = member.told, member.screen
    member.presses(member.asks(WANG, "contribution"), "lnk.outward")
    screen.choose("kind", told.contribution)
    screen.field("title").fill(told.proposal)
    screen.choose("features", told.feature)
    screen.field("available_on").fill(today.isoformat())
    screen.choose("standard_id", "23005")
    member.shot("1-plan")
    answer = member.sends("2-blocked")
    assert told.blocked in answer
    assert told.lift in answer
    prompt = member.reads_prompt(ZHAO)
    expect(prompt).to_contain_text("R01")
    member.shot("3-patent-lead")


def file_first(member: Member, today: date) -> None:
    told, screen = member.told, member.screen
    member.presses(member.asks(ZHAO, "patent"), "lnk.family")
    screen.field("title").fill(told.family)
    member.sends()
    member.picks(member.asks(ZHAO, "patent"), told.filing)
    screen.choose("status", told.filed)
    screen.field("filed_on").fill((today - timedelta(days=5)).isoformat())
    member.sends("4-filed")
    member.picks(member.asks(ZHAO, "patent"), told.claims)
    screen.field("claims").fill(f"1* {told.claim}")
    member.sends()


def tie(member: Member) -> None:
    """The feature to the claim, and the claim to the clause."""
    told, screen = member.told, member.screen
    member.presses(member.asks(CHEN, "link"), "lnk.tie")
    screen.choose("feature", told.feature)
    screen.choose("claim", told.claim)
    member.shot("5-link")
    member.sends()
    member.presses(member.asks(CHEN, "link"), "lnk.tie")
    screen.choose("kind", "a row of the claim chart")
    screen.choose("claim", told.claim)
    screen.choose("clause", "7.2")
    member.sends()


def without_the_page(member: Member, today: date) -> None:
    """The same filing and links, quicker."""
    with api(member.launched) as http:
        wire.filed(Human(http, ZHAO), member.key, today)
        wire.tied(Human(http, CHEN), member.key)


def ask_again_and_let_out(member: Member, today: date) -> None:
    member.picks(member.asks(WANG, "contribution"), member.told.check)
    prompt = member.reads_prompt(WANG)
    expect(prompt).not_to_contain_text(member.told.blocked)
    member.shot("6-clear")
    member.presses(prompt, "lnk.made")
    member.screen.field("made_on").fill(today.isoformat())
    member.sends()
    expect(member.asks(WANG, "docket")).to_contain_text(DUTY)
    member.shot("7-duty")


def declare(member: Member, today: date) -> None:
    told, screen = member.told, member.screen
    member.presses(member.asks(SOFIA, "declare"), "lnk.declare")
    screen.choose("families", "P1")
    screen.choose("body", "ISO")
    screen.dialog.get_by_label(told.paid).check()
    screen.field("declared_on").fill(today.isoformat())
    member.shot("8-declare")
    member.sends()
    expect(member.asks(WANG, "docket")).not_to_contain_text(DUTY)


def look_at_the_matrix(member: Member) -> bytes:
    """The table in the channel, then the picture as it is delivered."""
    matrix = member.asks(LIN, "matrix")
    expect(matrix).to_contain_text("P1/1")
    expect(matrix).to_contain_text("S1 7.2")
    member.shot("9-matrix")
    matrix.locator('[data-action^="lnk.matrix_png"]').click()
    member.launched.settle()
    member.screen.open_app("tab-messages")
    card = member.screen.messages.last.locator(".file-card")
    expect(card).to_contain_text(f"{member.key}-matrix-")
    with member.screen.page.expect_download() as coming:
        card.click()
    path = SHOTS / f"{member.label}-matrix-picture.png"
    coming.value.save_as(path)
    member.shot("10-picture")
    return path.read_bytes()


@pytest.mark.timeout(300)
def test_planned_too_early_filed_cleared_let_out_declared_and_drawn(chromium: Browser, launched: Launched) -> None:
    """In English everything is clicked; in Chinese the filing and the links are made without the page."""
    today = date.fromisoformat(str(httpx.get(f"{launched.url}/control/clock", trust_env=False).json()["now"])[:10])
    for locale, told in TOLD.items():
        key = prepared(launched, locale)
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        member = Member(
            Screen.opened(context, launched.url).visit(WANG, RADAR), launched, key, told, f"linkage-{locale[:2]}"
        )
        plan_too_early(member, today)
        if locale == "en-US":
            file_first(member, today)
            tie(member)
        else:
            without_the_page(member, today)
        ask_again_and_let_out(member, today)
        declare(member, today)
        picture = look_at_the_matrix(member)
        assert picture.startswith(b"\x89PNG\r\n")
        width, height = struct.unpack(">II", picture[16:24])
        assert (width > 800, height > 400) == (True, True)
        member.screen.close()
