"""What people type after ``/liandong history``."""

import pytest

from bot.blocks.lifecycle.histories import Narrowing
from bot.history_words import Asked, read, split_key
from flows.lifecycle.chronicle import Topic
from flows.ports import Person

PEOPLE = tuple(
    Person(team_id="T", user_id=user, name=name)
    for user, name in (("U0LIN", "林岚"), ("U0LIU", "刘明"), ("U0EMMA", "Emma Fischer"), ("U0EMIL", "Emil Fischer"))
)


@pytest.mark.parametrize(
    ("typed", "key", "rest"),
    [
        ("LD-12", "LD-12", ""),
        ("ld 12 gates", "LD-12", "gates"),
        ("１２ 评审 csv", "LD-12", "评审 csv"),
        ("LD-12 @Emma Fischer", "LD-12", "@Emma Fischer"),
        ("gates", "", "gates"),
        ("csv", "", "csv"),
        ("@Emma gates", "", "@Emma gates"),
        ("", "", ""),
        ("LD-12b gates", "LD-12b gates", ""),
        ("radar", "radar", ""),
    ],
)
def test_the_key_comes_first_and_may_be_left_out(typed: str, key: str, rest: str) -> None:
    assert split_key(typed) == (key, rest)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("", Asked(Narrowing())),
        ("GATES", Asked(Narrowing(Topic.GATES))),
        ("产出物", Asked(Narrowing(Topic.DELIVERABLES))),
        ("csv", Asked(Narrowing(), "csv")),
        ("ＪＳＯＮ gates", Asked(Narrowing(Topic.GATES), "json")),
        ("@Emma Fischer", Asked(Narrowing(who="U0EMMA"))),
        ("emma gates csv", Asked(Narrowing(Topic.GATES, "U0EMMA"), "csv")),
        ("林岚 评审", Asked(Narrowing(Topic.GATES, "U0LIN"))),
        ("U0LIU", Asked(Narrowing(who="U0LIU"))),
        ("xlsx", Asked(Narrowing(), unknown="xlsx")),
    ],
)
def test_words_narrow_the_history_in_any_order(words: str, asked: Asked) -> None:
    assert read(words, PEOPLE) == asked


def test_a_name_that_fits_several_people_is_not_guessed() -> None:
    assert read("Fischer", PEOPLE).unknown == "Fischer"


def test_an_at_sign_alone_is_nobody() -> None:
    assert read("@", PEOPLE).unknown == "@"
