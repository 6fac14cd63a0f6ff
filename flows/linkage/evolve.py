"""Folds events into the register: ``register = fold(evolve, events)``. Never refuses; refusing is the deciders' work.

``version`` is not touched: it counts saved changes, not events, and belongs to the use case.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from flows.linkage import events as e
from flows.linkage.codes import ClearanceState, Essentiality, OutwardState
from flows.linkage.dealings import Declaration, Licence, Reward
from flows.linkage.items import Application, Family, Feature, Item, Link, Outward, Standard
from flows.linkage.judgements import Clearance, DocketItem
from flows.linkage.register import ITEM_FIELDS, Register

T = TypeVar("T", bound=Item)


class Draft:
    """A register while events are folded into it: an import of thousands of events costs one pass, not one each. A kind
    is indexed when an event first asks for it: most events ask for one.

    Items stand in the order of their numbers, links in the order of their ids, whatever order they came in.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._touched: set[str] = set()

    @cached_property
    def features(self) -> dict[str, Feature]:
        return {item.id: item for item in self._register.features}

    @cached_property
    def families(self) -> dict[str, Family]:
        return {item.id: item for item in self._register.families}

    @cached_property
    def standards(self) -> dict[str, Standard]:
        return {item.id: item for item in self._register.standards}

    @cached_property
    def outwards(self) -> dict[str, Outward]:
        return {item.id: item for item in self._register.outwards}

    @cached_property
    def declarations(self) -> dict[str, Declaration]:
        return {item.id: item for item in self._register.declarations}

    @cached_property
    def licences(self) -> dict[str, Licence]:
        return {item.id: item for item in self._register.licences}

    @cached_property
    def rewards(self) -> dict[str, Reward]:
        return {item.id: item for item in self._register.rewards}

    @cached_property
    def clearances(self) -> dict[str, Clearance]:
        return {item.id: item for item in self._register.clearances}

    @cached_property
    def docket(self) -> dict[str, DocketItem]:
        return {item.id: item for item in self._register.docket}

    @cached_property
    def links(self) -> dict[str, Link]:
        return {item.id: item for item in self._register.links}

    def touched(self, kind: str) -> Any:
        """The items of a kind, about to change. Any: each kind is a dict of its own class."""
        self._touched.add(kind)
        return getattr(self, kind)

    def register(self) -> Register:
        """What was not touched stays the very same object, so that nobody need look at it again."""
        changed: dict[str, Any] = {}
        for kind in ITEM_FIELDS:
            if kind in self._touched:
                changed[kind] = tuple(sorted(getattr(self, kind).values(), key=_number))
        if "links" in self._touched:
            changed["links"] = tuple(sorted(self.links.values(), key=_id))
        return replace(self._register, **changed)


_number, _id = attrgetter("number"), attrgetter("id")


def evolve(register: Register, event: e.LinkageEvent) -> Register:
    """The register after one more event."""
    return replay((event,), register)


def replay(events: Iterable[e.LinkageEvent], register: Register) -> Register:
    """The register after all of ``events``."""
    draft = Draft(register)
    for event in events:
        APPLY[type(event)](draft, event)
    return draft.register()


def _feature(draft: Draft, event: e.FeatureRecorded) -> None:
    """Why it needs no filing is another event's to change."""
    stored = draft.features.get(event.item.id)
    reason, by = (stored.not_patent_relevant, stored.cleared_by) if stored else ("", "")
    draft.touched("features")[event.item.id] = replace(event.item, not_patent_relevant=reason, cleared_by=by)


def _feature_cleared(draft: Draft, event: e.FeatureCleared) -> None:
    by = event.by if event.reason else ""
    stored = draft.features[event.feature_id]
    draft.touched("features")[stored.id] = replace(stored, not_patent_relevant=event.reason, cleared_by=by)


def _family(draft: Draft, event: e.FamilyRecorded) -> None:
    stored = draft.families.get(event.item.id)
    members, claims = (stored.members, stored.claims) if stored else ((), ())
    draft.touched("families")[event.item.id] = replace(event.item, members=members, claims=claims)


def _application(draft: Draft, event: e.ApplicationRecorded) -> None:
    """At its place where the office is known already, else at the end."""
    family, new = draft.families[event.family_id], event.application
    members: tuple[Application, ...] = tuple(new if m.office == new.office else m for m in family.members)
    if family.member(new.office) is None:
        members = (*members, new)
    draft.touched("families")[family.id] = replace(family, members=members)


def _claims(draft: Draft, event: e.ClaimsRecorded) -> None:
    family = draft.families[event.family_id]
    draft.touched("families")[family.id] = replace(family, claims=event.claims)


def _standard(draft: Draft, event: e.StandardRecorded) -> None:
    stored = draft.standards.get(event.item.id)
    version, clauses = (stored.version, stored.clauses) if stored else ("", ())
    draft.touched("standards")[event.item.id] = replace(event.item, version=version, clauses=clauses)


