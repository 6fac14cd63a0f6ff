"""What is said when the readers of a place are not who they were."""

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Scalar


def told(params: Mapping[str, Scalar], card: ProjectCard, lens: Lens) -> Message:
    """To the lead: ``place`` is the channel in which guests or another organisation read now."""
    text = lens.say(
        "Guests or people of another organisation can read {place} now. The card there shows only key and stage from "
        "now on. Earlier messages in it stay as they are: delete what must not be read, or choose another channel in "
        "*Edit details*.",
        place=f"<#{params['place']}>",
    )
    return kit.one_section(lens.say("{project} · {text}", project=kit.bold(card.key), text=text))


def closed(lens: Lens) -> Message:
    """In the place of a prompt whose reader may not see its project any more: not even the key stays."""
    return kit.one_section(lens.say("This is no longer open to you."))
