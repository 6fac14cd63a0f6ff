"""Templates in Slack: the list, the import form, and the preview that is confirmed or not."""

from collections.abc import Sequence
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import field, first
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import template_words as words
from bot.blocks.limits import LIMITS
from bot.blocks.sheet import Sheet
from bot.ids import Form, Ref
from flows.lifecycle.template import Template

TEXT_FIELD_LIMIT = 3000


def listing(templates: Sequence[Template], lens: Lens) -> Message:
    """The newest version of each template, and what can be done with them."""
    say, sheet = lens.say, Sheet()
    sheet.head(say("Workflow templates"))
    sheet.add_lines([f"• {kit.inline(words.heading(template, say))}" for template in templates])
    sheet.small(say("`/liandong template export standard` sends you one as a file; "
                    "`/liandong template import` takes in a newer version. Running projects keep theirs."))  # fmt: skip
    return sheet.message()


def on_its_way(template: Template, lens: Lens) -> Message:
    say = lens.say
    return kit.one_section(say("{name} {version} is on its way to your messages with me, as a file.",
                               name=template.name, version=template.version))  # fmt: skip


def import_form(lens: Lens) -> dict[str, Any]:
    """A file, or a short text. What is wrong with it is said at its field, with the line."""
    say = lens.say
    pasted = inputs.text_input("text", multiline=True, limit=TEXT_FIELD_LIMIT)
    blocks = [
        first(field("text", say("Template text"), pasted, hint=say("Only where it is short; otherwise give the file."),
                    optional=True)),
        field("file", say("Or the template file"), inputs.file_input("file"),
              hint=say("TOML as `/liandong template export` sends it, with a higher version number."), optional=True),
    ]  # fmt: skip
    return kit.modal(Form.TEMPLATE, say("Import a template"), blocks, ref=Ref(), submit=say("Check"),
                     close=say("Cancel"))  # fmt: skip


def preview(template: Template, lines: Sequence[str], draft: str, lens: Lens) -> dict[str, Any]:
    """What the import would bring. ``draft`` is where the checked text waits."""
    say = lens.say
    told = "\n".join(f"• {kit.inline(line)}" for line in lines)
    blocks = [
        *kit.sections(f"*{kit.inline(words.heading(template, say))}*"),
        *kit.sections(told),
        kit.note(say("New projects follow it from then on. Running projects keep the version they have.")),
    ]
    return kit.modal(Form.TEMPLATE_KEEP, say("What is different"), blocks, ref=Ref(extra=draft), submit=say("Import"),
                     close=say("Cancel"))  # fmt: skip


def told(lines: Sequence[str], lens: Lens) -> Message:
    """Why a project cannot be moved."""
    del lens  # the lines are in the reader's language already
    return kit.one_section("\n".join(kit.inline(line) for line in lines))


def migration(lines: Sequence[str], ref: Ref, lens: Lens) -> dict[str, Any]:
    """What moving a project to another version would change, to be confirmed."""
    say = lens.say
    head, *rest = lines
    blocks = [
        *kit.sections(f"*{kit.inline(head)}*"),
        *kit.sections("\n".join(f"• {kit.inline(line)}" for line in rest)),
        kit.note(say("Only the present stage changes. Nothing that was submitted is lost.")),
    ]
    return kit.modal(Form.TEMPLATE_MIGRATE, say("Move the project"), blocks, ref=ref, submit=say("Move"),
                     close=say("Cancel"))  # fmt: skip


def migration_page(told: Sequence[Sequence[str]], ref: Ref, lens: Lens, *, total: int, last: bool) -> dict[str, Any]:
    """A page of what moving every project would change, one paragraph each. Only the last page moves anything."""
    say = lens.say
    blocks = [
        kit.section(say.plural("{n} project follows an older version. Nothing has changed yet.",
                               "{n} projects follow an older version. Nothing has changed yet.", total)),
        *(kit.section(kit.fit(_paragraph(lines), LIMITS["section text"])) for lines in told),
        kit.note(say("Only the present stage changes. Nothing that was submitted is lost.") if last
                 else say("More projects follow on the next page; nothing is moved before the last.")),
    ]  # fmt: skip
    return kit.modal(Form.TEMPLATE_MIGRATE_ALL, say("Move all, page {number}", number=ref.number), blocks, ref=ref,
                     submit=say("Move all") if last else say("Next page"), close=say("Cancel"))  # fmt: skip


def _paragraph(lines: Sequence[str]) -> str:
    head, *rest = lines
    return "\n".join([f"*{kit.inline(head)}*", *(f"• {kit.inline(line)}" for line in rest)])


def moved(lines: Sequence[str]) -> str:
    """What was done, a line for each project, as mrkdwn."""
    return "\n".join(f"• {kit.inline(line)}" for line in lines)
