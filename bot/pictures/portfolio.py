"""The portfolio as a picture: how many projects each stage holds and for how long, what is late, what gates decide."""

from bot.pictures.bars import Panel
from bot.pictures.canvas import Sheet, fit
from bot.pictures.typeface import Typeface

ROW, BAND, GAP, EDGE, LABEL, BARS, NOTE = 34, 36, 20, 28, 250, 360, 400
"""Pixels: the height of a row, of a heading and between panels; then the widths from left to right."""
HEAD = 72
_BAND_COLOR, _TRACK, _GREY = "#1f3a5f", "#eef2f7", "#4b5563"
FIRST, SECOND = "#1d4ed8", "#94a3b8"
"""The parts of a bar, from the left. What they stand for is said in words beside it."""


def portfolio_png(title: str, panels: tuple[Panel, ...], face: Typeface) -> bytes | None:
    """Texts are raw. None where the font cannot write the language of the reader: then words have to do."""
    shown = [panel for panel in panels if panel.bars]
    texts = [title, *(panel.title for panel in shown), *(b.label + b.note for panel in shown for b in panel.bars)]
    if not face.can_write("".join(texts)):
        return None
    rows = sum(len(panel.bars) for panel in shown)
    height = HEAD + rows * ROW + len(shown) * (BAND + GAP) + EDGE
    sheet = Sheet(2 * EDGE + LABEL + BARS + NOTE, height, face)
    sheet.text((EDGE, HEAD / 2), fit(title, LABEL + BARS + NOTE, 22), size=22, bold=True)
    y = float(HEAD)
    for panel in shown:
        y = _panel(sheet, panel, y) + GAP
    return sheet.png()


def _panel(sheet: Sheet, panel: Panel, y: float) -> float:
    """Where the next one begins."""
    sheet.box((EDGE, y), LABEL + BARS + NOTE, BAND, color=_BAND_COLOR)
    sheet.text(
        (EDGE + 10, y + BAND / 2), fit(panel.title, LABEL + BARS + NOTE - 20, 16), size=16, color="white", bold=True
    )
    y += BAND
    full = panel.full or max(1, *(sum(bar.parts) for bar in panel.bars))
    for bar in panel.bars:
        middle, x = y + ROW / 2, float(EDGE + LABEL)
        sheet.text((EDGE + 10, middle), fit(bar.label, LABEL - 20, 15))
        sheet.box((x, y + 7), BARS, ROW - 14, color=_TRACK)
        for amount, color in zip(bar.parts, (FIRST, SECOND), strict=False):
            width = BARS * amount / full
            sheet.box((x, y + 7), width, ROW - 14, color=color)
            x += width
        sheet.text((EDGE + LABEL + BARS + 14, middle), fit(bar.note, NOTE - 24, 14), size=14, color=_GREY)
        y += ROW
    return y
