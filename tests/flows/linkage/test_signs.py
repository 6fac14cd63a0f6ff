"""What gives a secret away in a message is found in any usual writing, in whole words, and quickly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.linkage.codes import ApplicationStatus, OutwardState
from flows.linkage.items import Family, Outward
from flows.linkage.signs import Lexicon, SignKind, signs_of
from tests.flows.linkage.registers import application, contribution, family, on

PLAN = contribution(document="R1-2412345", title="Sweep without interference")
CHINESE = contribution(number=2, title="雷达波形提案")
SECRET = family(
    application("CN", application_number="CN202610123456.7"), application("EP", application_number="EP26123456.2")
)


def lexicon(*items: Outward | Family) -> Lexicon:
    outwards = [item for item in items if isinstance(item, Outward)]
    families = [item for item in items if isinstance(item, Family)]
    return Lexicon(signs_of("prj_1", "LD-12", outwards, families))


def found(text: str, *items: Outward | Family) -> list[tuple[str, SignKind]]:
    return [(sign.item_id, sign.kind) for sign in lexicon(*(items or (PLAN, CHINESE, SECRET))).find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "R1-2412345", "see r1 2412345, please", "Ｒ１－２４１２３４５", "R1–2412345", "r12412345", "R1-2412345.docx",
        "draft_R1-2412345_rev1.zip", "R1-2412345v2", "我们的R1-2412345提案", "<R1-2412345>",
    ],
)  # fmt: skip
def test_a_document_number_is_recognised_in_any_usual_writing(text: str) -> None:
    assert found(text) == [("out_1", SignKind.NUMBER)]


@pytest.mark.parametrize("text", ["R1-24123456", "XR1-2412345", "R1-241234", "2412345", "R1", ""])
def test_another_number_that_merely_looks_like_it_is_not(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["sweep WITHOUT interference!", "Re: “Sweep, without interference” (v3)"])
def test_a_title_is_recognised_whatever_case_and_signs(text: str) -> None:
    assert found(text) == [("out_1", SignKind.TITLE)]


def test_a_chinese_title_is_recognised_without_spaces_around_it() -> None:
    assert found("请看雷达波形提案的初稿") == [("out_2", SignKind.TITLE)]


@pytest.mark.parametrize("text", ["LD-12 C1", "ld12c1", "LD-12/C1", "我说的是ＬＤ－１２ Ｃ１"])
def test_our_own_name_of_an_item_is_recognised(text: str) -> None:
    assert found(text) == [("out_1", SignKind.LABEL)]


@pytest.mark.parametrize(
    "text",
    ["CN202610123456.7", "CN 2026 1 0123456.7", "202610123456.7", "2026 1012 3456", "ZL? 202610123456.7", "EP26123456",
     "ep 26 123 456.2"],
)  # fmt: skip
def test_an_unpublished_application_is_recognised_with_and_without_office_and_check_digit(text: str) -> None:
    assert found(text) == [("fam_1", SignKind.NUMBER)]


def test_a_common_word_as_title_means_nothing() -> None:
    for title in ("Proposal", "提案", "Radar"):
        assert found(f"the {title} is fine", contribution(title=title)) == []


@pytest.mark.parametrize("state", [OutwardState.MADE, OutwardState.WITHDRAWN])
def test_what_is_out_or_called_off_is_no_secret(state: OutwardState) -> None:
    assert not lexicon(contribution(document="R1-2412345", state=state))


def test_what_an_office_has_published_or_the_house_has_given_up_is_no_secret() -> None:
    published = application("CN", status=ApplicationStatus.PUBLISHED, application_number="CN202610123456.7")
    assert not lexicon(family(published))
    assert not lexicon(family(application("CN", application_number="CN202610123456.7"), dropped=True))


def test_each_item_is_told_once_in_the_order_of_the_text() -> None:
    text = "CN202610123456.7 and R1-2412345, again R1-2412345: Sweep without interference"
    assert found(text) == [("fam_1", SignKind.NUMBER), ("out_1", SignKind.NUMBER)]


def test_the_work_grows_with_the_message_and_not_with_the_number_of_secrets() -> None:
    """Counted, not timed: a message is compared only with signs that begin as one of its words does."""
    many = Lexicon(
        sign
        for n in range(2000)
        for sign in signs_of(f"prj_{n}", f"LD-{n}", [contribution(on(9), document=f"Q{n}-77{n:04}")], [])
    )
    compared = [len(many._by_prefix.get("q191", ()))]
    assert many.find("about Q191-770191 only")[0].project_id == "prj_191"
    assert max(compared) < 50


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(found(text), list)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_number_between_other_words_is_always_found(before: str, after: str) -> None:
    assert ("out_1", SignKind.NUMBER) in found(f"{before} R1-2412345 {after}", PLAN)
