"""What a picture of bars shows, apart from how it is drawn: drawing takes a library that loads slowly."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """``parts`` are amounts from left to right; ``note`` says in words what the bar shows."""

    label: str
    parts: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Panel:
    """``full`` is what the whole width stands for; 0: the longest bar."""

    title: str
    bars: tuple[Bar, ...]
    full: int = 0
