"""What is owed to standards bodies: disclosure, promises and windows. R20-R26 (DOMAIN.md 4.4)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from flows.linkage.codes import Body, DocketState, LicenceKind, OutwardKind, OutwardState, Reception, Severity
from flows.linkage.house import DECLARATION, OVERRIDE, House
from flows.linkage.items import Family, Outward, Standard
from flows.linkage.judgements import Finding
from flows.linkage.novelty import out_on
from flows.linkage.promises import WILLING, desk_of, worse_pairs
from flows.linkage.register import Register
from flows.linkage.surroundings import Surroundings
from flows.linkage.ties import Ties, is_filed, is_granted, ties
from flows.names import Role

_APPROVAL = ("50", "40.99", "报批", "批准", "approval")
"""How stages begin in which a Chinese draft waits for approval: harmonised codes, or words."""

_WINDOWS = {"FPWD": 150, "FIRST PUBLIC WORKING DRAFT": 150, "PRD": 60, "PATENT REVIEW DRAFT": 60, "PR": 60}
"""W3C stages that open an exclusion window, and its days (DOMAIN.md 4.4, R25)."""

_PROMISED = (LicenceKind.ASSIGNMENT,)


@dataclass(frozen=True, slots=True)
class Owed:
    """A contribution that is out, with the families it shows that its body was not told of. ``due_on`` is the last
    day before it stops the next submission."""

    outward: Outward
    families: tuple[Family, ...]
    due_on: date


def owed(register: Register, house: House) -> tuple[Owed, ...]:
    """Every open disclosure (R20). What the body rejected, or got back, is disclosed all the same (R26). Found at the
    first call: a gate asks for every contribution."""
    return register.once(_owed, house)


def _owed(register: Register, house: House) -> tuple[Owed, ...]:
    found = []
    for outward in register.outwards:
        if outward.kind is OutwardKind.CONTRIBUTION and outward.state is OutwardState.MADE and outward.body:
            families = tuple(undeclared(outward, ties(register)))
            if families:
                found.append(Owed(outward, families, out_on(outward) + timedelta(days=house.declare_within_days)))
    return tuple(found)


def undeclared(outward: Outward, ties: Ties) -> Iterator[Family]:
    """Filed families covering what a contribution shows, without a declaration to its body."""
    if outward.body is None:
        return
    for family in ties.families_of(outward.features):
        is_any_filed = any(is_filed(member) for member in family.members)
        if is_any_filed and not ties.promises.made(family.id, outward.body, outward.standard_id):
            yield family


def debts(register: Register, around: Surroundings) -> Iterator[Finding]:
    """R20 and R26 for everything that is out."""
    for debt in owed(register, around.house):
        yield replace(_r20(debt, around), lifts=("declare",))  # only a next submission can be let out all the same
        why = _silence(debt)
        if why:
            yield Finding(rule="R26", severity=Severity.WARN, subjects=_subjects(debt), lifts=("declare",),
                          roles=_declarers(around), params=(("why", why),))  # fmt: skip


def next_submission(outward: Outward, register: Register, ties: Ties, around: Surroundings) -> Iterator[Finding]:
    """What stands in the way of submitting to a body: open disclosures there, an approval, an open window."""
    if outward.kind is not OutwardKind.CONTRIBUTION or outward.body is None:
        return
    desk = desk_of(outward.body)
    for debt in owed(register, around.house):
        if debt.outward.id != outward.id and debt.outward.body and desk_of(debt.outward.body) is desk:
            yield _r20(debt, around)
    standard = ties.standards.get(outward.standard_id)
    if standard is not None:
        yield from approval(standard, ties, around)
        yield from windows(standard, ties, around)


def _r20(debt: Owed, around: Surroundings) -> Finding:
    """Due at once; it blocks when the days of the house are over."""
    body = debt.outward.body or Body.OTHER
    return Finding(rule="R20", severity=Severity.BLOCK if debt.due_on < around.today else Severity.INFO,
                   subjects=_subjects(debt), lifts=("declare", "override"), roles=_declarers(around),
                   params=(("body", body.value), ("made_on", out_on(debt.outward).isoformat()),
                           ("due_on", debt.due_on.isoformat())))  # fmt: skip


def _subjects(debt: Owed) -> tuple[str, ...]:
    return (debt.outward.id, *(family.id for family in debt.families))


def _silence(debt: Owed) -> str:
    """Why somebody could think that nothing is owed: ``rejected`` (or withdrawn there), ``application`` (not granted
    yet), ``both``."""
    is_rejected = debt.outward.reception in (Reception.REJECTED, Reception.WITHDRAWN)
    is_pending = any(not is_granted(family) for family in debt.families)
    return "both" if is_rejected and is_pending else "rejected" if is_rejected else "application" if is_pending else ""


def _declarers(around: Surroundings) -> tuple[str, ...]:
    roles = (Role.PATENT.value, Role.STANDARD.value)
    return (*roles, Role.LEGAL.value) if DECLARATION in around.house.legal_for else roles


def is_at_approval(standard: Standard) -> bool:
    """Whether a Chinese national draft is at 报批 or in approval."""
    return standard.body is Body.CN_NATIONAL and standard.stage.strip().lower().startswith(_APPROVAL)


def approval(standard: Standard, ties: Ties, around: Surroundings) -> Iterator[Finding]:
    """R21: every family charted on the draft needs option (一) or (二) on file (2013 rule arts. 9-11)."""
    if not is_at_approval(standard):
        return
    for family in ties.families_on(standard.id):
        option = ties.promises.option(family.id, standard.body, standard.id)
        if option not in WILLING:
            yield Finding(rule="R21", severity=Severity.BLOCK, subjects=(standard.id, family.id),
                          lifts=("declare", "recheck", "override"), roles=_declarers(around),
                          params=(("why", option.value if option else "nothing"),
                                  ("stage", standard.stage)))  # fmt: skip


def references(standard: Standard, ties: Ties, around: Surroundings) -> Iterator[Finding]:
    """R22: citing a standard that own families read on asks for a declaration of its own (2013 rule art. 19); an
    identical adoption takes the earlier one with it (art. 18)."""
    cited = dict.fromkeys(chain.from_iterable(map(ties.promises.meant, standard.references)))
    for other in cited:
        missing = tuple(
            family.id
            for family in ties.families_on(other)
            if not family.dropped and not ties.promises.made(family.id, standard.body, standard.id)
        )
        if missing and other != standard.id:
            yield Finding(rule="R22", severity=Severity.WARN, subjects=(standard.id, other, *missing),
                          lifts=("declare",), roles=_declarers(around))  # fmt: skip


def worse_promises(register: Register, around: Surroundings) -> Iterator[Finding]:
    """R23: only an import could bring such a pair in; it is found all the same."""
    for declaration, earlier in worse_pairs(register.declarations):
        yield Finding(rule="R23", severity=Severity.BLOCK, subjects=(declaration.id, earlier.id), lifts=("declare",),
                      roles=_declarers(around),
                      params=(("option", declaration.option.value), ("earlier", earlier.option.value)))  # fmt: skip


def ownership(register: Register, ties: Ties) -> Iterator[Finding]:
    """R24: a promise travels with the patent, so a buyer must be bound and told."""
    declared = {family for family, _ in ties.promises.by_family}
    sold = {f: x.licensee for x in register.licences if x.kind in _PROMISED for f in x.families}
    for family in register.families:
        buyer = family.assigned_to or sold.get(family.id, "")
        if buyer and not family.buyer_bound and family.id in declared:
            day = (("assigned_on", family.assigned_on.isoformat()),) if family.assigned_on else ()
            yield Finding(rule="R24", severity=Severity.WARN, subjects=(family.id,), lifts=("bind_buyer",),
                          roles=(Role.LEGAL.value, Role.PATENT.value), params=(("buyer", buyer), *day))  # fmt: skip


def windows(standard: Standard, ties: Ties, around: Surroundings) -> Iterator[Finding]:
    """R25: an exclusion window of W3C that nobody has decided on. The docket knows it; without a docket the stage."""
    if standard.body is not Body.W3C:
        return
    families = tuple(f.id for f in ties.families_on(standard.id) if not f.dropped)
    docketed = [item for item in ties.docket_of.get(standard.id, ()) if item.rule.startswith("R25")]
    ends = [item.due_on for item in docketed if item.state is DocketState.OPEN]
    days = _WINDOWS.get(standard.stage.strip().upper())
    if not docketed and days and standard.stage_on:
        ends = [standard.stage_on + timedelta(days=days)]
    for end in ends:
        legal = (Role.LEGAL.value,) if OVERRIDE in around.house.legal_for else ()
        yield Finding(rule="R25", severity=Severity.BLOCK, subjects=(standard.id, *families),
                      lifts=("decide", "override"), roles=(Role.PATENT.value, *legal),
                      params=(("why", "over" if end < around.today else "open"),
                              ("due_on", end.isoformat())))  # fmt: skip
