"""The files of the linkage wing: the matrix as a picture, the claim chart as a workbook and as text, the dates.

The libraries behind them take a second to load: only who asks for a file waits for it, and not every start of the bot.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.pictures.alt import matrix_alt
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.matrix import matrix
from flows.linkage.own import OwnWork
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules

if TYPE_CHECKING:
    from bot.pictures.typeface import Typeface
    from bot.reports.claim_chart import Chart

MOST_DATES = 2000
"""Dates in one person's calendar file."""
WORDS_LIMIT = 1500
"""Characters said beside a picture; Slack shows them as the message of the file."""


@lru_cache(maxsize=2)
def typeface(path: str) -> "Typeface":
    """Looked for once, when the first picture is asked for: it reads every font of the machine."""
    from bot.pictures.typeface import find_typeface  # noqa: PLC0415  # loads slowly

    return find_typeface(path)


def picture(card: ProjectCard, register: Register, lens: Lens, font: str) -> bytes | None:
    """The matrix as PNG, in the font at ``font`` or the machine's best; None where it cannot write the reader's
    language."""
    from bot.pictures.matrix import matrix_png  # noqa: PLC0415  # loads slowly

    return matrix_png(matrix(register), parts.heading(card), lens.say, typeface(font))


def picture_words(card: ProjectCard, register: Register, lens: Lens) -> str:
    """What the picture shows, for whoever cannot see it. A file has no alternative text of its own in Slack."""
    text = matrix_alt(matrix(register), parts.heading(card), lens.say)
    return text if len(text) <= WORDS_LIMIT else text[: WORDS_LIMIT - 1] + "…"


def workbook(card: ProjectCard, register: Register, names: Mapping[str, str], lens: Lens) -> bytes:
    from bot.reports.claim_chart import as_workbook  # noqa: PLC0415  # loads slowly

    return as_workbook(_chart(card, register, names, lens))


def chart_text(card: ProjectCard, register: Register, names: Mapping[str, str], lens: Lens) -> str:
    from bot.reports.claim_chart import as_markdown  # noqa: PLC0415  # loads slowly

    return as_markdown(_chart(card, register, names, lens))


def calendar(card: ProjectCard, register: Register, lens: Lens) -> bytes:
    """The open dates as whole days in the reader's language."""
    from bot.reports.calendar import Dates, as_ics  # noqa: PLC0415  # loads slowly

    return as_ics((Dates(card, register),), lens, shipped_rules(), name=parts.heading(card))


def own_calendar(work: OwnWork, lens: Lens) -> bytes:
    """The same of one person's dates in all projects."""
    from bot.reports.calendar import Dates, as_ics  # noqa: PLC0415  # loads slowly

    projects = (Dates(one.project, one.register) for one in work.dates)
    return as_ics(projects, lens, shipped_rules(), name=lens.say("My dates"))


def _chart(card: ProjectCard, register: Register, names: Mapping[str, str], lens: Lens) -> "Chart":
    from bot.reports.claim_chart import Chart  # noqa: PLC0415  # loads slowly

    return Chart(register, parts.heading(card), lens.say, lens.today, dict(names))
