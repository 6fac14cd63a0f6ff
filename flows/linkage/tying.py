"""Judges links L1-L7 and the rows of the claim chart. Pure (DOMAIN.md 3.4)."""

from dataclasses import replace

from flows.errors import IllegalMove, InvalidFields, NotAllowed
from flows.linkage import commands as c
from flows.linkage import events as e
from flows.linkage.codes import Essentiality, LinkKind
from flows.linkage.dealing import ask_legal
from flows.linkage.dealings import Declaration
from flows.linkage.house import DECLARATION
from flows.linkage.items import Family, Feature, Item, Link, Standard
from flows.linkage.looking import checked_text, refuse, the, the_link
from flows.linkage.permissions import require
from flows.linkage.promises import worse_than
from flows.linkage.register import Register
from flows.linkage.situation import Situation

TEXT_LIMIT = 3000
ENDS: dict[LinkKind, tuple[type[Item], type[Item]]] = {
    LinkKind.FEATURE_CLAIM: (Feature, Family),
    LinkKind.CLAIM_CLAUSE: (Family, Standard),
    LinkKind.FAMILY_DECLARATION: (Family, Declaration),
    LinkKind.RESULT_CLAUSE: (Feature, Standard),
    LinkKind.STAGE_ACTION: (Standard, Family),
    LinkKind.BENCHMARK_CLAUSE: (Feature, Standard),
}
"""What each kind of link ties to what. L3 is computed from dates."""


def tie(register: Register, command: c.TieItems, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """The same tie again changes its element, version and reason, and counts as looked at."""
    if command.kind not in ENDS:
        raise InvalidFields({"kind": "unknown_value"})
    source_kind, target_kind = ENDS[command.kind]
    source, target = the(source_kind, register, command.source), the(target_kind, register, command.target)
    refuse({
        "claim": _claim_problem(command, source if isinstance(source, Family) else target),
        "clause": _clause_problem(command, target),
        "element": checked_text(command.element, TEXT_LIMIT, needed=False),
        "why": checked_text(command.why, TEXT_LIMIT, needed=False),
    })  # fmt: skip
    if isinstance(target, Declaration):
        _promise(register, source, target, situation)
    version = target.version if isinstance(target, Standard) and command.clause else ""
    place = place_of(command)
    known = next((x for x in register.links if x.source == command.source and place_of(x) == place), None)
    if known is None:
        link = Link(
            id=situation.new_id("lnk"), kind=command.kind, source=source.id, target=target.id, claim=command.claim,
            clause=command.clause, element=command.element.strip(), version=version, why=command.why.strip(),
            by=situation.by, at=situation.at,
        )  # fmt: skip
        return (e.ItemsTied(**situation.stamp(), link=link),)
    fresh = replace(
        known, element=command.element.strip(), version=version, why=command.why.strip() or known.why, recheck=""
    )
    if fresh == known:
        return ()
    # A row that says something else is no row that anybody has confirmed.
    same_row = (fresh.element, fresh.version) == (known.element, known.version)
    if not same_row:
        fresh = replace(fresh, essentiality=Essentiality.CHARTED, confirmed_by="")
    return (e.ItemsTied(**situation.stamp(), link=replace(fresh, by=situation.by, at=situation.at)),)


def untie(register: Register, command: c.UntieItems, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Raises ``InvalidFields`` without a reason, and ``IllegalMove`` for a link to a declaration (DOMAIN.md R23)."""
    link, why = the_link(register, command.link_id), command.why.strip()
    refuse({"why": checked_text(why, TEXT_LIMIT)})
    if link.kind is LinkKind.FAMILY_DECLARATION:
        raise IllegalMove("untie_items", "append_only")  # what it promises is never taken back (R23)
    return (e.ItemsUntied(**situation.stamp(), link_id=link.id, why=why),)


def check(register: Register, command: c.CheckRow, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """A look at a claim-chart row, on the present version. Confirming is for somebody other than who charted it."""
    link, why = the_link(register, command.link_id), command.why.strip()
    if link.kind is not LinkKind.CLAIM_CLAUSE:
        raise IllegalMove("check_row", "no_row")
    refuse({"why": checked_text(why, TEXT_LIMIT, needed=command.essentiality is Essentiality.REJECTED)})
    if command.essentiality is Essentiality.CONFIRMED and link.by == situation.by:
        raise NotAllowed("confirm_row")
    version = the(Standard, register, link.target).version
    if (link.essentiality, link.version, link.recheck, why or link.why) == (
        command.essentiality,
        version,
        "",
        link.why,
    ):
        return ()
    return (
        e.RowChecked(
            **situation.stamp(), link_id=link.id, essentiality=command.essentiality, version=version, why=why
        ),
    )  # fmt: skip


def _promise(register: Register, family: Item, declaration: Declaration, situation: Situation) -> None:
    """Tying a family to a declaration promises what that declares: for those who may declare, and never less than was
    promised before (R23)."""
    require(situation.project, situation.by, c.Declare.__name__)
    ask_legal(situation, DECLARATION, "declare")
    if worse_than(register, replace(declaration, families=(family.id,))) is not None:
        raise IllegalMove("tie_items", "worse_option")


def _claim_problem(command: c.TieItems, family: Item) -> str:
    """A row of the chart names a claim; a number is one that the family has, once its claims are recorded."""
    if command.claim == 0:
        return "missing" if command.kind is LinkKind.CLAIM_CLAUSE else ""
    if command.kind not in (LinkKind.FEATURE_CLAIM, LinkKind.CLAIM_CLAUSE):
        return "unknown_value"
    known = {claim.number for claim in family.claims} if isinstance(family, Family) else set()
    return "unknown_value" if command.claim < 0 or (known and command.claim not in known) else ""


def _clause_problem(command: c.TieItems, target: Item) -> str:
    if not isinstance(target, Standard):
        return "unknown_value" if command.clause else ""
    if not command.clause:
        return "missing"
    return "unknown_value" if target.clauses and target.clause(command.clause) is None else ""


def place_of(link: Link | c.TieItems) -> tuple[object, ...]:
    """What makes two links the same one."""
    return link.kind, link.source, link.target, link.claim, link.clause
