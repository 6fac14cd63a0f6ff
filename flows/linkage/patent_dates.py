"""Which dates follow from a family and its applications (DOMAIN.md 4.3, R33)."""

from collections.abc import Iterator
from datetime import date

from flows.linkage.codes import ApplicationStatus as Status
from flows.linkage.codes import RewardKind
from flows.linkage.counting import Period, deemed_receipt
from flows.linkage.items import Application, Family
from flows.linkage.reckoning import Due, Reckoner
from flows.linkage.register import Register
from flows.linkage.rulebook import Rule, Term, Trigger
from flows.linkage.ties import is_filed

MOST_YEARS = 20
"""No annuity is due later than this (DOMAIN.md R16)."""
OVER = frozenset({Status.REFUSED, Status.LAPSED})
FEES_PAID = frozenset({Status.PUBLISHED, Status.EXAMINATION, Status.GRANTED})


def of_family(r: Reckoner, family: Family, register: Register) -> Iterator[Due]:
    """Every date that follows from a family (DOMAIN.md R05-R16, R33): priority, entries, the clock of each application,
    annuities, refusals, secrecy review, rewards. None for a family that was given up."""
    if family.dropped:
        return
    yield from _priority_year(r, family)
    yield from _pct_entries(r, family)
    for rule, term in r.rulebook.dated(Trigger.SECRECY_REQUEST):
        if family.secrecy_requested_on is not None:
            yield r.due(rule, term, family.id, family.secrecy_requested_on, fulfilled=family.secrecy_cleared_on)
    for member in family.members:
        if is_filed(member) and member.status not in OVER:
            yield from _clock(r, family, member)
            yield from _annuities(r, family, member)
        yield from _refusal(r, family, member)
    yield from _rewards(r, family, register)


def _priority_year(r: Reckoner, family: Family) -> Iterator[Due]:
    """For each office where an application is planned or claims priority, rolled by its calendar. Where none is, under
    the office of the first filing and not rolled: nobody knows yet whose holidays will count, and that office's own
    would make the date too late abroad (Paris Convention art. 4C(3): the country where protection is claimed).
    Once an international application is filed, planned offices wait for their entry instead."""
    filed = [m for m in family.members if is_filed(m)]
    first = first_filing(family)
    if first is None:
        return
    international = any(m.office == "WO" for m in filed)
    planned = [] if international else [m.office for m in family.members if m.status is Status.PLANNED]
    later = {m.office: m.filed_on for m in filed if claims_priority(m)}
    wanted: dict[str, date | None] = dict.fromkeys(planned) | later
    if not planned:
        home = next((m.office for m in filed if m.filed_on == first), "")
        wanted.setdefault(home, max((day for day in later.values() if day), default=None))
    for rule, term in _for(r, Trigger.FIRST_FILING, family):
        for office, settled in wanted.items():
            whose = office if office in planned or office in later else ""
            yield r.due(rule, term, family.id, first, part=office, office=whose, fulfilled=settled)


def first_filing(family: Family) -> date | None:
    """The earliest day of filing or priority of what really was filed."""
    days = [day for m in family.members if is_filed(m) for day in (m.priority_on, m.filed_on) if day is not None]
    return min(days, default=None)


def claims_priority(member: Application) -> bool:
    """Whether it rests on an earlier filing. A first filing may bear its own day as its priority."""
    return member.priority_on is not None and member.priority_on != member.filed_on


def _pct_entries(r: Reckoner, family: Family) -> Iterator[Due]:
    international = family.member("WO")
    if international is None or not is_filed(international) or international.filed_on is None:
        return
    source = international.priority_on or international.filed_on
    for member in family.members:
        entered = member.filed_on if is_filed(member) else None
        if member.office == "WO" or (entered is not None and entered <= international.filed_on):
            continue
        entries = r.rulebook.dated(Trigger.PCT_PRIORITY)
        own = [(rule, term) for rule, term in entries if member.office in term.offices]
        general = [(rule, term) for rule, term in entries if not term.offices]
        for rule, term in own or general:
            yield r.due(rule, term, family.id, source, part=member.office, office=member.office, fulfilled=entered)


