"""What people may type after the command name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grammar import SPELLINGS, Intent, Unknown, Verb, nearest, parse, project_key


@pytest.mark.parametrize(
    ("typed", "verb"),
    [
        ("help", Verb.HELP), ("帮助", Verb.HELP), ("", Verb.HELP), ("   ", Verb.HELP), ("?", Verb.HELP),
        ("？", Verb.HELP),
        ("new", Verb.NEW), ("新建", Verb.NEW),
        ("list", Verb.LIST), ("列表", Verb.LIST),
        ("status", Verb.STATUS), ("状态", Verb.STATUS),
        ("mine", Verb.MINE), ("我的", Verb.MINE),
        ("submit", Verb.SUBMIT), ("提交", Verb.SUBMIT),
        ("gate", Verb.GATE), ("评审", Verb.GATE),
        ("history", Verb.HISTORY), ("历史", Verb.HISTORY),
    ],
)  # fmt: skip
def test_every_verb_is_understood_in_both_languages(typed: str, verb: Verb) -> None:
    assert parse(typed) == Intent(verb)


@pytest.mark.parametrize(
    "typed", ["STATUS ld-12", "Status LD-12", "ｓｔａｔｕｓ　ＬＤ－１２", "状态 ld12", "状态LD-12"]
)
def test_case_width_and_a_missing_space_do_not_matter(typed: str) -> None:
    intent = parse(typed)
    assert isinstance(intent, Intent)
    assert (intent.verb, intent.key) == (Verb.STATUS, "LD-12")


@pytest.mark.parametrize("typed", ["LD-12", "ld12", " Ld 12 ", "ＬＤ－１２", "12", "LD—12"])
def test_a_key_alone_asks_for_its_status(typed: str) -> None:
    intent = parse(typed)
    assert isinstance(intent, Intent)
    assert (intent.verb, intent.key) == (Verb.STATUS, "LD-12")


def test_a_name_is_kept_as_it_was_typed() -> None:
    assert parse("new  Radar ＡＢＣ 2 ") == Intent(Verb.NEW, text="Radar ＡＢＣ 2")
    assert parse("新建毫米波雷达") == Intent(Verb.NEW, text="毫米波雷达")


def test_what_stands_where_a_key_belongs_is_passed_on_for_the_refusal() -> None:
    assert parse("gate radar") == Intent(Verb.GATE, key="radar", text="radar")


@pytest.mark.parametrize(("topic", "verb"), [("gate", "gate"), ("评审", "gate"), ("nonsense", ""), ("", "")])
def test_help_can_be_about_a_verb(topic: str, verb: str) -> None:
    assert parse(f"help {topic}") == Intent(Verb.HELP, text=verb)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("statsu", Verb.STATUS),
        ("hepl", Verb.HELP),
        ("histroy", Verb.HISTORY),
        ("submitt", Verb.SUBMIT),
        ("lst", Verb.LIST),
        ("状太", Verb.STATUS),
    ],
)
def test_a_misspelt_verb_is_recognised_as_the_nearest_one(word: str, meant: Verb) -> None:
    assert parse(f"{word} LD-1") == Unknown(word, meant)


def test_a_word_like_nothing_gets_no_suggestion() -> None:
    assert parse("xyzzyqqq") == Unknown("xyzzyqqq", None)


def test_only_a_whole_key_is_a_key() -> None:
    assert [project_key(text) for text in ("LD-", "LD-1x", "XLD-1", "new 1", "")] == [""] * 5


@given(st.text(max_size=60))
def test_any_text_is_either_an_intent_or_unknown(typed: str) -> None:
    wish = parse(typed)
    assert isinstance(wish, Intent | Unknown)
    if isinstance(wish, Unknown):
        assert wish.word
        assert wish.nearest == nearest(wish.word)


@given(st.sampled_from(sorted(SPELLINGS)), st.integers(min_value=1, max_value=99_999))
def test_every_spelling_takes_a_key(spelling: str, number: int) -> None:
    intent = parse(f"{spelling} ld-{number}")
    assert isinstance(intent, Intent)
    expected = {Verb.HELP: "", Verb.NEW: ""}.get(SPELLINGS[spelling], f"LD-{number}") if spelling else f"LD-{number}"
    assert intent.key == expected
