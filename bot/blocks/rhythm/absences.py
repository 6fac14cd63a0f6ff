"""What somebody reads who is away or back."""

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from flows.rhythm.calendar import Absence


def away(absence: Absence, lens: Lens) -> Message:
    say = lens.say
    if absence.last is None:
        return kit.one_section(say(
            "You are away until you type `/liandong back`. Reminders to vote wait until then; "
            "what you are asked for stays in `/liandong mine`."
        ))  # fmt: skip
    return kit.one_section(say(
        "You are away until {day}, that day included. Reminders to vote wait until you are back; "
        "what you are asked for stays in `/liandong mine`. Back earlier: `/liandong back`",
        day=lens.day(absence.last),
    ))  # fmt: skip


def back(was_away: bool, lens: Lens) -> Message:
    if was_away:
        return kit.one_section(lens.say("Welcome back. Reminders reach you again in your working time."))
    return kit.one_section(lens.say("You were not away: nothing has changed."))


def usage(lens: Lens) -> Message:
    return kit.one_section(lens.say(
        "I do not understand that day. Type `/liandong away` for an open end, or name your last day off: "
        "`/liandong away until Friday`, `/liandong away until 2026-12-04`. It must not be over yet."
    ))  # fmt: skip
