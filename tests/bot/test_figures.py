"""The register's own figures reach the evaluation, each with the number of cases it rests on."""

from dataclasses import replace
from fractions import Fraction

from bot.figures import of_metrics
from flows.lifecycle.figures import Figure
from flows.lifecycle.indicators import shipped_indicators
from flows.linkage.codes import Essentiality, Reception
from flows.linkage.metrics import metrics
from tests.flows.linkage.registers import TODAY, made, register


def test_an_empty_register_has_no_figures_and_no_good_ones() -> None:
    empty = replace(register(), features=(), families=(), standards=(), links=())
    assert of_metrics(metrics(empty, TODAY), dates=0) == ()


def test_what_the_register_knows_is_computed_with_its_cases() -> None:
    book = register(outwards=(made(reception=Reception.ACCEPTED),))
    book = replace(
        book, links=tuple(replace(x, essentiality=Essentiality.CONFIRMED, confirmed_by="U2") for x in book.links)
    )
    found = {figure.indicator: figure for figure in of_metrics(metrics(book, TODAY), dates=3)}
    assert found["filed_first"] == Figure("filed_first", Fraction(100), 1)
    assert found["proposals_accepted"] == Figure("proposals_accepted", Fraction(100), 1)
    assert found["claim_and_clause"] == Figure("claim_and_clause", Fraction(100), 1)
    assert found["essential"] == Figure("essential", Fraction(100), 1)
    assert found["missed_dates"] == Figure("missed_dates", Fraction(0), 3)


def test_every_figure_of_the_register_is_an_indicator_of_the_table() -> None:
    asked = {indicator.key for indicator in shipped_indicators() if indicator.by == "linkage"}
    book = register(outwards=(made(),))
    assert {figure.indicator for figure in of_metrics(metrics(book, TODAY), dates=1)} == asked
