"""A reference is found with and without its edition, and one edition is never taken for another."""

from dataclasses import replace

import pytest

from flows.errors import InvalidFields
from flows.linkage import commands as c
from flows.linkage.codes import Body, Severity
from flows.linkage.editions import Editions, is_meant, reference
from flows.linkage.items import Standard
from flows.linkage.numbers import is_known, read_standard, spellings, squeezed, undated
from tests.flows.linkage.deciding import STANDARD_LEAD, Desk
from tests.flows.linkage.registers import covers, declaration, open_in, reads_on, register, standard

WRITINGS = [
    # each edition: every usual writing of it, the first as it is kept; then the standard without it
    (("ISO/IEC 23008-2:2020", "iso/iec 23008-2 : 2020", "ISO/IEC 23008-2:2020(E)", "ISO/IEC 23008-2-2020",
      "ISO/IEC 23008-2:2020 Ed. 4"), "ISO/IEC 23008-2"),
    (("GB/T 1234-2020", "GB／T 1234—2020", "gb/t1234-2020", "GB/T 1234:2020"), "GB/T 1234"),
    (("T/CAS 1-2024", "t/cas1-2024"), "T/CAS 1"),
    (("IEEE 802.11-2020", "IEEE Std 802.11-2020", "IEEE Std. 802.11™-2020", "ieee std 802.11:2020"), "IEEE 802.11"),
    (("ITU-T H.265 (08/2021)", "ITU-T H.265 (08/21)", "ITU-T H.265 08/2021", "Rec. ITU-T H.265 (08/2021)",
      "ITU-T Rec. H.265 (08/2021)", "ITU-T H.265 (V8) (08/2021)", "itu-t h.265（08/2021）"), "ITU-T H.265"),
    (("ITU-T H.265 (2019)", "ITU-T H.265:2019", "ITU-T H.265 2019", "Recommendation ITU-T H.265(2019)"), "ITU-T H.265"),
    (("ITU-R BT.2020-2", "ITU-R BT.2020-2 (10/2015)", "Rec. ITU-R BT.2020-2"), "ITU-R BT.2020"),
    (("3GPP TS 38.331 V17.0.0", "TS 38.331 v17.0.0", "3GPP TS 38.331 V17.0.0 (2022-03)", "3gpp ts38.331 17.0.0"),
     "3GPP TS 38.331"),
    (("3GPP TS 38.331 Rel-17", "TS 38.331 Release 17"), "3GPP TS 38.331"),
    (("ETSI EN 300 328 V2.2.2", "EN 300 328 v2.2.2", "ETSI EN 300 328 V2.2.2 (2019-07)"), "ETSI EN 300 328"),
    (("IEC 61850-7-4 Ed. 2.0", "IEC 61850-7-4 edition 2.0", "IEC 61850-7-4, ed. 2.0"), "IEC 61850-7-4"),
    (("ITU-T H.265 (V8)", "ITU-T H.265 V8"), "ITU-T H.265"),
]  # fmt: skip
KEPT = [(writings[0], bare) for writings, bare in WRITINGS]


@pytest.mark.parametrize(("writings", "bare"), WRITINGS)
def test_every_writing_of_an_edition_is_one_and_the_same(writings: tuple[str, ...], bare: str) -> None:
    assert {read_standard(text).text for text in writings} == {writings[0]}
    assert {undated(text) for text in writings} == {bare}
    assert len({reference(text) for text in writings}) == 1


@pytest.mark.parametrize(("kept", "bare"), KEPT)
def test_what_is_kept_is_read_again_as_it_is_with_its_year_and_without(kept: str, bare: str) -> None:
    """The database knows an entry by what is kept, not by what was typed."""
    assert read_standard(kept).text == kept
    assert read_standard(kept).undated == undated(kept) == undated(bare) == bare
    assert squeezed(bare) in spellings(kept)
    assert spellings(bare) == (squeezed(bare),)


@pytest.mark.parametrize(("short", "full"), [("H.265", "ITU-T H.265"), ("38.331", "3GPP TS 38.331")])
def test_a_short_name_is_searched_for_and_nothing_is_recorded_under_a_guess(short: str, full: str) -> None:
    assert spellings(short) == (squeezed(short), squeezed(full))
    assert not is_known(short)


