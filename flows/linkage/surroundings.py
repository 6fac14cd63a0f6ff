"""What a judgement needs besides the register: the day, what the house decided, who reads in the channel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flows.linkage.house import House


class OfficeCalendars(Protocol):
    """Which days an office works, as far as is known. ``calendar`` is a code such as ``CN`` or ``EP``."""

    def is_open(self, calendar: str, day: date) -> bool:
        """Whether the office works on a day; weekdays for a code that nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who reads in the channel an item is for. ``shared``: with another workspace; ``external``: people of other
    organisations are in it; ``guests``: guests of the own workspace; ``open``: anybody of the house can walk in;
    ``unsure``: nobody could look yet, which counts as outsiders."""

    shared: bool = False
    external: bool = False
    guests: bool = False
    open: bool = False
    unsure: bool = False

    @property
    def has_outsiders(self) -> bool:
        """Whether anybody reads there who is not of the house (R02)."""
        return self.shared or self.external or self.guests or self.unsure


UNSURE = Audience(unsure=True)

AudienceOf = Callable[[str], Audience | None]
"""Who reads in a channel, by its Slack id; None where nobody has looked yet."""


def nobody_looked(_channel_id: str) -> Audience | None:
    """Stands where no channel is known."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """``today`` is a day in the time zone of the workspace. ``audience`` is None where no channel is involved."""

    today: date
    house: House
    calendars: OfficeCalendars
    audience: Audience | None = None
