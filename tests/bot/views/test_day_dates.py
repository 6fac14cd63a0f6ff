"""Dates of one's own day that there are more of than it lists are not left out in silence."""

from dataclasses import replace

import pytest

from bot.blocks.linkage.day import waiting
from tests.builders import PATENT

from .samples import lens
from .samples_days import own_work


@pytest.mark.parametrize("more", [False, True])
def test_that_there_are_further_dates_is_said_below_them(more: bool) -> None:
    work = replace(own_work("prj_1"), more_dates=more)
    (dates,) = [part for part in waiting(work, lens("en"), user_id=PATENT) if part.title == "Your dates"]
    assert (dates.lines[-1].text == "There are more.") is more
