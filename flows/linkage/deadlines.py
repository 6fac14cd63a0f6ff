"""The docket: which dates there should be after a change of the register, and what becomes of those there are.

Dates appear with their facts, are recalculated when the day that starts them changes, are closed by the fact that
settles them, and go when their fact goes. What a person has dropped stays dropped.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from flows.linkage.codes import Body, DocketState, OutwardKind, OutwardState
from flows.linkage.counting import OfficeCalendars, Period
from flows.linkage.house import House
from flows.linkage.items import Item, Outward, Standard
from flows.linkage.judgements import DocketItem
from flows.linkage.patent_dates import of_family
from flows.linkage.reckoning import Due, Reckoner
from flows.linkage.register import Register
from flows.linkage.rulebook import Rulebook, Trigger, plain_stage
from flows.linkage.standard_dates import of_licence, of_outward, of_reward, of_standard
from flows.linkage.ties import Ties, is_filed, ties
from flows.names import SYSTEM
from flows.ports import NewId

AnyItem = TypeVar("AnyItem", bound=Item)

__all__ = ["OfficeCalendars", "follow_up"]

LONG_AGO = Period(6, "M")
"""A date that was over for longer when its fact was first recorded is not opened: no grace and no restoration reaches
so far. A duty that stays owed is."""
SOURCE_GONE, MOVED_ON, FACT = "source_gone", "moved_on", "fact"
"""What the ``note`` of an item says that was closed by ``names.SYSTEM``, as a code."""
SAME_BODY = {Body.THREEGPP: Body.ETSI}
"""A contribution to 3GPP is declared at ETSI (DOMAIN.md 4.4)."""


def follow_up(
    before: Register, after: Register, *, rulebook: Rulebook, calendars: OfficeCalendars, house: House, today: date,
    new_id: NewId,
) -> tuple[DocketItem, ...]:  # fmt: skip
    """The docket items that are new or changed by going from ``before`` to ``after``: opened, recalculated, closed by
    a fact, reopened, gone. From an empty register everything is looked at again (after a change of calendars)."""
    scan = _scan(before, after, Reckoner(rulebook=rulebook, calendars=calendars, house=house, today=today))
    docket = {(item.rule, item.subject_id, item.part): item for item in after.docket}
    number = max((item.number for item in after.docket), default=0)
    changed: list[DocketItem] = []
    for key, due in scan.dues.items():
        item = docket.get(key)
        if item is None:
            if _opens(due, today):
                number += 1
                changed.append(_opened(due, number, new_id))
        elif (now := _followed(item, due, today)) != item:
            changed.append(now)
    for key, item in docket.items():
        if item.state is DocketState.OPEN and key not in scan.dues and scan.covers(item):
            gone = _gone(item, after, rulebook, today)
            if gone is not None:
                changed.append(gone)
    return tuple(changed)


@dataclass(frozen=True, slots=True)
class _Scan:
    """Every date that should be there, for the ``subjects`` that were looked at. ``disclosure`` are the rules whose
    dates follow from all outward items together, where those were looked at."""

    dues: dict[tuple[str, str, str], Due]
    subjects: frozenset[str]
    disclosure: frozenset[str]
    apart: frozenset[str]

    def covers(self, item: DocketItem) -> bool:
        """Whether the scan would have found the date, were it still to be there."""
        return item.rule in self.disclosure or (item.rule not in self.apart and item.subject_id in self.subjects)


def _scan(before: Register, after: Register, reckoner: Reckoner) -> _Scan:
    """Only what a change can have moved is computed again: a register may hold thousands of items."""
    families = _changed(before.families, after.families)
    families |= {reward.family_id for reward in _changed_items(before.rewards, after.rewards)}
    standards = _changed(before.standards, after.standards)
    standards |= {declared.standard_id for declared in _changed_items(before.declarations, after.declarations)}
    licences = _changed(before.licences, after.licences)
    found: list[Due] = []
    for family in after.families:
        if family.id in families:
            found += of_family(reckoner, family, after)
    for standard in after.standards:
        if standard.id in standards:
            found += of_standard(reckoner, standard, after)
    for licence in after.licences:
        if licence.id in licences or not families.isdisjoint(licence.families):
            licences.add(licence.id)
            found += of_licence(reckoner, licence, after)
    rewards = [reward for reward in after.rewards if reward.family_id in families]
    found += [due for reward in rewards for due in of_reward(reckoner, reward, after)]
    book = reckoner.rulebook
    apart = frozenset(r.id for t in (Trigger.CONTRIBUTION, Trigger.AVAILABILITY) for r, _ in book.dated(t))
    outward = any(getattr(before, kind) is not getattr(after, kind) for kind in _OUTWARD_FACTS)
    if outward:
        tied = ties(after)
        found += _declarations(after, tied, reckoner)
        found += [due for o in after.outwards for due in of_outward(reckoner, o, unfiled=_unfiled(o, tied))]
    subjects = families | standards | licences | {reward.id for reward in rewards}
    return _Scan({due.key: due for due in found}, frozenset(subjects), apart if outward else frozenset(), apart)


_OUTWARD_FACTS = ("outwards", "links", "declarations", "families", "features")


def _changed_items(before: tuple[AnyItem, ...], after: tuple[AnyItem, ...]) -> list[AnyItem]:
    if before is after:
        return []
    known = {item.id: item for item in before}
    return [item for item in after if known.get(item.id) != item]


def _changed(before: tuple[AnyItem, ...], after: tuple[AnyItem, ...]) -> set[str]:
    return {item.id for item in _changed_items(before, after)}


def _unfiled(outward: Outward, tied: Ties) -> bool:
    """Whether a feature that goes out is covered by nothing that is filed, and was not cleared in writing."""
    for feature_id in outward.features:
        feature = tied.features.get(feature_id)
        if feature is None or feature.not_patent_relevant:
            continue
        if not any(is_filed(member) for family in tied.families_of((feature_id,)) for member in family.members):
            return True
    return False


def _declarations(register: Register, tied: Ties, reckoner: Reckoner) -> Iterator[Due]:
    """One date for each family and standard (or body, where the contribution names no standard), from the earliest
    contribution that was made. Pending applications and rejected contributions count (R20, R26)."""
    first: dict[tuple[str, Body, str], date] = {}
    for outward in register.outwards:
        made = outward.made_on if outward.state is OutwardState.MADE else None
        if outward.kind is not OutwardKind.CONTRIBUTION or outward.body is None or made is None:
            continue
        for family in tied.families_of(outward.features):
            if any(is_filed(member) for member in family.members):
                key = (family.id, outward.body, outward.standard_id)
                first[key] = min(made, first.get(key, made))
    declared: dict[tuple[str, Body, str], date] = {}
    for item in register.declarations:
        for family_id in item.families:
            place = (family_id, SAME_BODY.get(item.body, item.body), item.standard_id)
            declared[place] = min(item.declared_on, declared.get(place, item.declared_on))
    for (family_id, body, standard_id), made in first.items():
        at = SAME_BODY.get(body, body)
        days = [d for d in (declared.get((family_id, at, standard_id)), declared.get((family_id, at, ""))) if d]
        for rule, term in reckoner.rulebook.dated(Trigger.CONTRIBUTION):
            if body in term.bodies:
                due = reckoner.due(rule, term, family_id, made, fulfilled=min(days, default=None))
                part = standard_id or body.value
                if term.period is None:
                    day = made + timedelta(days=reckoner.house.declare_within_days)
                    due = replace(due, raw_on=day, due_on=day)
                yield replace(due, part=part)


def _opens(due: Due, today: date) -> bool:
    if due.fulfilled is not None:
        return False
    return due.rule.stays_owed or LONG_AGO.after(due.due_on) >= today


def _opened(due: Due, number: int, new_id: NewId) -> DocketItem:
    return DocketItem(
        id=new_id("dkt"), number=number, rule=due.rule.id, subject_id=due.subject_id, part=due.part,
        source_on=due.source_on, raw_on=due.raw_on, due_on=due.due_on, calendar=due.calendar,
        certainty=due.rule.certainty,
    )  # fmt: skip


def _followed(item: DocketItem, due: Due, today: date) -> DocketItem:
    """What becomes of an item whose date is there now. Days of the past never move what is settled for good."""
    by_itself = item.done_by == SYSTEM
    if item.state is DocketState.DROPPED:
        # What a person let pass stays so. What went with its fact comes back with it, unless that is settled.
        return _reopened(item, due) if by_itself and due.fulfilled is None else item
    if item.state is DocketState.OPEN:
        item = _moved(item, due)
        return item if due.fulfilled is None else _closed(item, FACT, due.fulfilled or today)
    if due.fulfilled is not None:
        return item
    if by_itself and item.state is DocketState.DONE:
        return _reopened(item, due)  # the fact that settled it was taken back
    return item if item.due_on == due.due_on else _reopened(item, due)


def _moved(item: DocketItem, due: Due) -> DocketItem:
    before = item.due_on if item.due_on != due.due_on else item.before_on
    return replace(
        item, source_on=due.source_on, raw_on=due.raw_on, due_on=due.due_on, calendar=due.calendar,
        certainty=due.rule.certainty, before_on=before,
    )  # fmt: skip


def _reopened(item: DocketItem, due: Due) -> DocketItem:
    cleared = replace(
        item, state=DocketState.OPEN, done_by="", done_on=None, confirmed_by="", confirmed_on=None, note=""
    )
    return _moved(cleared, due)


def _closed(item: DocketItem, note: str, day: date, state: DocketState = DocketState.DONE) -> DocketItem:
    """DONE of a statutory date waits for a second person (``codes.STATUTORY``)."""
    return replace(item, state=state, done_by=SYSTEM, done_on=day, note=note)


def _gone(item: DocketItem, after: Register, rulebook: Rulebook, today: date) -> DocketItem | None:
    """An open item whose date does not follow any more. None where it runs on: the exclusion window of a draft that
    has left its stage. A ballot that its standard has left behind is over."""
    rule, subject = rulebook.get(item.rule), after.find(item.subject_id)
    terms = rule.terms if rule is not None else ()
    staged = [term for term in terms if term.trigger is Trigger.STAGE and term.key == item.part]
    if isinstance(subject, Standard) and staged and not subject.withdrawn:
        if staged[0].outlasts:
            return None
        if plain_stage(subject.stage) not in staged[0].stages:
            return _closed(item, MOVED_ON, today)
    return _closed(item, SOURCE_GONE, today, DocketState.DROPPED)
