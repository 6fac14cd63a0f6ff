"""ISO's open data: integer stages, null lists, HTML from Word, a title that may be there."""

from datetime import date

import pytest

from bot.feeds.iso import IsoDeliverables, stage_code
from flows.watches.errors import UnreadableFeed
from flows.watches.snapshots import fingerprint
from flows.watches.subjects import Day, Standard

from .samples import ISO_9001, as_bytes, faults, observed, read


def lines(*records: object) -> bytes:
    return b"\n".join(map(as_bytes, records)) + b"\n"


def only(**changed: object) -> Standard:
    (seen,) = observed(IsoDeliverables(), lines({**ISO_9001, **changed}))
    assert isinstance(seen.subject, Standard)
    return seen.subject


def test_a_record_becomes_a_standard_with_its_page() -> None:
    (seen,) = observed(IsoDeliverables(), lines(ISO_9001))
    assert (seen.source, seen.native_id, seen.links) == ("iso", "62085", ("https://www.iso.org/standard/62085.html",))
    assert seen.subject == Standard(
        ref="ISO 9001:2015",
        body="ISO",
        committee="ISO/TC 176/SC 2",
        document_type="IS",
        stage="90.92",
        version="5",
        published_on=Day(date(2015, 9, 22)),
        replaces=("46486", "54538"),
        replaced_by=("88464",),
        ics=("03.120.10", "03.100.70"),
        languages=("ar", "en", "es", "fr", "ru"),
        scope="ISO 9001:2015 specifies requirements for",
    )


@pytest.mark.parametrize(
    ("given", "stage"), [(9092, "90.92"), (60, "00.60"), (0, "00.00"), (4020, "40.20"), ("40.20", "40.20"), (None, "")]
)
def test_a_stage_gets_its_lost_zeros_back(given: object, stage: str) -> None:
    assert stage_code(given) == stage


def test_lists_may_be_null_and_a_title_may_be_there() -> None:
    empty = only(replaces=None, replacedBy=None, icsCode=None, languages=None, scope=None, publicationDate=None)
    assert (empty.replaces, empty.ics, empty.scope, empty.published_on, empty.title) == ((), (), "", None, "")
    assert only(title={"fr": "Titre", "en": "Title"}).title == "Title"
    assert only(title="Title").title == "Title"
    assert only(supplementType="Amd").document_type == "IS Amd"


def test_a_record_that_grows_a_field_is_no_change() -> None:
    assert fingerprint(only(newField={"deep": [1]})) == fingerprint(only())


def test_one_bad_line_is_named_and_the_others_are_read() -> None:
    body = b'{"id": 1, "reference": "ISO 1"}\n{"id": 2, "refer\n[]\n{"id": 3}\n\n' + lines(
        {**ISO_9001, "currentStage": "x"}
    )
    assert faults(IsoDeliverables(), body) == [
        ("line 2", "not_json"), ("line 3", "no_record"), ("3", "no_id"), ("62085", "stage"),
    ]  # fmt: skip
    assert len(read(IsoDeliverables(), body)) == 5


def test_a_committee_narrows_the_source_down_with_its_subcommittees() -> None:
    body = lines(ISO_9001, {**ISO_9001, "id": 2, "ownerCommittee": "ISO/TC 17"})
    assert [s.native_id for s in observed(IsoDeliverables(committees=("ISO/TC 176",)), body)] == ["62085"]
    assert [s.native_id for s in observed(IsoDeliverables(committees=("ISO/TC 17",)), body)] == ["2"]


@pytest.mark.parametrize("body", [b"", b"\n\n", b"<html>Service unavailable</html>", b"\xff\xfe\x00"])
def test_a_page_without_a_single_record_is_a_fault_of_the_whole(body: bytes) -> None:
    with pytest.raises(UnreadableFeed) as error:
        read(IsoDeliverables(), body)
    assert error.value.source == "iso"
