"""A message in the making: what is seen and what is heard are written together, so they cannot disagree."""

from bot.blocks import kit
from bot.blocks.limits import LIMITS, Block, json_size

_RESERVED_BLOCKS = 3
_RESERVED_SIZE = 2200
"""What lists leave free for what follows them: ``and n more``, small print and a row of buttons."""
_PARAGRAPH = 10
"""Lines of a list that share one block."""


class Sheet:
    """Collects blocks and the lines a screen reader hears. ``lines`` and texts are finished mrkdwn."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._spoken: list[str] = []
        self._size = 0
        self._measured = 0

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
        if len(self.blocks) + len(blocks) > LIMITS["message blocks"] - _RESERVED_BLOCKS:
            return False
        size = json_size(blocks)
        if size > self.room():
            return False
        self.blocks.extend(blocks)
        self._size, self._measured = self._size + size, len(self.blocks)
        self._spoken.append(spoken)
        return True

    def add_lines(self, lines: list[str]) -> int:
        """A list of short lines, ten to a block; how many of them found room."""
        for start in range(0, len(lines), _PARAGRAPH):
            text = kit.fit("\n".join(lines[start : start + _PARAGRAPH]), LIMITS["section text"])
            if not self.add(text, kit.section(text)):
                return start
        return len(lines)

    def room(self) -> int:
        """Characters of JSON that a list may still fill."""
        if self._measured < len(self.blocks):
            self._size += json_size(self.blocks[self._measured :])
            self._measured = len(self.blocks)
        return LIMITS["message size"] - _RESERVED_SIZE - self._size

    def is_heard(self, more: str = "") -> bool:
        """Whether the text has room for all that is seen, and for ``more``."""
        lines = [*self._spoken, more] if more else self._spoken
        return sum(map(len, lines)) + len(lines) <= LIMITS["message text"]

    def message(self) -> kit.Message:
        return kit.Message(kit.fit("\n".join(self._spoken), LIMITS["message text"]), self.blocks)
