"""The reminder of one person: everything that waits for them and was asked for, in one message kept up to date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.blocks import kit
from bot.blocks.kit import Message, inline, person
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.buttons import (
    blocked_button,
    hand_over_button,
    submit_button,
    unblock_button,
    work_ref,
)
from bot.blocks.lifecycle.prompts import request_line
from bot.blocks.limits import Block
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.blocking import is_blocked
from flows.lifecycle.readmodels import WorkLine
from flows.rhythm.escalation import Told
from flows.rhythm.snoozing import Choice, Label, Snooze

_TOLD = 4
"""People named of those who were told; the history of a project names all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of open work. ``snoozed_until`` is aware; ``told`` are those who were told that it is late."""

    line: WorkLine
    snoozed_until: datetime | None = None
    told: tuple[Told, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether the reader is asked for it now: neither put off, nor waiting for somebody else's answer."""
        return self.snoozed_until is None and self.line.deliverable.request is None


@dataclass(frozen=True, slots=True)
class Wall:
    """The clock on the reader's wall: its zone, the day and moment now, and what they can put work off to."""

    zone: ZoneInfo
    now: datetime
    choices: tuple[Choice, ...]

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


def reminder(
    items: Sequence[Item], wall: Wall, lens: Lens, *, done: int, silent: int = 0, number: int = 0
) -> Message:  # fmt: skip
    """``done`` is how many more this message was about that wait for its reader no longer, ``silent`` how many wait in
    projects that they have muted, ``number`` which of their messages this is."""
    say = lens.say
    live = [item for item in items if item.is_live]
    sheet = Sheet()
    sheet.head(say("Reminder"))
    sheet.tell(_opening(len(live), len(items), lens), _done(done, lens) if items else "")
    together = _together(items, wall, lens, number)
    if together:
        sheet.show(kit.actions(*together, block_id="all"))
    shown = 0
    for item in [*live, *(item for item in items if not item.is_live)]:
        text = _text(item, wall, lens)
        if not sheet.add(text, kit.section(text), _buttons(item, wall, lens)):
            break
        shown += 1
    left = len(items) - shown
    if left:
        sheet.tell(say.plural("And {n} more · `/liandong mine`", "And {n} more · `/liandong mine`", left))
    if items and silent:
        sheet.small(say.plural("{n} more waits in a project that you have muted: `/liandong mine`",
                               "{n} more wait in projects that you have muted: `/liandong mine`", silent))  # fmt: skip
    if items:
        sheet.small(say("How often you are reminded is yours to choose: `/liandong preferences`. "
                        "Putting something off moves no due date."))  # fmt: skip
    return sheet.message()


def replaced(lens: Lens) -> Message:
    """What stands in the place of a reminder that a newer one has replaced."""
    return kit.one_section(lens.say("A newer reminder below has replaced this one."))


def clock(wall: time) -> str:
    """``9:00``."""
    return f"{wall.hour}:{wall:%M}"


def until(moment: datetime, wall: Wall, lens: Lens) -> str:
    """A moment by the reader's own clock: ``Thu, Nov 26, 9:00``."""
    local = moment.astimezone(wall.zone)
    return lens.say("{day}, {time}", day=lens.say.weekday(local.date(), wall.today), time=clock(local.time()))


def _opening(live: int, items: int, lens: Lens) -> str:
    say = lens.say
    if live:
        return say.plural("{n} thing waits for you.", "{n} things wait for you.", live)
    if items:
        return say("Nothing waits for you right now. What you have put off comes back by itself.")
    return say("Done: nothing here waits for you any more. Thank you.")


def _done(done: int, lens: Lens) -> str:
    if not done:
        return ""
    return lens.say.plural("{n} more is done, or is not asked of you any more.",
                           "{n} more are done, or are not asked of you any more.", done)  # fmt: skip


