"""Which standard a reference means, with or without year, version or edition. Two editions are never taken for one
another: what is open between several stays open. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from flows.linkage.items import Standard
from flows.linkage.numbers import is_known, plain, read_or_kept, squeezed


class Reference(NamedTuple):
    """Two keys: ``whole`` is the same for every writing of one edition, ``bare`` for every edition of one standard."""

    whole: str
    bare: str

    @property
    def is_dated(self) -> bool:
        """Whether it names an edition. One that does not means whichever there is."""
        return self.whole != self.bare


@lru_cache(maxsize=4096)  # an import compares each line with every standard there is
def reference(text: str) -> Reference:
    """What somebody wrote, as keys; never fails. House names are compared as they stand."""
    number = read_or_kept(text)
    return Reference(_key(number.text), _key(number.undated))


def _key(text: str) -> str:
    """Nothing between digits is dropped: ``ISO 900-1`` is not ``ISO 9001``."""
    return plain(text).replace("/", " ")


def is_meant(wanted: str, kept: str) -> bool:
    """Whether ``wanted`` can be the entry called ``kept``: the same edition, or one of the two names none. Only a house
    name may differ in spaces and marks."""
    one, other = reference(wanted), reference(kept)
    if one.bare == other.bare:
        return one.whole == other.whole or not (one.is_dated and other.is_dated)
    return not (is_known(wanted) and is_known(kept)) and squeezed(wanted) == squeezed(kept)


class Editions:
    """The standards of a register by what they are called."""

    def __init__(self, standards: Iterable[Standard]) -> None:
        self._whole: dict[str, list[str]] = defaultdict(list)
        self._bare: dict[str, list[str]] = defaultdict(list)
        for standard in standards:
            keys = reference(standard.reference)
            self._whole[keys.whole].append(standard.id)
            self._bare[keys.bare].append(standard.id)

    def meant(self, text: str) -> tuple[str, ...]:
        """The ids that a reference can mean: its edition; where it names none, every edition; where its edition is not
        there, the entry that names none."""
        keys = reference(text)
        exact = self._whole.get(keys.whole, [])
        if keys.is_dated:
            return tuple(exact or self._whole.get(keys.bare, ()))
        return tuple(self._bare.get(keys.bare, ()))
