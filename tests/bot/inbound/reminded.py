"""A person with a reminder of open work, and what it shows and offers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.ids import Act, unpack
from bot.prompting import PromptWriter
from flows.notices import NoticeKind
from flows.rhythm.nudging import OpenAsk
from flows.rhythm.prompting import Prompting, prompt_again
from tests.bot.inbound.office import CHEN, Office
from tests.bot.inbound.payloads import TEAM, click

NOON = datetime(2026, 11, 30, 4, tzinfo=UTC)
"""Noon of a Monday in Shanghai: Chen's idea card is due today."""


class Reminded:
    """A person with a reminder, and what it shows."""

    def __init__(self, office: Office, user: str = CHEN) -> None:
        self.office, self.user, self.writer = office, user, PromptWriter(office.desk.working)
        self.project_id = office.create()
        office.clock.at = NOON
        prompting = Prompting(store=office.store, templates=office.desk.templates, working=office.desk.working,
                              new_id=office.desk.new_id)  # fmt: skip
        prompting.tend(NOON)
        office.notices(NoticeKind.PROMPT)

    def ask(self) -> OpenAsk:
        with self.office.store.read() as reads:
            return next(ask for ask in reads.asks_of(TEAM, self.user) if ask.line.project_id == self.project_id)

    @property
    def until(self) -> str:
        """Until when it is put off, in Shanghai; empty text where it is not."""
        moment = self.ask().so_far.snoozed_until
        return "" if moment is None else f"{moment + timedelta(hours=8):%a %m-%d %H:%M}"

    def message(self, locale: str = "en", number: int = 1) -> Message:
        desk = self.office.desk
        notice = prompt_again(TEAM, self.user, number, "k")
        with self.office.store.read() as reads:
            lens = Lens(desk.words.for_locale(locale), desk.templates.of(TEAM), desk.day_of(desk.clock.now()))
            letter = self.writer.letter(reads, notice, None, lens, self.office.clock.now())
        assert letter is not None
        return letter.message

    def press(self, act: Act, suffix: str = "", *, by: str = "") -> None:
        """The button as the message shows it now."""
        found = [b for block in self.message().blocks if block["type"] == "actions" for b in block["elements"]]
        button = next(b for b in found if b["action_id"] == f"{act}{suffix}")
        self.office.send(click(act, unpack(button["value"]), by or self.user, suffix=suffix))

    def shown_in(self, number: int) -> None:
        """Which of the person's reminder messages shows their work."""
        ask = self.ask()
        with self.office.store.write() as uow:
            nudge = replace(ask.so_far, prompt=number)
            uow.asks.nudge(TEAM, self.user, ask.line.project_id, ask.deliverable.id, nudge)
            uow.asks.newest(TEAM, self.user, max(number, 1))
            uow.commit()
