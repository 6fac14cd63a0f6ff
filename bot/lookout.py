"""What is looked out for in channels, as a listener sees it: who reads there, and what people write there."""

from collections.abc import Callable
from typing import Protocol

from bot.envelope import Body


class Lookout(Protocol):
    """Every method returns at once; a thread of its own does the work."""

    def learn(self, channel_id: str) -> None:
        """Find out who reads in a channel, and keep it where clearances look."""

    def visit(self, channel_id: str, absent: Callable[[], None]) -> None:
        """The same; ``absent`` is called, from that thread, where we cannot speak there."""

    def overhear(self, body: Body) -> None:
        """Look whether a message names what is not cleared to go out, and warn its author where outsiders read."""


class _Nobody:
    def learn(self, channel_id: str) -> None:
        """Nobody looks."""

    def visit(self, channel_id: str, absent: Callable[[], None]) -> None:
        """Nobody looks."""

    def overhear(self, body: Body) -> None:
        """Nobody listens."""


NOBODY: Lookout = _Nobody()
