"""A watch and the register agree which standard and which patent a text means, in whatever writing it comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.linkage.codes import Body
from flows.linkage.items import Standard
from flows.watches.belonging import family_of, standard_named, standard_of
from flows.watches.matching import matches
from flows.watches.sameness import patent_key, standard_key
from flows.watches.subjects import Patent
from flows.watches.subjects import Standard as Seen
from flows.watches.watches import Scope
from tests.flows.linkage.registers import application, family
from tests.flows.watches.observed import event
from tests.flows.watches.test_triggers import book

STANDARDS = [
    ("ISO 9001", "ISO/DIS 9001:2026", True),
    ("ISO 9001:2015", "ISO/NWIP 9001", True),
    ("ISO/IEC 23008-2", "ISO/IEC CD.2 23008-2", True),
    ("ISO/TS 22163:2023", "ISO/DTS 22163", True),
    ("ISO/TS 22163", "ISO/CD TS 22163", True),
    ("ISO 22163", "ISO/DTS 22163", False),
    ("GB/T 20234.1", "ＧＢ／Ｔ　20234.1—2023", True),
    ("GB/T 20234.1", "GB/T 202341-2023", False),
    ("ISO 9001-1", "ISO 90011", False),
    ("3GPP TS 38.331", "TS 38.331 V17.0.0", True),
    ("draft-ietf-quic-http-33", "draft-ietf-quic-http-34", True),
    ("ISO 9001", "ISO 9001:2015/Amd 1:2024", False),
    ("Project Loon 2", "project  loon 2", True),
]
PATENTS = [
    ("EP1000000", "EP.1000000.A1", True),
    ("EP 1000000 B1", "EP1000000A1", True),
    ("US 10,123,456 B2", "US10123456", True),
    ("CN 2026 1 0123456", "CN202610123456.7", True),
    ("CN 2026 1 0123456.9", "CN202610123456.7", True),
    ("WO2020/123456", "WO 2020 123456 A1", True),
    ("EP1000000", "EP1000001", False),
    ("19768124", "19768124", True),
]


@pytest.mark.parametrize(("one", "other", "same"), STANDARDS)
def test_a_watch_and_the_register_agree_about_a_standard(one: str, other: str, same: bool) -> None:
    held = book(standards=(Standard(id="std_1", number=1, body=Body.OTHER, reference=one),))
    assert bool(standard_of(held, Seen(ref=other))) is same
    assert bool(matches(Scope(work_items=(one,)), event(Seen(ref=other)))) is same


@pytest.mark.parametrize(("one", "other", "same"), PATENTS)
def test_a_watch_and_the_register_agree_about_a_patent(one: str, other: str, same: bool) -> None:
    held = book(families=(family(application("EP", publication_number=one)),))
    seen = Patent(ref=other)
    assert bool(family_of(held, seen)) is same
    assert bool(matches(Scope(families=(one,)), event(seen))) is same


def test_a_reference_that_somebody_wrote_finds_the_edition_it_names_else_the_youngest() -> None:
    old, new = (Standard(id=f"std_{n}", number=n, body=Body.ISO, reference=f"ISO 1:20{n}0") for n in (1, 2))
    held = book(standards=(old, new))
    assert standard_named(held, "ISO 1:2010") == old
    assert standard_named(held, "iso/dis 1") == new
    assert standard_named(held, "") is standard_named(held, "ISO 2") is None


@given(st.text(max_size=30))
def test_any_text_is_the_same_as_itself_in_another_case_and_width(text: str) -> None:
    assert standard_key(text) == standard_key(f" {text} ")
    assert patent_key(text) == patent_key(f" {text} ")
