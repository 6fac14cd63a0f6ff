"""The digest of gates that close soon: who is still to vote and until when, and silence where there is no hurry."""

from datetime import timedelta

import pytest

from bot.blocks.lifecycle import digests
from bot.blocks.rhythm.digest import pages, speaks
from bot.digests.projects import closing
from bot.digests.registry import shipped_sections
from flows.lifecycle.readmodels import ProjectCard
from flows.rhythm.schedules import ScheduleKind
from tests.builders import STEER, TODAY, build_card, build_gate

from .samples import LOCALES, lens


def voting(days: int | None) -> ProjectCard:
    return build_card(gate=build_gate(closes_on=None if days is None else TODAY + timedelta(days=days)))


@pytest.mark.parametrize(("days", "told"), [(None, True), (0, True), (7, True), (8, False)])
def test_a_vote_is_spoken_of_in_its_last_week_and_where_it_has_no_end(days: int | None, told: bool) -> None:
    assert speaks(list(digests.closing(voting(days), lens("en")))) is told


def test_without_an_open_gate_there_is_nothing_to_say() -> None:
    assert list(digests.closing(build_card(), lens("en"))) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_it_names_who_is_still_to_vote_and_never_how_others_did(locale: str) -> None:
    (message,) = pages("LD-12", list(digests.closing(voting(3), lens(locale))), lens(locale))
    assert f"<@{STEER}>" in message.text
    assert "prj.status" in str(message.blocks)


def test_it_can_be_scheduled() -> None:
    assert shipped_sections()[ScheduleKind.GATE_CLOSING] == (closing,)
