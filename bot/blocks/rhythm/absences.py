"""What somebody reads who is away or back."""

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from flows.rhythm.calendar import Absence


def away(absence: Absence, lens: Lens) -> Message:
    """``absence`` names who stands in, if anybody does."""
    say = lens.say
    if absence.last is None:
        told = say(
            "You are away until you type `/liandong back`. What comes up for you waits until then; "
            "what you are asked for stays in `/liandong mine`."
        )
    else:
        told = say(
            "You are away until {day}, that day included. What comes up for you waits until you are back; "
            "what you are asked for stays in `/liandong mine`. Back earlier: `/liandong back`",
            day=lens.day(absence.last),
        )
    if absence.deputy:
        stands_in = say("{person} stands in: they hear what waits for you in the projects you share.",
                        person=kit.person(absence.deputy))  # fmt: skip
    else:
        stands_in = say("Nobody stands in for you. Name somebody: `/liandong away until Friday @name`")
    return kit.one_section(f"{told}\n{stands_in}")


def unknown_deputy(name: str, lens: Lens) -> Message:
    return kit.one_section(lens.say(
        "There is nobody else called {name} here, or several people are. Nothing was changed. Write the name as it "
        "stands in Slack: `/liandong away until Friday @name`", name=f"`{kit.inline(name, 60)}`",
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
