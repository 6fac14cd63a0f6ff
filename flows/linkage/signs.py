"""By what a message gives away what is not to go out yet: numbers in any writing, titles. Pure, and quick (R02).

A sign is cheap to find and says little: whether its item is still a secret is judged on its register, at a hit.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from flows.linkage.codes import ApplicationStatus, OutwardState
from flows.linkage.items import Family, Outward
from flows.linkage.register import label_of

_PREFIX = 4
"""Letters by which signs are looked up; none is shorter."""
_SHORT_NUMBER = 5
_LONG_TITLE, _LONG_WITH_DIGIT = 10, 8
"""Letters below which a title is too common to mean anything; a Chinese character counts twice."""
_PUBLIC = frozenset({ApplicationStatus.PUBLISHED, ApplicationStatus.GRANTED})


class SignKind(StrEnum):
    """LABEL is our own name of an item: ``LD-12 C1``."""

    NUMBER = "number"
    TITLE = "title"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Sign:
    """``text`` is folded to letters and digits, ``shown`` as people write it."""

    kind: SignKind
    text: str
    shown: str
    project_id: str
    item_id: str


@dataclass(frozen=True, slots=True)
class _Folded:
    """Letters and digits of a text. ``starts`` and ``ends`` mark those at the edge of a word; each character of a
    script without spaces is a word."""

    text: str
    starts: tuple[bool, ...]
    ends: tuple[bool, ...]


def folded(text: str) -> str:
    """Letters and digits alone, of one width and case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def signs_of(
    project_id: str, key: str, outwards: Iterable[Outward], families: Iterable[Family]
) -> Iterator[Sign]:  # fmt: skip
    """What would give away a planned item or an invention that no office has published."""
    for outward in outwards:
        if outward.state is OutwardState.PLANNED:
            named = ((SignKind.NUMBER, outward.document), (SignKind.TITLE, outward.title),
                     (SignKind.LABEL, f"{key} {label_of(outward)}"))  # fmt: skip
            yield from _signs(project_id, outward.id, named)
    for family in families:
        if not family.dropped and not any(member.status in _PUBLIC for member in family.members):
            numbers = ((SignKind.NUMBER, number) for number in _numbers(family))
            yield from _signs(project_id, family.id, (*numbers, (SignKind.LABEL, f"{key} {label_of(family)}")))


def _signs(project_id: str, item_id: str, named: Iterable[tuple[SignKind, str]]) -> Iterator[Sign]:
    seen: set[str] = set()
    for kind, shown in named:
        text = folded(shown)
        if text not in seen and _says_enough(kind, text):
            seen.add(text)
            yield Sign(kind, text, shown.strip(), project_id, item_id)


def _numbers(family: Family) -> Iterator[str]:
    """With and without office and check digit."""
    for member in family.members:
        for number in filter(None, (member.application_number, member.publication_number, member.grant_number)):
            yield number
            yield number.partition(".")[0]
            if number[:2].isalpha():
                yield number[2:]
                yield number[2:].partition(".")[0]


def _says_enough(kind: SignKind, text: str) -> bool:
    has_digit = any(c.isdigit() for c in text)
    if kind is SignKind.TITLE:
        weight = sum(1 if c.isascii() else 2 for c in text)
        return len(text) >= _PREFIX and weight >= (_LONG_WITH_DIGIT if has_digit else _LONG_TITLE)
    return has_digit and len(text) >= _SHORT_NUMBER


class Lexicon:
    """Signs prepared for looking them up: the work grows with the message, not with the number of signs."""

    def __init__(self, signs: Iterable[Sign] = ()) -> None:
        found: dict[str, list[Sign]] = defaultdict(list)
        for sign in signs:
            found[sign.text[:_PREFIX]].append(sign)
        self._by_prefix = dict(found)

    def __bool__(self) -> bool:
        return bool(self._by_prefix)

    def find(self, text: str) -> tuple[Sign, ...]:
        """The first sign of every item that a text names, in the order of the text."""
        if not self._by_prefix:
            return ()
        words, found = _fold(text), dict[tuple[str, str], Sign]()
        for at, starts in enumerate(words.starts):
            if starts:
                for sign in self._by_prefix.get(words.text[at : at + _PREFIX], ()):
                    if words.text.startswith(sign.text, at) and _ends(words, at + len(sign.text), sign):
                        found.setdefault((sign.project_id, sign.item_id), sign)
        return tuple(found.values())


def _ends(words: _Folded, end: int, sign: Sign) -> bool:
    """Whether a word ends there. A number may go on with letters: a version (``v2``), a kind code (``B1``)."""
    if words.ends[end - 1]:
        return True
    return sign.kind is SignKind.NUMBER and sign.text[-1].isdigit() and not words.text[end].isdigit()


def _fold(text: str) -> _Folded:
    letters: list[str] = []
    starts: list[bool] = []
    breaks = True
    for c in unicodedata.normalize("NFKC", text).casefold():
        if not c.isalnum():
            breaks = True
            continue
        starts.append(breaks or not (c.isascii() and letters[-1].isascii()))
        letters.append(c)
        breaks = False
    ends = (*starts[1:], True) if starts else ()
    return _Folded("".join(letters), tuple(starts), ends)