def _text(item: Item, wall: Wall, lens: Lens) -> str:
    d = item.line.deliverable
    lines = [
        parts.deliverable_line(d, lens, with_assignee=False),
        f"{item.line.project_key} · {inline(item.line.project_name, 120)}",
        request_line(d, lens),
        lens.say("Put off until {when}; it is still {due}.", when=until(item.snoozed_until, wall, lens),
                 due=lens.due(d.due)) if item.snoozed_until is not None else "",
        *told_lines(item.told, wall.now, lens),
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def told_lines(told: Sequence[Told], now: datetime, lens: Lens) -> list[str]:
    """Who was told that work is late, and when; who will be, once their working day has begun."""
    lines = []
    for one in told[-_TOLD:]:
        if one.at <= now:
            text = lens.say("{person} was told {when}", person=person(one.user_id), when=lens.say.when(one.at))
        else:
            text = lens.say("{person} will be told {when}", person=person(one.user_id), when=lens.say.when(one.at))
        if one.stands_for:
            text += " · " + lens.say("standing in for {person}", person=person(one.stands_for))
        lines.append(text)
    return lines


def _buttons(item: Item, wall: Wall, lens: Lens) -> Block:
    d, project_id = item.line.deliverable, item.line.project_id
    buttons = [submit_button(project_id, d, lens)]
    if item.snoozed_until is not None:
        buttons.append(_take_back(item, lens))
    elif item.is_live:
        buttons += [_put_off(item, choice, wall, lens) for choice in wall.choices]
        buttons.append(_pick_a_date(item, lens))
    buttons.append(hand_over_button(project_id, d, lens))
    buttons.append(unblock_button(project_id, d, lens) if is_blocked(d) else blocked_button(project_id, d, lens))
    return kit.actions(*buttons, block_id=f"ask:{d.id}")


def _together(items: Sequence[Item], wall: Wall, lens: Lens, number: int) -> list[Block]:
    """What can be done about several at once."""
    say, ref = lens.say, Ref(number=number)
    live = sum(item.is_live for item in items)
    if live > 1:
        return [_put_off_all(choice, wall, lens, number, live) for choice in wall.choices]
    if live == 0 and sum(item.snoozed_until is not None for item in items) > 1:
        return [kit.button(say("Put nothing off"), Act.UNSNOOZE_ALL, ref, label=say("Take back all that is put off"))]
    return []


def _put_off_all(choice: Choice, wall: Wall, lens: Lens, number: int, live: int) -> Block:
    say, when = lens.say, label(choice, wall, lens)
    words, at = Label(choice.snooze, choice.at, wall.today, not choice.as_named).pack()
    button = kit.button(say("All: {when}", when=when), Act.SNOOZE_ALL, Ref(number=number, extra=words, part=at),
                        label=say("{when}: remind me of all {n}", when=when, n=live))  # fmt: skip
    return {**button, "action_id": f"{Act.SNOOZE_ALL}:{choice.snooze}"}


def label(choice: Choice, wall: Wall, lens: Lens) -> str:
    """The day and hour at which the reminder comes back: a name only where the day is the one that it names."""
    say = lens.say
    if choice.snooze is Snooze.TODAY:
        return say("Later today")
    if choice.as_named and choice.snooze is Snooze.TOMORROW:
        return say("Tomorrow {time}", time=clock(choice.wall))
    if choice.as_named and choice.snooze is Snooze.MONDAY:
        return say("Next Monday")
    return say("{day}, {time}", day=say.weekday(choice.day, wall.today), time=clock(choice.wall))


def _put_off(item: Item, choice: Choice, wall: Wall, lens: Lens) -> Block:
    """The payload carries the very moment of the label, and the day on which the label was true."""
    text, title = label(choice, wall, lens), parts.raw_title(item.line.deliverable, lens)
    words, at = Label(choice.snooze, choice.at, wall.today, not choice.as_named).pack()
    ref = Ref(project_id=item.line.project_id, deliverable_id=item.line.deliverable.id, extra=words, part=at)
    button = kit.button(text, Act.SNOOZE, ref, label=lens.say("{when}: remind me of {title}", when=text, title=title))
    return {**button, "action_id": f"{Act.SNOOZE}:{choice.snooze}"}


def _pick_a_date(item: Item, lens: Lens) -> Block:
    say, d = lens.say, item.line.deliverable
    return kit.button(say("Pick a date"), Act.SNOOZE_DAY, work_ref(item.line.project_id, d),
                      label=say("Pick a date to be reminded of {title}", title=parts.raw_title(d, lens)))  # fmt: skip


def _take_back(item: Item, lens: Lens) -> Block:
    say, d = lens.say, item.line.deliverable
    return kit.button(say("Do not put off"), Act.UNSNOOZE, work_ref(item.line.project_id, d),
                      label=say("Do not put off {title}", title=parts.raw_title(d, lens)))  # fmt: skip
