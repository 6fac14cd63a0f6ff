"""EPO Open Patent Services: search, families and legal events, as its JSON really is (DOMAIN.md 6.4).

A single item is an object and several are a list; texts stand under ``$``, attributes under ``@``; no hit is a 404.
``ti`` and ``ab`` search English data only: Chinese keywords find almost nothing. Signing in is ``epo_session``'s work.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from bot.feeds.asks import Ask, Reply
from bot.feeds.connectors import OnePage
from bot.feeds.shapes import day, document, many, table, words
from flows.watches.errors import UnreadableFeed, UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.subjects import LegalEvent, Patent

SITE = "https://ops.epo.org/3.2"
SOURCE = "epo"
ATTRIBUTION = "European Patent Office, Open Patent Services"
PAGE_SIZE = 100
MOST_HITS = 2000
"""OPS gives no more than this of one search; narrow it down rather than lose hits silently."""
NOT_FOUND = 404
RANGE = "x-ops-range"
_JSON = {"accept": "application/json"}


@dataclass(frozen=True, slots=True)
class EpoSearch:
    """Documents that a CQL query finds, with their bibliographic data, in pages of a hundred."""

    query: str
    site: str = SITE
    source: str = SOURCE
    complete: bool = False
    tells_events: bool = False
    attribution: str = ATTRIBUTION

    def first(self) -> Ask:
        url = f"{self.site}/rest-services/published-data/search/biblio?q={quote(self.query, safe='')}"
        headers = {**_JSON, RANGE: f"1-{PAGE_SIZE}"}
        return Ask(source=self.source, url=url, headers=headers, missing_is_empty=True)

    def read(self, reply: Reply) -> Iterator[Reading]:
        if reply.status == NOT_FOUND:
            return
        for number, record in enumerate(under(_world(reply, self.source), "exchange-document"), 1):
            yield _document(record, self.source, f"document {number}")
        begin, end, total = _range(reply, self.source)
        if begin <= MOST_HITS <= end and total > MOST_HITS:
            yield UnreadableRecord(self.source, self.query, "too_many_hits")

    def following(self, ask: Ask, reply: Reply) -> Ask | None:
        if reply.status == NOT_FOUND:
            return None
        reply.body.seek(0)
        _, end, total = _range(reply, self.source)
        if not 0 < end < min(total, MOST_HITS) or end < int(re.split(r"\D", ask.headers[RANGE])[0]):
            return None
        return replace(ask, headers={**ask.headers, RANGE: f"{end + 1}-{min(end + PAGE_SIZE, MOST_HITS)}"})


@dataclass(frozen=True, slots=True)
class EpoFamily(OnePage):
    """The members of one family, by the number of any of them in DOCDB form (``EP.1000000.A1``)."""

    number: str
    site: str = SITE
    source: str = f"{SOURCE}-family"
    complete: bool = False
    tells_events: bool = False
    attribution: str = ATTRIBUTION

    def first(self) -> Ask:
        return _family_ask(self, self.number)

    def read(self, reply: Reply) -> Iterator[Reading]:
        yield from (reading for _, reading in _members(reply, self.source))


@dataclass(frozen=True, slots=True)
class EpoLegal(OnePage):
    """What offices noted about a family: one event for each ``ops:legal``, told once."""

    number: str
    site: str = SITE
    source: str = f"{SOURCE}-legal"
    complete: bool = False
    tells_events: bool = True
    attribution: str = ATTRIBUTION

    def first(self) -> Ask:
        return _family_ask(self, f"{self.number}/legal")

    def read(self, reply: Reply) -> Iterator[Reading]:
        for member, patent in _members(reply, self.source):
            if isinstance(patent, UnreadableRecord):
                yield patent
                continue
            yield from (_legal(event, patent) for event in many(table(member).get("ops:legal")))


def text(node: object) -> str:
    """The text of a node: a string, ``{"$": …}``, or the first of several."""
    if isinstance(node, list):
        return next((found for part in node if (found := text(part))), "")
    return words(node.get("$") if isinstance(node, dict) else node)


def under(node: object, name: str) -> Iterator[Any]:
    """Every item called ``name``, however deep: a search wraps documents differently from a retrieval."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, list):
            waiting += reversed(current)
        elif isinstance(current, dict):
            yield from many(current.get(name))
            waiting += reversed([value for key, value in current.items() if key != name])


