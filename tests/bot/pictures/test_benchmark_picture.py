"""The comparison as a picture: of a size that Slack shows, the same every time, and never an empty box."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.benchmark_files import words
from bot.pictures.benchmarks import MOST, benchmarks_png
from bot.words import Words
from flows.watches.benchmarks import Indicator, Side
from tests.bot.pictures.test_matrix_picture import EN, FACE, MEGABYTE, PLAIN, ZH, needs_chinese, size_of
from tests.bot.views.samples import lens
from tests.bot.views.samples_watches import ACCURACY, CARD, COMPARED, LATENCY, POWER, value

TODAY = date(2026, 11, 23)


def drawn(*found: Indicator, say: Words = EN) -> bytes:
    png = benchmarks_png(found, "LD-12", say, PLAIN, TODAY)
    assert png is not None
    return png


def test_the_same_values_are_the_same_picture_and_others_are_not() -> None:
    assert drawn(ACCURACY) == drawn(ACCURACY)
    assert drawn(replace(ACCURACY, values=ACCURACY.values[:3])) != drawn(ACCURACY)


def test_a_hundred_indicators_with_many_rivals_are_one_picture_of_a_size_that_slack_shows() -> None:
    rivals = tuple(value(n, Side.RIVAL, str(n), f"Rival {n}") for n in range(40))
    many = [replace(ACCURACY, id=f"b{n}", number=n, values=(*ACCURACY.values, *rivals)) for n in range(100)]
    png = drawn(*many)
    width, height = size_of(png)
    assert width < 1_200
    assert height < 4_000
    assert len(png) < MEGABYTE
    assert size_of(drawn(*many[:MOST])) == (width, height)  # the rest is counted, not drawn


@pytest.mark.parametrize("figures", [("0", "0"), ("-5", "3"), ("-5", "-3"), ("1e-9", "1e9"), ("7", "7")])
def test_zero_negative_and_far_apart_values_are_drawn_too(figures: tuple[str, str]) -> None:
    ours, norm = (value(n, side, figure) for n, (side, figure) in enumerate(
        zip((Side.OURS, Side.STANDARD), figures, strict=True)))  # fmt: skip
    assert size_of(drawn(replace(POWER, values=(ours, norm))))


def test_without_anything_measured_it_says_so() -> None:
    assert size_of(drawn(LATENCY))[1] == size_of(drawn())[1]


@needs_chinese
def test_it_is_drawn_in_chinese_where_a_font_can_and_left_to_words_where_none_can() -> None:
    assert benchmarks_png(COMPARED, "LD-12 · 雷达", ZH, FACE, TODAY) is not None
    assert benchmarks_png(COMPARED, "LD-12 · 雷达", ZH, PLAIN, TODAY) is None


def test_the_words_beside_it_say_every_verdict_and_leave_out_what_is_compared_no_more() -> None:
    english, chinese = (words(CARD, COMPARED, lens(locale)) for locale in ("en", "zh_CN"))
    assert "worse than the standard" in english
    assert "better than the best rival" in english
    assert "低于标准要求" in chinese
    assert "Old one" not in english
    assert "3.9" not in english  # taken back
    long = [replace(ACCURACY, name="x" * 120, number=n) for n in range(100)]
    assert len(words(CARD, long, lens("en"))) <= 1500


def test_what_was_taken_back_is_not_drawn() -> None:
    later = replace(ACCURACY.values[0], measured_on=TODAY - timedelta(days=1))
    assert drawn(replace(ACCURACY, values=(later, *ACCURACY.values[1:]))) == drawn(ACCURACY)
