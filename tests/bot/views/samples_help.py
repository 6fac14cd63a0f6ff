"""Sample views of the help, and of what is answered to a word that is no verb."""

from collections.abc import Callable

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import answers, overrides

HELP_ANSWERS: dict[str, Callable[[Lens], Message]] = {
    "help": lambda at: answers.help_(at, verb=None),
    "help_submit": lambda at: answers.help_(at, "submit"),
    "override_usage": overrides.usage,
    "problem": lambda at: answers.problem("Something went wrong.", at),
    "unknown": lambda at: answers.unknown("stauts", "status", at),
    "unknown_chinese": lambda at: answers.unknown("状太", "status", at),
}
