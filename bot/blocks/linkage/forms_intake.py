"""Bringing things into a register from outside: a list of many items, or a message."""

from collections.abc import Sequence
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import field, first, option
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.ids import Form, Pick, Ref
from flows.lifecycle.readmodels import ProjectCard

EVIDENCE, FEATURE, CONTRIBUTION, HIT = "evidence", "feature", "contribution", "hit"
PROBLEMS = 15


def import_form(card: ProjectCard, lens: Lens) -> dict[str, Any]:
    """A file, or lines pasted from a table. What is wrong is told by line, and nothing comes in by half."""
    say = lens.say
    pasted = inputs.text_input("text", multiline=True, limit=3000, placeholder="kind,name,number,office,filed_on")
    blocks = [
        kit.section(parts.named(card.key, card.name)),
        first(field("text", say("Lines of a table"), pasted, hint=say("The first line names the columns. Commas, "
                    "semicolons or tabs separate them."), optional=True)),
        field("file", say("Or a file"), inputs.file_input("file"), hint=say("CSV or Excel (.xlsx)."), optional=True),
    ]  # fmt: skip
    return kit.modal(Form.IMPORT_ITEMS, say("Import a list"), blocks, ref=Ref(project_id=card.id),
                     submit=say("Check"), close=say("Cancel"))  # fmt: skip


def dry_run(
    card: ProjectCard, counts: Sequence[str], problems: Sequence[tuple[int, str]], draft: str, lens: Lens
) -> dict[str, Any]:
    """What the list would bring, or line by line what is wrong with it; then there is nothing to confirm."""
    say = lens.say
    blocks = [kit.section(parts.named(card.key, card.name))]
    if problems:
        lines = [say("Line {n}: {problem}", n=n, problem=kit.inline(text)) for n, text in problems[:PROBLEMS]]
        left = parts.left_out(max(0, len(problems) - PROBLEMS), lens)
        blocks += kit.sections("\n".join(filter(None, [*lines, left])))
        blocks.append(kit.note(say("Nothing was imported. Correct the list and send it again.")))
        return kit.modal(Form.INFO, say("What is wrong"), blocks, ref=Ref(), close=say("Close"))
    blocks += kit.sections("\n".join(f"• {line}" for line in counts))
    blocks.append(kit.note(say("Nothing is imported yet. All of it comes in, or nothing.")))
    ref = Ref(project_id=card.id, extra=draft)
    return kit.modal(Form.IMPORT_KEEP, say("What would come in"), blocks, ref=ref, submit=say("Import"),
                     close=say("Cancel"))  # fmt: skip


def from_message(lens: Lens, *, kept: str, excerpt: str) -> dict[str, Any]:
    """Which project, and as what. ``kept`` is the inbox key under which the message's words wait."""
    say = lens.say
    kinds = [
        option(say("Evidence for a feature"), EVIDENCE),
        option(say("A new feature"), FEATURE),
        option(say("Something that is to go out"), CONTRIBUTION),
        option(say("A hit for a watch"), HIT),
    ]
    blocks = [
        kit.section(kit.quote(excerpt, 500) or say("A message without text")),
        first(field("project", say("To which project?"),
                    inputs.external(Pick.PROJECT, placeholder=say("Type a few letters")))),
        field("filed_as", say("As what?"), inputs.radio("filed_as", kinds, initial=EVIDENCE)),
    ]  # fmt: skip
    return kit.modal(Form.FROM_MESSAGE, say("Add to a project"), blocks, ref=Ref(extra=kept), submit=say("Next"),
                     close=say("Cancel"))  # fmt: skip
