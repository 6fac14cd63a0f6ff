"""The picture of a project's benchmarks, and what it shows in words. The libraries behind it load only when asked."""

from collections.abc import Sequence

from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.watches import benchmark_words
from bot.linkage_files import WORDS_LIMIT, typeface
from flows.lifecycle.readmodels import ProjectCard
from flows.watches.benchmarks import Indicator, Value


def picture(card: ProjectCard, found: Sequence[Indicator], lens: Lens, font: str) -> bytes | None:
    """PNG, in the font at ``font`` or the machine's best; None where it cannot write the reader's language."""
    from bot.pictures.benchmarks import benchmarks_png  # noqa: PLC0415  # loads slowly

    return benchmarks_png(found, parts.heading(card), lens.say, typeface(font), lens.today)


def words(card: ProjectCard, found: Sequence[Indicator], lens: Lens) -> str:
    """What the picture shows, for whoever cannot see it. Raw text, cut to what stands beside a file."""
    going = [i for i in found if not i.retired and i.standing_values]
    lines = [_sentence(i, lens) for i in going] or [lens.say("Nothing is compared yet.")]
    text = "\n".join((parts.heading(card), *lines))
    return text if len(text) <= WORDS_LIMIT else text[: WORDS_LIMIT - 1] + "…"


def _sentence(found: Indicator, lens: Lens) -> str:
    say, norm = lens.say, found.standard
    rivals = say.listing([f"{r.holder} {_figure(r, lens)}" for r in found.rivals]) if found.rivals else "–"
    clause = " ".join(filter(None, (norm.holder, norm.clause))) if norm else ""
    return say("{indicator} in {unit}: ours {ours}; standard {standard}; rivals {rivals}; {verdict}.",
               indicator=f"B{found.number} {found.name}", unit=found.unit, ours=_figure(found.ours, lens),
               standard=f"{_figure(norm, lens)} {clause}".strip(), rivals=rivals,
               verdict=benchmark_words.standing(found, say))  # fmt: skip


def _figure(value: Value | None, lens: Lens) -> str:
    return f"{value.value} ({lens.say.day(value.measured_on, lens.today)})" if value is not None else "–"
