"""Makes registers for tests: short words for items, a calendar of weekdays, and judging with few arguments."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flows.linkage.clearance import Audience, Surroundings, findings_of, judge
from flows.linkage.codes import (
    Answer,
    ApplicationStatus,
    Body,
    ClearanceState,
    LicenceOption,
    LinkKind,
    OutwardKind,
    OutwardState,
)
from flows.linkage.dealings import Declaration
from flows.linkage.house import House
from flows.linkage.items import Application, Clause, Family, Feature, Link, Outward, Standard
from flows.linkage.judgements import Clearance, Finding
from flows.linkage.register import Register

TODAY = date(2026, 11, 23)
"""A Monday."""
AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
FEATURE, FAMILY, STANDARD, OUTWARD = "fea_1", "fam_1", "std_1", "out_1"


def on(days: int) -> date:
    """A day counted from today."""
    return TODAY + timedelta(days=days)


LONG_AGO, LATELY, SOON = on(-10), on(-5), on(14)


class Weekdays:
    """Every office works from Monday to Friday."""

    def is_open(self, calendar: str, day: date) -> bool:
        del calendar
        return day.weekday() < 5


def around(today: date = TODAY, *, audience: Audience | None = None, **house: Any) -> Surroundings:
    return Surroundings(today=today, house=House(**house), calendars=Weekdays(), audience=audience)


def application(office: str = "CN", filed: date | None = LONG_AGO, **fields: Any) -> Application:
    status = ApplicationStatus.FILED if filed else ApplicationStatus.PLANNED
    return Application(**({"office": office, "status": status, "filed_on": filed} | fields))


def family(*members: Application, number: int = 1, **fields: Any) -> Family:
    base: dict[str, Any] = {"id": f"fam_{number}", "number": number, "title": f"Family {number}", "members": members}
    return Family(**(base | fields))


def feature(number: int = 1, **fields: Any) -> Feature:
    base: dict[str, Any] = {"id": f"fea_{number}", "number": number, "name": f"Feature {number}"}
    return Feature(**(base | fields))


def standard(body: Body = Body.ISO, number: int = 1, **fields: Any) -> Standard:
    base: dict[str, Any] = {"id": f"std_{number}", "number": number, "body": body, "reference": f"Standard {number}"}
    return Standard(
        **(
            {"clauses": (Clause(number="5.1", title="Sweep", version="CD", text_hash="a"),), "version": "CD"}
            | base
            | fields
        )
    )


def contribution(day: date = SOON, body: Body = Body.ISO, number: int = 1, **fields: Any) -> Outward:
    base: dict[str, Any] = {
        "id": f"out_{number}", "number": number, "kind": OutwardKind.CONTRIBUTION, "title": f"Proposal {number}",
        "features": (FEATURE,), "available_on": day, "body": body, "standard_id": STANDARD,
    }  # fmt: skip
    return Outward(**(base | fields))


def made(day: date = LATELY, **fields: Any) -> Outward:
    state: dict[str, Any] = {"state": OutwardState.MADE, "made_on": day}
    return contribution(day, **(state | fields))


def leaving(kind: OutwardKind, day: date = SOON, **fields: Any) -> Outward:
    """Something that goes out, but to no standards body."""
    return replace(contribution(day), kind=kind, body=None, standard_id="", **fields)


def link(kind: LinkKind, source: str, target: str, **fields: Any) -> Link:
    name = f"lnk_{kind}_{source}_{target}_{fields.get('claim', 0)}_{fields.get('clause', '')}"
    base: dict[str, Any] = {"id": name, "kind": kind, "source": source, "target": target, "by": "U1", "at": AT}
    return Link(**(base | fields))


def covers(feature_id: str = FEATURE, family_id: str = FAMILY, claim: int = 1) -> Link:
    return link(LinkKind.FEATURE_CLAIM, feature_id, family_id, claim=claim)


def reads_on(family_id: str = FAMILY, standard_id: str = STANDARD, **fields: Any) -> Link:
    return link(
        LinkKind.CLAIM_CLAUSE, family_id, standard_id, **({"claim": 1, "clause": "5.1", "version": "CD"} | fields)
    )


def declaration(option: LicenceOption = LicenceOption.PAID, number: int = 1, **fields: Any) -> Declaration:
    base: dict[str, Any] = {
        "id": f"dec_{number}", "number": number, "body": Body.ISO, "option": option, "families": (FAMILY,),
        "declared_on": on(-1), "declared_by": "U1",
    }  # fmt: skip
    return Declaration(**(base | fields))


def clearance(outward: Outward, state: ClearanceState = ClearanceState.GRANTED, **fields: Any) -> Clearance:
    base: dict[str, Any] = {
        "id": "clr_1", "number": 1, "outward_id": outward.id, "features": outward.features, "asked_by": "U1",
        "available_on": outward.available_on, "asked_at": AT, "answer": Answer.CLEAR, "state": state,
    }  # fmt: skip
    return Clearance(**(base | fields))


def register(**fields: Any) -> Register:
    """One feature covered by one family that reads on one ISO standard; any field can be overridden."""
    base: dict[str, Any] = {
        "team_id": "T1", "project_id": "prj_1", "features": (feature(),), "families": (family(application()),),
        "standards": (standard(),), "links": (covers(), reads_on()),
    }  # fmt: skip
    return Register(**(base | fields))


def fired(found: tuple[Finding, ...], rule: str) -> list[Finding]:
    return [finding for finding in found if finding.rule == rule]


def judged(outward: Outward, book: Register | None = None, **given: Any) -> tuple[Answer, tuple[Finding, ...]]:
    return judge(book or register(), outward, around(**given))


def open_in(book: Register, rule: str, **given: Any) -> list[Finding]:
    """What a rule says of a whole register."""
    return fired(findings_of(book, around(**given)), rule)


def param(finding: Finding, name: str) -> str:
    return dict(finding.params).get(name, "")
