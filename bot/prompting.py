"""Makes the messages of reminders at the moment they are sent, from the state as it is then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.rhythm import escalations, prompts
from bot.blocks.rhythm.prompts import Item, Wall
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Notice, NoticeKind
from flows.ports import Reads
from flows.rhythm.calendar import absence_on
from flows.rhythm.climbing import WORK_LATE
from flows.rhythm.escalation import about
from flows.rhythm.nudging import OpenAsk
from flows.rhythm.people import WorkingTime
from flows.rhythm.snoozing import choices


@dataclass(frozen=True, slots=True)
class Prompted:
    """A message; ``asks`` says whether it still asks anything of its reader, so that it is worth sending at all."""

    message: Message
    asks: bool


class PromptWriter:
    """Stateless but for what it was made with; thread-safe."""

    def __init__(self, working: WorkingTime) -> None:
        self._working = working

    def letter(
        self, reads: Reads, notice: Notice, card: ProjectCard | None, lens: Lens, now: datetime
    ) -> Prompted | None:
        """None for any other notice, and where nothing is to be said any more."""
        if notice.kind is NoticeKind.PROMPT:
            return self._reminder(reads, notice, lens, now)
        if notice.params.get("event") == WORK_LATE and card is not None:
            return self._late(reads, notice, card, lens, now)
        return None

    def wall(self, reads: Reads, team_id: str, user_id: str, now: datetime) -> Wall:
        """The clock of somebody, with what they can put work off to."""
        calendar = self._working.calendar(reads, team_id, user_id)
        return Wall(calendar.zone, now, choices(now, calendar, self._working.holidays))

    def _reminder(self, reads: Reads, notice: Notice, lens: Lens, now: datetime) -> Prompted:
        team_id, user_id, number = notice.team_id, notice.audience, int(str(notice.params["number"]))
        if number < reads.newest_prompt(team_id, user_id):
            return Prompted(prompts.replaced(lens), asks=False)
        muted, every = reads.preferences(team_id, user_id).muted, reads.asks_of(team_id, user_id)
        asks = [ask for ask in every if ask.so_far.prompt == number]
        silent = sum(ask.line.project_id in muted and ask not in asks for ask in every)
        items = _items(reads, asks)
        done = reads.shown_in(team_id, user_id, number) - len(items)
        message = prompts.reminder(
            items, self.wall(reads, team_id, user_id, now), lens, done=done, silent=silent, number=number
        )
        return Prompted(message, asks=any(item.is_live for item in items))

    def _late(self, reads: Reads, notice: Notice, card: ProjectCard, lens: Lens, now: datetime) -> Prompted | None:
        away: dict[str, str] = {}
        for d in card.deliverables:
            calendar = self._working.calendar(reads, card.team_id, d.assignee)
            absence = absence_on(now.astimezone(calendar.zone).date(), calendar)
            if absence is not None:
                away[d.assignee] = lens.day(absence.last) if absence.last is not None else ""
        told = reads.told_of(card.team_id, card.id)
        message = escalations.late(notice.params, card, told, away, reader=notice.audience, now=now, lens=lens)
        if message is not None:
            return Prompted(message, asks=True)
        stands = notice.post_key is not None and reads.post(notice.team_id, notice.post_key) is not None
        return Prompted(escalations.over(card, lens), asks=False) if stands else None


def _items(reads: Reads, asks: Iterable[OpenAsk]) -> list[Item]:
    found = list(asks)
    told = {
        (ask.team_id, ask.line.project_id): reads.told_of(ask.team_id, ask.line.project_id) for ask in found
    }  # fmt: skip
    return [
        Item(
            line=ask.line,
            snoozed_until=ask.so_far.snoozed_until,
            told=about(ask, told[ask.team_id, ask.line.project_id]),
        )
        for ask in found
    ]  # fmt: skip
