"""Reading values out of what others send: whatever the shape, the answer has the type we want, or says it is empty."""

import json
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

from bot.feeds.decoding import text_of
from flows.watches.errors import UnreadableFeed
from flows.watches.subjects import Day

LONGEST = 4000
_LONE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%b-%Y", "%d %b %Y")


def words(value: object, *, most: int = LONGEST) -> str:
    """A text in one line, without control characters and halves of characters; empty for what is no text or number."""
    if isinstance(value, str):
        if len(value) <= most and value.isascii() and value.isprintable() and "  " not in value:
            return value.strip(" ")  # nearly all there is; half a million rows come through here
        cut = _LONE.sub("\ufffd", _CONTROL.sub(" ", value[: most * 4]))
        return " ".join(cut.split())[:most]
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):  # a text of a very long number is refused by Python
        return str(value) if abs(value) < 10**30 else ""
    if isinstance(value, float):
        return format(value, "g") if math.isfinite(value) else ""
    return ""


def many(value: object) -> tuple[Any, ...]:
    """A list as a tuple; a single thing as a tuple of one; null and empty as none."""
    if value is None or value == "":
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def texts(value: object, *, most: int = 500) -> tuple[str, ...]:
    """The texts of a list, empty ones left out."""
    return tuple(text for part in many(value)[:most] if (text := words(part)))


def table(value: object) -> Mapping[str, Any]:
    """A JSON object, or an empty one."""
    return value if isinstance(value, dict) else {}


def day(value: object) -> Day | None:
    """A day as sources write it: ISO, with or without time, ``20260112``, ``12.01.2026``, ``12/01/2026``."""
    if isinstance(value, datetime):
        return Day(value.date())
    if isinstance(value, date):
        return Day(value)
    text = words(value, most=40)
    if not text:
        return None
    if len(text) == len("2026-01-12"):
        with suppress(ValueError):
            return Day(date.fromisoformat(text))
    for part in dict.fromkeys((text, re.split(r"[T ]", text, maxsplit=1)[0])):
        try:
            return Day(date.fromisoformat(part))
        except ValueError:
            pass
        for form in _FORMATS:
            try:
                return Day(datetime.strptime(part, form).replace(tzinfo=UTC).date())
            except ValueError:
                continue
    return None


def moment(value: object) -> datetime | None:
    """A moment, aware, in UTC. A time without a zone is taken for UTC, as IETF and 3GPP mean it."""
    if isinstance(value, datetime):
        found = value
    else:
        try:
            found = datetime.fromisoformat(words(value, most=40))
        except ValueError:
            known = day(value)
            if known is None:
                return None
            found = datetime(known.on.year, known.on.month, known.on.day, tzinfo=UTC)
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def document(data: bytes, *, source: str, declared: str = "") -> Any:
    """A JSON document. Raises ``UnreadableFeed`` with the place."""
    text = text_of(data, source=source, declared=declared)
    try:
        return parsed(text)
    except ValueError as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableFeed(source, "not_json", place) from error


def parsed(text: str) -> Any:
    """JSON text. Raises ValueError for whatever it is that is wrong, nesting and endless numbers included."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("too deep") from error


def without_html(value: object, *, most: int = LONGEST) -> str:
    """The text of a piece of HTML, Word's included: tags, comments, scripts and styles gone. Linear, never fails."""
    if not isinstance(value, str) or ("<" not in value and "&" not in value):
        return words(value, most=most)
    text = value[: most * 8]
    for begin, end in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
        text = _cut(text, begin, end)
    first, *rest = text.split("<")
    parts = [first]
    for piece in rest:
        if piece[:1].isalpha() or piece[:1] in {"/", "!", "?"}:
            parts += [" ", piece.partition(">")[2]]
        else:
            parts += ["<", piece]
    return words(unescape("".join(parts)), most=most)


def _cut(text: str, begin: str, end: str) -> str:
    parts, lower, place = [], text.lower(), 0
    if len(lower) != len(text):  # a letter that grows when it is made small
        lower = text
    while (start := lower.find(begin, place)) >= 0:
        parts.append(text[place:start])
        stop = lower.find(end, start)
        place = len(text) if stop < 0 else stop + len(end)
    return " ".join([*parts, text[place:]])
