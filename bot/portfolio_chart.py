"""The chart of the portfolio: what it draws, and the same in words for whoever cannot see it."""

from bot.blocks.lens import Lens
from bot.blocks.rhythm import portfolio as words
from bot.linkage_files import WORDS_LIMIT, typeface
from bot.pictures.bars import Bar, Panel
from flows.rhythm.portfolio import PERIOD, Portfolio, StageLoad

_ALL = 100


def drawn(found: Portfolio, lens: Lens, font: str) -> bytes | None:
    """As PNG, in the font at ``font`` or the machine's best; None where it cannot write the reader's language."""
    from bot.pictures.portfolio import portfolio_png  # noqa: PLC0415  # loads slowly

    return portfolio_png(_title(found, lens), panels(found, lens), typeface(font))


def panels(found: Portfolio, lens: Lens) -> tuple[Panel, ...]:
    """Every number of a bar stands beside it in words: nobody has to measure it, or to tell colours apart."""
    say = lens.say
    loads = words.in_order(found.stages, lens)
    stages = tuple(Bar(words.stage_name(x, lens), (x.active, x.held), _load(x, lens)) for x in loads)
    stays = tuple(
        Bar(words.stage_name(x, lens), (x.typical, x.longest - x.typical),
            say("half at most {typical} · longest {longest}", typical=x.typical, longest=x.longest))
        for x in loads
        if x.active
    )  # fmt: skip
    late = tuple(
        Bar(say.role(role), (works,), say.plural("{n} deliverable", "{n} deliverables", works) + " · "
            + say.plural("in {n} project", "in {n} projects", projects))
        for role, works, projects in found.late
    )  # fmt: skip
    decided = tuple(Bar(say.decision(decision), (count,), str(count)) for decision, count in found.decided)
    return (
        Panel(say("Projects by stage: active, then on hold"), stages),
        Panel(say("Days that active projects are in their stage"), stays),
        Panel(say("Overdue by role"), late),
        Panel(say("Gates asked for in the last {n} days", n=PERIOD.days), decided),
        Panel(say("Linkage"), _shares(found, lens), _ALL),
    )


def alt(found: Portfolio, lens: Lens) -> str:
    """What the picture shows, row by row. A file has no alternative text of its own in Slack. Raw text."""
    told = [
        lens.say(
            "{what}: {items}.",
            what=panel.title,
            items=lens.say.listing([f"{bar.label} {bar.note}" for bar in panel.bars]),
        )
        for panel in panels(found, lens)
        if panel.bars
    ]
    text = "\n".join([_title(found, lens), *told])
    return text if len(text) <= WORDS_LIMIT else text[: WORDS_LIMIT - 1] + "…"


def _title(found: Portfolio, lens: Lens) -> str:
    say = lens.say
    counted = say.plural("{n} project", "{n} projects", found.projects)
    return f"{say('Portfolio')} · {counted} · {lens.day(lens.today)}"


def _load(load: StageLoad, lens: Lens) -> str:
    say = lens.say
    said = [say.plural("{n} active", "{n} active", load.active)]
    if load.held:
        said.append(say.plural("{n} on hold", "{n} on hold", load.held))
    if load.late:
        said.append(say.plural("{n} with overdue work", "{n} with overdue work", load.late))
    return " · ".join(said)


def _shares(found: Portfolio, lens: Lens) -> tuple[Bar, ...]:
    say, kept = lens.say, found.figures
    told = (
        (say("Features linked"), kept.linked, kept.features),
        (say("Filed before going out"), kept.protected, kept.sent),
        (say("Contributions accepted"), kept.accepted, kept.sent),
        (say("Chart rows checked"), kept.in_step, kept.rows),
        (say("Families granted"), kept.granted, kept.filed),
    )
    return tuple(
        Bar(label, (_ALL * part // whole,), words.share(part, whole, lens)) for label, part, whole in told if whole
    )
