"""Judges reminders and what is told of late work by what their readers see: the buttons, and the work behind them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.refs import unpack
from flows.lifecycle.persistence import USUAL_REMINDING
from flows.lifecycle.project import Deliverable
from flows.names import AWAITING_ASSIGNEE, Status
from flows.notices import Notice, NoticeKind
from flows.ports import Store
from flows.rhythm.climbing import WORK_LATE
from flows.rhythm.preferences import Nudging
from tests.bot.outbound.scripted_slack import Json

Work = tuple[str, str, date]
"""Whose, which deliverable, and the day on which it is due."""


@dataclass
class Reminders:
    """Keeps count of who was told what. ``snoozed`` counts what people have put off themselves, by person and
    deliverable: that comes back whatever the plan says."""

    team: str
    messages: Counter[tuple[str, str]] = field(default_factory=Counter)
    told: Counter[tuple[str, str, str, date]] = field(default_factory=Counter)
    snoozed: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: dict[Work, tuple[int, date | None]] = field(default_factory=dict)

    def offences(
        self, notice: Notice, blocks: list[Json], store: Store, zone: ZoneInfo, now: datetime
    ) -> Iterator[str]:
        """What is wrong with a message that has just arrived, where ``zone`` is the reader's."""
        reader = notice.audience
        if notice.kind is NoticeKind.PROMPT:
            self.messages[reader, str(notice.params["number"])] += 1
            if self.messages[reader, str(notice.params["number"])] > 1:
                yield "reminded twice in one"
            shown = [*self._shown(blocks, "ask", store)]
            if not any(self._is_asked_of(reader, work) for work in shown):
                yield "reminded of what is done"
            yield from self._too_much(reader, store, now.astimezone(zone).date(), {d.id for d, _ in shown})
        elif notice.params.get("event") == WORK_LATE:
            for d, waits in self._shown(blocks, "late", store):
                self.told[reader, d.assignee, d.id, d.due] += 1
                if not waits or d.assignee == reader:
                    yield "told of work that is done or their own"
                if self.told[reader, d.assignee, d.id, d.due] > 1:
                    yield "told twice that the same is late"

    def _shown(self, blocks: list[Json], name: str, store: Store) -> Iterator[tuple[Deliverable, bool]]:
        """The work that the buttons of a message are about, and whether it waits for its assignee."""
        for block in blocks:
            if str(block.get("block_id", "")).startswith(f"{name}:"):
                deliverable_id = block["block_id"].removeprefix(f"{name}:")
                with store.write() as uow:
                    project = uow.projects.load(self.team, unpack(block["elements"][0]["value"]).project_id)
                assert project is not None
                d = next(d for d in project.deliverables if d.id == deliverable_id)
                waits = project.status is Status.ACTIVE and d.stage == project.stage and d.state in AWAITING_ASSIGNEE
                yield d, waits

    def _is_asked_of(self, reader: str, work: tuple[Deliverable, bool]) -> bool:
        d, waits = work
        return waits and d.assignee == reader and d.request is None

    def _too_much(self, reader: str, store: Store, day: date, shown: set[str]) -> Iterator[str]:
        """The template's cap, one reminder a day for each thing, and none before the due day for who wants few."""
        with store.read() as reads:
            asks, wishes = reads.asks_of(self.team, reader), reads.preferences(self.team, reader)
        for ask in asks:
            d, so_far = ask.deliverable, ask.so_far
            if d.id not in shown:
                continue
            times, last = self.asked.get((reader, d.id, d.due), (0, None))
            self.asked[reader, d.id, d.due] = (so_far.times, so_far.last)
            if so_far.times == times:
                continue  # shown again, beside what is asked for
            snoozed = self.snoozed[reader, d.id]
            if so_far.times > USUAL_REMINDING.most + snoozed:
                yield "reminded more often than the template allows"
            if not snoozed and last == so_far.last:  # counted, but overtaken by a newer one, is no second one
                yield "reminded of one thing twice a day"
            if not snoozed and wishes.nudging is Nudging.LIGHT and day < d.due:
                yield "reminded early who wants few reminders"
