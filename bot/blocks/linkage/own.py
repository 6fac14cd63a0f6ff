"""What waits for one person in the registers of all projects, as entries of the App Home and ``/liandong mine``."""

from collections.abc import Iterator
from dataclasses import replace

from bot.blocks import kit
from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle.work import Entry
from bot.blocks.limits import Block
from bot.blocks.linkage import clearances, docket, labels, rule_words, terms
from bot.ids import Act, Ref
from flows.linkage.own import Circle, OwnClearance, OwnDate, OwnWork
from flows.linkage.permissions import able

LISTED = 5
"""Dates and clearances that are listed; all dates come as a calendar file."""


def waiting(work: OwnWork, lens: Lens, *, user_id: str) -> Iterator[Entry]:
    """Clearances first: somebody waits for an answer."""
    yield from (_clearance(one, lens) for one in work.clearances)
    dates = [_date(one, lens, user_id) for one in work.dates]
    if work.dates:
        dates[-1] = replace(dates[-1], blocks=(*dates[-1].blocks, *_more(work, lens)))
    yield from dates


def _clearance(one: OwnClearance, lens: Lens) -> Entry:
    """With the buttons of the kept message: what is blocked can only be refused or overridden."""
    say = lens.say
    day = say("Open to outsiders from {day}", day=lens.day(one.outward.available_on))
    rules = " ".join(dict.fromkeys(finding.rule for finding in one.clearance.findings))
    what = f"{bold(labels.label(one.outward))} {inline(one.outward.title, 120)}"
    head = " · ".join(filter(None, [what, terms.answer(one.clearance.answer, say), rules]))
    text = f"{head}\n{day} · {_project(one.project)}"
    buttons = clearances.deciding(one.clearance, one.register, lens)
    row = kit.actions(*buttons, block_id=f"clearance:{one.clearance.id}")
    return Entry(say("Clearances that wait for you"), text, (kit.section(text), row))


def _date(one: OwnDate, lens: Lens, user_id: str) -> Entry:
    say = lens.say
    text = docket.date_text(one.item, one.register, lens, brief=True) + f"\n{_project(one.project)}"
    look = kit.button(say("Dates"), Act.DOCKET, Ref(project_id=one.project.id),
                      label=say("Dates of {key}", key=one.project.key))  # fmt: skip
    buttons = docket.date_buttons(one.item, one.register, lens, able(one.project, user_id), user_id)
    row = kit.actions(*buttons[:1], look, block_id=f"date:{one.item.id}")
    return Entry(say("Your dates"), text, (kit.section(text), row))


def _more(work: OwnWork, lens: Lens) -> tuple[Block, ...]:
    """All of them for the calendar, and that none of this is advice."""
    say = lens.say
    note = kit.note(kit.sentences(say("There are more.") if work.more_dates else "", rule_words.disclaimer(say)))
    return note, kit.actions(calendar_button(lens), block_id="calendar")


def calendar_button(lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("My dates for my calendar"), Act.MY_DATES_ICS, Ref(),
                      label=say("My dates of all projects as a calendar file"))  # fmt: skip


def _project(project: Circle) -> str:
    return f"{project.key} {inline(project.name, 120)}"
