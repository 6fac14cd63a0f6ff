"""A message in the making: what is seen and what is heard are written together, so they cannot disagree."""

from bot.blocks import kit
from bot.blocks.limits import LIMITS, Block, json_size

_RESERVED_BLOCKS = 3
_RESERVED_SIZE = 1800
"""What ``add`` leaves free for the closing lines of a list: ``and n more``, small print and a row of buttons."""


class Sheet:
    """Collects blocks and the lines a screen reader hears. ``lines`` and texts are finished mrkdwn."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._spoken: list[str] = []
        self._size = -1

    def head(self, text: str) -> None:
        """A raw text as heading."""
        self.blocks.append(kit.header(text))
        self._spoken.append(kit.inline(text))

    def tell(self, *lines: str, accessory: Block | None = None) -> None:
        """One paragraph; empty lines are left out, and a paragraph without any is too."""
        text = "\n".join(line for line in lines if line)
        if text:
            text = kit.fit(text, LIMITS["section text"])
            self.blocks.append(kit.section(text, accessory=accessory))
            self._spoken.append(text)

    def small(self, text: str) -> None:
        """Small print."""
        text = kit.fit(text, LIMITS["context text"])
        self.blocks.append(kit.note(text))
        self._spoken.append(text)

    def show(self, *blocks: Block) -> None:
        """Blocks with nothing to hear: buttons, lines."""
        self.blocks.extend(blocks)

    def add(self, spoken: str, *blocks: Block) -> bool:
        """One entry of a list, whole or not at all: False where the message has no room left for it."""
        if self._size < 0:
            self._size = json_size(self.blocks)
        size = json_size(blocks)
        if (
            len(self.blocks) + len(blocks) > LIMITS["message blocks"] - _RESERVED_BLOCKS
            or self._size + size > LIMITS["message size"] - _RESERVED_SIZE
        ):
            return False
        self._size += size
        self.blocks.extend(blocks)
        self._spoken.append(spoken)
        return True

    def message(self) -> kit.Message:
        return kit.Message(kit.fit("\n".join(self._spoken), LIMITS["message text"]), self.blocks)
