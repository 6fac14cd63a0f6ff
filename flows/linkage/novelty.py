"""Is it filed before it goes out? R01 with R01a-R01e, and R03 (DOMAIN.md 4.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flows.linkage.codes import Body, OutwardKind, OutwardState, Severity
from flows.linkage.house import OVERRIDE, House
from flows.linkage.items import Family, Feature, Outward
from flows.linkage.judgements import Finding
from flows.linkage.surroundings import OfficeCalendars, Surroundings
from flows.linkage.ties import Ties, is_alive, is_filed
from flows.names import Role

OFFICE = "CN"
"""The calendar whose working days the buffer counts (R01e)."""

_PRIVATE = frozenset({OutwardKind.CUSTOMER_MATERIAL, OutwardKind.DEMO, OutwardKind.TALK, OutwardKind.MESSAGE})
"""What can reach nobody but people under a duty of confidentiality. Papers, repositories and standards bodies
cannot, whatever is marked (R01a, R01c)."""

_CLOSED = frozenset({Body.ISO, Body.IEC, Body.ITU})
"""Bodies whose input documents only their groups can read (R01c)."""

_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Exposed:
    """A feature that is not protected on a day, and why: ``no_features``, ``unknown_feature``, ``no_family``,
    ``dropped``, ``not_filed`` (or only planned), ``same_day``, ``filed_later``, ``dead`` (refused or lapsed)."""

    feature: str
    why: str
    families: tuple[str, ...] = ()
    filed_on: date | None = None


def out_on(outward: Outward) -> date:
    """The day from which outsiders have it: the day it really went out, else the planned one."""
    return outward.made_on or outward.available_on


def exposed(outward: Outward, on: date, ties: Ties, today: date) -> tuple[Exposed, ...]:
    """Every feature of an item that has neither an earlier filing nor a written clearance. No feature named is no
    answer either: it cannot be clear what nobody said is in it (R01)."""
    if not outward.features:
        return (Exposed("", "no_features"),)
    found = (_exposure(feature, on, ties, today) for feature in dict.fromkeys(outward.features))
    return tuple(exposure for exposure in found if exposure is not None)


def shown_too_early(outward: Outward, ties: Ties) -> tuple[Exposed, ...]:
    """What an item shows, or showed, before it was filed: a fact, whoever allowed it. A filing that died since was one
    on that day."""
    day = out_on(outward)
    return tuple(exposure for exposure in exposed(outward, day, ties, day) if exposure.why != "dead")


def _exposure(feature_id: str, on: date, ties: Ties, today: date) -> Exposed | None:
    feature = ties.features.get(feature_id)
    if feature is None:
        return Exposed(feature_id, "unknown_feature")
    if is_cleared(feature):
        return None
    families = ties.covering.get(feature_id, ())
    kept = tuple(family for family in families if not family.dropped)
    ids = tuple(family.id for family in kept or families)
    if not kept:
        return Exposed(feature_id, "dropped" if families else "no_family", ids)
    filed = [(family, day) for family in kept if (day := filed_on(family, today)) is not None]
    if not filed:
        return Exposed(feature_id, "not_filed", ids)
    since = min((day for family, day in filed if is_living(family)), default=None)
    if since is not None and since < on:  # the same day is not earlier
        return None
    first = min(day for _, day in filed)
    why = "dead" if first < on else "same_day" if first == on else "filed_later"
    return Exposed(feature_id, why, ids, first)


def protected_since(feature_id: str, ties: Ties, today: date) -> date | None:
    """The first filing of the families that cover a feature and are still alive."""
    living = (f for f in ties.covering.get(feature_id, ()) if not f.dropped and is_living(f))
    return min((day for family in living if (day := filed_on(family, today)) is not None), default=None)


def is_cleared(feature: Feature) -> bool:
    """Whether somebody wrote down why the feature needs no filing."""
    return bool(feature.not_patent_relevant.strip())


def is_living(family: Family) -> bool:
    """Whether any application of a family is neither refused nor lapsed."""
    return any(is_alive(member) for member in family.members)


def filed_on(family: Family, today: date) -> date | None:
    """The first day that a filing of the family really has: what is planned, or lies in the future, is no filing."""
    days = [
        day
        for member in family.members
        if is_filed(member)
        for day in (member.priority_on, member.filed_on)
        if day is not None and day <= today
    ]
    return min(days, default=None)


def latest_safe_filing(available_on: date, house: House, calendars: OfficeCalendars) -> date:
    """The last day to file for something that is out on ``available_on``: so many working days of the office before
    it, never the day itself (R01e)."""
    day, left = available_on - timedelta(days=1), house.buffer_days
    while available_on - day < _LONGEST:
        left -= calendars.is_open(OFFICE, day)
        if left <= 0:
            break
        day -= timedelta(days=1)
    return day


def findings(outward: Outward, ties: Ties, around: Surroundings) -> Iterator[Finding]:
    """What R01 with its letters and R03 say of an item on the day it is out."""
    day = out_on(outward)
    bare = exposed(outward, day, ties, around.today)
    yield from (_r01(exposure, outward, around) for exposure in bare)
    if outward.kind is OutwardKind.CONTRIBUTION:
        yield from _at_a_body(outward, any(severity_of(e, outward) is Severity.BLOCK for e in bare))
    yield from _buffer(outward, bare, ties, around)
    if is_open_to_all(outward):
        severity = Severity.WARN if bare else Severity.INFO
        lifts = open_to(outward, "private_channel", *_lifts(outward, around)) if bare else ()
        yield Finding(rule="R03", severity=severity, subjects=(outward.id,), lifts=lifts, roles=(Role.PATENT.value,),
                      params=(("available_on", day.isoformat()),))  # fmt: skip


def severity_of(exposure: Exposed, outward: Outward) -> Severity:
    """R01 blocks. Two things need a person instead: a filing that died since, and a duty of confidentiality."""
    if exposure.why == "dead" or (outward.under_nda and outward.kind in _PRIVATE):
        return Severity.WARN
    return Severity.BLOCK


def _r01(exposure: Exposed, outward: Outward, around: Surroundings) -> Finding:
    day = out_on(outward)
    params = [("why", exposure.why), ("available_on", day.isoformat())]
    if exposure.filed_on:
        params.append(("filed_on", exposure.filed_on.isoformat()))
    lifts = _lifts(outward, around)
    if exposure.why in ("no_features", "unknown_feature"):
        lifts = open_to(outward, "name_features", "override")
    return Finding(rule="R01", severity=severity_of(exposure, outward),
                   subjects=tuple(filter(None, (outward.id, exposure.feature, *exposure.families))),
                   lifts=lifts, roles=_roles(around), params=tuple(params))  # fmt: skip


def open_to(outward: Outward, *lifts: str) -> tuple[str, ...]:
    """What of ``lifts`` still helps. Nothing takes back what is out, not even its withdrawal at the body; then only a
    person can say what is left to save (``grace.py``)."""
    return ("ask_patent_lead",) if outward.state is OutwardState.MADE else lifts


def _lifts(outward: Outward, around: Surroundings) -> tuple[str, ...]:
    first = ("file_first",) if out_on(outward) > around.today else ()
    nda = ("nda",) if outward.kind in _PRIVATE and not outward.under_nda else ()
    return open_to(outward, *first, "move_date", "not_patent_relevant", "drop_feature", *nda, "override")


def _roles(around: Surroundings) -> tuple[str, ...]:
    """Who can lift R01: the patent lead, and legal for an override where the house says so."""
    legal = (Role.LEGAL.value,) if OVERRIDE in around.house.legal_for else ()
    return (Role.PATENT.value, *legal)


def _at_a_body(outward: Outward, is_exposed: bool) -> Iterator[Finding]:
    day = (("available_on", out_on(outward).isoformat()),)
    body = (("body", outward.body.value),) if outward.body else ()
    roles = (Role.PATENT.value, Role.STANDARD.value)
    if is_exposed:
        yield Finding(rule="R01a", severity=Severity.BLOCK, subjects=(outward.id,),
                      lifts=open_to(outward, "file_first", "move_date"), roles=roles, params=(*day, *body))  # fmt: skip
    if outward.body is Body.THREEGPP:
        yield Finding(rule="R01b", severity=Severity.INFO, subjects=(outward.id,), params=(*day, *body))
    relies = outward.under_nda or (outward.marked_confidential and outward.body is not Body.IEEE)
    if relies or (is_exposed and outward.body in _CLOSED):
        yield Finding(rule="R01c", severity=Severity.WARN, subjects=(outward.id,),
                      lifts=open_to(outward, "ask_patent_lead", "override"), roles=roles,
                      params=(*day, *body))  # fmt: skip
    if outward.marked_confidential and outward.body is Body.IEEE:
        yield Finding(rule="R01d", severity=Severity.WARN, subjects=(outward.id,),
                      lifts=open_to(outward, "remove_mark"), roles=(Role.STANDARD.value,),
                      params=(*day, *body))  # fmt: skip


def _buffer(outward: Outward, bare: tuple[Exposed, ...], ties: Ties, around: Surroundings) -> Iterator[Finding]:
    """R01e: filed, but within the buffer, or the day before by the clock of an office abroad; or still to be filed, and
    until when that is safe."""
    if outward.state is not OutwardState.PLANNED:
        return
    day = out_on(outward)
    latest = latest_safe_filing(day, around.house, around.calendars)
    params = (("available_on", day.isoformat()), ("latest_on", latest.isoformat()))
    roles = (Role.PATENT.value,)
    unfiled = tuple(e.feature for e in bare if e.why in ("no_family", "not_filed", "dropped"))
    if unfiled:
        severity = Severity.WARN if latest < around.today else Severity.INFO
        lifts = ("move_date",) if severity is Severity.WARN else ("file_first",)
        yield Finding(rule="R01e", severity=severity, subjects=(outward.id, *unfiled), lifts=lifts, roles=roles,
                      params=(*params, ("why", "not_filed")))  # fmt: skip
    exposed_ids = {exposure.feature for exposure in bare}
    close = tuple(
        feature
        for feature in dict.fromkeys(outward.features)
        if feature not in exposed_ids and not is_cleared(ties.features[feature])
        if (since := protected_since(feature, ties, around.today)) is not None
        and (since > latest or (since == day - timedelta(days=1) and not _filed_here(feature, since, ties)))
    )
    if close:
        yield Finding(rule="R01e", severity=Severity.WARN, subjects=(outward.id, *close),
                      lifts=("move_date", "ask_patent_lead"), roles=roles,
                      params=(*params, ("why", "close")))  # fmt: skip


def _filed_here(feature_id: str, on: date, ties: Ties) -> bool:
    """Whether the office of the house took a filing that day. An office bears the day of its own clock: the day before
    may be the same one in Washington."""
    return any(
        member.office == OFFICE and is_filed(member) and on in (member.filed_on, member.priority_on)
        for family in ties.covering.get(feature_id, ())
        if not family.dropped
        for member in family.members
    )


def is_open_to_all(outward: Outward) -> bool:
    """An open repository, or a document behind a link (R03: whether anybody looks does not matter)."""
    is_link = outward.document.strip().lower().startswith(("http://", "https://"))
    return outward.kind is OutwardKind.REPOSITORY or (is_link and outward.kind is not OutwardKind.CONTRIBUTION)
