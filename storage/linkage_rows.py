"""Reads the many rows of a register without the codec's generality: what a register of 20,000 links is loaded by.

Each reader takes what ``codec.plain`` made of an item. A field that was added later has its default here too.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from flows.linkage.codes import ApplicationStatus, Body, Essentiality, LinkKind, PatentKind
from flows.linkage.items import Application, Claim, Clause, Family, Feature, Item, Link, Standard
from storage.codec import Json, build
from storage.instants import read_moment
from storage.session import Row

# Looking a code up costs a quarter of an enum's constructor, and there are four to a link.
_KIND = {kind.value: kind for kind in LinkKind}
_ESSENTIALITY = {code.value: code for code in Essentiality}
_STATUS = {status.value: status for status in ApplicationStatus}
_PATENT = {kind.value: kind for kind in PatentKind}
_BODY = {body.value: body for body in Body}
_DAYS = (
    "priority_on", "filed_on", "published_on", "granted_on", "examination_requested_on", "examination_notice_on",
    "grant_notice_on", "refused_on", "annuity_paid_until",
)  # fmt: skip
_FAMILY_DAYS = ("secrecy_requested_on", "secrecy_cleared_on", "assigned_on")
_STANDARD_DAYS = ("stage_on", "next_on", "published_on")


def items(kind: type[Item], bodies: Iterable[str]) -> tuple[Item, ...]:
    """The items of one kind. One parse for all of them costs less than one each."""
    found: list[Json] = json.loads(f"[{','.join(bodies)}]")
    read = _READERS.get(kind)
    return tuple([read(data) for data in found] if read else [build(kind, data) for data in found])


def links(rows: Iterable[Row]) -> tuple[Link, ...]:
    """Many links are made at one moment: an import's all at once."""
    moments: dict[str, Any] = {}
    found = []
    new, kinds, essentialities = object.__new__, _KIND, _ESSENTIALITY
    for row in rows:
        (link_id, kind, source, target, claim, clause, element, version, why, by, at, essentiality, confirmed_by,
         recheck) = row  # fmt: skip
        made_at = moments.get(at)
        if made_at is None:
            made_at = moments[at] = read_moment(at)
        link = new(Link)
        _id(link, link_id)
        _kind(link, kinds[kind])
        _source(link, source)
        _target(link, target)
        _claim(link, claim)
        _clause(link, clause)
        _element(link, element)
        _version(link, version)
        _why(link, why)
        _by(link, by)
        _at(link, made_at)
        _essentiality(link, essentialities[essentiality])
        _confirmed_by(link, confirmed_by)
        _recheck(link, recheck)
        found.append(link)
    return tuple(found)


# The slots of a link, filled directly: the constructor of a frozen class takes three times as long, and a large
# register has 20,000 of them. A field that is added to ``Link`` and not here is found by the test beside.
(_id, _kind, _source, _target, _claim, _clause, _element, _version, _why, _by, _at, _essentiality, _confirmed_by,
 _recheck) = (Link.__dict__[field.name].__set__ for field in fields(Link))  # fmt: skip


def _days(data: Json, names: Iterable[str]) -> None:
    for name in names:
        text = data.get(name)
        if text is not None:
            data[name] = date.fromisoformat(text)


def _texts(data: Json, *names: str) -> None:
    for name in names:
        if name in data:
            data[name] = tuple(data[name])


def _code(data: Json, name: str, codes: Mapping[str, object]) -> None:
    if name in data:
        data[name] = codes[data[name]]


def _feature(data: Json) -> Feature:
    return Feature(**data)


def _application(data: Json) -> Application:
    _days(data, _DAYS)
    _code(data, "status", _STATUS)
    return Application(**data)


def _family(data: Json) -> Family:
    _days(data, _FAMILY_DAYS)
    _texts(data, "owners", "inventors")
    _code(data, "kind", _PATENT)
    if "members" in data:
        data["members"] = tuple([_application(member) for member in data["members"]])
    if "claims" in data:
        data["claims"] = tuple([Claim(**claim) for claim in data["claims"]])
    return Family(**data)


def _standard(data: Json) -> Standard:
    _days(data, _STANDARD_DAYS)
    _texts(data, "references")
    _code(data, "body", _BODY)
    if "clauses" in data:
        data["clauses"] = tuple([Clause(**clause) for clause in data["clauses"]])
    return Standard(**data)


_READERS: dict[type[Item], Callable[[Json], Item]] = {Feature: _feature, Family: _family, Standard: _standard}
"""The kinds that there are hundreds of; a test holds each against the codec, field by field."""
