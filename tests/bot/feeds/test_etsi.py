"""ETSI's exports: columns by name wherever they stand, empty dates, numbers as typed."""

from datetime import date

import pytest

from bot.feeds.etsi import EtsiDeclarations
from flows.watches.errors import UnreadableFeed
from flows.watches.subjects import Day, Declaration

from .samples import GD, ISLD, ISLD_HEADER, faults, observed, read

SPECIFIC = EtsiDeclarations(url="https://example.org/ISLD-export.csv")


def subjects(body: bytes, connector: EtsiDeclarations = SPECIFIC, **reply: object) -> list[Declaration]:
    return [s.subject for s in observed(connector, body, **reply) if isinstance(s.subject, Declaration)]


def test_a_specific_declaration_is_read_with_its_patent_and_both_dates() -> None:
    first, second = subjects(ISLD.encode())
    assert first == Declaration(
        ref="ISLD-202601-001",
        body="ETSI",
        declarer="Example Co Ltd",
        standard="TS 38.000",
        application_no="CN202510000001",
        publication_no="CN120000001A",
        signed_on=Day(date(2026, 1, 12)),
        made_public_on=Day(date(2026, 1, 20)),
        licence=True,
        reciprocal=False,
        generations=("5G",),
    )
    assert (second.made_public_on, second.publication_no, second.standard) == (None, "", "")


def test_a_general_declaration_is_one_too() -> None:
    (general,) = subjects(GD.encode(), EtsiDeclarations(url="https://example.org/GD-export.csv", kind="GD"))
    assert (general.general, general.licence, general.project) == (True, True, "LTE")


def test_columns_may_move_change_their_spelling_and_be_joined_by_new_ones() -> None:
    rows = [row.split(",") for row in ISLD.strip().split("\n")]
    rows[0] = [name.lower().replace("_", " ") for name in rows[0]]
    moved = "\r\n".join(";".join(["new", *reversed(row)]) for row in rows)
    assert subjects(moved.encode("utf-8-sig")) == subjects(ISLD.encode())


def test_rows_of_one_declaration_are_records_of_their_own_and_keep_their_ids() -> None:
    two = (
        ISLD
        + "990001,ISLD-202601-001,2026-01-12,2026-01-20,Example Co Ltd,TS 38.101,CN202510000001,CN120000001A,1,0,0,1\n"
    )
    ids = [seen.native_id for seen in observed(SPECIFIC, two.encode())]
    assert len(set(ids)) == 3
    head, *rest = two.strip().split("\n")
    assert {s.native_id for s in observed(SPECIFIC, "\n".join([head, *reversed(rest)]).encode())} == set(ids)


def test_rows_that_make_no_sense_are_named_by_line() -> None:
    body = ISLD + "only,three,cells\n990003,,2026-01-15,,Example Co Ltd,,,,1,1,0,1\n"
    assert faults(SPECIFIC, body.encode()) == [("line 4", "columns"), ("line 5", "no_id")]


def test_a_quoted_cell_may_hold_commas_and_lines() -> None:
    body = ISLD.replace("Example Co Ltd", '"Example\nCo, Ltd"', 1)
    assert subjects(body.encode())[0].declarer == "Example Co, Ltd"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_an_export_in_another_encoding_is_understood(encoding: str) -> None:
    body = ISLD.replace("Example Co Ltd", "示例有限公司").encode(encoding)
    assert subjects(body)[0].declarer == "示例有限公司"


def test_bytes_that_fit_no_encoding_are_refused_with_their_line() -> None:
    with pytest.raises(UnreadableFeed) as error:
        read(SPECIFIC, ISLD.encode() + b"\xff\xff\xff,\n")
    assert error.value.problem == "encoding"


def test_a_needed_header_that_is_gone_is_named() -> None:
    with pytest.raises(UnreadableFeed) as error:
        read(SPECIFIC, ISLD.replace("COMP_LEGAL_NAME", "WHO").encode())
    assert (error.value.problem, error.value.place) == ("missing_header", "comp_legal_name")
    assert ISLD_HEADER in ISLD
    with pytest.raises(UnreadableFeed):
        read(SPECIFIC, b"")
