"""USPTO's portal: both forms of a request, both names of the total."""

import json
from datetime import date

import pytest

from bot.feeds.uspto import MOST_HITS, PAGE_SIZE, UsptoSearch
from flows.watches.errors import UnreadableFeed
from flows.watches.subjects import Day, Patent

from .samples import USPTO_APPLICATION, as_bytes, faults, observed, read, reply_of

FILTERS = (("applicationMetaData.applicationTypeCode", ("UTL",)),)
SEARCH = UsptoSearch("barcode", "hush", FILTERS)


def page(*records: object, **totals: object) -> bytes:
    return as_bytes({**totals, "patentFileWrapperDataBag": list(records), "requestIdentifier": "x"})


def test_an_application_is_read_and_double_spaces_become_one() -> None:
    (seen,) = observed(SEARCH, page(USPTO_APPLICATION, count=1))
    assert seen.subject == Patent(
        ref="US20090108066A1",
        title="OPTICAL SYSTEM FOR BARCODE SCANNER",
        office="US",
        application_no="12345678",
        publication_no="US20090108066A1",
        applicants=("Example Inc",),
        inventors=("Jane Doe",),
        cpc=("G06K7/10831",),
        filed_on=Day(date(2008, 12, 30)),
        published_on=Day(date(2009, 4, 30)),
        status="Abandoned -- Failure to Respond to an Office Action",
        status_on=Day(date(2012, 8, 27)),
    )


def test_a_request_can_be_written_in_either_form_and_hides_its_key() -> None:
    as_object, as_list = (
        json.loads(SEARCH.first().body),
        json.loads(UsptoSearch("q", "k", FILTERS, "list").first().body),
    )
    assert as_object["filters"] == {"applicationMetaData.applicationTypeCode": ["UTL"]}
    assert as_list["filters"] == [{"name": "applicationMetaData.applicationTypeCode", "value": ["UTL"]}]
    assert (type(as_object["sort"]), type(as_list["sort"])) == (dict, list)
    assert SEARCH.first().secret_headers == {"x-api-key": "hush"}
    assert "hush" not in repr(SEARCH) + repr(SEARCH.first())


@pytest.mark.parametrize("name", ["count", "totalNumFound"])
def test_pages_go_on_under_either_name_of_the_total(name: str) -> None:
    full = [USPTO_APPLICATION] * PAGE_SIZE
    second = SEARCH.following(SEARCH.first(), reply_of(page(*full, **{name: 150})))
    assert second is not None
    assert json.loads(second.body)["pagination"] == {"offset": PAGE_SIZE, "limit": PAGE_SIZE}
    assert SEARCH.following(second, reply_of(page(*full[:50], **{name: 150}))) is None
    assert SEARCH.following(second, reply_of(b"", status=404)) is None
    huge = reply_of(page(*full, **{name: 10**9}))
    asks, ask = 0, SEARCH.first()
    while (following := SEARCH.following(ask, huge)) is not None:
        asks, ask = asks + 1, following
    assert asks == MOST_HITS // PAGE_SIZE - 1


def test_where_the_count_is_of_one_page_only_a_full_page_is_followed() -> None:
    assert SEARCH.following(SEARCH.first(), reply_of(page(*[USPTO_APPLICATION] * PAGE_SIZE, count=PAGE_SIZE)))
    assert SEARCH.following(SEARCH.first(), reply_of(page(USPTO_APPLICATION, count=1))) is None


def test_a_record_without_its_number_is_named_and_no_bag_at_all_is_refused() -> None:
    assert faults(SEARCH, page({}, None, USPTO_APPLICATION, count=3)) == [
        ("application 1", "no_id"), ("application 2", "no_id"),
    ]  # fmt: skip
    assert read(SEARCH, b"", status=404) == []
    assert read(SEARCH, as_bytes({"count": 0})) == []
    for body in (b"{}", b"[]", b"", b"Forbidden"):
        with pytest.raises(UnreadableFeed):
            read(SEARCH, body)
