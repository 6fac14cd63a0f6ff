"""The dates of projects as an iCalendar file (RFC 5545): whole days, alarms at the reminders, why and by which rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from icalendar import Alarm, Calendar, Event

from bot.blocks.lens import Lens
from bot.blocks.linkage import docket, labels, rule_words, terms
from bot.blocks.linkage.date_parts import moved_words, part_words
from bot.blocks.linkage.unsettled import unsettled
from flows.linkage.codes import DocketState
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from flows.linkage.rulebook import Rulebook

PRODUCT = "-//Liandong//dates//"


class Named(Protocol):
    """A project, as far as it is named in a calendar."""

    @property
    def key(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Dates:
    """What a project puts into a calendar; the caller has asked whether its reader may see the project."""

    card: Named
    register: Register


def as_ics(projects: Iterable[Dates], lens: Lens, rulebook: Rulebook, *, name: str = "") -> bytes:
    """Every date that is not settled. A date keeps its uid for ever, so that a later file replaces it in a calendar."""
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    if name:
        book.add("x-wr-calname", name)
    for dates in projects:
        for item in docket.waiting(dates.register):
            book.add_component(_event(item, dates, lens, rulebook))
    return bytes(book.to_ical())


def _event(item: DocketItem, dates: Dates, lens: Lens, rulebook: Rulebook) -> Event:
    rule, event = rulebook.get(item.rule), Event()
    summary = f"{dates.card.key} {labels.label(item)} {lens.say.pick(rule.title) if rule else item.rule}"
    event.add("uid", f"{item.id}@liandong")
    # The register's version: the file of an unchanged register is the same byte for byte.
    event.add("dtstamp", datetime.combine(item.done_on or item.source_on, time(), UTC))
    event.add("sequence", dates.register.version)
    event.add("dtstart", item.due_on)
    event.add("dtend", item.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    event.add("description", "\n".join(_told(item, dates, lens, rulebook)))
    for days in rule.reminders if rule else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -timedelta(days=days))
        event.add_component(alarm)
    return event


def _told(item: DocketItem, dates: Dates, lens: Lens, rulebook: Rulebook) -> list[str]:
    say, rule, about = lens.say, rulebook.get(item.rule), dates.register.find(item.subject_id)
    named = [labels.raw(about, lens)] if about else []
    lines = [" · ".join(filter(None, [*named, part_words(item, dates.register, lens)]))]
    lines.append(say("{rule}, counted from {day}", rule=item.rule, day=item.source_on.isoformat()))
    lines.append(moved_words(item, say, date.isoformat, calendar=item.calendar))
    if item.state is DocketState.OPEN:
        lines.append(unsettled(item, lens))
    if rule is not None:
        lines.append(say("If it is missed: {what}", what=say.pick(rule.consequence)))
        lines.append(say("Source: {source} ({day})", source=rule.source, day=rule.checked_on))
    return [*filter(None, lines), terms.certainty(item.certainty, say), rule_words.disclaimer(say)]
