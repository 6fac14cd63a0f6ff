"""The files of the linkage wing: the matrix as a picture, the claim chart as a workbook and as text."""

from collections.abc import Mapping
from functools import lru_cache

from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.pictures.alt import matrix_alt
from bot.pictures.matrix import matrix_png
from bot.pictures.typeface import Typeface, find_typeface
from bot.reports.calendar import Dates, as_ics
from bot.reports.claim_chart import Chart, as_markdown, as_workbook
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.matrix import matrix
from flows.linkage.register import Register
from flows.linkage.rulebook import shipped_rules

WORDS_LIMIT = 1500
"""Characters said beside a picture; Slack shows them as the message of the file."""


@lru_cache(maxsize=1)
def typeface() -> Typeface:
    """Looked for once, when the first picture is asked for: it reads every font of the machine."""
    return find_typeface()


def picture(card: ProjectCard, register: Register, lens: Lens) -> bytes | None:
    """The matrix as PNG; None where no font of this machine can write the reader's language."""
    return matrix_png(matrix(register), parts.heading(card), lens.say, typeface())


def picture_words(card: ProjectCard, register: Register, lens: Lens) -> str:
    """What the picture shows, for whoever cannot see it. A file has no alternative text of its own in Slack."""
    text = matrix_alt(matrix(register), parts.heading(card), lens.say)
    return text if len(text) <= WORDS_LIMIT else text[: WORDS_LIMIT - 1] + "…"


def workbook(card: ProjectCard, register: Register, names: Mapping[str, str], lens: Lens) -> bytes:
    return as_workbook(_chart(card, register, names, lens))


def chart_text(card: ProjectCard, register: Register, names: Mapping[str, str], lens: Lens) -> str:
    return as_markdown(_chart(card, register, names, lens))


def calendar(card: ProjectCard, register: Register, lens: Lens) -> bytes:
    """The open dates as whole days in the reader's language."""
    return as_ics((Dates(card, register),), lens, shipped_rules(), name=parts.heading(card))


def _chart(card: ProjectCard, register: Register, names: Mapping[str, str], lens: Lens) -> Chart:
    return Chart(register, parts.heading(card), lens.say, lens.today, dict(names))
