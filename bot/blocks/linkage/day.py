"""What of registers waits, as parts of digests: clearances to decide, and of one person the dates that are near."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.linkage import clearances, docket, labels, rule_words, standing, terms
from bot.blocks.rhythm.digest import Line, Part, deeds_of
from bot.ids import Act, Ref
from flows.linkage.codes import OutwardState
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance
from flows.linkage.own import Circle, OwnClearance, OwnDate, OwnWork
from flows.linkage.permissions import able
from flows.linkage.register import Register

NEAR = timedelta(days=14)
"""Dates of the law need a run-up; the first reminder of each comes earlier still, by itself."""


def waiting(work: OwnWork, lens: Lens, *, user_id: str) -> Iterator[Part]:
    """Clearances first: somebody waits for an answer."""
    say, until = lens.say, lens.today + NEAR
    yield Part(title=say("Clearances that wait for you"), lines=tuple(_clearance(x, lens) for x in work.clearances))
    near = [Line(say("There are more."))] if work.more_dates else []
    near[:0] = [_date(x, lens, user_id) for x in work.dates if x.item.due_on <= until]
    yield Part(title=say("Your dates"), lines=tuple(near), note=rule_words.disclaimer(say))


def undecided(register: Register, lens: Lens) -> Part:
    """For a whole project: what is to go out and waits for an answer. Whoever has to give it was asked, so it is no
    news by itself."""
    planned = (item for item in register.outwards if item.state is OutwardState.PLANNED)
    found = [(item, standing.latest(register, item.id)) for item in planned]
    lines = [
        Line(_asked(item, asked, lens), deeds_of(*clearances.deciding(asked, register, lens)))
        for item, asked in found
        if asked is not None and asked.state in standing.OPEN
    ]
    title = lens.say("Clearances to be decided")
    return Part(title=title, lines=tuple(lines), quiet=True, note=rule_words.disclaimer(lens.say))


def _clearance(one: OwnClearance, lens: Lens) -> Line:
    text = f"{_asked(one.outward, one.clearance, lens)} · {_project(one.project)}"
    return Line(text, deeds_of(*clearances.deciding(one.clearance, one.register, lens)))


def _asked(outward: Outward, asked: Clearance, lens: Lens) -> str:
    what = f"{bold(labels.label(outward))} {inline(outward.title, 120)}"
    day = lens.say("Open to outsiders from {day}", day=lens.day(outward.available_on))
    return " · ".join([what, terms.answer(asked.answer, lens.say), day])


def _date(one: OwnDate, lens: Lens, user_id: str) -> Line:
    text = f"{docket.date_text(one.item, one.register, lens, brief=True)} · {_project(one.project)}"
    row = docket.date_buttons(one.item, one.register, lens, able(one.project, user_id), user_id)
    look = (lens.say("Dates"), Act.DOCKET, Ref(project_id=one.project.id))
    return Line(text, (*deeds_of(*row), look))


def _project(project: Circle) -> str:
    return f"{project.key} {inline(project.name, 120)}"
