"""What reaches somebody and when, as text and as a form. Fields are named in ``bot.ids.Form``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import first, option
from bot.blocks.kit import Message, bold
from bot.blocks.lens import Lens
from bot.blocks.limits import LIMITS, Block
from bot.blocks.rhythm import channels
from bot.blocks.rhythm.weekdays import weekdays
from bot.blocks.sheet import Sheet
from bot.ids import Act, Form, Ref
from bot.time_words import write_hours
from bot.words import Words
from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.preferences import ChannelPreferences, Delivery, Nudging, Preferences

_HOURS, _COUNTRY = 20, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What one person has chosen, and what follows from it. ``projects`` are those that can be muted: id -> key and
    name, raw, every muted one among them that its reader may still see."""

    chosen: Preferences
    calendar: PersonCalendar
    projects: Mapping[str, str] = field(default_factory=dict)


def own(wishes: Wishes, lens: Lens, *, channel: tuple[str, ChannelPreferences] | None = None) -> Message:
    """The answer to ``/liandong preferences``. ``channel`` is the one where it was asked, if the reader has a say."""
    sheet = Sheet()
    sheet.head(lens.say("Your preferences"))
    sheet.tell(*lines(wishes, lens))
    buttons = [change_button(lens)]
    if channel is not None:
        sheet.tell(*channels.lines(channel[1], channel[0], lens))
        buttons.append(channels.change_button(channel[0], lens))
    sheet.show(kit.actions(*buttons, block_id="preferences"))
    return sheet.message()


def change_button(lens: Lens) -> Block:
    return kit.button(lens.say("Preferences"), Act.PREFERENCES, Ref(),
                      label=lens.say("Change what reaches you, and when"))  # fmt: skip


def deliveries(say: Words) -> dict[Delivery, str]:
    """What each choice is called, and means."""
    return {
        Delivery.IMMEDIATE: say("At once, in my working time"),
        Delivery.DAILY: say("Once a day, when my working day begins"),
        Delivery.MINE: say("Only what I am asked for"),
    }


def nudgings(say: Words) -> dict[Nudging, str]:
    """The same of how often one is reminded."""
    return {
        Nudging.LIGHT: say("Light: from the due day on, half as often"),
        Nudging.STANDARD: say("Standard: as the workflow of the project says"),
        Nudging.ACTIVE: say("Active: every working day"),
    }


def lines(wishes: Wishes, lens: Lens) -> tuple[str, ...]:
    """One line for each choice, in plain words, and what they are good for."""
    say, chosen, calendar = lens.say, wishes.chosen, wishes.calendar
    days = weekdays(chosen.days, say)
    hours = f"{days} · {write_hours(chosen.begins, chosen.ends)} · {kit.inline(calendar.zone.key)}"
    quiet = write_hours(chosen.quiet.since, chosen.quiet.until) if chosen.quiet else say("none")
    muted = [kit.inline(wishes.projects[project]) for project in chosen.muted if project in wishes.projects]
    told = (
        (say("What comes"), deliveries(say)[chosen.delivery]),
        (say("Reminders of open work"), nudgings(say)[chosen.nudging]),
        (say("Muted for you"), say.listing(muted) if muted else say("none")),
        (say("Working time"), hours),
        (say("Quiet hours"), quiet),
        (say("Public holidays"), calendar.country or say("none")),
        (say("Stands in while you are away"), kit.person(chosen.deputy) if chosen.deputy else say("none")),
    )
    return (
        *(say("{label}: {value}", label=bold(label), value=value) for label, value in told),
        say("What others do and what time brings up waits for your working hours; votes, dates set by law and "
            "clearances are never muted."),
    )  # fmt: skip


def form(wishes: Wishes, lens: Lens) -> dict[str, Any]:
    """At most eight fields over what was chosen before."""
    say = lens.say
    blocks = [*_when(wishes, lens), *_what(wishes, lens)]
    return kit.modal(Form.PREFERENCES, say("Your preferences"), blocks, ref=Ref(), submit=say("Save"),
                     close=say("Cancel"))  # fmt: skip


def _when(wishes: Wishes, lens: Lens) -> list[Block]:
    say, chosen, zone = lens.say, wishes.chosen, wishes.calendar.zone.key
    days = [option(say.weekday_name(day), str(day)) for day in range(7)]
    quiet = write_hours(chosen.quiet.since, chosen.quiet.until) if chosen.quiet else ""
    return [
        first(inputs.field("days", say("Working days"),
                           inputs.multi_select("days", days, initial=[str(day) for day in chosen.days]))),
        inputs.field("hours", say("Working hours"),
                     inputs.text_input("hours", initial=write_hours(chosen.begins, chosen.ends), limit=_HOURS),
                     hint=say("Where you are: {zone}. Reminders wait for your working hours.", zone=zone)),
        inputs.field("quiet", say("Quiet hours"),
                     inputs.text_input("quiet", initial=quiet, limit=_HOURS, placeholder="12:00–13:30"),
                     hint=say("A part of every day in which reminders wait."), optional=True),
        inputs.field("country", say("Country whose public holidays you have"),
                     inputs.text_input("country", initial=chosen.country, limit=_COUNTRY,
                                       placeholder=wishes.calendar.country or "CN"),
                     hint=say("Two letters, such as CN. Empty: by your time zone, else by your language."),
                     optional=True),
    ]  # fmt: skip


def _what(wishes: Wishes, lens: Lens) -> list[Block]:
    """A select without options is no select: without projects there is nothing to mute."""
    say, chosen = lens.say, wishes.chosen
    choices = [option(text, delivery.value) for delivery, text in deliveries(say).items()]
    projects = [option(text, project) for project, text in list(wishes.projects.items())[: LIMITS["select options"]]]
    blocks = [
        inputs.field("delivery", say("What comes"),
                     inputs.select("delivery", choices, initial=chosen.delivery.value)),
        inputs.field("nudging", say("Reminders of open work"),
                     inputs.select("nudging", [option(text, level.value) for level, text in nudgings(say).items()],
                                   initial=chosen.nudging.value)),
        inputs.field("muted", say("Muted for you"),
                     inputs.multi_select("muted", projects, initial=chosen.muted),
                     hint=say("Votes, dates set by law and clearances still reach you. Remove a project to hear of it "
                              "again."),
                     optional=True),
        inputs.field("deputy", say("Stands in while you are away"),
                     inputs.one_person("deputy", initial=chosen.deputy),
                     hint=say("Hears what waits for you in the projects you share."), optional=True),
    ]  # fmt: skip
    return [block for block in blocks if projects or block["block_id"] != "muted"]
