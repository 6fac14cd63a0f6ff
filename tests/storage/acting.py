"""A desk at which hits have consequences: triggers, actions, benchmarks."""

from dataclasses import replace
from typing import Any

from flows.errors import LiandongError
from flows.lifecycle.project import EXTRA, Deliverable
from flows.linkage.deadlines import follow_up
from flows.linkage.house import House
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules
from flows.linkage.situation import Situation
from flows.watches import action_commands as a
from flows.watches import benchmark_commands as b
from flows.watches.acting import following
from flows.watches.actions import Action
from flows.watches.handling import perform_action
from flows.watches.observations import Observation
from flows.watches.subjects import LegalEvent, Patent
from flows.watches.surroundings import Surroundings
from flows.watches.taking import Desk
from flows.watches.watches import Scope
from tests.builders import PROJECT_ID, TEAM, TECH, build_actor
from tests.flows.linkage.registers import Weekdays
from tests.storage.watching import Watching

PATENTS = "epo-legal:EP.4000001.A1"
RIVAL = Patent(ref="EP3999999B1", office="EP", title="Somebody's radar", applicants=("Rival Ltd",))


def follow_up_dates(before: Register, after: Register, situation: Situation) -> tuple[DocketItem, ...]:
    return follow_up(
        before, after, rulebook=shipped_rules(), calendars=situation.calendars, house=situation.house,
        today=situation.today, new_id=situation.new_id,
    )  # fmt: skip


class Acting(Watching):
    """A desk at which hits have consequences."""

    refused: list[LiandongError]

    def around(self) -> Surroundings:
        return Surroundings(
            follow_up=follow_up_dates, calendars=Weekdays(), house=House(), now=self.now, today=self.now.date(),
            new_id=self.new_id,
        )  # fmt: skip

    def desk(self) -> Desk:
        self.refused = []
        return replace(super().desk(), follow=following(self.around(), self.refused.append))

    def do(self, command: b.BenchmarkCommand | a.ActionCommand, by: str = TECH, key: str = "") -> dict[str, Any]:
        self.asked += 1
        with self.store.write() as uow:
            receipt = perform_action(
                replace(command, project_id=PROJECT_ID), actor=build_actor(by), uow=uow, around=self.around(),
                request_key=key or f"do:{self.asked}",
            )  # fmt: skip
        return {**receipt.params, "events": receipt.events}

    def actions(self) -> tuple[Action, ...]:
        with self.store.read() as reads:
            return reads.actions_of(TEAM, PROJECT_ID)

    def register(self) -> Register:
        with self.store.read() as reads:
            return reads.register(TEAM, PROJECT_ID)

    def keep(self, **fields: Any) -> None:
        with self.store.write() as uow:
            before = uow.registers.load(TEAM, PROJECT_ID)
            uow.registers.save(before, replace(before, version=before.version + 1, **fields))
            uow.commit()

    def notices(self) -> list[tuple[str, str]]:
        """To the last one: of one audience only one is handed out at a time."""
        found: list[tuple[str, str]] = []
        while more := super().notices():
            found += more
        return found

    def history(self) -> list[tuple[str, dict[str, Any]]]:
        with self.store.read() as reads:
            return [(line.event, dict(line.params)) for line in reads.history(TEAM, PROJECT_ID, limit=50)]


def patents(desk: Acting, *subjects: Patent) -> None:
    """A second look at a source of patents: the first one tells nothing."""
    desk.started(scope=Scope(sources=(PATENTS,)), owner=TECH)
    desk.look([], feed=PATENTS)
    shown = [
        Observation(source="epo", native_id=f"p{n}", subject=subject) for n, subject in enumerate(subjects)
    ]  # fmt: skip
    desk.look(shown, feed=PATENTS)


def adverse(**fields: Any) -> Patent:
    noted = LegalEvent("PGFP", "Lapsed: fee not paid", None, "-", "DE")
    return replace(RIVAL, ref="EP4000001B1", legal_event=noted, **fields)


def extra(desk: Acting) -> list[Deliverable]:
    """What was added to the stage."""
    with desk.store.read() as reads:
        card = reads.card(TEAM, PROJECT_ID)
    assert card is not None
    return [d for d in card.deliverables if d.spec == EXTRA]
