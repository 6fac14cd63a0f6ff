"""Forms about actions: why one is not done, who does it instead, and what the others may know of a private one."""

from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import field
from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.watches import trigger_words
from bot.ids import Form, Ref
from flows.lifecycle.fields import COMMENT_LIMIT
from flows.lifecycle.readmodels import ProjectCard
from flows.watches.actions import Action


def drop(card: ProjectCard, found: Action, lens: Lens, *, part: str = "") -> dict[str, Any]:
    say = lens.say
    why = inputs.text_input("note", initial="", multiline=True, limit=COMMENT_LIMIT)
    block = inputs.first(field("note", say("Why is it not to be done?"), why))
    return _modal(Form.ACTION_DROP, say("Not to be done"), (card, found, part), lens, block)


def hand_over(card: ProjectCard, found: Action, lens: Lens, *, part: str = "") -> dict[str, Any]:
    say = lens.say
    hint = say("The patent lead or legal only.") if found.is_private else say("Somebody on the project.")
    block = inputs.first(field("to", say("Who does it instead?"), inputs.one_person("to"), hint=hint))
    return _modal(Form.ACTION_HAND_OVER, say("Hand over"), (card, found, part), lens, block)


def release(card: ProjectCard, found: Action, lens: Lens) -> dict[str, Any]:
    say = lens.say
    words = inputs.text_input("summary", initial=found.summary, multiline=True, limit=COMMENT_LIMIT)
    hint = say("Name no patent, number or holder: who knows a patent bears more risk. R&D and the leads get these "
               "words and nothing else.")  # fmt: skip
    block = inputs.first(field("summary", say("What may the others know?"), words, hint=hint))
    return _modal(Form.RELEASE, say("Release a summary"), (card, found, ""), lens, block)


def _modal(
    form: Form, title: str, what: tuple[ProjectCard, Action, str], lens: Lens, block: dict[str, Any]
) -> dict[str, Any]:
    """The last of ``what`` is ``list`` where the form was opened from one."""
    card, found, part = what
    about = bold(trigger_words.happening(found.trigger, lens.say)) + f" · {inline(found.about.get('ref', ''), 120)}"
    head = kit.section(f"{about}\n{parts.named(card.key, card.name)}")
    ref = Ref(project_id=card.id, item_id=found.id, part=part)
    return kit.modal(form, title, [head, block], ref=ref, submit=lens.say("Save"), close=lens.say("Cancel"))
