"""What an administrator reads who wants to see a closed project."""

from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import field, first
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.ids import Form, Ref
from flows.lifecycle.fields import COMMENT_LIMIT


def usage(lens: Lens) -> Message:
    return kit.one_section(lens.say(
        "`/liandong override LD-12 reason` lets you read a project you are no member of for 24 hours. The reason stays "
        "in its history; its lead and steering group are told. `/liandong override LD-12 lead` appoints a new lead "
        "where nobody is left who could."
    ))  # fmt: skip


def needless(key: str, lens: Lens) -> Message:
    text = lens.say("You may see {key} anyway. Nothing was recorded.", key=kit.inline(key, 60))
    return kit.one_section(text)


def appoint(project_id: str, key: str, lens: Lens) -> dict[str, Any]:
    """A new lead for a project that its administrator need not be able to read: the form shows its key only."""
    say = lens.say
    reason = inputs.text_input("reason", multiline=True, limit=COMMENT_LIMIT, placeholder=say("The team reads this."))
    blocks = [
        kit.section(say("*{key}* gets a new lead, who is asked for the work that waits for the old one. This works "
                        "only where neither lead nor steering group can give roles any more.", key=kit.inline(key))),
        first(field("lead", say("New project lead"), inputs.one_person("lead"))),
        field("reason", say("Reason"), reason),
    ]  # fmt: skip
    return kit.modal(Form.APPOINT, say("Appoint a lead"), blocks, ref=Ref(project_id=project_id), submit=say("Appoint"),
                     close=say("Cancel"))  # fmt: skip
