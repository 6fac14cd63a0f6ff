"""Small things that forms and cards keep: a day that is worked, and no word of a gate that nobody can ask for."""

from bot.blocks.lifecycle import card as cards
from bot.blocks.rhythm import snoozing
from bot.blocks.rhythm.prompts import Wall
from bot.public_holidays import PublicHolidays
from flows.names import Status
from flows.rhythm.snoozing import choices
from tests.builders import build_card, build_settled

from .samples import lens
from .samples_reminders import EVE, SHANGHAI, WALL, line


def day_of(wall: Wall) -> str:
    form = snoozing.pick_a_date(line(), wall, lens("en"))
    return str(next(b["element"]["initial_date"] for b in form["blocks"] if b.get("block_id") == "day"))


def test_the_day_to_put_off_to_begins_with_the_next_one_that_is_worked() -> None:
    assert day_of(WALL) == "2026-11-25"
    before_the_holidays = Wall(SHANGHAI.zone, EVE, choices(EVE, SHANGHAI, PublicHolidays()))
    assert day_of(before_the_holidays) == "2026-10-08"


def test_a_held_project_says_nothing_of_a_gate_that_could_be_requested() -> None:
    ready = build_card(deliverables=build_settled())
    held = build_card(deliverables=build_settled(), status=Status.HELD, reason="Budget")
    assert "ready to be requested" in cards.headline(ready, lens("en")).text
    assert "ready to be requested" not in cards.headline(held, lens("en")).text