@pytest.mark.parametrize(
    ("wanted", "kept", "meant"),
    [
        ("ISO 9001:2015", "ISO 9001:2015", True), ("ISO 9001", "ISO 9001:2015", True),
        ("ISO 9001:2015", "ISO 9001", True), ("ISO 9001:2015", "ISO 9001:2026", False),
        ("ISO 900-1", "ISO 9001", False), ("GB/T 1234-2020", "GB/T 123.4-2020", False),
        ("3GPP TS 38.331 V17.0.0", "3GPP TS 38.331 V16.0.0", False),
        ("ITU-T H.265 (08/2021)", "ITU-T H.265 (2021)", False),  # a year has had two editions before
        ("House rule 7", "house  RULE 7", True), ("Houserule7", "House rule 7", True),
        ("House rule 7", "House rule 8", False), ("Spec: part 1", "Spec: part 2", False),
    ],
)  # fmt: skip
def test_one_edition_is_never_another_and_a_look_alike_is_no_standard(wanted: str, kept: str, meant: bool) -> None:
    assert is_meant(wanted, kept) is meant
    assert is_meant(kept, wanted) is meant


def named(*references: str) -> tuple[Standard, ...]:
    return tuple(
        Standard(id=f"std_{n}", number=n, body=Body.ISO, reference=text) for n, text in enumerate(references, 1)
    )


@pytest.mark.parametrize(
    ("held", "text", "meant"),
    [
        (("ISO 9001:2015", "ISO 9001:2026"), "ISO 9001", ("std_1", "std_2")),
        (("ISO 9001:2015", "ISO 9001:2026"), "iso 9001 : 2026", ("std_2",)),
        (("ISO 9001:2015", "ISO 9001"), "ISO 9001:2015", ("std_1",)),
        (("ISO 9001",), "ISO 9001:2015", ("std_1",)),
        (("ISO 9001:2026",), "ISO 9001:2015", ()),
        (("ISO 9001:2026",), "ISO 9002", ()),
    ],
)
def test_a_reference_means_its_edition_or_every_one_where_it_names_none(
    held: tuple[str, ...], text: str, meant: tuple[str, ...]
) -> None:
    assert Editions(named(*held)).meant(text) == meant


def test_two_editions_are_two_entries_and_one_edition_in_two_writings_is_one() -> None:
    desk = Desk(register())
    for text in ("ISO/IEC 23008-2:2020", "ISO/IEC 23008-2:2017", "ISO/IEC 23008-2"):
        desk.events(c.RecordStandard(item=Standard(id="", number=0, body=Body.ISO, reference=text)), STANDARD_LEAD)
    for text in ("iso/iec 23008-2:2020(E)", "ISO/IEC 23008-2-2017"):
        with pytest.raises(InvalidFields) as refusal:
            desk.events(c.RecordStandard(item=Standard(id="", number=0, body=Body.ISO, reference=text)), STANDARD_LEAD)
        assert refusal.value.fields == {"reference": "known_already"}


def test_an_entry_of_the_itu_as_it_was_kept_before_is_known_already() -> None:
    old = replace(standard(Body.ITU), reference="ITU-T H.265 08/2021")
    with pytest.raises(InvalidFields):
        Desk(register(standards=(old,))).events(
            c.RecordStandard(item=Standard(id="", number=0, body=Body.ITU, reference="ITU-T H.265 (08/2021)")),
            STANDARD_LEAD,
        )


def test_R22_a_standard_cited_without_its_year_means_every_edition_there_is() -> None:
    editions = [replace(standard(Body.ISO, n), reference=f"ISO 100{n}:20{n}0") for n in (1, 2)]
    editions[1] = replace(editions[1], reference="ISO 1001:2020")
    citing = standard(Body.CN_NATIONAL, 3, references=("ISO 1001",))
    links = (covers(), reads_on(standard_id="std_1"), reads_on(standard_id="std_2"))
    book = register(standards=(*editions, citing), links=links, declarations=(declaration(),))
    found = open_in(book, "R22")
    assert [finding.subjects[:2] for finding in found] == [("std_3", "std_1"), ("std_3", "std_2")]
    assert {finding.severity for finding in found} == {Severity.WARN}
    exact = replace(book, standards=(*editions, replace(citing, references=("ISO 1001:2020",))))
    assert [finding.subjects[1] for finding in open_in(exact, "R22")] == ["std_2"]


def test_R22_which_of_two_editions_was_adopted_is_not_guessed() -> None:
    """What was declared for one of them carries over only where it is certain which was adopted."""
    one, other = (replace(standard(Body.ISO, n), reference=f"ISO 1001:201{n}") for n in (1, 2))
    adopting = standard(Body.CN_NATIONAL, 3, references=("std_1",), adopts="ISO 1001")
    links = (covers(), reads_on(), reads_on(standard_id="std_3"))
    book = register(standards=(one, other, adopting), links=links, declarations=(declaration(),))
    assert open_in(book, "R22")
    assert not open_in(replace(book, standards=(one, adopting)), "R22")
    assert not open_in(replace(book, standards=(one, other, replace(adopting, adopts="ISO 1001:2011"))), "R22")
