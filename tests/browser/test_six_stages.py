"""A newcomer plays all members and clicks one project through its stages, with the real bot behind the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.test_six_stages import has
from tests.journeys.workspace import Human

from .launched import Launched
from .screen import CHEN, EMMA, LIN, LIU, NAMES, RADAR, RAJ, SOFIA, WANG, ZHAO, Screen

pytestmark = pytest.mark.browser

STAGES = {
    "zh-CN": ("构思", "评估", "立项", "实施", "成果运用", "评价改进"),
    "en-US": ("Ideation", "Assessment", "Initiation", "Implementation", "Use of results", "Evaluation"),
}
PROJECT = {"zh-CN": "毫米波雷达抗干扰波形", "en-US": "Radar without interference"}
ROLES = {"technology": [CHEN], "patent": [ZHAO], "standard": [WANG], "business": [RAJ], "legal": [SOFIA],
         "steering": [EMMA, LIU]}  # fmt: skip
CREW = (LIN, CHEN, ZHAO, WANG, RAJ, SOFIA)
MENU_ROLES = re.compile("人员与角色|People and roles")
STAGE_OF = re.compile(r"(?:第 |Stage )(\d)(?:/| of )6")


@pytest.fixture
def launched(tmp_path: Path) -> Iterator[Launched]:
    running = Launched(tmp_path)
    running.start()
    yield running
    assert running.stop() == 0, running.log()


@dataclass
class Newcomer:
    """Plays every member in one window, one after the other."""

    screen: Screen
    launched: Launched

    @property
    def card(self) -> Locator:
        return self.screen.messages.filter(has=self.screen.page.locator("h3")).first

    def send(self) -> None:
        """Send the form; where the app answers with something to read, read and close it."""
        self.screen.submit()
        dialog = self.screen.page.locator("dialog[open]")
        expect(dialog.locator("button[type=submit]")).to_have_count(0)
        self.launched.settle(quiet=0.2)
        if dialog.count():
            self.screen.page.keyboard.press("Escape")
        self.screen.expect_no_dialog()

    def create(self, name: str, workflow: str) -> None:
        """Type the command, fill in the form, see the card."""
        self.screen.composer.press_sequentially("/liandong new")
        self.screen.composer.press("Enter")
        self.screen.field("name").fill(name)
        if workflow:
            self.screen.choose("template", workflow)
        self.screen.shot("stage-0-new-project")
        self.send()
        expect(self.card).to_contain_text(name)

    def give_roles(self) -> None:
        self.card.locator('[data-action^="menu"]').click()
        self.screen.page.get_by_role("menuitem", name=MENU_ROLES).click()
        expect(self.screen.dialog).to_be_visible()
        for role, people in ROLES.items():
            self.screen.choose(role, *(NAMES[user] for user in people))
        self.screen.shot("stage-0-roles")
        self.send()

    def visit_app(self, user: str) -> None:
        self.launched.settle()
        self.screen.act_as(user)
        self.screen.open_app("tab-messages")
        self.launched.settle(quiet=0.3)

    def buttons(self, action: str) -> Locator:
        return self.screen.page.locator(f'#pane .message [data-action^="{action}"]')

    def asked(self, action: str) -> list[str]:
        """Who has such a button among the messages from the app: nobody else is worth a visit."""
        self.launched.settle()
        with httpx.Client(base_url=self.launched.url, trust_env=False) as http:
            people = [Human(http, user) for user in (*CREW, EMMA)]
            return [h.user for h in people if h.dm and any(has(action)(m) for m in h.messages(h.dm))]

    def hand_in(self, user: str) -> int:
        """Submit all that this person is asked for; how much it was."""
        self.visit_app(user)
        waiting = self.buttons("dlv.submit")
        asked = waiting.count()
        for left in range(asked, 0, -1):
            waiting.first.click()
            self.screen.field("text").fill(f"{NAMES[user]}: https://example.org/report")
            self.send()
            expect(waiting).to_have_count(left - 1)
        return asked

    def accept_all(self, user: str) -> None:
        self.visit_app(user)
        waiting = self.buttons("dlv.accept")
        for left in range(waiting.count(), 0, -1):
            waiting.first.click()
            expect(waiting).to_have_count(left - 1)

    def pass_the_gate(self, shot: str) -> None:
        self.launched.settle()
        self.screen.act_as(LIN)
        self.screen.go("proj-radar")
        self.card.locator('[data-action^="gate.request"]').click()
        expect(self.screen.dialog.locator("button[type=submit]")).to_be_visible()
        self.send()
        for voter in (EMMA, LIU):
            self.visit_app(voter)
            ballot = self.buttons("gate.vote_go")
            expect(ballot).to_have_count(1)
            if voter == EMMA:
                self.screen.shot(shot)
            ballot.click()
            self.launched.settle()
        expect(self.buttons("gate.vote_go")).to_have_count(0)

    def look_at_the_card(self) -> Locator:
        self.launched.settle()
        self.screen.act_as(LIN)
        self.screen.go("proj-radar")
        return self.card

    def play_stage(self, number: int, label: str) -> None:
        """Everybody hands in, the reviewers accept, the gatekeepers vote."""
        assert sum(self.hand_in(user) for user in self.asked("dlv.submit")) > 0
        for reviewer in self.asked("dlv.accept"):
            self.accept_all(reviewer)
        self.pass_the_gate(f"{label}-{number}-ballot")


def play(chromium: Browser, launched: Launched, locale: str, stages: int, workflow: str = "") -> Newcomer:
    """``workflow`` as the form names it; empty for the one that the form offers."""
    launched.speak(locale)
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    newcomer = Newcomer(Screen.opened(context, launched.url).visit(LIN, RADAR), launched)
    label = f"stage-{locale[:2]}"
    newcomer.create(PROJECT[locale], workflow)
    newcomer.give_roles()
    for number in range(1, stages + 1):
        card = newcomer.look_at_the_card()
        expect(card).to_contain_text(STAGE_OF)
        assert STAGE_OF.search(card.inner_text())[1] == str(number)  # type: ignore[index]  # expected just above
        newcomer.screen.shot(f"{label}-{number}-{'card'}")
        newcomer.play_stage(number, label)
    return newcomer


LIGHT = "轻量"
"""Six stages as the standard workflow has, with half of its deliverables: half as many clicks."""


@pytest.mark.timeout(580)
@pytest.mark.parametrize("workflow", [LIGHT, pytest.param("", marks=pytest.mark.soak, id="standard")])
def test_a_newcomer_clicks_a_project_through_all_six_stages(
    chromium: Browser, launched: Launched, workflow: str
) -> None:
    newcomer = play(chromium, launched, "zh-CN", 6, workflow)
    card = newcomer.look_at_the_card()
    expect(card).to_contain_text(re.compile("已完成|Completed"))
    newcomer.screen.shot("stage-zh-7-completed")
    newcomer.screen.say("/liandong status LD-1")
    expect(newcomer.screen.last).to_contain_text("已完成")
    newcomer.screen.say("/liandong history LD-1")
    expect(newcomer.screen.last).to_contain_text(PROJECT["zh-CN"])
    newcomer.screen.open_app("tab-home")
    expect(newcomer.screen.page.locator(".home h3").first).to_contain_text("我的工作")
    newcomer.screen.shot("stage-zh-8-home")
    newcomer.screen.close()


@pytest.mark.timeout(300)
def test_the_first_gate_leads_to_the_second_stage_in_english(chromium: Browser, launched: Launched) -> None:
    newcomer = play(chromium, launched, "en-US", 1)
    card = newcomer.look_at_the_card()
    expect(card).to_contain_text("Stage 2 of 6")
    expect(card).to_contain_text(STAGES["en-US"][1])
    card.locator(".replies").click()
    expect(newcomer.screen.page.locator("#side .message").last).to_be_visible()
    newcomer.screen.shot("stage-en-2-thread")
    newcomer.screen.close()
