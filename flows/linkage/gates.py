"""What the register puts before the gate of the implementation stage: nothing uncleared, no statutory date missed.

The composition root hands it to the lifecycle, which knows of no other wing (DESIGN.md 3).
"""

from collections.abc import Iterator
from datetime import date

from flows.errors import Blocker
from flows.lifecycle.readiness import Standing
from flows.linkage.codes import STATUTORY, DocketState, OutwardKind, OutwardState
from flows.linkage.items import Outward
from flows.linkage.judgements import DocketItem
from flows.linkage.permissions import lifters
from flows.linkage.register import Register, label_of
from flows.linkage.rulebook import Rulebook
from flows.linkage.surroundings import Surroundings
from flows.linkage.validity import recorded_clearance, valid_clearance
from flows.names import Bilingual

STAGES = frozenset({"implementation"})
"""Stages whose gates look at the register: what was developed goes out in this one (DOMAIN.md 3.3)."""
NOT_CLEARED, DATE_MISSED = "not_cleared", "date_missed"


def looks_at_register(project: Standing) -> bool:
    """Whether the gate of the present stage asks anything of the register: where not, nothing need be loaded."""
    return project.stage in STAGES


def register_blockers(
    project: Standing, register: Register, around: Surroundings, *, rulebook: Rulebook
) -> tuple[Blocker, ...]:
    """One blocker for every contribution without a clearance that holds for its day, and for every missed date."""
    if not looks_at_register(project):
        return ()
    uncleared = (_uncleared(outward, project) for outward in _not_cleared(register, around))
    missed = (_missed(item, project, rulebook) for item in missed_dates(register, around.today))
    return (*uncleared, *missed)


def _not_cleared(register: Register, around: Surroundings) -> Iterator[Outward]:
    """What is planned is asked about the day it is planned for, or today where that is over; what is out about the
    record under which it went out."""
    for outward in register.outwards:
        if outward.kind is OutwardKind.CONTRIBUTION and outward.state is not OutwardState.WITHDRAWN:
            is_cleared = (
                recorded_clearance(register, outward, around)
                if outward.made_on
                else valid_clearance(register, outward, max(outward.available_on, around.today), around)
            )
            if is_cleared is None:
                yield outward


def missed_dates(register: Register, today: date) -> tuple[DocketItem, ...]:
    """Statutory dates that are over and that nobody has done or dropped, the oldest first."""
    late = (
        item
        for item in register.docket
        if item.state is DocketState.OPEN and item.certainty in STATUTORY and item.due_on < today
    )
    return tuple(sorted(late, key=lambda item: (item.due_on, item.number)))


def _uncleared(outward: Outward, project: Standing) -> Blocker:
    able, roles = lifters(project, "DecideClearance")
    return Blocker(NOT_CLEARED, outward.id, _named(label_of(outward), outward.title, outward.title), able, roles)


def _missed(item: DocketItem, project: Standing, rulebook: Rulebook) -> Blocker:
    able, roles = lifters(project, "CloseDocketItem")
    rule = rulebook.get(item.rule)
    zh, en = (rule.title.zh, rule.title.en) if rule else (item.rule, item.rule)
    people = tuple(dict.fromkeys((item.owner, *able) if item.owner else able))
    return Blocker(DATE_MISSED, item.id, _named(label_of(item), zh, en), people, roles)


def _named(label: str, zh: str, en: str) -> Bilingual:
    return Bilingual(zh=f"{label} {zh}", en=f"{label} {en}")
