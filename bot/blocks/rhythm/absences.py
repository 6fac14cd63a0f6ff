"""What somebody reads who is away or back."""

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.rhythm.preferences import change_button
from flows.rhythm.calendar import Absence


def away(absence: Absence, lens: Lens) -> Message:
    """``absence`` names whoever stands in, by these days or by one's preferences."""
    say = lens.say
    if absence.last is None:
        text = say(
            "You are away until you type `/liandong back`. What comes meanwhile waits until then; "
            "what you are asked for stays in `/liandong mine`."
        )
    else:
        text = say(
            "You are away until {day}, that day included. What comes meanwhile waits until you are back; "
            "what you are asked for stays in `/liandong mine`. Back earlier: `/liandong back`",
            day=lens.day(absence.last),
        )
    if absence.deputy:
        who = say("{person} hears of what is urgent in the projects that both of you may see.",
                  person=kit.person(absence.deputy))  # fmt: skip
        return kit.one_section(f"{text}\n{who}")
    nobody = say("Nobody stands in for you. To name somebody: `/liandong away until Friday, deputy @name`, or here:")
    return kit.one_section(f"{text}\n{nobody}", change_button(lens))


def back(was_away: bool, lens: Lens) -> Message:
    if was_away:
        return kit.one_section(lens.say("Welcome back. Messages reach you again in your working time."))
    return kit.one_section(lens.say("You were not away: nothing has changed."))


def no_such_deputy(name: str, lens: Lens) -> Message:
    """Nothing was kept: whoever goes away should know who stands in."""
    return kit.one_section(
        lens.say(
            "I cannot tell who “{name}” is, or this person cannot stand in for you. Nothing has changed. Write the "
            "whole name, or choose your deputy here and then say `/liandong away until Friday`:",
            name=kit.inline(name, 60),
        ),
        change_button(lens),
    )


def usage(lens: Lens) -> Message:
    return kit.one_section(lens.say(
        "I do not understand that day. Type `/liandong away` for an open end, or name your last day off: "
        "`/liandong away until Friday`, `/liandong away until 2026-12-04`. It must not be over yet."
    ))  # fmt: skip
