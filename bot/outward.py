"""What a listener may ask of Slack, and a modal as Slack wants it."""

from collections.abc import Callable
from typing import Any, Protocol

from bot.blocks.kit import Message

View = dict[str, Any]
"""A modal or App Home as Slack wants it."""


class Outward(Protocol):
    """What a listener may ask of Slack. Every method returns at once; the gateway's own threads do the work.

    Bolt's lazy listeners would do the same at ten times the price: they deep-copy the whole request and share
    one pool of five threads with the acknowledgements, so five slow Slack calls stop all answers.
    """

    def open_view_soon(self, trigger_id: str, view: View, *, on_fail: Callable[[str], None]) -> None:
        """Open a modal; the trigger lives 3 seconds. ``on_fail`` gets Slack's error code, from another thread."""

    def answer_soon(self, response_url: str, message: Message) -> None:
        """Answer an interaction privately, beside the message it came from."""

    def file_soon(self, user_id: str, name: str, content: bytes, *, words: str) -> None:
        """Send somebody a file in their direct messages. Lost with the process, as ``post_soon``."""

    def post_soon(self, channel_id: str, message: Message, *, thread_ts: str = "") -> None:
        """Answer a typed message where it was typed. Lost with the process: only for what can be asked again."""
