"""Secrecy review before a filing abroad (R04), and outsiders in the room (R02, R27, R39)."""

from collections.abc import Iterable, Iterator
from datetime import date

from flows.linkage.codes import Body, OutwardKind, PatentKind, Severity
from flows.linkage.house import OVERRIDE
from flows.linkage.items import Application, Family, Outward
from flows.linkage.judgements import Finding
from flows.linkage.months import months_later
from flows.linkage.novelty import exposed, open_to, out_on
from flows.linkage.surroundings import Audience, Surroundings
from flows.linkage.ties import Ties, is_filed
from flows.names import Role

HOME = "CN"
_PCT = "WO"
_LONGEST_MONTHS = 6
"""Four months for the decision and two more (implementing rules, rule 9)."""

_TOLD = frozenset({OutwardKind.CUSTOMER_MATERIAL, OutwardKind.DEMO, OutwardKind.TALK})
"""What is told to people outside, with or without a duty of confidentiality (R02)."""


def secrecy_findings(family: Family, around: Surroundings) -> Iterator[Finding]:
    """R04, patent law art. 19: filed or planned abroad, finished in China, not cleared before. Designs need none."""
    if family.completed_in != HOME or family.kind is PatentKind.DESIGN or family.dropped:
        return
    for member in family.members:
        if member.office == HOME or _is_cleared(family, member):
            continue
        why = _why(family, member)
        plan = months_later(family.secrecy_requested_on or around.today, _LONGEST_MONTHS)
        day = (("filed_on", member.filed_on.isoformat()),) if member.filed_on else ()
        yield Finding(rule="R04", severity=Severity.WARN if why == "receiving_office" else Severity.BLOCK,
                      subjects=(family.id,), lifts=("ask_patent_lead",) if is_filed(member) else ("secrecy_review",),
                      roles=(Role.PATENT.value, Role.LEGAL.value),
                      params=(("why", why), ("office", member.office), *day,
                              ("plan_until", plan.isoformat())))  # fmt: skip


def breaches(families: Iterable[Family], around: Surroundings) -> Iterator[Finding]:
    """Only what happened: a filing abroad that is still planned does not stop a contribution."""
    found = (finding for family in families for finding in secrecy_findings(family, around))
    return (finding for finding in found if dict(finding.params)["why"] != "planned")


def _why(family: Family, member: Application) -> str:
    if not is_filed(member):
        return "planned"
    if member.office == _PCT and not member.application_number:
        return "receiving_office"
    return "late_review" if family.secrecy_cleared_on else "no_review"


def _is_cleared(family: Family, member: Application) -> bool:
    """Cleared by the day of filing; or through a PCT application at CNIPA, which counts as the request."""
    filed, cleared = member.filed_on, family.secrecy_cleared_on
    if cleared is not None and (not is_filed(member) or (filed is not None and cleared <= filed)):
        return True
    pct = family.member(_PCT)
    if pct is None or not is_at_cnipa(pct):
        return False
    return member.office == _PCT or (is_filed(pct) and pct.filed_on is not None and (filed or date.max) >= pct.filed_on)


def is_at_cnipa(application: Application) -> bool:
    """Whether a PCT application was received by CNIPA: its number says so (``PCT/CN2026/012345``)."""
    return "".join(application.application_number.upper().split()).startswith(("PCT/CN", "PCTCN"))


def audience_findings(outward: Outward, ties: Ties, around: Surroundings) -> Iterator[Finding]:
    """R02 and R39. Whoever reads in the channel reads it today, whatever day the item itself is planned for."""
    audience = around.audience
    here = audience is not None and audience.has_outsiders
    day = min(out_on(outward), around.today) if here else out_on(outward)
    bare = bool(exposed(outward, day, ties, around.today))
    if here and audience is not None:
        yield _r02(outward, bare, reads_there(audience), around)
    elif outward.kind in _TOLD and not outward.under_nda and bare:
        yield _r02(outward, bare, "no_nda", around)
    if audience is not None:
        yield from _draft_in_channel(outward, audience, ties)


def reads_there(audience: Audience) -> str:
    """Who the outsiders are: ``channel`` (another organisation), ``guests``, or ``unsure``."""
    return "channel" if audience.shared or audience.external else "unsure" if audience.unsure else "guests"


def _r02(outward: Outward, bare: bool, why: str, around: Surroundings) -> Finding:
    """Guests need a look, outsiders stop it; a duty of confidentiality leaves a look; what is filed is only said."""
    worst = Severity.WARN if why == "guests" or outward.under_nda else Severity.BLOCK
    lifts = () if not bare else ("nda",) if why == "no_nda" else ("private_channel", "nda")
    legal = (Role.LEGAL.value,) if OVERRIDE in around.house.legal_for else ()
    return Finding(rule="R02", severity=worst if bare else Severity.INFO, subjects=(outward.id,),
                   lifts=open_to(outward, *lifts, "override") if bare else (), roles=(Role.PATENT.value, *legal),
                   params=(("why", why), ("to_whom", outward.to_whom)))  # fmt: skip


def _draft_in_channel(outward: Outward, audience: Audience, ties: Ties) -> Iterator[Finding]:
    """R39: work of an ISO or IEC committee that is not published yet belongs in private channels."""
    standard = ties.standards.get(outward.standard_id)
    body = standard.body if standard else outward.body
    is_draft = standard is None or standard.published_on is None
    if body in (Body.ISO, Body.IEC) and is_draft and audience != Audience():
        yield Finding(rule="R39", severity=Severity.WARN,
                      subjects=tuple(filter(None, (outward.id, outward.standard_id))), lifts=("private_channel",),
                      roles=(Role.STANDARD.value,), params=(("body", body.value),))  # fmt: skip


def actual_notice(subjects: tuple[str, ...], audience: Audience) -> Finding | None:
    """R27: an alert about somebody's patent makes its readers know it. None where only a closed circle reads."""
    if audience == Audience():
        return None
    return Finding(rule="R27", severity=Severity.WARN, subjects=subjects, lifts=("private_channel", "record_reader"),
                   roles=(Role.PATENT.value,), params=(("why", "readers"),))  # fmt: skip
