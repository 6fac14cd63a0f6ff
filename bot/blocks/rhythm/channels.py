"""What a channel hears of its projects, as text and as a form. Fields are named in ``bot.ids.Form``."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import field, first, option
from bot.blocks.kit import bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle.work import Entry
from bot.blocks.limits import Block
from bot.ids import Act, Form, Ref
from bot.time_words import write_hours
from bot.words import Words
from flows.rhythm.preferences import USUAL_IN_CHANNELS, ChannelMode, ChannelPreferences, OwnChannel

_HOURS, _KEYS = 20, 5


def modes(say: Words) -> dict[ChannelMode, str]:
    """What each choice is called, and means."""
    return {
        ChannelMode.ALL: say("Everything: card, answers under it, digest"),
        ChannelMode.THREAD: say("Card and answers under it, no digest"),
        ChannelMode.DIGEST: say("Card and digest only"),
    }


def line(chosen: ChannelPreferences, lens: Lens) -> str:
    """For a status: only where the channel hears less than usual."""
    if (chosen.mode, chosen.quiet) == (USUAL_IN_CHANNELS.mode, USUAL_IN_CHANNELS.quiet):
        return ""
    label = lens.say("In its channel")
    return lens.say("{label}: {value}", label=bold(label), value=_summary(chosen, lens))


def lines(chosen: ChannelPreferences, channel_id: str, lens: Lens) -> tuple[str, ...]:
    """For whoever may change it: what holds, and who chose it."""
    say = lens.say
    label = say("In <#{channel}>", channel=channel_id)
    told = say("{label}: {value}", label=bold(label), value=_summary(chosen, lens))
    if not chosen.set_by or chosen.set_at is None:
        return (told,)
    return (told, say("Chosen by {person}, {when}.", person=kit.person(chosen.set_by), when=say.when(chosen.set_at)))


def _summary(chosen: ChannelPreferences, lens: Lens) -> str:
    mode = modes(lens.say)[chosen.mode]
    if chosen.quiet is None:
        return mode
    quiet = lens.say("quiet {hours}", hours=write_hours(chosen.quiet.since, chosen.quiet.until))
    return f"{mode} · {quiet}"


def change_button(channel_id: str, lens: Lens) -> Block:
    say = lens.say
    return kit.button(say("Change for this channel"), Act.CHANNEL_PREFERENCES, Ref(channel_id=channel_id))


def entries(found: Iterable[OwnChannel], lens: Lens) -> Iterator[Entry]:
    """The channels of one's own projects, for the App Home."""
    say = lens.say
    for one in found:
        keys = say.listing(list(one.keys[:_KEYS])) + (" …" if len(one.keys) > _KEYS else "")
        text = "\n".join([f"<#{one.channel_id}> · {keys}", _summary(one.chosen, lens)])
        change = kit.button(say("Change"), Act.CHANNEL_PREFERENCES, Ref(channel_id=one.channel_id),
                            label=say("Change what the channel of {projects} hears", projects=keys))  # fmt: skip
        yield Entry(say("What the channels of your projects hear"), text, (kit.section(text, accessory=change),))


def form(chosen: ChannelPreferences, channel_id: str, zone: str, lens: Lens) -> dict[str, Any]:
    """Two fields over what was chosen before."""
    say = lens.say
    choices = [option(text, mode.value) for mode, text in modes(say).items()]
    quiet = write_hours(chosen.quiet.since, chosen.quiet.until) if chosen.quiet else ""
    blocks = [
        kit.section(say("What <#{channel}> hears of its projects. The card is always there and always current.",
                        channel=channel_id)),
        first(field("mode", say("What is said here"), inputs.select("mode", choices, initial=chosen.mode.value))),
        field("quiet", say("Quiet hours"),
              inputs.text_input("quiet", initial=quiet, limit=_HOURS, placeholder="20:00–08:00"),
              hint=say("In the time of {zone}. What is said then comes when they are over.", zone=zone), optional=True),
    ]  # fmt: skip
    return kit.modal(Form.CHANNEL_PREFERENCES, say("This channel"), blocks, ref=Ref(channel_id=channel_id),
                     submit=say("Save"), close=say("Cancel"))  # fmt: skip
