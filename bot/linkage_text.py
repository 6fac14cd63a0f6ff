"""Claims and clauses as people type them, one a line. Pure."""

import re
from collections.abc import Iterator

from bot.blocks.linkage.forms_standard import INFORMATIVE
from flows.errors import InvalidFields
from flows.linkage.items import Claim, Clause

# The full-width marks are those that people type.
_CLAIM = re.compile(r"^(?:claim|权利要求)?\s*(\d{1,4})\s*([*＊]?)\s*[.．、:：)）]?\s*([*＊]?)\s*(.*)$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"^[~～]?\s*(?:clause|条款|第)?\s*([0-9A-Za-z]+(?:[.\-．][0-9A-Za-z]+)*)\s*条?(?:\s+|$|[:：、])(.*)$", re.IGNORECASE
)


def claims(text: str, field: str = "claims") -> tuple[Claim, ...]:
    """``1* A method …`` a line. A line without a number goes on with the claim before it.

    Raises ``InvalidFields`` for a text that begins without a number, and for a number that comes twice.
    """
    found: list[Claim] = []
    for line in _lines(text):
        match = _CLAIM.match(line)
        if match is None or int(match[1]) == 0:
            if not found:
                raise InvalidFields({field: "no_claim_number"})
            last = found[-1]
            found[-1] = Claim(last.number, f"{last.text} {line}".strip(), last.independent)
            continue
        star = bool(match[2] or match[3])
        found.append(Claim(int(match[1]), match[4].strip(), independent=star))
    if len({claim.number for claim in found}) != len(found):
        raise InvalidFields({field: "number_twice"})
    return tuple(found)


def clauses(text: str, version: str, known: tuple[Clause, ...] = (), field: str = "clauses") -> tuple[Clause, ...]:
    """``7.2 Waveform`` a line. What is ``known`` of a clause with the same number and title (the hash of its text)
    is kept within one version: what another version says, nobody knows yet. Raises ``InvalidFields`` for a line
    without a number, and for a number that comes twice."""
    before = {clause.number: clause for clause in known}
    found = []
    for line in _lines(text):
        match = _CLAUSE.match(line)
        if match is None or not any(c.isdigit() or c.isupper() for c in match[1]):
            raise InvalidFields({field: "no_clause_number"})
        number, title = match[1].replace("．", "."), match[2].strip()
        old = before.get(number)
        same = old is not None and (old.title, old.version) == (title, version)
        normative = not line.startswith((INFORMATIVE, "～"))
        text_hash = old.text_hash if old is not None and same else ""
        found.append(Clause(number=number, title=title, version=version, text_hash=text_hash, normative=normative))
    if len({clause.number for clause in found}) != len(found):
        raise InvalidFields({field: "number_twice"})
    return tuple(found)


def names(text: str) -> tuple[str, ...]:
    """Names between commas of either width, semicolons or line ends."""
    return tuple(dict.fromkeys(name.strip() for name in re.split(r"[,，;；、\n]", text) if name.strip()))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        bare = line.strip().lstrip("•").strip()
        if bare:
            yield bare
