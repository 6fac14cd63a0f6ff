"""Header names drift: they are compared without case, spaces, dots and dashes."""

import re
from collections.abc import Iterable, Mapping, Sequence

_GAPS = re.compile(r"[\s_.\-/()#:\u3000\ufeff]+")


def normalised(header: object) -> str:
    """``Reflected  Date`` -> ``reflected_date``; ``Agenda-Item`` -> ``agenda_item``."""
    return _GAPS.sub("_", str(header if header is not None else "").strip().lower()).strip("_")


def places(row: Sequence[object], names: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Field -> column number, for every field one of whose normalised names is in the header row."""
    found = {name: place for place, cell in reversed(list(enumerate(row))) if (name := normalised(cell))}
    return {field: found[present] for field, known in names.items() if (present := _first(known, found)) is not None}


def _first(known: Iterable[str], found: Mapping[str, int]) -> str | None:
    return next((name for name in known if name in found), None)
