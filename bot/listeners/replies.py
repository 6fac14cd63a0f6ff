"""The ways an answer leaves a listener: inside the acknowledgement, or later through the gateway's own threads."""

from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lifecycle import answers, forms_info
from bot.context import Caller, Desk
from bot.outward import View

AckBody = dict[str, Any] | str
"""What an acknowledgement carries back to Slack, or the same as JSON text."""

NOTHING: AckBody = ""
"""A bare acknowledgement."""


def privately(message: Message) -> AckBody:
    """A command's answer that only its sender sees."""
    return {"response_type": "ephemeral", "text": message.text, "blocks": message.blocks}


def instead(view: View) -> AckBody:
    """Show another view in the place of the submitted one."""
    return {"response_action": "update", "view": view}


def marked(errors: dict[str, str]) -> AckBody:
    """Keep the modal open with a message under each named field."""
    return {"response_action": "errors", "errors": errors}


def open_view(desk: Desk, caller: Caller, view: View) -> None:
    """Open a modal without waiting for Slack; where it cannot be opened, say so in words."""
    say, url = caller.say, caller.envelope.response_url

    def apologise(_code: str) -> None:
        if url:
            text = say("Slack could not open the form in time. Please try once more.")
            desk.outward.answer_soon(url, answers.problem(text, caller.lens))

    desk.outward.open_view_soon(caller.envelope.trigger_id, view, on_fail=apologise)


def tell(desk: Desk, caller: Caller, message: Message) -> None:
    """Answer a click privately: beside its message, or in a modal where it has none (App Home)."""
    if caller.envelope.response_url:
        desk.outward.answer_soon(caller.envelope.response_url, message)
    elif caller.envelope.trigger_id:
        open_view(desk, caller, forms_info.info(caller.say("Liandong"), message.text, caller.lens))
