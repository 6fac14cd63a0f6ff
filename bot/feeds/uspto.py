"""USPTO Open Data Portal: applications that a query finds (DOMAIN.md 6.5). Needs a key; off unless switched on.

Public material disagrees on the form of a request and on the name of the total, so both are known here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.feeds.asks import Ask, Reply
from bot.feeds.shapes import day, document, many, table, texts, words
from flows.watches.errors import UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.subjects import Patent

SITE = "https://api.uspto.gov"
SOURCE = "uspto"
PAGE_SIZE = 100
MOST_HITS = 5000
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class UsptoSearch:
    """``form`` says how filters are written: as objects (documentation) or as lists (others' tests)."""

    query: str
    key: str = field(repr=False)
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    form: Literal["object", "list"] = "object"
    site: str = SITE
    source: str = SOURCE
    complete: bool = False
    tells_events: bool = False
    attribution: str = "USPTO Open Data Portal"

    def first(self) -> Ask:
        return Ask(
            source=self.source,
            url=f"{self.site}/api/v1/patent/applications/search",
            method="POST",
            headers={"content-type": "application/json", "accept": "application/json"},
            secret_headers={"x-api-key": self.key},
            body=self._body(0),
            missing_is_empty=True,
        )

    def read(self, reply: Reply) -> Iterator[Reading]:
        if reply.status == NOT_FOUND:
            return
        for number, record in enumerate(_bag(reply, self.source)[0], 1):
            yield _reading(record, self.source, f"application {number}")

    def following(self, ask: Ask, reply: Reply) -> Ask | None:
        if reply.status == NOT_FOUND:
            return None
        records, total = _bag(reply, self.source)
        offset = int(json.loads(ask.body)["pagination"]["offset"]) + PAGE_SIZE
        if not records or offset >= min(total, MOST_HITS):
            return None
        return replace(ask, body=self._body(offset))

    def _body(self, offset: int) -> bytes:
        field_name = "applicationMetaData.applicationStatusDate"
        in_lists = self.form == "list"
        filters: object = [{"name": name, "value": list(values)} for name, values in self.filters]
        sort: object = [{"field": field_name, "order": "desc"}]
        if not in_lists:
            filters = {name: list(values) for name, values in self.filters}
            sort = {"field": field_name, "order": "desc"}
        body = {
            "q": self.query,
            **({"filters": filters} if self.filters else {}),
            "sort": sort,
            "pagination": {"offset": offset, "limit": PAGE_SIZE},
        }
        return json.dumps(body, sort_keys=True).encode()


def _bag(reply: Reply, source: str) -> tuple[tuple[Any, ...], int]:
    """The applications of a page and the number of all hits, under either of its names."""
    reply.body.seek(0)
    page = table(document(reply.body.read(), source=source, declared=reply.charset))
    bag = page.get("patentFileWrapperDataBag")
    counts = [page.get(name) for name in ("totalNumFound", "count")]
    totals = [count for count in counts if isinstance(count, int) and not isinstance(count, bool)]
    if bag is None and not totals:
        raise UnreadableFeed(source, "no_bag")
    records = many(bag)
    # ``count`` has been seen to mean this page only; a full page may then have another one behind it.
    total = max(totals, default=0)
    return records, total if "totalNumFound" in page or total > PAGE_SIZE else _at_least(records)


def _at_least(records: tuple[Any, ...]) -> int:
    return MOST_HITS if len(records) >= PAGE_SIZE else 0


def _reading(record: object, source: str, place: str) -> Reading:
    found = table(record)
    number = words(found.get("applicationNumberText"), most=40)
    if not number:
        return UnreadableRecord(source, place, "no_id")
    meta: Mapping[str, Any] = table(found.get("applicationMetaData"))
    granted = words(meta.get("patentNumber"), most=40)
    publication = words(meta.get("earliestPublicationNumber"), most=40)
    people = [table(one) for one in many(meta.get("applicantBag"))]
    inventors = [table(one) for one in many(meta.get("inventorBag"))]
    subject = Patent(
        ref=publication or (f"US{granted}" if granted else f"US{number}"),
        title=words(meta.get("inventionTitle"), most=500),
        office="US",
        application_no=number,
        publication_no=publication,
        grant_no=granted,
        applicants=texts([one.get("applicantNameText") for one in people]) or texts(meta.get("firstApplicantName")),
        inventors=texts([one.get("inventorNameText") for one in inventors]),
        cpc=texts(meta.get("cpcClassificationBag")),
        filed_on=day(meta.get("filingDate")),
        published_on=day(meta.get("earliestPublicationDate")),
        granted_on=day(meta.get("grantDate")),
        # Status texts come with double spaces; ``words`` makes them one.
        status=words(meta.get("applicationStatusDescriptionText"), most=300),
        status_on=day(meta.get("applicationStatusDate")),
    )
    return Observation(
        source=source,
        native_id=number,
        subject=subject,
        links=(f"https://data.uspto.gov/patent-file-wrapper/search/details/{number}",),
    )
