"""A sheet of pixels to draw on: texts, lines, boxes and marks. The origin is at the top left."""

import io
import unicodedata
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from bot.pictures.typeface import Typeface

_DPI = 100
_POINTS = 72 / _DPI
"""Points a pixel."""
_LATIN = 0.56
"""Width of a Latin character against its size, on average."""


@dataclass(slots=True)
class Sheet:
    """Collects what is to be drawn; ``png`` draws all of it at once. Sizes are pixels."""

    width: int
    height: int
    face: Typeface
    texts: list[tuple[float, float, str, dict[str, Any]]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    marks: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def text(self, at: tuple[float, float], text: str, *, size: int = 15, color: str = "#111827", align: str = "left",
             bold: bool = False, upright: bool = False) -> None:  # fmt: skip
        """One line, its middle at the height of ``at``. ``upright``: turned to be read from below."""
        if not self.face.can_write(text):
            raise ValueError(f"the font {self.face.name} cannot write {text!r}")
        style: dict[str, Any] = {"fontsize": size * _POINTS, "color": color, "ha": align, "va": "center_baseline"}
        if upright:
            style |= {"rotation": 90, "rotation_mode": "anchor", "ha": "left", "va": "center"}
        self.texts.append((*at, text, style | {"fontweight": "bold" if bold else "normal"}))

    def writable(self, text: str, *, room: float, size: int, fallback: str) -> str:
        """Text that people wrote, cut to its room; the fallback where the font cannot write most of it."""
        shown = fit(self.face.nearest_to(text, fallback), room, size)
        # Not even the mark of what was cut can be taken for granted.
        return shown if self.face.can_write(shown) else fit(fallback, room, size)

    def box(self, at: tuple[float, float], width: float, height: float, *, color: str) -> None:
        self.boxes.append((*at, width, height, color))

    def line(self, start: tuple[float, float], end: tuple[float, float], *, color: str) -> None:
        self.lines.append((*start, *end, color))

    def mark(self, shape: str, at: tuple[float, float]) -> None:
        """``shape`` is a name of ``MARKS``."""
        self.marks.setdefault(shape, []).append(at)

    def png(self) -> bytes:
        """The same bytes for the same sheet."""
        figure = Figure(figsize=(self.width / _DPI, self.height / _DPI), dpi=_DPI, facecolor="white")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, self.width)
        axes.set_ylim(self.height, 0)
        patches = [Rectangle((x, y), width, height) for x, y, width, height, _ in self.boxes]
        colors = [color for *_, color in self.boxes]
        axes.add_collection(PatchCollection(patches, facecolors=colors, edgecolors="none", zorder=0))
        segments = [((x1, y1), (x2, y2)) for x1, y1, x2, y2, _ in self.lines]
        axes.add_collection(LineCollection(segments, colors=[c for *_, c in self.lines], linewidths=0.7, zorder=1))
        for shape, places in sorted(self.marks.items()):
            axes.scatter([x for x, _ in places], [y for _, y in places], zorder=2, **MARKS[shape])
        for x, y, text, style in self.texts:
            axes.text(x, y, text, fontproperties=self._font(style), zorder=3, clip_on=False, parse_math=False,
                      **{k: v for k, v in style.items() if k not in ("fontsize", "fontweight")})  # fmt: skip
        out = io.BytesIO()
        FigureCanvasAgg(figure).print_figure(
            out, format="png", metadata={"Software": None}, pil_kwargs={"compress_level": 3}
        )
        return out.getvalue()

    def _font(self, style: dict[str, Any]) -> FontProperties:
        font = self.face.regular.copy()
        font.set_size(style["fontsize"])
        if self.face.regular.get_file() is None:
            font.set_weight(style["fontweight"])
        return font


MARKS: dict[str, dict[str, Any]] = {
    "covers": {"marker": "D", "s": 62, "facecolors": "#1d4ed8", "edgecolors": "#1e3a8a", "linewidths": 0.8},
    "charted": {"marker": "o", "s": 92, "facecolors": "white", "edgecolors": "#0f766e", "linewidths": 1.9},
    "confirmed": {"marker": "s", "s": 92, "facecolors": "#0f766e", "edgecolors": "#134e4a", "linewidths": 0.8},
    "rejected": {"marker": "x", "s": 58, "c": "#6b7280", "linewidths": 1.7},
    "recheck": {"marker": "^", "s": 128, "facecolors": "#fef3c7", "edgecolors": "#b45309", "linewidths": 1.6},
    "gap": {"marker": "X", "s": 84, "facecolors": "#b91c1c", "edgecolors": "#7f1d1d", "linewidths": 0.6},
}
"""Shapes differ, so that nobody has to tell colours apart. Areas are in square points."""


def fit(text: str, width: float, size: int) -> str:
    """The text cut to about so many pixels, with an ellipsis where something went."""
    text = " ".join(text.split())
    if width_of(text, size) <= width:
        return text
    ends = accumulate(size * (1.0 if is_wide(character) else _LATIN) for character in text)
    room = width - size * _LATIN
    return text[: sum(end <= room for end in ends)].rstrip() + "…"


def width_of(text: str, size: int) -> float:
    """About so many pixels, as ``fit`` counts them."""
    return sum(size * (1.0 if is_wide(character) else _LATIN) for character in " ".join(text.split()))


def is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
