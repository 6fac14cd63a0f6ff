"""A project's people and a moment, for tests of decisions about a register."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from flows.lifecycle.project import Gate, Member
from flows.linkage.commands import LinkageCommand
from flows.linkage.events import LinkageEvent
from flows.linkage.evolve import replay
from flows.linkage.house import House
from flows.linkage.permissions import require
from flows.linkage.register import Register
from flows.linkage.situation import Situation, no_dates
from flows.linkage.surroundings import Audience
from flows.linkage.usecases import judge_command
from flows.names import Confidentiality, Role

from .registers import AT, TODAY, Weekdays

LEAD, TECH, PATENT, STANDARD_LEAD, LEGAL, SECOND_PATENT, MEMBER = (
    "ULEAD",
    "UTECH",
    "UPAT",
    "USTD",
    "ULEG",
    "UPAT2",
    "UMEM",
)
NO_LEGAL = House(legal_for=frozenset())


@dataclass(frozen=True)
class People:
    """A project as permissions see it."""

    members: tuple[Member, ...] = (
        Member(LEAD, (Role.LEAD,)),
        Member(TECH, (Role.TECHNOLOGY,)),
        Member(PATENT, (Role.PATENT,)),
        Member(SECOND_PATENT, (Role.PATENT,)),
        Member(STANDARD_LEAD, (Role.STANDARD,)),
        Member(LEGAL, (Role.LEGAL,)),
        Member(MEMBER),
    )
    team_id: str = "T1"
    confidentiality: Confidentiality = Confidentiality.MEMBERS
    gate: Gate | None = None

    def holders(self, role: Role) -> tuple[str, ...]:
        return tuple(m.user_id for m in self.members if role in m.roles)


@dataclass
class Desk:
    """Decides command after command on one register, as the use case does without a store."""

    register: Register = field(default_factory=lambda: Register(team_id="T1", project_id="prj_1"))
    house: House = NO_LEGAL
    people: People = field(default_factory=People)
    numbers: Any = field(default_factory=lambda: count(1))
    today: date = TODAY
    channels: dict[str, Audience] = field(default_factory=dict)
    place: str = ""

    def situation(self, by: str) -> Situation:
        return Situation(
            project_id="prj_1", project=self.people, by=by, at=AT, today=self.today, house=self.house,
            new_id=lambda prefix: f"{prefix}_n{next(self.numbers)}", calendars=Weekdays(),
            place=self.place, audience_of=self.channels.get,
        )  # fmt: skip

    def events(self, command: LinkageCommand, by: str = PATENT) -> tuple[LinkageEvent, ...]:
        """What a command causes, applied; refusals come through."""
        require(self.people, by, type(command).__name__)
        events = judge_command(self.register, command, self.situation(by), no_dates)
        self.register = replay(events, self.register)
        return events

    def names(self, command: LinkageCommand, by: str = PATENT) -> list[str]:
        return [type(event).__name__ for event in self.events(command, by)]
