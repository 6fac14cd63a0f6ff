"""Numbers are read in any usual writing, kept in one, and what is wrong with one is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.linkage.refusals import linkage_problems
from flows.linkage.codes import Body
from flows.linkage.number_forms import cn_check_digit, ep_check_digit
from flows.linkage.numbers import (
    UnreadableNumber,
    is_mistyped,
    read_patent,
    read_standard,
    spellings,
    squeezed,
    undated,
)
from tests.wordbooks import word_book

PATENTS = [
    ("CN 2026 1 0123456.X", "CN", "application", "CN202610123456.X"),
    ("ZL 2026 1 0123456.x", "CN", "application", "CN202610123456.X"),
    ("cn202610123456", "CN", "application", "CN202610123456"),
    ("ＣＮ１２００００００１Ａ", "CN", "publication", "CN120000001A"),
    ("CN 112345678 B", "CN", "grant", "CN112345678B"),
    ("CN212345678U", "CN", "grant", "CN212345678U"),
    ("EP1234567B1", "EP", "grant", "EP1234567B1"),
    ("EP 1 234 567 A1", "EP", "publication", "EP1234567A1"),
    ("EP 23 123 456.8", "EP", "application", "EP23123456.8"),
    ("WO2024/123456A1", "WO", "publication", "WO2024/123456A1"),
    ("WO 2024123456", "WO", "publication", "WO2024/123456"),
    ("PCT/CN2024/123456", "WO", "application", "PCT/CN2024/123456"),
    ("US 2009/0108066 A1", "US", "publication", "US2009/0108066A1"),
    ("US 10,123,456 B2", "US", "grant", "US10123456B2"),
    ("US 16/123,456", "US", "application", "US16/123456"),
    ("JP 2018-123456 A", "JP", "publication", "JP2018-123456A"),
    ("KR 10-2018-0123456", "KR", "application", "KR10-2018-0123456"),
]

STANDARDS = [
    ("GB/T 20003.1-2014", Body.CN_NATIONAL, "GB/T 20003.1-2014"),
    ("gb / t 20003.1—2014", Body.CN_NATIONAL, "GB/T 20003.1-2014"),
    ("GB 18030-2022", Body.CN_NATIONAL, "GB 18030-2022"),
    ("GB/Z 43194-2023", Body.CN_NATIONAL, "GB/Z 43194-2023"),
    ("T/CAS 1-2024", Body.CN_GROUP, "T/CAS 1-2024"),
    ("DB3710/T 184-2022", Body.CN_INDUSTRY, "DB3710/T 184-2022"),
    ("YD/T 1234-2020", Body.CN_INDUSTRY, "YD/T 1234-2020"),
    ("ISO/IEC 23008-2:2020", Body.ISO, "ISO/IEC 23008-2:2020"),
    ("iso9001:2015", Body.ISO, "ISO 9001:2015"),
    ("ISO/DIS 9001", Body.ISO, "ISO/DIS 9001"),
    ("IEC 61508-1:2010", Body.IEC, "IEC 61508-1:2010"),
    ("3GPP TS 38.211", Body.THREEGPP, "3GPP TS 38.211"),
    ("TS 38.211 v17.1.0", Body.THREEGPP, "3GPP TS 38.211 V17.1.0"),
    ("RFC8179", Body.IETF, "RFC 8179"),
    ("draft-bradner-rfc3979bis-13", Body.IETF, "draft-bradner-rfc3979bis-13"),
    ("IEEE Std 802.11-2020", Body.IEEE, "IEEE 802.11-2020"),
    ("ITU-T H.265", Body.ITU, "ITU-T H.265"),
    ("ETSI EN 301 549 V3.2.1", Body.ETSI, "ETSI EN 301 549 V3.2.1"),
]


@pytest.mark.parametrize(("typed", "office", "role", "kept"), PATENTS)
def test_a_patent_number_in_any_writing_is_kept_in_one(typed: str, office: str, role: str, kept: str) -> None:
    number = read_patent(typed)
    assert (number.office, number.role, number.text) == (office, role, kept)
    assert read_patent(number.text) == number


@pytest.mark.parametrize(("typed", "body", "kept"), STANDARDS)
def test_a_standard_in_any_writing_is_kept_in_one(typed: str, body: Body, kept: str) -> None:
    number = read_standard(typed)
    assert (number.body, number.text) == (body, kept)
    assert read_standard(number.text) == number


def test_a_wrong_check_digit_is_told_with_the_right_one() -> None:
    with pytest.raises(UnreadableNumber) as refusal:
        read_patent("CN 2026 1 0123456.7")
    assert (refusal.value.problem, refusal.value.expected) == ("check_digit", "X")
    with pytest.raises(UnreadableNumber) as refusal:
        read_patent("EP 23 123 456.1")
    assert (refusal.value.problem, refusal.value.expected) == ("check_digit", "8")


@pytest.mark.parametrize("typed", ["", "12", "CN", "XX123", "CN 1234", "WO24", "invention of the year"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableNumber) as refusal:
        read_patent(typed)
    assert refusal.value.problem == "unknown_form"


@pytest.mark.parametrize("typed", ["", "house rule 7", "GB", "ISO", "RFC x"])
def test_a_house_name_is_no_standard_of_a_known_body(typed: str) -> None:
    with pytest.raises(UnreadableNumber):
        read_standard(typed)


def test_a_number_of_another_office_is_told_apart() -> None:
    with pytest.raises(UnreadableNumber) as refusal:
        read_patent("EP1234567B1", office="CN")
    assert (refusal.value.problem, refusal.value.expected) == ("other_office", "EP")


def test_a_bare_number_belongs_to_the_office_it_is_given_with() -> None:
    assert read_patent("202610123456.X", office="CN").text == "CN202610123456.X"


@given(st.integers(10**9, 10**10 - 1).map(lambda n: f"20{n}"), st.sampled_from(["", " ", "  "]))
def test_the_chinese_check_digit_accepts_its_own_and_no_other(body: str, gap: str) -> None:
    right = cn_check_digit(body)
    number = f"CN{body[:4]}{gap}{body[4]}{gap}{body[5:]}.{right}"
    assert read_patent(number).text == f"CN{body}.{right}"
    with pytest.raises(UnreadableNumber):
        read_patent(f"CN{body}.{'0' if right != '0' else '1'}")


@given(st.integers(0, 10**8 - 1).map(lambda n: f"{n:08d}"))
def test_one_changed_digit_of_a_european_number_is_noticed(body: str) -> None:
    right = ep_check_digit(body)
    changed = f"{(int(body[0]) + 1) % 10}{body[1:]}"
    assert ep_check_digit(changed) != right


@given(st.sampled_from([typed for typed, *_ in (*PATENTS, *STANDARDS)]))
def test_a_search_sees_no_difference_of_width_case_and_gaps(typed: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in typed)
    assert squeezed(wide) == squeezed(typed.lower()) == squeezed(typed.replace(" ", ""))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ZL 2026 1 0123456.X", "CN202610123456.X"), ("202610123456.x", "CN202610123456.X"),
        ("202610123456", "CN202610123456"), ("CN 119876543", "CN119876543A"), ("EP 1 234 567", "EP1234567B1"),
        ("US 7 654 321", "US7654321B2"), ("TS 38.211", "3GPP TS 38.211"), ("ts38.331 v17.1.0", "3GPP TS 38.331"),
        ("GB／T 20003.1—2014", "GB/T 20003.1"), ("IEEE Std 802.11-2020", "IEEE 802.11"),
        ("ITU-T H.265 (2019)", "ITU-T H.265"), ("House rule 7", "House rule 7"),
    ],
)  # fmt: skip
def test_a_search_looks_for_every_spelling_of_what_was_typed_the_most_literal_first(typed: str, kept: str) -> None:
    found = spellings(typed)
    assert found[0] == squeezed(typed)
    assert squeezed(kept) in found
    assert len(found) == len(set(found)) < 10


@given(st.text(max_size=40))
def test_nothing_that_somebody_types_breaks_a_search(typed: str) -> None:
    assert all(spellings(typed))


@pytest.mark.parametrize(
    ("reference", "kept"),
    [("3GPP TS 38.331 V17.1.0", "3GPP TS 38.331"), ("ISO/IEC 23008-2:2020", "ISO/IEC 23008-2"),
     ("ETSI EN 300 328 V2.2.2", "ETSI EN 300 328"), ("House-rule: 7", "House-rule"), ("House-rule", "House-rule")],
)  # fmt: skip
def test_a_reference_is_known_without_year_and_version_too(reference: str, kept: str) -> None:
    assert undated(reference) == kept


@pytest.mark.parametrize(
    ("typed", "office", "problem"),
    [
        ("CN119876543Q", "CN", "kind_code"), ("CN 119876543 A9", "CN", "kind_code"), ("EP1234567C1", "EP", "kind_code"),
        ("1234567Z", "EP", "kind_code"), ("US2024/1234567C1", "US", "kind_code"), ("CN12Q", "CN", "unknown_form"),
        ("EP1234567B1", "CN", "other_office"), ("CN202610123456.7", "CN", "check_digit"),
        ("radar", "CN", "unknown_form"),
    ],
)  # fmt: skip
def test_what_is_wrong_about_a_number_is_told_apart_and_has_words(typed: str, office: str, problem: str) -> None:
    with pytest.raises(UnreadableNumber) as refusal:
        read_patent(typed, office=office)
    assert refusal.value.problem == problem
    for locale in ("en", "zh-CN"):
        assert linkage_problems(word_book().for_locale(locale))[problem]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("CN202610123456.7", True), ("CN202610123456.X", False), ("CN202610123456", False), ("radar", False)],
)
def test_a_search_for_a_mistyped_number_can_say_so(typed: str, wrong: bool) -> None:
    assert is_mistyped(typed) is wrong
