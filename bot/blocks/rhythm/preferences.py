"""What one has chosen to hear and when, as text and as forms. Fields are named in ``bot.ids.Form``."""

from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import field, first, option
from bot.blocks.kit import Message, bold
from bot.blocks.lens import Lens
from bot.blocks.limits import Block
from bot.blocks.sheet import Sheet
from bot.forms_rhythm import NO_THREADS, THREADS
from bot.ids import Act, Form, Pick, Ref, pack
from bot.time_words import write_hours
from flows.lifecycle.readmodels import ProjectCard
from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.preferences import ChannelMode, ChannelPreferences, Delivery, Nudging, Preferences

_HOURS, _COUNTRY = 20, 2


def own(
    chosen: Preferences, calendar: PersonCalendar, muted: tuple[ProjectCard, ...], lens: Lens, *,
    channel: str = "", held: str = "",
) -> Message:  # fmt: skip
    """The answer to ``/liandong preferences``. ``channel`` and ``held`` are finished lines, empty for none."""
    say, sheet = lens.say, Sheet()
    sheet.head(say("Your preferences"))
    sheet.tell(*lines(chosen, calendar, muted, lens))
    sheet.tell(held)
    sheet.tell(channel)
    buttons = [change_button(lens)]
    if channel:
        buttons.append(kit.button(say("Change for this channel"), Act.CHANNEL_PREFERENCES, Ref()))
    sheet.show(kit.actions(*buttons, block_id="preferences"))
    return sheet.message()


def change_button(lens: Lens) -> Block:
    return kit.button(lens.say("Preferences"), Act.PREFERENCES, Ref(),
                      label=lens.say("Change what reaches you and when"))  # fmt: skip


def lines(chosen: Preferences, calendar: PersonCalendar, muted: tuple[ProjectCard, ...], lens: Lens) -> tuple[str, ...]:
    """One line for each choice, in plain words."""
    say = lens.say
    days = say.listing([say.weekday_name(day) for day in chosen.days])
    country = calendar.country or say("none")
    quiet = write_hours(chosen.quiet.since, chosen.quiet.until) if chosen.quiet else say("none")
    names = say.listing([f"{card.key} {kit.inline(card.name, 60)}" for card in muted]) if muted else say("none")
    hours = f"{days} · {write_hours(chosen.begins, chosen.ends)} · {kit.inline(calendar.zone.key)}"
    deputy = kit.person(chosen.deputy) if chosen.deputy else say("nobody")
    told = (
        (say("Messages"), delivery_name(chosen.delivery, lens)),
        (say("Reminders"), nudging_name(chosen.nudging, lens)),
        (say("Working time"), hours),
        (say("Public holidays"), country),
        (say("Quiet hours"), quiet),
        (say("Deputy while you are away"), deputy),
        (say("Muted projects"), names),
    )
    return tuple(_line(label, value, lens) for label, value in told)


def _line(label: str, value: str, lens: Lens) -> str:
    return lens.say("{label}: {value}", label=bold(label), value=value)


def delivery_name(code: Delivery, lens: Lens) -> str:
    say = lens.say
    return {
        Delivery.IMMEDIATE: say("at once, in your working time"),
        Delivery.DAILY: say("what can wait comes as one message, when your working day begins"),
        Delivery.MINE: say("only what you are asked for"),
    }[code]


def nudging_name(code: Nudging, lens: Lens) -> str:
    say = lens.say
    return {
        Nudging.LIGHT: say("light: half as often"),
        Nudging.STANDARD: say("standard: as the workflow says"),
        Nudging.ACTIVE: say("active: twice as often"),
    }[code]


