"""Words: complete catalogs, right forms, days and moments as people write them, and a language for everybody."""

import ast
import re
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from bot.locales import upkeep
from bot.words import LOCALES, WordBook, Words, catalog_path
from flows.lifecycle.project import STRAND_STATES
from flows.names import Ask, Bilingual, Confidentiality, Decision, DeliverableState, Role, Status, Strand

BOOK = WordBook()
EN, ZH = BOOK.for_locale("en-US"), BOOK.for_locale("zh-CN")
BOT = Path(upkeep.SOURCES)
TRANSLATED = upkeep.messages(upkeep.stored("zh_CN"))


@cache
def extracted() -> Catalog:
    """Read from the code once: nobody changes it meanwhile."""
    return upkeep.extracted()


def key(message: Message) -> tuple[str | None, object]:
    return message.context, message.id


def first(message: Message) -> str:
    """The text that names a message."""
    return message.id[0] if isinstance(message.id, tuple) else str(message.id)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def spoken_texts() -> tuple[tuple[str, ast.expr], ...]:
    """Where the code calls say, say.plural or say.context, and the first text it gives."""
    return tuple(_spoken_texts())


def _spoken_texts() -> Iterator[tuple[str, ast.expr]]:
    for path in sorted(BOT.rglob("*.py")):
        if "playground" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _is_say(node.func):
                yield f"{path.relative_to(BOT)}:{node.lineno}", node.args[0]


def _is_say(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute) and function.attr in {"plural", "context"}:
        return _is_say(function.value)
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "say"


def test_the_template_holds_exactly_the_texts_of_the_code() -> None:
    stored = {key(m) for m in upkeep.messages(upkeep.stored(None))}
    assert {key(m) for m in upkeep.messages(extracted())} == stored, "run python -m bot.locales"


def test_the_extraction_misses_no_text() -> None:
    """Babel cannot see into f-strings and variables: every text stands in its call as a literal."""
    known = {first(m) for m in upkeep.messages(extracted())} | {m.context for m in upkeep.messages(extracted())}
    missed = [where for where, text in spoken_texts() if not (isinstance(text, ast.Constant) and text.value in known)]
    assert missed == []


def test_the_scan_behind_that_promise_finds_hundreds_of_texts() -> None:
    assert len(spoken_texts()) > 300


def test_an_update_without_news_changes_no_file() -> None:
    assert upkeep.rendered(extracted()) == upkeep.TEMPLATE.read_bytes()
    for locale in LOCALES:
        assert upkeep.rendered(upkeep.updated(locale)) == catalog_path(locale).read_bytes()


def test_every_text_has_a_chinese_translation() -> None:
    assert [m.id for m in TRANSLATED if not upkeep.is_translated(m)] == []


