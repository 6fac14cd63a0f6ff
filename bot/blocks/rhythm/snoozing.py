"""The form that asks for a day to be reminded on, and what is said where a reminder cannot be put off."""

from datetime import timedelta
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import field, first
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.rhythm.prompts import Wall
from bot.ids import Form, Ref
from flows.lifecycle.readmodels import WorkLine


def pick_a_date(line: WorkLine, wall: Wall, lens: Lens) -> dict[str, Any]:
    """One field: the day. It begins with the next one on which the reader works."""
    say, d = lens.say, line.deliverable
    working = (choice.day for choice in wall.choices if choice.day > wall.today)
    day = next(working, wall.today + timedelta(days=1))
    picker = inputs.day_picker("day", initial=day, placeholder=say("Choose a day"))
    hint = say("In the morning of that day; where you do not work then, on the next day that you do. "
               "The due date stays as it is.")  # fmt: skip
    blocks = [
        kit.section("\n".join([parts.deliverable_line(d, lens, with_assignee=False),
                               parts.named(line.project_key, line.project_name)])),
        first(field("day", say("When shall I remind you?"), picker, hint=hint)),
    ]  # fmt: skip
    ref = Ref(project_id=line.project_id, deliverable_id=d.id)
    return kit.modal(Form.SNOOZE_DAY, say("Pick a date"), blocks, ref=ref, submit=say("Remind me then"),
                     close=say("Cancel"))  # fmt: skip


def day_is_over(lens: Lens) -> Message:
    return kit.one_section(lens.say(
        "Too little of your working day is left, so nothing was put off. Choose another day, or answer now."
    ))  # fmt: skip


def not_waiting(lens: Lens) -> Message:
    return kit.one_section(lens.say("This does not wait for you any more: there is nothing to put off."))
