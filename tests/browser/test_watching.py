"""A watch made from the register, a stage that moves, the digest at the local hour, one tap to a deliverable, and the
claim chart that asks for another look: clicked in both languages, with the real bot and a source of its own."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.feeds.iso import DELIVERABLES
from tests.bot.feeds.far_side import FarSide, Says, far_side
from tests.bot.feeds.samples import ISO_9001
from tests.journeys import test_linkage as wire
from tests.journeys.test_six_stages import create, give_roles
from tests.journeys.workspace import Human, eventually, words

from .launched import Launched
from .screen import CHEN, LIN, RADAR, SOFIA, WANG, ZHAO, Screen
from .test_linkage import TOLD, Member, api

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Journey:
    """What the page says in one language, and the standard and the week that are its own."""

    number: int
    day: str
    suggestion: str
    urgent: str
    hourly: str
    one_hit: str
    theme: str
    make: str
    made: str
    show: str
    recheck: str

    def at(self, hour: str, days: int = 0) -> str:
        """A moment of the journey in Shanghai."""
        day = date.fromisoformat(self.day) + timedelta(days=days)
        return f"{day.isoformat()}T{hour}:00+08:00"


JOURNEYS = {
    "zh-CN": Journey(
        23005, "2026-12-01", "我们的标准", "仅限不能等待的", "每小时", "1 条线索", "标准跟踪", "转为产出物",
        "已转为产出物", "查看全部", "需重新核对：标准已进入新阶段",
    ),
    "en-US": Journey(
        23006, "2026-12-08", "Our standards", "Only what cannot wait", "every hour", "1 hit", "Standards watch",
        "Make it a deliverable", "Made a deliverable", "Show all", "to be checked again: the standard has moved on",
    ),
}  # fmt: skip
MOVED = "30.20 → 30.60"


class Iso:
    """A mirror that shows ISO's open data as the test says."""

    def __init__(self, far: FarSide) -> None:
        self._far, self._stages = far, {journey.number: 3020 for journey in JOURNEYS.values()}
        self.path = "/" + DELIVERABLES.removeprefix("https://")
        self._show()

    def move(self, number: int, stage: int) -> None:
        self._stages[number] = stage
        self._show()

    def _show(self) -> None:
        records = [
            {**ISO_9001, "id": number, "reference": f"ISO/CD {number}", "currentStage": stage, "publicationDate": None}
            for number, stage in self._stages.items()
        ]
        body = "".join(json.dumps(record) + "\n" for record in records).encode()
        self._far.will(self.path, Says(body))

    @property
    def looks(self) -> int:
        return sum(asked.path == self.path for asked in self._far.asked)


@pytest.fixture
def iso() -> Iterator[tuple[Iso, FarSide]]:
    with far_side() as far:
        yield Iso(far), far


@pytest.fixture
def launched(tmp_path: Path, iso: tuple[Iso, FarSide]) -> Iterator[Launched]:
    far = iso[1]
    running = Launched(tmp_path, LIANDONG_FEED_MIRROR=far.url(""), LIANDONG_FEED_HOSTS=far.host)
    running.start()
    yield running
    assert running.stop() == 0, running.log()


def prepared(launched: Launched, locale: str, journey: Journey) -> str:
    """A project with a chart of one row: a claim against a clause of the standard. Without the page; its key."""
    launched.speak(locale)
    with api(launched) as http:
        lin, chen, zhao, wang = (Human(http, user) for user in (LIN, CHEN, ZHAO, WANG))
        card = create(lin, TOLD[locale].project)
        give_roles(lin, card)
        key = str(re.search(r"LD-\d+", words(card))[0])  # type: ignore[index]  # a card has its key
        wire.listed(chen, f"link {key}", "lnk.feature")
        wire.fill(chen, "form.feature", name=TOLD[locale].feature)
        wire.listed(wang, f"standard {key}", "lnk.standard")
        reference = f"iso/cd {journey.number}"
        wire.fill(wang, "form.standard", body="iso", reference=reference, title="Radar", stage="30.20")
        wire.picked(wang, f"standard {key}", "lnk.clauses")
        wire.fill(wang, "form.clauses", version="CD 1", clauses="7.2 Waveform")
        wire.filed(zhao, key, date.fromisoformat(journey.day))
        wire.tied(chen, key)
    launched.settle(quiet=0.3)
    return key


