"""Answers kept ready."""

from dataclasses import replace
from datetime import date

import pytest

from bot.shelf import Label, Shelf

LABEL = Label("prj_1", 3, "U1", False, "en", date(2026, 11, 23))


def test_an_answer_is_found_under_exactly_its_label() -> None:
    shelf = Shelf()
    shelf.put(LABEL, "answer")
    assert shelf.take(replace(LABEL)) == "answer"


@pytest.mark.parametrize(
    "change",
    [
        {"project_id": "prj_2"}, {"version": 4}, {"user_id": "U2"}, {"is_guest": True}, {"locale": "zh_CN"},
        {"today": date(2026, 11, 24)},
    ],
)  # fmt: skip
def test_any_difference_is_another_answer(change: dict[str, object]) -> None:
    shelf = Shelf()
    shelf.put(LABEL, "answer")
    assert shelf.take(replace(LABEL, **change)) is None  # type: ignore[arg-type]  # one field at a time


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    shelf = Shelf(most=2)
    labels = [replace(LABEL, version=version) for version in (1, 2, 3)]
    shelf.put(labels[0], "1")
    shelf.put(labels[1], "2")
    shelf.take(labels[0])
    shelf.put(labels[2], "3")
    assert [shelf.take(label) for label in labels] == ["1", None, "3"]


def test_a_cleared_shelf_is_empty() -> None:
    shelf = Shelf()
    shelf.put(LABEL, "answer")
    shelf.clear()
    assert shelf.take(LABEL) is None
