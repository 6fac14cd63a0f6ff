"""Answers to what people type to us in a direct message."""

from collections.abc import Sequence

from bot.blocks.kit import LIMITS, Message, button, clip, inline, note, one_section, section
from bot.blocks.lens import Lens
from bot.ids import Act, Ref
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import ProjectCard

MOST = 20
"""Deliverables offered to choose from; a person with more of them in one stage uses the form."""


def offer(card: ProjectCard, deliverables: Sequence[Deliverable], lens: Lens, *, kept: str) -> Message:
    """Ask which deliverable a typed answer is for. ``kept`` is the inbox key under which its words wait."""
    say = lens.say
    if len(deliverables) == 1:
        title = inline(say.pick(deliverables[0].title))
        text = say("Shall I hand this in for “{title}” in {key}?", title=title, key=card.key)
        return one_section(text, _use(card, deliverables[0], lens, kept))
    text = say("Which deliverable of {key} is this for?", key=card.key)
    rows = [
        section(inline(say.pick(d.title)), accessory=_use(card, d, lens, kept), block_id=d.id)
        for d in deliverables[:MOST]
    ]
    return Message(text, [section(text), *rows])


def _use(card: ProjectCard, deliverable: Deliverable, lens: Lens, kept: str) -> dict[str, object]:
    title = lens.say.pick(deliverable.title)
    return button(
        lens.say("Use this as the submission"),
        Act.USE_TEXT,
        Ref(project_id=card.id, deliverable_id=deliverable.id, stage=deliverable.stage, extra=kept),
        label=clip(lens.say("Submit for {title}", title=title), LIMITS["accessibility_label"]),
    )


def nothing_open(card: ProjectCard, lens: Lens) -> Message:
    """An answer under a prompt that asks for nothing any more."""
    return one_section(
        lens.say(
            "Nothing in this list of {key} waits for you any more. `/liandong submit` shows what does.", key=card.key
        )
    )


def hint(lens: Lens) -> Message:
    """One line for anything else that is typed to us."""
    text = lens.say(
        "To hand something in, answer in the thread of my request or use `/liandong submit`. "
        "`/liandong help` shows what else I can do."
    )
    return Message(text, [note(text)])
