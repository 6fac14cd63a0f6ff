"""The chart of the portfolio: drawn in both languages, and told in words to whoever cannot see it."""

import pytest

from bot.linkage_files import WORDS_LIMIT
from bot.pictures.bars import Bar, Panel
from bot.pictures.portfolio import portfolio_png
from bot.portfolio_chart import alt, drawn, panels
from flows.rhythm.portfolio import Portfolio
from tests.bot.pictures.test_matrix_picture import FACE, PLAIN, needs_chinese, size_of
from tests.bot.views.samples import lens
from tests.bot.views.samples_portfolio import ONE, ORDINARY, WORST

PANELS = (Panel("Stages", (Bar("Ideation", (3, 1), "3 active · 1 on hold"), Bar("Assessment", (9,), "9 active"))),)


def test_the_same_portfolio_is_the_same_picture_and_grows_with_its_rows() -> None:
    first = portfolio_png("Portfolio", PANELS, FACE)
    assert first is not None
    assert first == portfolio_png("Portfolio", PANELS, FACE)
    more = portfolio_png("Portfolio", PANELS * 2, FACE)
    assert more is not None
    assert size_of(more)[0] == size_of(first)[0]
    assert size_of(more)[1] > size_of(first)[1]


@needs_chinese
@pytest.mark.parametrize("locale", ["en", "zh_CN"])
@pytest.mark.parametrize("found", [ORDINARY, ONE, WORST, Portfolio()])
def test_every_portfolio_can_be_drawn_in_both_languages(found: Portfolio, locale: str) -> None:
    png = drawn(found, lens(locale), "")
    assert png is not None
    assert size_of(png)[1] < 2_000


def test_without_chinese_characters_a_chinese_reader_gets_no_picture_instead_of_boxes() -> None:
    chinese = (Panel("阶段", (Bar("构思", (1,), "1 个"),)),)
    assert portfolio_png("项目组合", chinese, PLAIN) is None


def test_a_bar_without_anything_is_drawn_too() -> None:
    empty = (Panel("Stages", (Bar("Ideation", (0, 0), "none"),)),)
    assert portfolio_png("Portfolio", empty, FACE) is not None


@pytest.mark.parametrize("locale", ["en", "zh_CN"])
def test_the_words_tell_every_row_of_the_picture(locale: str) -> None:
    look = lens(locale)
    text = alt(ORDINARY, look)
    for panel in panels(ORDINARY, look):
        assert panel.title in text
        assert all(f"{bar.label} {bar.note}" in text for bar in panel.bars)
    assert len(alt(WORST, look)) <= WORDS_LIMIT
