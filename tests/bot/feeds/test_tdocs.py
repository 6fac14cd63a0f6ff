"""3GPP's lists: headers that drift, joint sources, and the first upload that shows a feature."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from bot.feeds.tdocs import TdocList, split_sources
from flows.watches.errors import UnreadableFeed
from flows.watches.subjects import Contribution

from .samples import TDOC_HEADER, TDOC_ROWS, faults, observed, read, workbook

LIST = TdocList(url="https://www.3gpp.org/ftp/x/Docs/TDoc_List_Meeting_RAN1#126.xlsx", meeting="RAN1#126")
FIRST = datetime(2026, 2, 6, 9, 14, tzinfo=UTC)


def documents(body: bytes) -> dict[str, Contribution]:
    return {s.native_id: s.subject for s in observed(LIST, body) if isinstance(s.subject, Contribution)}


def test_a_revision_counts_from_the_first_upload_that_shows_the_feature() -> None:
    found = documents(workbook(TDOC_HEADER, *TDOC_ROWS))
    revised = found["R1-2600417"]
    assert (revised.first_ref, revised.first_uploaded_at) == ("R1-2600001", FIRST)
    assert revised.uploaded_at == datetime(2026, 2, 9, 11, tzinfo=UTC)
    assert found["R1-2600001"].first_uploaded_at == FIRST


def test_a_link_told_by_one_side_only_is_enough_and_a_circle_ends() -> None:
    one_sided = [list(row) for row in TDOC_ROWS]
    one_sided[1][9] = None
    assert documents(workbook(TDOC_HEADER, *map(tuple, one_sided)))["R1-2600417"].first_ref == "R1-2600001"
    one_sided[0][9] = "R1-2600417"
    assert documents(workbook(TDOC_HEADER, *map(tuple, one_sided)))["R1-2600001"].first_ref == "R1-2600001"


def test_headers_may_drift_and_stand_below_a_title() -> None:
    drifted = tuple(
        name.upper().replace(" ", "_") if place % 2 else f" {name} " for place, name in enumerate(TDOC_HEADER)
    )
    plain = documents(workbook(TDOC_HEADER, *TDOC_ROWS))
    assert documents(workbook(("RAN1 meeting",), (), ("New", *drifted), *(("x", *row) for row in TDOC_ROWS))) == plain


def test_joint_sources_are_split_and_company_endings_stay() -> None:
    assert split_sources("Example Co, Other Co., Ltd; 示例公司、第三家") == (
        "Example Co", "Other Co., Ltd", "示例公司", "第三家",
    )  # fmt: skip
    assert split_sources("ZTE Corporation, Nokia, Nokia") == ("ZTE Corporation", "Nokia")
    assert split_sources(" , ;") == ()


def test_a_row_without_a_document_number_is_named() -> None:
    body = workbook(TDOC_HEADER, ("withdrawn", "Title"), (None, "Title"), TDOC_ROWS[0])
    assert faults(LIST, body) == [("WITHDRAWN", "no_id"), ("row 3", "no_id")]


@pytest.mark.parametrize(
    "uploaded",
    ["2026-02-06 09:14", datetime(2026, 2, 6, 9, 14), 46059.384722222225],  # noqa: DTZ001  # as sheets have it
)
def test_an_upload_is_a_date_a_text_or_a_spreadsheets_number(uploaded: object) -> None:
    row = (*TDOC_ROWS[0][:-1], uploaded)
    found = documents(workbook(TDOC_HEADER, row))["R1-2600001"].uploaded_at
    assert found is not None
    assert abs((found - FIRST).total_seconds()) < 1


def test_the_hash_in_the_address_is_written_so_that_servers_see_it() -> None:
    assert LIST.first().url.endswith("RAN1%23126.xlsx")


def test_a_list_without_its_headers_is_refused() -> None:
    with pytest.raises(UnreadableFeed) as error:
        read(LIST, workbook(("a", "b"), ("c", "d")))
    assert error.value.problem == "missing_header"


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"<html>", workbook(TDOC_HEADER)[:-200]])
def test_what_is_no_workbook_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableFeed) as error:
        read(LIST, body)
    assert error.value.problem == "not_xlsx"


def repacked(part: str, content: bytes) -> bytes:
    """A workbook in which one part says something else."""
    source, target = zipfile.ZipFile(io.BytesIO(workbook(TDOC_HEADER, *TDOC_ROWS))), io.BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, content if name == part else source.read(name))
    return target.getvalue()


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_workbook_are_refused(encoding: str) -> None:
    with pytest.raises(UnreadableFeed) as error:
        read(LIST, repacked("xl/workbook.xml", ENTITY.encode(encoding)))
    assert error.value.problem == "entities"


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(UnreadableFeed) as error:
        read(LIST, repacked("xl/worksheets/sheet1.xml", bytes(257 * 1024 * 1024)))
    assert error.value.problem == "too_large"
