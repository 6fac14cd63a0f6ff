"""Judges what is recorded of features, families and standards. Pure: the register and a command give events."""

from dataclasses import replace
from datetime import date
from typing import Any

from flows.errors import InvalidFields
from flows.linkage import commands as c
from flows.linkage import events as e
from flows.linkage.codes import ApplicationStatus, LinkKind
from flows.linkage.editions import reference
from flows.linkage.items import Application, Clause, Family, Feature, Standard
from flows.linkage.looking import checked_text, refuse, the, twice
from flows.linkage.numbers import UnreadableNumber, read_or_kept, read_patent
from flows.linkage.register import Register, next_number
from flows.linkage.situation import Situation

NAME_LIMIT, TEXT_LIMIT = 200, 3000
TRL = range(1, 10)
MOST_CLAIMS, MOST_CLAUSES = 400, 1000


def feature(register: Register, command: c.RecordFeature, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Raises ``InvalidFields``, and ``NotFound`` for an id that the register does not hold."""
    item = replace(command.item, name=command.item.name.strip())
    refuse({
        "name": checked_text(item.name, NAME_LIMIT),
        "description": checked_text(item.description, TEXT_LIMIT, needed=False),
        "trl": "" if item.trl is None or item.trl in TRL else "unknown_value",
    })  # fmt: skip
    if item.id:
        stored = the(Feature, register, item.id)
        item = replace(
            item, number=stored.number, not_patent_relevant=stored.not_patent_relevant, cleared_by=stored.cleared_by
        )
        return () if item == stored else (e.FeatureRecorded(**situation.stamp(), item=item),)
    fresh = replace(item, id=situation.new_id("fea"), number=next_number(register.features), not_patent_relevant="")
    return (e.FeatureRecorded(**situation.stamp(), item=replace(fresh, cleared_by="")),)


def clear_feature(register: Register, command: c.ClearFeature, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """A written reason why it needs no filing (DOMAIN.md R01)."""
    stored, reason = the(Feature, register, command.feature_id), command.reason.strip()
    refuse({"reason": checked_text(reason, TEXT_LIMIT, needed=False)})
    if reason == stored.not_patent_relevant:
        return ()
    return (e.FeatureCleared(**situation.stamp(), feature_id=stored.id, reason=reason),)


def family(register: Register, command: c.RecordFamily, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Raises ``InvalidFields``, and ``NotFound`` for an unknown id or companion. Applications and claims have commands
    of their own."""
    item = replace(command.item, title=command.item.title.strip())
    secrecy_backwards = bool(
        item.secrecy_requested_on and item.secrecy_cleared_on and item.secrecy_cleared_on < item.secrecy_requested_on
    )
    refuse({
        "title": checked_text(item.title, NAME_LIMIT),
        "secrecy_cleared_on": "before_request" if secrecy_backwards else "",
        "assigned_on": "missing" if item.assigned_to and item.assigned_on is None else "",
    })  # fmt: skip
    if item.companion_id:
        the(Family, register, item.companion_id)
    if item.id:
        stored = the(Family, register, item.id)
        item = replace(item, number=stored.number, members=stored.members, claims=stored.claims)
        return () if item == stored else (e.FamilyRecorded(**situation.stamp(), item=item),)
    fresh = replace(item, id=situation.new_id("fam"), number=next_number(register.families), members=(), claims=())
    return (e.FamilyRecorded(**situation.stamp(), item=fresh),)


def application(register: Register, command: c.RecordApplication, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Numbers are normalised and checked; a filing that is said to have happened has a day."""
    stored = the(Family, register, command.family_id)
    item = _normalised(command.application)
    planned = item.status is ApplicationStatus.PLANNED
    refuse({
        "office": checked_text(item.office, 2),
        "filed_on": _filing_day(item, situation.today, planned=planned),
        "published_on": _after(item.published_on, item.filed_on),
        "granted_on": _after(item.granted_on, item.filed_on),
        "priority_on": "after_filing" if _after(item.filed_on, item.priority_on) else "",
    })  # fmt: skip
    if stored.member(item.office) == item:
        return ()
    return (e.ApplicationRecorded(**situation.stamp(), family_id=stored.id, application=item),)


def claims(register: Register, command: c.RecordClaims, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Rows charted on a claim that is another one now, or gone, are to be looked at again (linkage point L2)."""
    stored = the(Family, register, command.family_id)
    numbers = [claim.number for claim in command.claims]
    refuse({"claims": "too_many" if len(numbers) > MOST_CLAIMS else "number_twice" if twice(numbers) else ""})
    if command.claims == stored.claims:
        return ()
    now = {claim.number: claim.text for claim in command.claims}
    changed = {claim.number for claim in stored.claims if now.get(claim.number) != claim.text}
    rows = tuple(
        link.id for link in register.links
        if link.kind is LinkKind.CLAIM_CLAUSE and link.source == stored.id and link.claim in changed
    )  # fmt: skip
    recorded = e.ClaimsRecorded(**situation.stamp(), family_id=stored.id, claims=command.claims)
    return (recorded, *recheck(rows, "claim_changed", situation))


def standard(register: Register, command: c.RecordStandard, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """A new stage of a draft asks for another look at the rows charted on it (linkage point L6)."""
    item = replace(command.item, reference=read_or_kept(command.item.reference).text)
    refuse(
        {
            "reference": checked_text(item.reference, NAME_LIMIT),
            "title": checked_text(item.title, TEXT_LIMIT, needed=False),
        }
    )
    keys = reference(item.reference)
    double = any(reference(s.reference) == keys and s.id != item.id for s in register.standards)
    refuse({"reference": "known_already" if double else ""})
    if not item.id:
        fresh = replace(
            item, id=situation.new_id("std"), number=next_number(register.standards), version="", clauses=()
        )
        return (e.StandardRecorded(**situation.stamp(), item=fresh),)
    stored = the(Standard, register, item.id)
    item = replace(item, number=stored.number, version=stored.version, clauses=stored.clauses)
    if item == stored:
        return ()
    rows = _rows_on(register, stored.id) if item.stage != stored.stage else ()
    return (e.StandardRecorded(**situation.stamp(), item=item), *recheck(rows, "stage_changed", situation))


def clauses(register: Register, command: c.RecordClauses, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """A clause whose text changed, or that is gone, marks its claim-chart rows (linkage point L2)."""
    stored, version = the(Standard, register, command.standard_id), command.version.strip()
    numbers = [clause.number for clause in command.clauses]
    many = "too_many" if len(numbers) > MOST_CLAUSES else "number_twice" if twice(numbers) else ""
    refuse({"version": checked_text(version, 60), "clauses": many})
    given = tuple(replace(clause, version=version) for clause in command.clauses)
    if given == stored.clauses and version == stored.version:
        return ()
    now = {clause.number: clause for clause in given}
    gone = {clause.number for clause in stored.clauses if clause.number not in now}
    changed = {
        clause.number for clause in stored.clauses
        if clause.number in now and _differs(clause, now[clause.number])
    }  # fmt: skip
    # One that went and came back: whoever looked meanwhile has not seen what it says now.
    back = set(now) - {clause.number for clause in stored.clauses}
    changed |= {x.clause for x in register.links if x.target == stored.id and x.clause in back and x.version}
    recorded = e.ClausesRecorded(**situation.stamp(), standard_id=stored.id, version=version, clauses=given)
    return (
        recorded,
        *recheck(_rows_on(register, stored.id, changed), "clause_changed", situation, version),
        *recheck(_rows_on(register, stored.id, gone), "clause_gone", situation, version),
    )


def new_text(register: Register, command: c.NoteNewText, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Which clauses changed nobody knows yet, so every row charted on another version waits (linkage point L2). A row
    that waits already is not marked again: the same news twice is one."""
    stored, version = the(Standard, register, command.standard_id), command.version.strip()
    refuse({"version": checked_text(version, 60)})
    rows = set(_rows_on(register, stored.id))
    stale = tuple(x.id for x in register.links if x.id in rows and x.version != version and not x.recheck)
    return recheck(stale, "text_changed", situation, version)


def recheck(rows: tuple[str, ...], cause: str, situation: Situation, version: str = "") -> tuple[e.LinkageEvent, ...]:
    """The event that marks claim-chart rows, where there are any."""
    return (e.RowsToRecheck(**situation.stamp(), links=rows, cause=cause, version=version),) if rows else ()


def _rows_on(register: Register, standard_id: str, clauses: set[str] | None = None) -> tuple[str, ...]:
    """Claim-chart rows on some clauses of a standard; on any of them without ``clauses``."""
    return tuple(
        link.id for link in register.links
        if link.kind is LinkKind.CLAIM_CLAUSE and link.target == standard_id
        and (clauses is None or link.clause in clauses)
    )  # fmt: skip


def _differs(was: Clause, now: Clause) -> bool:
    """Whether a claim may read on something else now. Of a clause whose text was never kept nobody knows that another
    version of the document left it alone, so it counts as changed."""
    if was.version != now.version and not (was.text_hash and now.text_hash):
        return True
    return (was.text_hash, was.title) != (now.text_hash, now.title)


def _normalised(item: Application) -> Application:
    """Raises ``InvalidFields`` with what is wrong about a number."""
    numbers: dict[str, Any] = {}  # Any: mypy would hold every value to be meant for every field
    wrong: dict[str, str] = {}
    for name in ("application_number", "publication_number", "grant_number"):
        text = getattr(item, name).strip()
        try:
            numbers[name] = read_patent(text, office=item.office).text if text else ""
        except UnreadableNumber as error:
            wrong[name] = error.problem
    if wrong:
        raise InvalidFields(wrong)
    return replace(item, **numbers)


def _filing_day(item: Application, today: date, *, planned: bool) -> str:
    if item.filed_on is None:
        return "" if planned else "missing"
    return "in_the_future" if not planned and item.filed_on > today else ""


def _after(later: date | None, earlier: date | None) -> str:
    return "before_filing" if later is not None and earlier is not None and later < earlier else ""