def _world(reply: Reply, source: str) -> dict[str, Any]:
    reply.body.seek(0)
    found = table(document(reply.body.read(), source=source, declared=reply.charset)).get("ops:world-patent-data")
    if not isinstance(found, dict):
        raise UnreadableFeed(source, "no_world_patent_data")
    return found


def _range(reply: Reply, source: str) -> tuple[int, int, int]:
    """First, last and number of all hits; zeros where it does not say."""
    search = table(_world(reply, source).get("ops:biblio-search"))
    limits = table(search.get("ops:range"))
    return _number(limits.get("@begin")), _number(limits.get("@end")), _number(search.get("@total-result-count"))


def _number(value: object) -> int:
    digits = words(value, most=12)
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _family_ask(connector: "EpoFamily | EpoLegal", path: str) -> Ask:
    url = f"{connector.site}/rest-services/family/publication/docdb/{quote(path, safe='./')}"
    return Ask(source=connector.source, url=url, headers=_JSON, missing_is_empty=True)


def _docdb(reference: object) -> dict[str, str]:
    """Country, number, kind and date of a reference, in DOCDB form where it has several."""
    ids = [table(found) for found in many(table(reference).get("document-id"))]
    chosen = next((i for i in ids if i.get("@document-id-type") == "docdb"), ids[0] if ids else {})
    return {name: text(chosen.get(name)) for name in ("country", "doc-number", "kind", "date")}


def _document(record: object, source: str, place: str) -> Reading:
    found = table(record)
    parts = [words(found.get(name), most=40) for name in ("@country", "@doc-number", "@kind")]
    biblio = table(found.get("bibliographic-data"))
    publication = _docdb(biblio.get("publication-reference"))
    country, number, kind = (a or publication[b] for a, b in zip(parts, ("country", "doc-number", "kind"), strict=True))
    if not country or not number:
        return UnreadableRecord(source, place, "no_id")
    native_id = f"{country}.{number}.{kind}"
    if found.get("@status") == "not found":
        return UnreadableRecord(source, native_id, "not_found")
    application = _docdb(biblio.get("application-reference"))
    people = table(biblio.get("parties"))
    claims = [_docdb(claim)["date"] for claim in many(table(biblio.get("priority-claims")).get("priority-claim"))]
    priorities = sorted((on for claim in claims if (on := day(claim))), key=lambda known: known.on)
    return Observation(
        source=source,
        native_id=native_id,
        subject=Patent(
            ref=f"{country}{number}{kind}",
            title=_in_english(biblio.get("invention-title")),
            office=country,
            kind_code=kind,
            application_no=application["country"] + application["doc-number"],
            publication_no=f"{country}{number}{kind}",
            family_id=words(found.get("@family-id"), most=40),
            applicants=_names(people, "applicant"),
            inventors=_names(people, "inventor"),
            ipc=_ipc(biblio),
            cpc=_cpc(biblio),
            priority_on=priorities[0] if priorities else None,
            filed_on=day(application["date"]),
            published_on=day(publication["date"]),
            abstract=_in_english([table(a).get("p") or a for a in many(found.get("abstract"))])[:2000],
        ),
        links=(f"https://worldwide.espacenet.com/patent/search?q=pn%3D{country}{number}{kind}",),
    )


