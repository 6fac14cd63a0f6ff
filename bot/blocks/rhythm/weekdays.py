"""Days of the week in words, as people say them."""

from collections.abc import Iterable
from itertools import groupby

from bot.words import Words

_IN_A_ROW = 3
"""From so many days that follow each other the first and the last are named."""


def weekdays(days: Iterable[int], say: Words) -> str:
    """``Monday to Friday``, ``Monday to Wednesday and Saturday``; 0 is Monday. Empty text for no day."""
    told: list[str] = []
    for _, run in groupby(enumerate(sorted(set(days))), lambda pair: pair[1] - pair[0]):
        names = [say.weekday_name(day) for _, day in run]
        together = len(names) >= _IN_A_ROW
        told += [say("{first} to {last}", first=names[0], last=names[-1])] if together else names
    return say.listing(told) if told else ""