def _clauses(draft: Draft, event: e.ClausesRecorded) -> None:
    standard = draft.standards[event.standard_id]
    draft.touched("standards")[standard.id] = replace(standard, version=event.version, clauses=event.clauses)


def _outward(draft: Draft, event: e.OutwardPlanned) -> None:
    """That it went out, and what the body said, are other events' to change."""
    stored = draft.outwards.get(event.item.id)
    fresh = replace(event.item, state=OutwardState.PLANNED, made_on=None)
    kept = stored and replace(event.item, state=stored.state, made_on=stored.made_on, reception=stored.reception)
    draft.touched("outwards")[event.item.id] = kept or fresh


def _asked(draft: Draft, event: e.ClearanceAsked) -> None:
    draft.touched("clearances")[event.item.id] = event.item


def _decided(draft: Draft, event: e.ClearanceDecided) -> None:
    """An agreement of legal leaves the override the patent lead's; a revocation leaves who decided as it was."""
    stored = draft.clearances[event.clearance_id]
    if event.state is ClearanceState.REVOKED or (stored.decided_by and event.legal_by):
        changed = replace(stored, state=event.state, legal_by=event.legal_by or stored.legal_by)
    else:
        changed = replace(
            stored, state=event.state, decided_by=event.by, decided_at=event.at, reason=event.reason,
            legal_by=event.legal_by,
        )  # fmt: skip
    draft.touched("clearances")[stored.id] = changed


def _made(draft: Draft, event: e.OutwardMade) -> None:
    stored = draft.outwards[event.outward_id]
    draft.touched("outwards")[stored.id] = replace(stored, state=OutwardState.MADE, made_on=event.made_on)


def _withdrawn(draft: Draft, event: e.OutwardWithdrawn) -> None:
    stored = draft.outwards[event.outward_id]
    draft.touched("outwards")[stored.id] = replace(stored, state=OutwardState.WITHDRAWN)


def _reception(draft: Draft, event: e.ReceptionNoted) -> None:
    stored = draft.outwards[event.outward_id]
    draft.touched("outwards")[stored.id] = replace(stored, reception=event.reception)


def _put(kind: str) -> Callable[[Draft, Any], None]:
    """An event that carries a whole item. Any: each kind has its own event."""

    def apply(draft: Draft, event: Any) -> None:
        draft.touched(kind)[event.item.id] = event.item

    return apply


def _tied(draft: Draft, event: e.ItemsTied) -> None:
    draft.touched("links")[event.link.id] = event.link


def _untied(draft: Draft, event: e.ItemsUntied) -> None:
    del draft.touched("links")[event.link_id]


def _checked(draft: Draft, event: e.RowChecked) -> None:
    """What was looked at stands on the text of that version."""
    stored = draft.links[event.link_id]
    confirmed_by = event.by if event.essentiality is Essentiality.CONFIRMED else ""
    draft.touched("links")[stored.id] = replace(
        stored, essentiality=event.essentiality, version=event.version, confirmed_by=confirmed_by, recheck="",
        why=event.why or stored.why,
    )  # fmt: skip


def _to_recheck(draft: Draft, event: e.RowsToRecheck) -> None:
    links = draft.touched("links")
    for link_id in event.links:
        links[link_id] = replace(links[link_id], recheck=event.cause)


def _docket(draft: Draft, event: e.DocketRecorded) -> None:
    draft.touched("docket").update({item.id: item for item in event.items})


def _nothing(_draft: Draft, _event: e.ItemsImported) -> None:
    """Says where the items after it come from; the history alone remembers it."""


# Any: each function takes the one event class it is registered under.
APPLY: dict[type[e.LinkageEvent], Callable[[Draft, Any], None]] = {
    e.FeatureRecorded: _feature,
    e.FeatureCleared: _feature_cleared,
    e.FamilyRecorded: _family,
    e.ApplicationRecorded: _application,
    e.ClaimsRecorded: _claims,
    e.StandardRecorded: _standard,
    e.ClausesRecorded: _clauses,
    e.OutwardPlanned: _outward,
    e.ClearanceAsked: _asked,
    e.ClearanceDecided: _decided,
    e.OutwardMade: _made,
    e.OutwardWithdrawn: _withdrawn,
    e.ReceptionNoted: _reception,
    e.Declared: _put("declarations"),
    e.LicenceRecorded: _put("licences"),
    e.RewardRecorded: _put("rewards"),
    e.ItemsTied: _tied,
    e.ItemsUntied: _untied,
    e.RowChecked: _checked,
    e.RowsToRecheck: _to_recheck,
    e.DocketRecorded: _docket,
    e.ItemsImported: _nothing,
}
