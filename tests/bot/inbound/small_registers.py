"""Registers in memory, small and real: the wing's own folding, judging and dates, without its storage and refusals."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.calendars import Offices
from bot.registers import Ruled
from flows.errors import InvalidFields, NotFound
from flows.lifecycle.permissions import may_see
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage import commands as do
from flows.linkage import events as e
from flows.linkage.clearance import judge, valid_clearance
from flows.linkage.codes import ClearanceState, DocketState
from flows.linkage.deadlines import follow_up
from flows.linkage.errors import NotCleared, StaleRegister
from flows.linkage.evolve import replay
from flows.linkage.items import Item, Link, Outward
from flows.linkage.judgements import Clearance
from flows.linkage.permissions import require
from flows.linkage.register import ITEM_FIELDS, Register, kind_of, next_number
from flows.linkage.rulebook import shipped_rules
from flows.linkage.surroundings import Surroundings
from flows.names import Actor
from flows.notices import Scalar
from flows.ports import NewId, Reads, Receipt, Store

PREFIX = {
    "features": "fea", "families": "fam", "standards": "std", "outwards": "out", "declarations": "dec",
    "licences": "lic", "rewards": "rew",
}  # fmt: skip
RECORDED: dict[type[do.LinkageCommand], type[e.LinkageEvent]] = {
    do.RecordFeature: e.FeatureRecorded, do.RecordFamily: e.FamilyRecorded, do.RecordStandard: e.StandardRecorded,
    do.PlanOutward: e.OutwardPlanned, do.Declare: e.Declared, do.RecordLicence: e.LicenceRecorded,
    do.RecordReward: e.RewardRecorded,
}  # fmt: skip


class SmallRegisters(Ruled):
    """``now`` tells the time. Nothing is kept beyond the process, and requests are not told apart."""

    def __init__(self, store: Store, new_id: NewId, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._store, self._new_id, self._now = store, new_id, now
        self.registers: dict[str, Register] = {}
        self._answered: dict[str, Receipt] = {}

    def load(self, reads: Reads, team_id: str, project_id: str) -> Register:
        del reads
        return self.registers.get(project_id) or Register(team_id=team_id, project_id=project_id)

    def perform(self, command: do.LinkageCommand, actor: Actor, *, request_key: str) -> Receipt:
        card = self._card(command, actor)
        if request_key in self._answered:
            return self._answered[request_key]
        before = self.registers.get(card.id) or Register(team_id=card.team_id, project_id=card.id)
        if command.shown is not None and command.shown != before.version:
            raise StaleRegister(card.id, command.shown, before.version)
        outward = self._outward(command, before)
        require(card, actor.user_id, type(command).__name__, self.house, outward=outward)
        base: dict[str, Any] = {"project_id": card.id, "by": actor.user_id, "at": self._now()}
        events = list(self._events(command, before, base))
        after = replay(events, before)
        today = self._now().date()
        dates = follow_up(before, after, rulebook=shipped_rules(), calendars=Offices(), house=self.house,
                          today=today, new_id=self._new_id)  # fmt: skip
        if dates:
            events.append(e.DocketRecorded(items=dates, cause="recorded", **base))
            after = replay(events[-1:], after)
        self.registers[card.id] = replace(after, version=before.version + 1)
        receipt = self._receipt(command, card, events)
        self._answered[request_key] = receipt
        return receipt

    def _card(self, command: do.LinkageCommand, actor: Actor) -> ProjectCard:
        with self._store.read() as reads:
            card = reads.card(actor.team_id, command.project_id)
        if card is None or not may_see(card, actor):
            raise NotFound("project", command.project_id)
        return card

    @staticmethod
    def _receipt(command: do.LinkageCommand, card: ProjectCard, events: Iterable[e.LinkageEvent]) -> Receipt:
        params: dict[str, Scalar] = {}
        return Receipt(command=type(command).__name__, project_id=card.id, project_key=card.key,
                       events=tuple(type(event).__name__ for event in events), params=params)  # fmt: skip

    @staticmethod
    def _outward(command: do.LinkageCommand, register: Register) -> Outward | None:
        found = getattr(command, "item", None) or register.find(getattr(command, "outward_id", ""))
        return found if isinstance(found, Outward) else None

    def _events(self, command: do.LinkageCommand, register: Register, base: dict[str, Any]) -> Iterable[e.LinkageEvent]:  # noqa: PLR0912 -- one case a command, none more than a few lines
        match command:
            case do.ClearFeature(feature_id=feature_id, reason=reason):
                yield e.FeatureCleared(feature_id=feature_id, reason=reason, **base)
            case do.RecordApplication(family_id=family_id, application=application):
                yield e.ApplicationRecorded(family_id=family_id, application=application, **base)
            case do.RecordClaims(family_id=family_id, claims=claims):
                yield e.ClaimsRecorded(family_id=family_id, claims=claims, **base)
            case do.RecordClauses(standard_id=standard_id, version=version, clauses=clauses):
                yield e.ClausesRecorded(standard_id=standard_id, version=version, clauses=clauses, **base)
            case do.AskClearance(outward_id=outward_id):
                yield e.ClearanceAsked(item=self._judged(outward_id, register, base), **base)
            case do.DecideClearance(clearance_id=clearance_id, state=state, reason=reason):
                self._item(register, clearance_id)
                if state is ClearanceState.OVERRIDDEN and not reason:
                    raise InvalidFields({"reason": "missing"})
                yield e.ClearanceDecided(clearance_id=clearance_id, state=state, reason=reason, **base)
            case do.MakeOutward(outward_id=outward_id, made_on=made_on):
                outward = self._item(register, outward_id)
                assert isinstance(outward, Outward)
                valid = valid_clearance(register, outward, made_on)
                if valid is None:
                    raise NotCleared(outward_id, f"C{outward.number}", "none")
                yield e.OutwardMade(outward_id=outward_id, made_on=made_on, clearance_id=valid.id, **base)
            case do.WithdrawOutward(outward_id=outward_id, reason=reason):
                yield e.OutwardWithdrawn(outward_id=outward_id, reason=reason, **base)
            case do.NoteReception(outward_id=outward_id, reception=reception):
                yield e.ReceptionNoted(outward_id=outward_id, reception=reception, **base)
            case do.TieItems():
                for item_id in (command.source, command.target):
                    self._item(register, item_id)
                yield e.ItemsTied(link=self._link(command, base), **base)
            case do.UntieItems(link_id=link_id, why=why):
                yield e.ItemsUntied(link_id=self._row(register, link_id), why=why, **base)
            case do.CheckRow(link_id=link_id, essentiality=essentiality, why=why):
                found = self._row(register, link_id)
                yield e.RowChecked(link_id=found, essentiality=essentiality, version="", why=why, **base)
            case do.ImportItems():
                yield from self._imported(command, register, base)
            case do.CloseDocketItem() | do.ConfirmDocketItem() | do.DropDocketItem() | do.ReopenDocketItem():
                yield self._dated(command, register, base)
            case _:
                yield self._recorded(command, register, base)

    @staticmethod
    def _item(register: Register, item_id: str) -> Item:
        found = register.find(item_id)
        if found is None:
            raise NotFound("entry", item_id)
        return found

    @staticmethod
    def _row(register: Register, link_id: str) -> str:
        if register.link(link_id) is None:
            raise NotFound("entry", link_id)
        return link_id

    def _recorded(self, command: Any, register: Register, base: dict[str, Any]) -> e.LinkageEvent:
        item = command.item
        if not (getattr(item, "name", "") or getattr(item, "title", "") or not hasattr(item, "title")):
            raise InvalidFields({"title": "missing"})
        kind = kind_of(item)
        if not item.id:
            item = replace(item, id=self._new_id(PREFIX[kind]), number=next_number(getattr(register, kind)))
        if isinstance(item, Outward):
            item = replace(item, planned_by=item.planned_by or base["by"])
        event: Any = RECORDED[type(command)]
        made: e.LinkageEvent = event(item=item, **base)
        return made

    def _judged(self, outward_id: str, register: Register, base: dict[str, Any]) -> Clearance:
        outward = self._item(register, outward_id)
        assert isinstance(outward, Outward)
        around = Surroundings(today=base["at"].date(), house=self.house, calendars=Offices())
        answer, findings = judge(register, outward, around)
        return Clearance(
            id=self._new_id("clr"), number=next_number(register.clearances), outward_id=outward.id,
            features=outward.features, available_on=outward.available_on, asked_by=base["by"], asked_at=base["at"],
            answer=answer, findings=findings,
        )  # fmt: skip

    def _link(self, command: do.TieItems, base: dict[str, Any]) -> Link:
        return Link(id=self._new_id("lnk"), kind=command.kind, source=command.source, target=command.target,
                    claim=command.claim, clause=command.clause, element=command.element, why=command.why,
                    by=base["by"], at=base["at"])  # fmt: skip

    def _imported(self, command: do.ImportItems, register: Register, base: dict[str, Any]) -> Iterable[e.LinkageEvent]:
        kinds = ("features", "families", "standards", "outwards")
        count = sum(len(getattr(command, kind)) for kind in kinds) + len(command.ties)
        yield e.ItemsImported(source=command.source, count=count, **base)
        for kind in kinds:
            known = next_number(getattr(register, kind))
            for at, item in enumerate(getattr(command, kind)):
                new = replace(item, id=self._new_id(PREFIX[kind]), number=known + at)
                event: Any = next(v for k, v in RECORDED.items() if kind_of(new) == kind and _records(k, new))
                yield event(item=new, **base)

    @staticmethod
    def _dated(command: Any, register: Register, base: dict[str, Any]) -> e.LinkageEvent:
        item = next((d for d in register.docket if d.id == command.docket_id), None)
        if item is None:
            raise NotFound("entry", command.docket_id)
        match command:
            case do.CloseDocketItem(done_on=done_on):
                item = replace(item, state=DocketState.DONE, done_by=base["by"], done_on=done_on)
            case do.ConfirmDocketItem():
                item = replace(item, state=DocketState.CONFIRMED, confirmed_by=base["by"])
            case do.DropDocketItem(reason=reason):
                item = replace(item, state=DocketState.DROPPED, note=reason)
            case _:
                item = replace(item, state=DocketState.OPEN, done_by="")
        return e.DocketRecorded(items=(item,), cause="decided", **base)


def _records(command: type[do.LinkageCommand], item: Item) -> bool:
    """Whether a Record… command is the one for an item like this."""
    kinds = {do.RecordFeature: "features", do.RecordFamily: "families", do.RecordStandard: "standards",
             do.PlanOutward: "outwards"}  # fmt: skip
    return kinds.get(command) == kind_of(item)


assert set(ITEM_FIELDS) > set(PREFIX)