def form(chosen: Preferences, calendar: PersonCalendar, muted: tuple[ProjectCard, ...], lens: Lens) -> dict[str, Any]:
    """Eight fields over what was chosen before."""
    say = lens.say
    days = [option(say.weekday_name(day), str(day)) for day in range(7)]
    quiet = write_hours(chosen.quiet.since, chosen.quiet.until) if chosen.quiet else ""
    silent = [option(f"{card.key} · {card.name}", pack(Ref(project_id=card.id))) for card in muted]
    blocks = [
        first(field("delivery", say("When messages come"),
                    inputs.radio("delivery", [option(delivery_name(code, lens), code.value) for code in Delivery],
                                 initial=chosen.delivery.value))),
        field("nudging", say("How often you are reminded of what is open"),
              inputs.radio("nudging", [option(nudging_name(code, lens), code.value) for code in Nudging],
                           initial=chosen.nudging.value)),
        field("days", say("Working days"),
              inputs.multi_select("days", days, initial=[str(day) for day in chosen.days])),
        field("hours", say("Working hours"),
              inputs.text_input("hours", initial=write_hours(chosen.begins, chosen.ends), limit=_HOURS),
              hint=say("Where you are: {zone}. Outside of them nothing is sent to you.", zone=calendar.zone.key)),
        field("quiet", say("Quiet hours"),
              inputs.text_input("quiet", initial=quiet, limit=_HOURS, placeholder="12:00–13:30"),
              hint=say("A part of every day in which nothing is sent to you."), optional=True),
        field("country", say("Country whose public holidays you have"),
              inputs.text_input("country", initial=chosen.country, limit=_COUNTRY,
                                placeholder=calendar.country or "CN"),
              hint=say("Two letters, such as CN. Empty: by your time zone, else by your language."), optional=True),
        field("deputy", say("Deputy while you are away"), inputs.one_person("deputy", initial=chosen.deputy),
              hint=say("Hears of what is urgent in the projects that both of you may see."), optional=True),
        field("muted", say("Muted projects"), inputs.externals(Pick.PROJECT, initial=silent),
              hint=say("Only votes, clearances and dates of these reach you. The lead sees that you have muted them."),
              optional=True),
    ]  # fmt: skip
    return kit.modal(Form.PREFERENCES, say("Your preferences"), blocks, ref=Ref(), submit=say("Save"),
                     close=say("Cancel"))  # fmt: skip


def channel_line(chosen: ChannelPreferences, lens: Lens) -> str:
    """What holds in a channel, and who has chosen it."""
    say = lens.say
    what = mode_name(chosen.mode, lens)
    if chosen.mode is ChannelMode.ALL and not chosen.threads:
        what = say("{what}; without threads", what=what)
    label = say("This channel")
    line = _line(label, what, lens)
    if chosen.set_by and chosen.set_at is not None:
        by = say("set by {person}, {when}", person=kit.person(chosen.set_by), when=say.when(chosen.set_at))
        return f"{line} ({by})"
    return line


def mode_name(code: ChannelMode, lens: Lens) -> str:
    say = lens.say
    return {
        ChannelMode.ALL: say("the card, what happens, gate packs and digests"),
        ChannelMode.DIGEST: say("only the card and digests"),
        ChannelMode.QUIET: say("only the card, kept up to date"),
    }[code]


def channel_form(chosen: ChannelPreferences, channel_id: str, lens: Lens) -> dict[str, Any]:
    say = lens.say
    modes = [option(mode_name(code, lens), code.value) for code in ChannelMode]
    threads = [
        option(say("Under the card, in its thread"), THREADS),
        option(say("As messages of the channel, without threads"), NO_THREADS),
    ]
    blocks = [
        kit.section(say("This holds for every project that lives in this channel. Members of these projects can see "
                        "who has chosen it, and change it.")),
        first(field("mode", say("What the channel hears"), inputs.radio("mode", modes, initial=chosen.mode.value))),
        field("threads", say("Where what happens is told"),
              inputs.radio("threads", threads, initial=THREADS if chosen.threads else NO_THREADS)),
    ]  # fmt: skip
    return kit.modal(Form.CHANNEL_PREFERENCES, say("This channel"), blocks, ref=Ref(channel_id=channel_id),
                     submit=say("Save"), close=say("Cancel"))  # fmt: skip


def channel_saved(chosen: ChannelPreferences, by: str, lens: Lens) -> Message:
    """What the channel itself is told."""
    say = lens.say
    return kit.one_section(say(
        "{person} has chosen what this channel hears from Liandong: {mode}. To change it: `/liandong preferences`",
        person=kit.person(by), mode=mode_name(chosen.mode, lens),
    ))  # fmt: skip
