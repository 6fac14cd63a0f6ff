"""What one person hears of one project: said in words, and changed with one button."""

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.limits import Block
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.rhythm.preferences import Delivery


def own_button(card: ProjectCard, lens: Lens) -> Block:
    """Beside a card that everybody sees, which cannot know who looks at it."""
    say = lens.say
    label = say("What you hear of {key}", key=card.key)
    return kit.button(say("My notifications"), Act.HEARING, Ref(project_id=card.id), label=label)


def toggle(card: ProjectCard, lens: Lens) -> Block:
    """For a reader whose lens knows what they have muted."""
    say, ref = lens.say, Ref(project_id=card.id)
    if card.id in lens.muted:
        return kit.button(say("Hear again"), Act.UNMUTE, ref, label=say("Hear of {key} again", key=card.key))
    return kit.button(say("Mute for me"), Act.MUTE, ref, label=say("Mute {key} for me", key=card.key))


def line(card: ProjectCard, lens: Lens) -> str:
    """Empty text for a project of which its reader hears everything as it comes."""
    if card.id not in lens.muted:
        return chosen(lens)
    label = lens.say("Muted for you")
    return lens.say("{label}: {value}", label=bold(label), value=still_heard(lens))


def chosen(lens: Lens) -> str:
    """What its reader has chosen to hear of all their projects; empty text where that is everything, as it comes."""
    say = lens.say
    label = say("What you hear")
    match lens.delivery:
        case Delivery.MINE:
            text = say("only what you are asked for; what is merely told stands in the history of each project.")
        case Delivery.DAILY:
            text = say("once a day: what can wait comes with your day as a message.")
        case _:
            return ""
    return say("{label}: {value}", label=bold(label), value=text)


def still_heard(lens: Lens) -> str:
    """What no one can mute, in words."""
    return lens.say(
        "you still hear of votes you are asked for, dates set by law, clearances of what goes out, adverse patent "
        "events and who may read or lead it. Everything else waits in the App Home and in `/liandong mine`."
    )


def heard(card: ProjectCard, lens: Lens) -> Message:
    """What holds for a reader whose lens knows what they have muted, and the way to change it."""
    say = lens.say
    named = f"{bold(card.key)} {inline(card.name, 120)}"
    if card.id in lens.muted:
        text = "\n".join([say("{project} is muted for you.", project=named), _sentence(still_heard(lens))])
    else:
        told = say("You hear of {project} as your preferences say.", project=named)
        text = "\n".join(filter(None, [told, chosen(lens)]))
    return kit.one_section(text, toggle(card, lens))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
