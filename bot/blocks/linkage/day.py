"""What of the registers waits for one person, as parts of their digest: clearances to decide, dates that are near."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.linkage import clearances, docket, labels, rule_words, terms
from bot.blocks.rhythm.digest import Line, Part, deeds_of
from bot.ids import Act, Ref
from flows.linkage.own import Circle, OwnClearance, OwnDate, OwnWork
from flows.linkage.permissions import able

NEAR = timedelta(days=14)
"""Dates of the law need a run-up; the first reminder of each comes earlier still, by itself."""


def waiting(work: OwnWork, lens: Lens, *, user_id: str) -> Iterator[Part]:
    """Clearances first: somebody waits for an answer."""
    say, until = lens.say, lens.today + NEAR
    yield Part(title=say("Clearances that wait for you"), lines=tuple(_clearance(x, lens) for x in work.clearances))
    near = tuple(_date(x, lens, user_id) for x in work.dates if x.item.due_on <= until)
    yield Part(title=say("Your dates"), lines=near, note=rule_words.disclaimer(say))


def _clearance(one: OwnClearance, lens: Lens) -> Line:
    """What is blocked can only be refused or overridden."""
    say = lens.say
    what = f"{bold(labels.label(one.outward))} {inline(one.outward.title, 120)}"
    day = say("Open to outsiders from {day}", day=lens.day(one.outward.available_on))
    text = " · ".join([what, terms.answer(one.clearance.answer, say), day, _project(one.project)])
    return Line(text, deeds_of(*clearances.deciding(one.clearance, one.register, lens)))


def _date(one: OwnDate, lens: Lens, user_id: str) -> Line:
    text = f"{docket.date_text(one.item, one.register, lens, brief=True)} · {_project(one.project)}"
    row = docket.date_buttons(one.item, one.register, lens, able(one.project, user_id), user_id)
    look = (lens.say("Dates"), Act.DOCKET, Ref(project_id=one.project.id))
    return Line(text, (*deeds_of(*row), look))


def _project(project: Circle) -> str:
    return f"{project.key} {inline(project.name, 120)}"
