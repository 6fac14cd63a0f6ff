"""The portfolio in words: every question one part, in one message, and every project that it names within a click."""

from dataclasses import replace

import pytest

from bot.blocks.rhythm import portfolio
from bot.blocks.rhythm.digest import pages, speaks
from bot.ids import Act
from flows.linkage.figures import Figures
from flows.rhythm.portfolio import Portfolio

from .reading import check, presses
from .samples import LOCALES, lens
from .samples_portfolio import ONE, ORDINARY, WORST, load


@pytest.mark.parametrize("locale", LOCALES)
def test_even_the_worst_is_one_message_and_nothing_of_it_is_put_off(locale: str) -> None:
    laid = pages("Portfolio", list(portfolio.told(WORST, lens(locale))), lens(locale))
    check(laid[0])
    assert len(laid) == 1


def test_stages_come_in_the_order_of_the_workflow_and_one_of_a_workflow_that_is_gone_comes_last() -> None:
    gone = replace(load("limbo", 2, typical=3, longest=9), template="forgotten")
    stages = portfolio.in_order((gone, *ORDINARY.stages), lens("en"))
    assert [one.stage for one in stages] == [
        "ideation", "assessment", "initiation", "implementation", "use_of_results", "evaluation", "limbo"
    ]  # fmt: skip
    assert "limbo" in portfolio.stage_line(gone, lens("en"))


def test_every_named_project_has_a_way_to_its_status_and_the_chart_is_one_click_away() -> None:
    message = portfolio.message(ORDINARY, lens("en"))
    named = [p.ref.project_id for p in presses(message) if p.act is Act.STATUS]
    assert named == [one.row.id for one in ORDINARY.slowest] + [row.id for row in ORDINARY.latest]
    assert [p.act for p in presses(message)].count(Act.PORTFOLIO_PNG) == 1


def test_without_projects_there_is_no_reason_for_a_digest_and_the_answer_says_so() -> None:
    assert not speaks(list(portfolio.told(Portfolio(), lens("en"))))
    assert "no active project" in portfolio.message(Portfolio(), lens("en")).text


def test_what_was_never_recorded_is_no_percentage() -> None:
    assert list(portfolio.linkage_lines(Figures(), 0, lens("en"))) == []
    assert "Linkage" not in portfolio.message(ONE, lens("en")).text


def test_what_is_declared_never_stands_alone() -> None:
    """DOMAIN.md 7.1."""
    (line,) = portfolio.linkage_lines(Figures(declared=5), 0, lens("en"))
    assert all(words in line for words in ("5 declared", "0 charted", "0 confirmed"))


@pytest.mark.parametrize(("part", "whole", "percent"), [(49, 50, 98), (999, 1000, 99), (50, 50, 100), (0, 3, 0)])
def test_a_hundred_percent_means_all(part: int, whole: int, percent: int) -> None:
    assert portfolio.share(part, whole, lens("en")).startswith(f"{percent} %")


@pytest.mark.parametrize(("locale", "said"), [("en", "3 wait for who is away"), ("zh_CN", "3 项等待外出人员")])
def test_who_is_away_is_told_as_away(locale: str, said: str) -> None:
    assert said in portfolio.message(replace(ONE, away=3), lens(locale)).text
    assert said not in portfolio.message(ONE, lens(locale)).text