def watch_the_register(member: Member, journey: Journey) -> None:
    """Start from what the register suggests, then hear of the urgent alone at once; Wang and Sofia are told."""
    screen = member.screen
    board = member.asks(WANG, "watch")
    chooser = board.locator('[data-action^="menu:watch_new"] input')
    chooser.click()
    screen.page.get_by_role("option", name=re.compile(journey.suggestion)).click()
    expect(screen.field("work_items")).to_have_value(f"ISO/CD {journey.number}")
    expect(screen.field("name")).to_have_value(journey.suggestion)
    member.shot("1-watch")
    screen.submit()
    expect(screen.dialog.locator('[data-action^="wat.rules"]')).to_be_visible()
    member.shot("2-started")
    screen.dialog.locator('[data-action^="wat.rules"]').click()
    expect(screen.dialog.get_by_label(journey.urgent)).to_be_visible()
    screen.dialog.get_by_label(journey.urgent).check()
    screen.choose("cadence", journey.hourly)
    screen.choose("persons", "王立", "Sofia")
    member.shot("3-rules")
    member.sends()


def a_stage_moves(member: Member, iso: Iso, journey: Journey) -> None:
    """At the next look the standard stands elsewhere. It can wait: nobody is disturbed."""
    screen = member.screen
    iso.move(journey.number, 3060)
    looked = iso.looks
    screen.set_clock(journey.at("14:00"))
    eventually(lambda: iso.looks > looked, "the source is looked at again", patience=30)
    member.launched.settle(quiet=1.0)
    assert told(member.launched, WANG, journey) == 0
    board = member.asks(WANG, "watch")
    expect(board).to_contain_text(journey.one_hit)
    member.shot("4-a-hit-waits")


def told(launched: Launched, user: str, journey: Journey) -> int:
    """How many of somebody's direct messages tell that the standard has moved."""
    with api(launched) as http:
        human = Human(http, user)
        texts = [words(message) for message in human.messages(human.dm)] if human.dm else []
    return sum(MOVED in text and f"ISO/CD {journey.number}" in text for text in texts)


def the_digest_comes(member: Member, journey: Journey) -> Locator:
    """At nine in Shanghai for Wang, at nine in Lisbon, eight hours later, for Sofia."""
    launched, screen = member.launched, member.screen
    screen.set_clock(journey.at("08:59", days=1))
    launched.settle(quiet=1.5)
    assert told(launched, WANG, journey) == 0
    screen.set_clock(journey.at("09:00", days=1))
    eventually(lambda: told(launched, WANG, journey), "Wang's digest", patience=30)
    launched.settle(quiet=1.5)
    assert told(launched, SOFIA, journey) == 0
    screen.set_clock(journey.at("17:00", days=1))
    eventually(lambda: told(launched, SOFIA, journey), "Sofia's digest", patience=30)
    assert [told(launched, user, journey) for user in (WANG, SOFIA)] == [1, 1]
    screen.act_as(WANG)
    screen.open_app("tab-messages")
    digest = screen.messages.filter(has_text=journey.theme).last
    expect(digest).to_contain_text(MOVED)
    member.shot("5-digest")
    return digest


def one_tap(member: Member, digest: Locator, journey: Journey) -> None:
    screen = member.screen
    digest.locator('[data-action^="menu"]').first.click()
    screen.page.get_by_role("menuitem", name=re.compile(journey.make)).click()
    expect(screen.last).to_contain_text(journey.made)
    member.shot("6-made")
    expect(member.asks(LIN, "status")).to_contain_text(f"ISO/CD {journey.number}")
    member.shot("7-deliverable")
    member.picks(member.asks(WANG, "standard"), journey.show)
    expect(screen.page.get_by_text(journey.recheck).first).to_be_visible()
    member.shot("8-recheck")


@pytest.mark.timeout(300)
def test_from_the_register_to_a_watch_a_digest_a_deliverable_and_a_recheck(
    chromium: Browser, launched: Launched, iso: tuple[Iso, FarSide]
) -> None:
    source = iso[0]
    for locale, journey in JOURNEYS.items():
        httpx.post(f"{launched.url}/control/clock", json={"set": journey.at("10:00")}, trust_env=False)
        key = prepared(launched, locale, journey)
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        screen = Screen.opened(context, launched.url).visit(WANG, RADAR)
        member = Member(screen, launched, key, TOLD[locale], f"watching-{locale[:2]}")
        watch_the_register(member, journey)
        eventually(lambda: source.looks > 0, "the source is looked at", patience=30)
        launched.settle(quiet=1.0)
        a_stage_moves(member, source, journey)
        one_tap(member, the_digest_comes(member, journey), journey)
        screen.close()