def _members(reply: Reply, source: str) -> Iterator[tuple[object, Observation | UnreadableRecord]]:
    """Each member of a family as it came and as it reads; none for a family that the office does not know."""
    if reply.status != NOT_FOUND:
        for number, member in enumerate(under(_world(reply, source), "ops:family-member"), 1):
            yield member, _member(member, source, f"member {number}")


def _member(record: object, source: str, place: str) -> Observation | UnreadableRecord:
    member = table(record)
    publication, application = _docdb(member.get("publication-reference")), _docdb(member.get("application-reference"))
    country, number, kind = publication["country"], publication["doc-number"], publication["kind"]
    if not country or not number:
        return UnreadableRecord(source, place, "no_id")
    ref = f"{country}{number}{kind}"
    patent = Patent(
        ref=ref,
        office=country,
        kind_code=kind,
        publication_no=ref,
        application_no=application["country"] + application["doc-number"],
        family_id=words(member.get("@family-id"), most=40),
        published_on=day(publication["date"]),
        filed_on=day(application["date"]),
    )
    return Observation(source=source, native_id=f"{country}.{number}.{kind}", subject=patent)


def _legal(record: object, patent: Observation) -> Reading:
    """The date that readers mean is ``L007EP``, the effective one ``L525EP``; ``dateMigr`` is a placeholder. The code
    is padded to four characters."""
    event = table(record)
    code = words(event.get("@code"), most=20) or text(event.get("ops:L008EP"))
    if not code or not isinstance(patent.subject, Patent):
        return UnreadableRecord(patent.source, patent.native_id, "legal_code")
    details = table(event.get("ops:L500EP"))
    free_text = text(details.get("ops:L510EP"))
    on = day(text(event.get("ops:L007EP"))) or day(text(details.get("ops:L525EP")))
    # The same code may be noted twice on one day (fees of several countries): what else is said tells them apart.
    said = f"{text(event.get('ops:pre'))}|{free_text}|{words(event.get('@desc'))}"
    mark = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:12]
    influence = words(event.get("@infl"), most=1)
    legal = LegalEvent(
        code=code,
        text=" · ".join(dict.fromkeys(part for part in (words(event.get("@desc"), most=300), free_text[:300]) if part)),
        on=on,
        influence=influence if influence in {"+", "-"} else "",
        country=text(event.get("ops:L001EP")) or patent.subject.office,
    )
    return replace(
        patent,
        native_id=f"{patent.native_id}:{code}:{on or 'undated'}:{mark}",
        subject=replace(patent.subject, legal_event=legal),
        happening="legal_event",
    )


def _in_english(node: object) -> str:
    """Of texts by language the English one, or the first."""
    parts = many(node)
    english = [part for part in parts if table(part).get("@lang") == "en"]
    return text(english or list(parts))


def _names(people: dict[str, Any] | Any, role: str) -> tuple[str, ...]:
    """Each person stands there in several formats; ``epodoc`` has one spelling for all, ``original`` is next best."""
    listed = [table(person) for person in many(table(table(people).get(f"{role}s")).get(role))]
    chosen = [person for person in listed if person.get("@data-format") == "epodoc"] or listed
    names = (text(table(person.get(f"{role}-name")).get("name")) for person in chosen)
    return tuple(dict.fromkeys(name for name in names if name))


def _ipc(biblio: Any) -> tuple[str, ...]:
    listed = many(table(table(biblio).get("classifications-ipcr")).get("classification-ipcr"))
    return tuple(dict.fromkeys(code for one in listed if (code := text(table(one).get("text")))))[:100]


def _cpc(biblio: Any) -> tuple[str, ...]:
    codes = []
    for one in many(table(table(biblio).get("patent-classifications")).get("patent-classification")):
        part = table(one)
        head = "".join(text(part.get(name)) for name in ("section", "class", "subclass"))
        if head:
            codes.append(f"{head} {text(part.get('main-group'))}/{text(part.get('subgroup'))}")
    return tuple(dict.fromkeys(codes))[:100]
