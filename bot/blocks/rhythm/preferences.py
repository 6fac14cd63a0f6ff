"""When reminders reach somebody, as text and as a form. Fields are named in ``bot.ids.Form``."""

from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import field, first, option
from bot.blocks.kit import Message, bold
from bot.blocks.lens import Lens
from bot.blocks.limits import Block
from bot.blocks.sheet import Sheet
from bot.ids import Act, Form, Ref
from bot.time_words import write_hours
from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.preferences import Nudging, Preferences

_HOURS, _COUNTRY = 20, 2


def own(chosen: Preferences, calendar: PersonCalendar, lens: Lens) -> Message:
    """The answer to ``/liandong preferences``."""
    sheet = Sheet()
    sheet.head(lens.say("Your preferences"))
    sheet.tell(*lines(chosen, calendar, lens))
    sheet.show(kit.actions(change_button(lens), block_id="preferences"))
    return sheet.message()


def change_button(lens: Lens) -> Block:
    return kit.button(lens.say("Preferences"), Act.PREFERENCES, Ref(),
                      label=lens.say("Change when reminders reach you"))  # fmt: skip


def lines(chosen: Preferences, calendar: PersonCalendar, lens: Lens) -> tuple[str, ...]:
    """One line for each choice, in plain words, and what they are good for."""
    say = lens.say
    days = say.listing([say.weekday_name(day) for day in chosen.days])
    hours = f"{days} · {write_hours(chosen.begins, chosen.ends)} · {kit.inline(calendar.zone.key)}"
    quiet = write_hours(chosen.quiet.since, chosen.quiet.until) if chosen.quiet else say("none")
    told = (
        (say("Working time"), hours),
        (say("Quiet hours"), quiet),
        (say("Public holidays"), calendar.country or say("none")),
        (say("Reminders of open work"), nudging(chosen.nudging, lens)),
    )
    return (
        *(say("{label}: {value}", label=bold(label), value=value) for label, value in told),
        say("Reminders wait for your working hours."),
    )


def nudging(level: Nudging, lens: Lens) -> str:
    """How often somebody is reminded, in words."""
    say = lens.say
    return {
        Nudging.LIGHT: say("Light: from the due day on, half as often"),
        Nudging.STANDARD: say("Standard: as the workflow of the project says"),
        Nudging.ACTIVE: say("Active: every working day"),
    }[level]


def form(chosen: Preferences, calendar: PersonCalendar, lens: Lens) -> dict[str, Any]:
    """Five fields over what was chosen before."""
    say = lens.say
    days = [option(say.weekday_name(day), str(day)) for day in range(7)]
    quiet = write_hours(chosen.quiet.since, chosen.quiet.until) if chosen.quiet else ""
    blocks = [
        first(field("days", say("Working days"),
                    inputs.multi_select("days", days, initial=[str(day) for day in chosen.days]))),
        field("hours", say("Working hours"),
              inputs.text_input("hours", initial=write_hours(chosen.begins, chosen.ends), limit=_HOURS),
              hint=say("Where you are: {zone}. Reminders wait for your working hours.", zone=calendar.zone.key)),
        field("quiet", say("Quiet hours"),
              inputs.text_input("quiet", initial=quiet, limit=_HOURS, placeholder="12:00–13:30"),
              hint=say("A part of every day in which reminders wait."), optional=True),
        field("country", say("Country whose public holidays you have"),
              inputs.text_input("country", initial=chosen.country, limit=_COUNTRY,
                                placeholder=calendar.country or "CN"),
              hint=say("Two letters, such as CN. Empty: by your time zone, else by your language."), optional=True),
        field("nudging", say("Reminders of open work"),
              inputs.select("nudging", [option(nudging(level, lens), level.value) for level in Nudging],
                            initial=chosen.nudging.value)),
    ]  # fmt: skip
    return kit.modal(Form.PREFERENCES, say("Your preferences"), blocks, ref=Ref(), submit=say("Save"),
                     close=say("Cancel"))  # fmt: skip
