"""Judges an import: many items at once, all or none. Pure.

Items of an import name each other by made-up ids (any text that is no id of the register); those in the register by
theirs. Every item goes through the same judgement as one that is typed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from flows.errors import InvalidFields, LiandongError, NotAllowed, NotFound
from flows.linkage import commands as c
from flows.linkage import events as e
from flows.linkage import goingout, recording, tying
from flows.linkage.evolve import replay
from flows.linkage.items import Family
from flows.linkage.permissions import require
from flows.linkage.register import Register
from flows.linkage.situation import Situation

MOST = 1000
"""Items and links of one import: judging each on what came before it costs the square of their number."""


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """``kind`` is ``feature``, ``family``, ``standard``, ``outward`` or ``tie``; ``place`` counts from 1 within it.
    ``part`` is the office of the application that it is about."""

    kind: str
    place: int
    field: str
    problem: str
    part: str = ""


@dataclass(eq=False)
class ImportRefused(LiandongError):
    """Nothing was recorded. Every problem, in the order of the items."""

    problems: tuple[ImportProblem, ...]


def take_in(register: Register, command: c.ImportItems, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Raises ``ImportRefused`` with everything that is wrong, ``NotAllowed`` where one kind is not this person's."""
    parts = (command.features, command.families, command.standards, command.outwards, command.ties)
    count = sum(len(part) for part in parts)
    if not 0 < count <= MOST:
        raise InvalidFields({"file": "too_many" if count else "nothing_given"})
    _require_each(command, situation)
    work = _Work(register, situation)
    work.take(command)
    if work.problems:
        raise ImportRefused(tuple(work.problems))
    if not work.events:
        return ()
    return (e.ItemsImported(**situation.stamp(), source=command.source, count=count), *work.events)


def rehearse(register: Register, command: c.ImportItems, situation: Situation) -> tuple[ImportProblem, ...]:
    """What ``take_in`` would refuse, for a dry run. Raises ``NotAllowed`` and ``InvalidFields`` as it does."""
    try:
        take_in(register, command, situation)
    except ImportRefused as refused:
        return refused.problems
    return ()


def _require_each(command: c.ImportItems, situation: Situation) -> None:
    """A list is no way around what a person may not do one by one."""
    for part, needed in ((command.families, c.RecordFamily), (command.standards, c.RecordStandard)):
        if part:
            require(situation.project, situation.by, needed.__name__)


class _Work:
    """An import under way: the register so far, the ids given to made-up ones, and what was wrong."""

    def __init__(self, register: Register, situation: Situation) -> None:
        self._register, self._situation = register, situation
        self._ids: dict[str, str] = {}
        self._waiting: list[e.LinkageEvent] = []
        self.events: list[e.LinkageEvent] = []
        self.problems: list[ImportProblem] = []

    def take(self, command: c.ImportItems) -> None:
        """Every item, in the order in which it can name those before it. A problem stops none of the others."""
        for place, feature in enumerate(command.features, 1):
            wish = c.RecordFeature(item=replace(feature, id=self._known(feature.id)))
            self._judge("feature", place, recording.feature, wish, feature.id)
        for place, family in enumerate(command.families, 1):
            self._family(place, family)
        for place, standard in enumerate(command.standards, 1):
            bare = c.RecordStandard(item=replace(standard, id=self._known(standard.id)))
            done = self._judge("standard", place, recording.standard, bare, standard.id)
            if done and standard.clauses:
                clauses = c.RecordClauses(
                    standard_id=self._id(standard.id), version=standard.version, clauses=standard.clauses
                )
                self._judge("standard", place, recording.clauses, clauses)
        for place, outward in enumerate(command.outwards, 1):
            features = tuple(self._id(feature) for feature in outward.features)
            plan = replace(
                outward, id=self._known(outward.id), features=features, standard_id=self._id(outward.standard_id)
            )
            self._judge("outward", place, goingout.plan, c.PlanOutward(item=plan), outward.id)
        self._ties(command.ties)

    def _ties(self, ties: Iterable[c.TieItems]) -> None:
        """One sees those before it only where it is the same tie: folding each into 20,000 links takes seconds."""
        seen: set[tuple[object, ...]] = set()
        for place, tie in enumerate(ties, 1):
            wish = replace(tie, source=self._id(tie.source), target=self._id(tie.target))
            if tying.place_of(wish) in seen:
                self._fold()
            seen.add(tying.place_of(wish))
            self._judge("tie", place, tying.tie, wish, folds=False)
        self._fold()

    def _family(self, place: int, family: Family) -> None:
        """The family first, then each of its applications, then its claims."""
        wish = c.RecordFamily(item=replace(family, id=self._known(family.id)))
        if not self._judge("family", place, recording.family, wish, family.id):
            return
        for member in family.members:
            filing = c.RecordApplication(family_id=self._id(family.id), application=member)
            self._judge("family", place, recording.application, filing, part=member.office)
        if family.claims:
            claims = c.RecordClaims(family_id=self._id(family.id), claims=family.claims)
            self._judge("family", place, recording.claims, claims)

    def _judge(
        self, kind: str, place: int, decider: Callable[[Register, Any, Situation], tuple[e.LinkageEvent, ...]],
        wish: c.LinkageCommand, made_up: str = "", *, part: str = "", folds: bool = True,
    ) -> bool:  # fmt: skip
        """Whether it was taken; ``folds``: for the next one to see. Any: each decider takes its own command."""
        try:
            events = decider(self._register, wish, self._situation)
        except InvalidFields as error:
            fields = error.fields.items()
            self.problems += [ImportProblem(kind, place, name, problem, part) for name, problem in fields]
            return False
        except NotFound as error:
            self.problems.append(ImportProblem(kind, place, error.key, "unknown_entry"))
            return False
        except NotAllowed:
            self.problems.append(ImportProblem(kind, place, "", "not_allowed"))
            return False
        for event in events[:1]:
            item = getattr(event, "item", None)
            if item is not None and made_up:
                self._ids[made_up] = item.id
        self.events += events
        self._waiting += events
        if folds:
            self._fold()
        return True

    def _fold(self) -> None:
        """What was taken becomes part of the register that the next one is judged on."""
        if self._waiting:
            self._register = replay(self._waiting, self._register)
            self._waiting = []

    def _known(self, item_id: str) -> str:
        """The id of an item that the register holds already; empty text for a made-up one."""
        return item_id if self._register.find(item_id) is not None else ""

    def _id(self, item_id: str) -> str:
        return self._ids.get(item_id, item_id)