def _clock(r: Reckoner, family: Family, member: Application) -> Iterator[Due]:
    """What one application starts at its office."""
    granted = member.granted_on
    paid = member.published_on or granted if member.status in FEES_PAID else None
    claims = claims_priority(member)
    companion = member.filed_on if family.companion_id else None
    started: tuple[tuple[Trigger, date | None, date | None], ...] = (
        (Trigger.PRIORITY, member.priority_on if claims else None, granted),
        (Trigger.GRANT_NOTICE, _received(member, member.grant_notice_on), granted),
        (Trigger.EXAMINATION_NOTICE, _received(member, member.examination_notice_on), granted),
        (Trigger.COMPANION_FILING, companion, companion if family.companion_declared else None),
    )
    for trigger, source, settled in started:
        yield from _terms(r, trigger, family, member, source=source, settled=settled)
    if member.filed_on is not None:
        for rule, term in _for(r, Trigger.PRIORITY_OR_FILING, family, member.office):
            settled = member.published_on if not rule.duty else member.examination_requested_on
            yield r.due(
                rule,
                term,
                family.id,
                member.priority_on or member.filed_on,
                part=member.office,
                office=member.office,
                fulfilled=settled or granted,
            )
        for rule, term in _for(r, Trigger.FILING, family, member.office):
            if rule.id == "R06" and not claims:
                continue
            yield r.due(
                rule,
                term,
                family.id,
                member.filed_on,
                part=member.office,
                office=member.office,
                fulfilled=granted if rule.id == "R06" else paid,
            )
        for rule, term in _for(r, Trigger.GRANT, family, member.office):
            if rule.id == "R16" and granted is not None:
                yield r.due(rule, term, family.id, member.filed_on, part=member.office, office=member.office)


def _terms(
    r: Reckoner, trigger: Trigger, family: Family, member: Application, *, source: date | None, settled: date | None
) -> Iterator[Due]:
    if source is None:
        return
    for rule, term in _for(r, trigger, family, member.office):
        yield r.due(rule, term, family.id, source, part=member.office, office=member.office, fulfilled=settled)


def _refusal(r: Reckoner, family: Family, member: Application) -> Iterator[Due]:
    """Gone back to examination, or granted: re-examination was asked for."""
    again = member.status in FEES_PAID
    source = _received(member, member.refused_on)
    yield from _terms(r, Trigger.REFUSAL, family, member, source=source, settled=r.today if again else None)


def _received(member: Application, dated: date | None) -> date | None:
    """The day from which a notice counts: in China fifteen days after it was posted, or when it entered the system
    (rule 4). No rule that ships starts with a notice of another office."""
    return None if dated is None else deemed_receipt(dated, by_post=member.notices_by_post and member.office == "CN")


def _annuities(r: Reckoner, family: Family, member: Application) -> Iterator[Due]:
    """Every anniversary of the filing day from the grant to the next one that is not paid; each with its grace.

    The first annuity is part of the registration (R13). ``annuity_paid_until`` on an anniversary means that the
    year which begins then is not paid.
    """
    filed, granted = member.filed_on, member.granted_on
    if filed is None or granted is None:
        return
    last = _term_ends(r, family, member)
    for year in range(1, MOST_YEARS):
        day = Period(year, "Y").after(filed)
        if last is not None and day >= last:
            return
        if day < granted:
            continue
        paid = member.annuity_paid_until is not None and day < member.annuity_paid_until
        for rule, term in _for(r, Trigger.ANNIVERSARY, family, member.office):
            yield r.due(
                rule,
                term,
                family.id,
                day,
                part=f"{member.office}:{day.year}",
                office=member.office,
                fulfilled=r.today if paid else None,
            )
        if not paid:
            return


def _term_ends(r: Reckoner, family: Family, member: Application) -> date | None:
    ends = [
        term.period.after(member.filed_on)
        for rule, term in _for(r, Trigger.GRANT, family, member.office)
        if rule.id == "R16" and term.period is not None and member.filed_on is not None
    ]
    return min(ends, default=None)


def _rewards(r: Reckoner, family: Family, register: Register) -> Iterator[Due]:
    """Paid when every inventor has a reward and none is unpaid."""
    member = family.member("CN")
    if member is None or member.granted_on is None:
        return
    rewards = [w for w in register.rewards if w.family_id == family.id and w.kind is RewardKind.REWARD]
    paid = {reward.inventor: reward.paid_on for reward in rewards if reward.paid_on is not None}
    whole = rewards and len(paid) == len({reward.inventor for reward in rewards}) and set(family.inventors) <= set(paid)
    for rule, term in _for(r, Trigger.GRANT, family, "CN"):
        if rule.id == "R33":
            yield r.due(
                rule, term, family.id, member.granted_on, part="CN", fulfilled=max(paid.values()) if whole else None
            )


def _for(r: Reckoner, trigger: Trigger, family: Family, office: str = "") -> Iterator[tuple[Rule, Term]]:
    for rule, term in r.rulebook.dated(trigger):
        if term.kinds and family.kind not in term.kinds:
            continue
        if not term.offices or not office or office in term.offices:
            yield rule, term