def test_no_catalog_keeps_a_text_that_nobody_says() -> None:
    said = {key(m) for m in upkeep.messages(extracted())}
    for locale in LOCALES:
        assert {key(m) for m in upkeep.messages(upkeep.stored(locale))} == said


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural form."""
    return tuple(map(str, message.string if isinstance(message.string, tuple) else (message.string,)))


# One test looks at every message: a test for each would take a third of all tests, and most of the time to find them.
def test_a_translation_fills_in_the_same_values() -> None:
    wanting = [m.id for m in TRANSLATED if any(placeholders(f) != placeholders(first(m)) for f in forms(m))]
    assert wanting == []


def test_chinese_is_set_in_chinese_punctuation() -> None:
    bare = [re.sub(r"`[^`]*`|\{\w+\}", "", forms(message)[0]) for message in TRANSLATED]
    latin = re.compile(r"[\u4e00-\u9fff][,;?!()]|[\u4e00-\u9fff]\.(\s|$)|[\u4e00-\u9fff]:(\s|$)")
    assert [text for text in bare if latin.search(text)] == []


def test_a_translation_keeps_every_command_as_it_must_be_typed() -> None:
    command = re.compile(r"`[^`]+`")
    other = [m.id for m in TRANSLATED if sorted(command.findall(forms(m)[0])) != sorted(command.findall(first(m)))]
    assert other == []


def test_english_counts_one_and_many() -> None:
    said = [EN.plural("{n} vote", "{n} votes", n) for n in (0, 1, 2)]
    assert said == ["0 votes", "1 vote", "2 votes"]


def test_chinese_has_one_form_for_every_number() -> None:
    said = [ZH.plural("{n} vote", "{n} votes", n) for n in (1, 2)]
    assert said == ["待表决 1 项", "待表决 2 项"]


def test_one_english_word_can_be_two_chinese_ones() -> None:
    assert ZH.context("patent", "Published") == "已公布"
    assert ZH.context("standard", "Published") == "已发布"
    assert EN.context("patent", "Published") == EN.context("standard", "Published") == "Published"


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    assert EN("{by} resumed the project", by="{reason}") == "{reason} resumed the project"


def test_a_text_without_values_may_contain_anything() -> None:
    assert EN("50 % {of} it") == "50 % {of} it"


def test_a_missing_value_is_the_programmers_mistake() -> None:
    with pytest.raises(KeyError):
        EN("{by} resumed the project", whom="Lin")


@pytest.mark.parametrize(
    ("words", "day", "weekday", "next_year"),
    [
        (EN, "Nov 23", "Mon, Nov 23", "Sat, Jan 2, 2027"),
        (ZH, "11月23日", "11月23日周一", "2027年1月2日周六"),
    ],
)
def test_days_are_written_as_people_write_them(words: Words, day: str, weekday: str, next_year: str) -> None:
    today = date(2026, 11, 23)
    assert words.day(today) == day
    assert words.weekday(today) == weekday
    assert words.weekday(date(2027, 1, 2), today) == next_year


def test_the_present_year_goes_without_saying() -> None:
    assert EN.day(date(2026, 12, 1), date(2026, 11, 23)) == "Dec 1"
    assert EN.day(date(2027, 12, 1), date(2026, 11, 23)) == "Dec 1, 2027"


def test_a_moment_is_a_token_that_each_reader_sees_in_the_own_time_zone() -> None:
    at = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    assert EN.when(at) == "<!date^1795397400^{date_short_pretty} {time}|Nov 23, 2026 01:30 UTC>"
    assert ZH.when(at) == "<!date^1795397400^{date_short_pretty} {time}|2026年11月23日 01:30 UTC>"


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    shanghai = timezone(timedelta(hours=8))
    at = datetime(2026, 11, 24, 1, 30, tzinfo=shanghai)
    assert EN.when(at) == EN.when(at.astimezone(UTC))
    assert "Nov 23, 2026 17:30 UTC" in EN.when(at)


@pytest.mark.parametrize(
    ("slack_locale", "expected"),
    [("zh-CN", "zh_CN"), ("zh-TW", "zh_CN"), ("zh", "zh_CN"), ("en-US", "en"), ("en-GB", "en"), ("en-IN", "en")],
)
def test_a_slack_locale_finds_its_language(slack_locale: str, expected: str) -> None:
    assert BOOK.for_locale(slack_locale).locale == expected


@pytest.mark.parametrize("slack_locale", ["", "de-DE", "xx", "ENGLISH"])
@pytest.mark.parametrize("default", LOCALES)
def test_any_other_locale_falls_back_to_the_workspace_default(slack_locale: str, default: str) -> None:
    assert WordBook(default).for_locale(slack_locale).locale == default


def test_a_default_that_we_do_not_speak_is_refused() -> None:
    with pytest.raises(KeyError):
        WordBook("de")


def test_lists_are_joined_as_the_language_does() -> None:
    assert EN.listing(["a"]) == "a"
    assert EN.listing(["a", "b", "c"]) == "a, b, and c"
    assert ZH.listing(("甲", "乙", "丙")) == "甲、乙和丙"


def test_a_bilingual_text_shows_the_readers_side() -> None:
    text = Bilingual(zh="构思卡", en="Idea card")
    assert (EN.pick(text), ZH.pick(text)) == ("Idea card", "构思卡")


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_every_code_has_a_name_and_no_two_share_one(words: Words) -> None:
    kinds = {
        "strand": Strand, "role": Role, "decision": Decision, "state": DeliverableState, "status": Status,
        "confidentiality": Confidentiality, "ask": Ask,
    }  # fmt: skip
    for method, codes in kinds.items():
        names = [getattr(words, method)(code) for code in codes]
        assert len(set(names)) == len(names), method
        assert all(names)


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize("strand", STRAND_STATES)
def test_every_strand_state_has_a_name(words: Words, strand: Strand) -> None:
    codes = (*STRAND_STATES[strand], "")
    names = [words.strand_state(strand, code) for code in codes]
    assert len(set(names)) == len(codes)


def test_a_state_that_a_strand_cannot_have_is_refused() -> None:
    with pytest.raises(KeyError):
        EN.strand_state(Strand.PATENT, "trl3")


def test_chinese_names_follow_the_glossary() -> None:
    assert [ZH.role(r) for r in (Role.LEAD, Role.PATENT, Role.STEERING)] == ["项目负责人", "专利负责人", "领导小组"]
    states = [ZH.strand_state(Strand.STANDARD, code) for code in ("preliminary", "consultation", "systematic_review")]
    assert states == ["预阶段", "征求意见", "复审"]
