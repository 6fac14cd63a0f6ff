"""What people paste: digits of other scripts, marks that nobody sees, wrong check digits, texts without an end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.errors import InvalidFields
from flows.linkage import commands as c
from flows.linkage.items import Family, Feature, Standard
from flows.linkage.numbers import UnreadableNumber, read_patent, read_standard, squeezed

from .deciding import PATENT, STANDARD_LEAD, Desk
from .registers import contribution, register, standard

GOOD = "CN202610123456.X"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
INVISIBLE = ("\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060", "\u202a")


class TestOddNumbers:
    @pytest.mark.parametrize("digits", [FULL_WIDTH, ARABIC, DEVANAGARI])
    def test_digits_of_any_script_are_one_number(self, digits: dict[int, str]) -> None:
        assert read_patent(GOOD.translate(digits)).text == GOOD
        assert squeezed(GOOD.translate(digits)) == squeezed(GOOD)
        assert read_standard("GB/T 20003.1-2014".translate(digits)).text == "GB/T 20003.1-2014"

    @pytest.mark.parametrize("mark", INVISIBLE)
    def test_what_cannot_be_seen_is_no_part_of_a_number(self, mark: str) -> None:
        pasted = f"{mark}CN 2026{mark} 1 0123456{mark}.x{mark}"
        assert read_patent(pasted).text == GOOD
        assert read_standard(f"ISO/IEC{mark} 23008-2{mark}:2020").text == "ISO/IEC 23008-2:2020"
        assert squeezed(pasted) == squeezed(GOOD)

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [("ep1234567b1", "EP1234567B1"), ("cn112345678a", "CN112345678A"), ("zl202610123456.x", GOOD),
         ("us10123456b2", "US10123456B2"), ("pct/cn2026/012345", "PCT/CN2026/012345")],
    )  # fmt: skip
    def test_small_letters_and_kind_codes_are_read(self, typed: str, kept: str) -> None:
        assert read_patent(typed).text == kept

    @pytest.mark.parametrize("digit", "0123456789")
    def test_a_wrong_check_digit_is_refused_with_the_right_one_in_any_script(self, digit: str) -> None:
        for digits in ({}, FULL_WIDTH, ARABIC):
            with pytest.raises(UnreadableNumber) as refusal:
                read_patent(f"CN202610123456.{digit}".translate(digits))
            assert (refusal.value.problem, refusal.value.expected) == ("check_digit", "X")

    @pytest.mark.parametrize(
        "typed", ["9" * 10_000, "CN" + "1" * 10_000, "GB/T " + "1." * 5_000, "IEEE " + "1." * 5_000,
                  "DRAFT-" + "A-" * 5_000, "T/" + "A" * 10_000, "\u200b" * 10_000, " " * 10_000, "-" * 10_000],
        ids=lambda typed: typed[:6],
    )  # fmt: skip
    def test_ten_thousand_characters_are_no_number(self, typed: str) -> None:
        for read in (read_patent, read_standard):
            with pytest.raises(UnreadableNumber):
                read(typed)

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=40))
    def test_what_was_read_is_read_again_the_same_and_anything_else_is_refused_in_order(self, typed: str) -> None:
        for read in (read_patent, read_standard):
            try:
                kept = read(typed).text
            except UnreadableNumber:
                continue
            assert read(kept).text == kept
            assert kept.isascii()


class TestOddTexts:
    @pytest.mark.parametrize("name", ["", "   ", "\u3000", "\u200b", "\u200b \ufeff", "\u2060" * 20])
    def test_a_name_that_nobody_can_see_is_missing(self, name: str) -> None:
        for command in (
            c.RecordFeature(item=Feature(id="", number=0, name=name)),
            c.RecordFamily(item=Family(id="", number=0, title=name)),
            c.RecordStandard(item=Standard(id="", number=0, body=standard().body, reference=name)),
            c.PlanOutward(item=contribution(title=name, id="", number=0)),
        ):
            desk = Desk(register())
            before = desk.register
            with pytest.raises(InvalidFields) as refusal:
                desk.events(command, by=STANDARD_LEAD if isinstance(command, c.RecordStandard) else PATENT)
            assert set(refusal.value.fields.values()) == {"missing"}
            assert desk.register == before

    def test_ten_thousand_characters_are_refused_by_name_and_nothing_is_kept(self) -> None:
        long = "长" * 10_000
        for command, field in (
            (c.RecordFeature(item=Feature(id="", number=0, name=long)), "name"),
            (c.RecordFamily(item=Family(id="", number=0, title=long)), "title"),
            (c.PlanOutward(item=contribution(title=long, id="", number=0)), "title"),
        ):
            desk = Desk(register())
            with pytest.raises(InvalidFields) as refusal:
                desk.events(command)
            assert refusal.value.fields[field] == "too_long"
            assert desk.register == register()
