"""Patent and standard numbers in any usual writing, normalised and checked. Pure.

Every reader answers the same for every width, case, space and dash of a number, and for what it answered before.
"""

import re
import unicodedata
from dataclasses import dataclass

from flows.linkage.codes import Body
from flows.linkage.number_forms import (
    KIND_CODES,
    PATENT_FORMS,
    SHORT_FORMS,
    STANDARD_FORMS,
    StandardForm,
    cn_check_digit,
    ep_check_digit,
)

_DASHES = re.compile("[‐-―−–—－_]")
_SPACES = re.compile(r"\s+")
_KIND = re.compile(rf"({'|'.join(KIND_CODES)})([\d/]+)[A-Z]\d?")
_MARKS = str.maketrans("", "", "™®")
_SHORT_YEAR = re.compile(r"\d{2}/\d{2}")
_CENTURY = 70
"""Years in two digits are of this century below it: ITU has written them since its fathers' days."""
_BARE = re.compile(rf"({'|'.join(KIND_CODES)})\d{{7,11}}")


@dataclass(eq=False)
class UnreadableNumber(ValueError):
    """What is wrong: ``unknown_form``, ``check_digit`` (then ``expected`` is the right one), ``kind_code`` or
    ``other_office``."""

    text: str
    problem: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class PatentNumber:
    """``text`` is the number as it is shown and kept, ``role`` one of ``application``, ``publication``, ``grant``."""

    office: str
    role: str
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class StandardNumber:
    """``text`` is the reference as it is shown; ``undated`` the same without year or version."""

    body: Body
    text: str
    undated: str


def plain(text: str) -> str:
    """One width, one dash, one space, upper case; digits of any script as 0-9, and nothing that cannot be seen: a
    number pasted from a web page may hold zero-width marks, or the sign of a trade mark."""
    seen = "".join(
        _digit(c) for c in unicodedata.normalize("NFKC", text.translate(_MARKS)) if unicodedata.category(c) != "Cf"
    )
    return _SPACES.sub(" ", _DASHES.sub("-", seen).upper().strip())


def _digit(c: str) -> str:
    """A decimal digit of any script as the one we keep: ``\\d`` takes them all, a search would find none."""
    value = unicodedata.decimal(c, None)
    return c if value is None else str(value)


def squeezed(text: str) -> str:
    """Only letters and digits: what a search compares."""
    return re.sub(r"[^0-9A-Z]", "", plain(text))


def spellings(text: str) -> tuple[str, ...]:
    """What to look up for a number as somebody typed it, the most literal first: as it stands, as it is kept, without
    year or version, and with the kind codes of its office where none was typed."""
    found = [squeezed(text)]
    for office in ("", "CN"):  # a bare number is most likely Chinese
        try:
            number = read_patent(text, office=office)
        except UnreadableNumber:
            continue
        found.append(squeezed(number.text))
    bare = _BARE.fullmatch(squeezed(text))
    if bare:
        found += (bare[0] + kind for kind in KIND_CODES[bare[1]])
    for full in in_full(text):
        standard = read_or_kept(full)
        found += (squeezed(standard.text), squeezed(standard.undated)) if is_known(full) else (squeezed(full),)
    return tuple(dict.fromkeys(filter(None, found)))


def in_full(text: str) -> tuple[str, ...]:
    """A reference as it was typed, and what its short form most likely stands for (``H.265``). Only for searching:
    nothing is recorded under a guess."""
    typed = plain(text)
    return (text, *(meant.format(text=typed) for form, meant in SHORT_FORMS if form.fullmatch(typed)))


def is_known(reference: str) -> bool:
    """Whether a known body writes its references so."""
    return read_or_kept(reference).body is not Body.OTHER


def is_mistyped(text: str) -> bool:
    """Whether a check digit says that a patent number was mistyped."""
    try:
        read_patent(text)
    except UnreadableNumber as error:
        return error.problem == "check_digit"
    return False


def undated(reference: str) -> str:
    """A reference without year or version; what no known body writes so, without what follows its last colon."""
    return read_or_kept(reference).undated


def read_or_kept(reference: str) -> StandardNumber:
    """A reference as its body writes it, or a house name as it stands. Never fails."""
    try:
        return read_standard(reference)
    except UnreadableNumber:
        kept = " ".join(reference.split())
        return StandardNumber(Body.OTHER, kept, kept.rpartition(":")[0] or kept)


def read_patent(text: str, *, office: str = "") -> PatentNumber:
    """Raises ``UnreadableNumber``. ``office`` is where it should belong; a bare number is read as one of its."""
    tidy = re.sub(r"[\s,]", "", plain(text))
    candidates = (tidy,) if tidy[:2].isalpha() or not office else (f"{office.upper()}{tidy}", tidy)
    for candidate in candidates:
        for form in PATENT_FORMS:
            found = form.pattern.fullmatch(candidate)
            if found:
                number = _patent(form.office, form.role, form.shown, found, text)
                if office and number.office != office.upper():
                    raise UnreadableNumber(text, "other_office", number.office)
                return number
    raise UnreadableNumber(text, "kind_code" if any(map(_has_other_kind, candidates)) else "unknown_form")


def _has_other_kind(candidate: str) -> bool:
    """Whether only the letter at the end keeps a number from being one of its office."""
    found = _KIND.fullmatch(candidate)
    kinds = KIND_CODES[found[1]] if found else ()
    return any(
        form.pattern.fullmatch(f"{found[1]}{found[2]}{kind}") for kind in kinds for form in PATENT_FORMS if found
    )


def _patent(office: str, role: str, shown: str, found: re.Match[str], text: str) -> PatentNumber:
    parts = {name: value or "" for name, value in found.groupdict().items()}
    if office == "CN" and role == "application" and parts["check"]:
        _checked(text, parts["check"], cn_check_digit(parts["body"]))
    if office == "EP" and role == "application" and parts["check"]:
        _checked(text, parts["check"], ep_check_digit(parts["body"]))
    tail = f".{parts['check']}" if parts.get("check") else ""
    return PatentNumber(office, role, shown.format(**{**parts, "tail": tail}), parts.get("kind", ""))


def _checked(text: str, given: str, right: str) -> None:
    if given != right:
        raise UnreadableNumber(text, "check_digit", right)


def read_standard(text: str) -> StandardNumber:
    """Raises ``UnreadableNumber`` for a reference that none of the known bodies writes."""
    tidy = re.sub(r" ?/ ?", "/", plain(text))
    for form in STANDARD_FORMS:
        found = form.pattern.fullmatch(tidy)
        if found:
            parts = {name: value or "" for name, value in found.groupdict().items()}
            undated = form.shown.format(**parts)
            if undated.startswith("DRAFT-"):  # the IETF writes its drafts small
                undated = undated.lower()
            return StandardNumber(form.body, undated + _edition(form, parts), undated)
    raise UnreadableNumber(text, "unknown_form")


def _edition(form: StandardForm, parts: dict[str, str]) -> str:
    """What stands behind a reference with its year or version; empty text without."""
    year = parts.get("year") or parts.get("bare") or ""
    if _SHORT_YEAR.fullmatch(year):
        month, short = year.split("/")
        year = f"{month}/{'20' if int(short) < _CENTURY else '19'}{short}"
    if year:
        return form.dated.format(year=year)
    return form.counted.format(**parts) if parts.get("edition") else ""
