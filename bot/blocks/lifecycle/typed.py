"""Answers to what people type to us in a direct message."""

from collections.abc import Sequence

from bot.blocks.kit import LIMITS, Message, button, clip, inline, note, one_section, section
from bot.blocks.lens import Lens
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard, WorkLine

MOST = 20
"""Deliverables offered to choose from; a person with more of them uses the form."""


def offer(lines: Sequence[WorkLine], lens: Lens, *, kept: str) -> Message:
    """Ask which deliverable a typed answer is for. ``kept`` is the inbox key under which its words wait."""
    say = lens.say
    if len(lines) == 1:
        title = inline(say.pick(lines[0].deliverable.title))
        text = say("Shall I hand this in for “{title}” in {key}?", title=title, key=lines[0].project_key)
        return one_section(text, _use(lines[0], lens, kept))
    keys = sorted({line.project_key for line in lines})
    if len(keys) == 1:
        text = say("Which deliverable of {key} is this for?", key=keys[0])
    else:
        text = say("Which deliverable is this for?")
    rows = [
        section(_named(line, lens, len(keys) > 1), accessory=_use(line, lens, kept), block_id=line.deliverable.id)
        for line in lines[:MOST]
    ]
    return Message(text, [section(text), *rows])


def _named(line: WorkLine, lens: Lens, among_others: bool) -> str:
    title = inline(lens.say.pick(line.deliverable.title))
    return f"{title} · {line.project_key} {inline(line.project_name, 80)}" if among_others else title


def _use(line: WorkLine, lens: Lens, kept: str) -> dict[str, object]:
    deliverable = line.deliverable
    title = lens.say.pick(deliverable.title)
    return button(
        lens.say("Use this as the submission"),
        Act.USE_TEXT,
        Ref(project_id=line.project_id, deliverable_id=deliverable.id, stage=deliverable.stage, extra=kept),
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
