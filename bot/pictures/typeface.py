"""Which font the pictures are written with. A font without Chinese draws empty boxes, so that is found out before."""

from dataclasses import dataclass
from pathlib import Path

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

SAMPLE = "联动创新专利权利要求条款标准缺口复核，。「」"
"""What a font must have to count as Chinese."""

_PREFERRED = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei",
              "PingFang SC", "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK JP",
              "Droid Sans Fallback", "SimHei")  # fmt: skip
"""Upright fonts of the usual systems, the best first; any other font with Chinese comes after them."""

_PLAIN = "DejaVu Sans"
"""Ships with matplotlib: there is always a font for English."""


class FontUnusable(ValueError):
    """``LIANDONG_FONT`` names no file that is a font."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """One font with the characters it has. ``name`` is for people."""

    name: str
    file: str
    regular: FontProperties
    characters: frozenset[int]

    @property
    def has_chinese(self) -> bool:
        return self.can_write(SAMPLE)

    def can_write(self, text: str) -> bool:
        """Whether every character has a shape; spaces need none."""
        return all(character.isspace() or ord(character) in self.characters for character in text)

    def nearest_to(self, text: str, fallback: str) -> str:
        """The text without what has no shape, such as an emoji; ``fallback`` where that is half of it or more."""
        solid = "".join(text.split())
        kept = "".join(character for character in text if self.can_write(character))
        return " ".join(kept.split()) if 2 * len("".join(kept.split())) > len(solid) else fallback


def find_typeface(path: str = "") -> Typeface:
    """The font at ``path``, or the best one of this machine. Raises ``FontUnusable`` for a path without a font.

    Looks at the fonts of the machine: call it once, at the start.
    """
    if path:
        return _read(Path(path).stem, FontProperties(fname=path), path)
    known = {entry.name: entry for entry in font_manager.fontManager.ttflist if entry.style == "normal"}
    for name in (*_PREFERRED, *sorted(n for n in known if n not in _PREFERRED and _sounds_chinese(n))):
        if name in known:
            face = _of_family(name)
            if face.has_chinese:
                return face
    return _of_family(_PLAIN)


def _sounds_chinese(name: str) -> bool:
    return any(word in name for word in ("CJK", "Han", "Hei", "Song", "Ming", "Kai", "Fang", "CN", "SC"))


def _of_family(name: str) -> Typeface:
    properties = FontProperties(family=[name])
    return _read(name, properties, str(font_manager.findfont(properties)))


def _read(name: str, properties: FontProperties, file: str) -> Typeface:
    try:
        characters = frozenset(font_manager.get_font(font_manager.findfont(properties)).get_charmap())
    except (OSError, RuntimeError) as error:
        raise FontUnusable(file) from error
    return Typeface(name, file, properties, characters)
