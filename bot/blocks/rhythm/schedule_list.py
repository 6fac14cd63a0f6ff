"""The schedules of a place and of a person, each with what its reader may do about it, and what answers a click."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.limits import Block
from bot.blocks.rhythm import chronicle, schedules
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from bot.schedule_deeds import Deed
from flows.lifecycle.readmodels import HistoryLine
from flows.notices import is_person
from flows.rhythm.schedules import Schedule, ScheduleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``place`` is where it speaks, ``coming`` its next moments (UTC), ``zone`` the reader's own. ``unheard``: what
    that place has chosen to hear keeps it back."""

    schedule: Schedule
    place: str
    coming: tuple[datetime, ...]
    zone: ZoneInfo
    project: str = ""
    changeable: bool = False
    unheard: bool = False


def listing(
    here: Sequence[Row], mine: Sequence[Row], kinds: Sequence[ScheduleKind], lens: Lens, *, project_id: str = "",
    about: str = "",
) -> Message:  # fmt: skip
    """``about`` names the project that was asked for; empty for what belongs to the channel."""
    say, sheet = lens.say, Sheet()
    sheet.head(say("Schedules"))
    for title, rows in ((about or say("In this channel"), here), (say("To you alone"), mine)):
        if rows:
            sheet.tell(bold(inline(title)))
        _lay(sheet, rows, lens)
    if not here and not mine:
        sheet.tell(say("Nothing is scheduled here, and nothing for you."))
    sheet.tell(
        say("What would you like to add? A form asks when and where."), accessory=_adding(kinds, lens, project_id)
    )
    return sheet.message()


def _lay(sheet: Sheet, rows: Sequence[Row], lens: Lens) -> None:
    for row in rows:
        text = line(row, lens)
        if not sheet.add(text, kit.section(text, accessory=_menu(row, lens))):
            sheet.tell(lens.say("There are more. `/liandong schedule LD-12` shows those of one project."))
            return


def _adding(kinds: Sequence[ScheduleKind], lens: Lens, project_id: str) -> Block:
    entries = [
        (schedules.kind(code, lens), Act.SCHEDULE, Ref(project_id=project_id, part=code.value, extra=Deed.ADD.value))
        for code in kinds
    ]
    return kit.chooser(lens.say("Add a schedule"), entries, name="schedule")


def line(row: Row, lens: Lens) -> str:
    """Kind and project, where, how often, when next, who set it up."""
    say, found = lens.say, row.schedule
    if found.unreadable:
        return f"{_named(row, lens)}\n{schedules.cannot_be_read(found.unreadable, lens)}"
    told = [schedules.rhythm(found, lens)]
    if rests(found, lens):
        told.append(say("paused until {day}", day=lens.day(found.paused_until)) if found.paused_until else "")
    told.append(say("next: {when}", when=moment(row.coming[0], row.zone, lens)) if row.coming else say("never again"))
    if row.unheard:
        told.append(
            say("not said: you have muted the project")
            if is_person(row.place)
            else say("not said: the channel has chosen to hear no digests")
        )
    if not is_person(found.audience):
        told.append(schedules.set_up_by(found, lens))
    return f"{_named(row, lens)}\n{' · '.join(told)}"


def _named(row: Row, lens: Lens) -> str:
    return " · ".join(filter(None, (name(row, lens), _place(row, lens))))


def rests(schedule: Schedule, lens: Lens) -> bool:
    """Whether it is paused today."""
    return schedule.paused_until is not None and schedule.paused_until > lens.today


def name(row: Row, lens: Lens) -> str:
    """``*Project digest* · LD-1 Radar``."""
    return " · ".join(filter(None, [bold(schedules.kind(row.schedule.kind, lens)), inline(row.project)]))


def _place(row: Row, lens: Lens) -> str:
    """Nothing for one's own: they stand under a heading that says so."""
    if not is_person(row.place):
        return f"<#{row.place}>"
    if is_person(row.schedule.audience):
        return ""
    return lens.say("to {person}, since the project has no channel", person=kit.person(row.place))


def moment(at: datetime, zone: ZoneInfo, lens: Lens) -> str:
    """``Mon, Nov 23 09:00``, by the clock of the reader."""
    local = at.astimezone(zone)
    return f"{lens.day(local.date())} {local:%H:%M}"


def _menu(row: Row, lens: Lens) -> Block:
    """At most five entries."""
    say, found = lens.say, row.schedule
    look = [(say("Next times and changes"), Deed.NEXT), (say("Send a test to me"), Deed.TEST)]
    if row.changeable and found.unreadable:
        look = [(say("Change"), Deed.EDIT), (say("Remove"), Deed.REMOVE)]
    elif row.changeable:
        rest = (say.context("schedule", "Resume"), Deed.RESUME) if rests(found, lens) else (say("Pause"), Deed.PAUSE)
        look = [(say("Change"), Deed.EDIT), rest, *look, (say("Remove"), Deed.REMOVE)]
    return kit.menu([(text, Act.SCHEDULE, about(found, deed)) for text, deed in look])


def about(schedule: Schedule, deed: Deed) -> Ref:
    return Ref(project_id=schedule.project_id, item_id=schedule.id, extra=deed.value)


def coming(row: Row, lens: Lens) -> str:
    """When it comes next, by the reader's clock."""
    say = lens.say
    if row.schedule.unreadable:
        return f"{name(row, lens)}\n{schedules.cannot_be_read(row.schedule.unreadable, lens)}"
    if not row.coming:
        return say("{schedule} names no day any more.", schedule=name(row, lens))
    moments = "\n".join(f"• {moment(at, row.zone, lens)}" for at in row.coming)
    head = say("{schedule} comes {rhythm}. The next times by your clock ({zone}):", schedule=name(row, lens),
               rhythm=schedules.rhythm(row.schedule, lens), zone=row.zone.key)  # fmt: skip
    return f"{head}\n{moments}"


def next_five(row: Row, lens: Lens, *, changes: Sequence[HistoryLine] = ()) -> Message:
    """When it comes next, and below who did what to it last."""
    return kit.one_section("\n".join(filter(None, [coming(row, lens), chronicle.changes(changes, lens)])))


def saved(row: Row, lens: Lens) -> Message:
    """What a form or a click came to: the next times, and what can be done at once."""
    say, found = lens.say, row.schedule
    test = kit.button(say("Send a test to me"), Act.SCHEDULE, about(found, Deed.TEST))
    return kit.one_section(say("Saved.") + "\n" + coming(row, lens), test)


def removed(row: Row, lens: Lens) -> Message:
    say = lens.say
    undo = kit.button(say("Undo"), Act.SCHEDULE, about(row.schedule, Deed.UNDO),
                      label=say("Bring {schedule} back", schedule=schedules.kind(row.schedule.kind, lens)))  # fmt: skip
    return kit.one_section(say("{schedule} is removed and does not come any more.", schedule=name(row, lens)), undo)


def tested(lens: Lens) -> Message:
    return kit.one_section(lens.say("A test is on its way to you, as a direct message. Nobody else sees it."))


def not_there(row: Row, channel: str, lens: Lens) -> Message:
    """To whoever set it up, where the bot is not in the channel."""
    return kit.one_section(lens.say(
        "{schedule} is saved, but I am not in <#{channel}> and cannot speak there. Please invite me with `/invite`; "
        "until then it waits.", schedule=name(row, lens), channel=channel,
    ))  # fmt: skip
