"""Benchmarks as a picture: for every indicator a bar for us, for the standard and for each rival, with its figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.blocks.watches import benchmark_words
from bot.pictures.canvas import Sheet, fit
from bot.pictures.typeface import Typeface
from bot.words import Words
from flows.watches.benchmarks import Indicator, Side, Value

MOST, RIVALS = 10, 5
"""Indicators, and rivals of each: more than that nobody reads in one picture; the table has all."""
EDGE, NAME, BARS, FIGURE = 28, 240, 420, 250
HEAD, TITLE, BAR, GAP, FOOT = 96, 38, 30, 18, 44
_COLORS = {Side.OURS: "#1d4ed8", Side.STANDARD: "#b45309", Side.RIVAL: "#9ca3af"}
_GREY, _BAND, _LINE = "#6b7280", "#eef2f7", "#b45309"


def benchmarks_png(found: Sequence[Indicator], title: str, say: Words, face: Typeface, today: date) -> bytes | None:
    """A PNG, or None where the font cannot write the reader's language: then words have to do. ``title`` is raw;
    names that the font cannot write are left out."""
    fixed = "".join((*_words(say).values(), *(benchmark_words.side(side, say) for side in Side)))
    if not face.can_write(fixed + say.day(today, today)):
        return None
    shown = [i for i in found if not i.retired and i.standing_values]
    return _Drawing(shown[:MOST], len(shown), say, face, today).drawn(title).png()


def _words(say: Words) -> dict[str, str]:
    """Every fixed text of the picture."""
    return {
        "empty": say("Nothing is compared yet."),
        "line": say("The upright line is the standard's value. Bars begin at zero."),
        "title": say("Benchmarks"),
    }


@dataclass(frozen=True, slots=True)
class _Bar:
    name: str
    value: Value


class _Drawing:
    """One picture while it is drawn from top to bottom; ``y`` is how far it has come."""

    def __init__(self, shown: Sequence[Indicator], total: int, say: Words, face: Typeface, today: date) -> None:
        self.shown, self.total, self.say, self.today = shown, total, say, today
        self.words = _words(say)
        self.bars = {i.id: _bars(i, say) for i in shown}
        height = sum(TITLE + BAR * len(bars) + GAP for bars in self.bars.values()) or BAR
        self.sheet = Sheet(2 * EDGE + NAME + BARS + FIGURE, HEAD + height + FOOT, face)
        self.y = 0.0

    def drawn(self, title: str) -> Sheet:
        self._write((EDGE, 38), title, room=NAME + BARS + FIGURE, size=24, bold=True, fallback="Liandong")
        left = self.total - len(self.shown)
        more = self.say.plural("and {n} more", "and {n} more", left) if left else ""
        self.sheet.text((EDGE, 72), " · ".join(filter(None, (self.words["title"], more))), color=_GREY)
        self.y = HEAD
        for indicator in self.shown:
            self._indicator(indicator)
        if not self.shown:
            self.sheet.text((EDGE, self.y + BAR / 2), self.words["empty"], color=_GREY)
        self.sheet.text((EDGE, self.sheet.height - FOOT / 2), self.words["line"], size=14, color=_GREY)
        return self.sheet

    def _indicator(self, found: Indicator) -> None:
        """Its name and verdict in a band, then the bars over one scale."""
        width, bars, say = NAME + BARS + FIGURE, self.bars[found.id], self.say
        self.sheet.box((EDGE, self.y), width, TITLE - 6, color=_BAND)
        middle = self.y + (TITLE - 6) / 2
        name = f"B{found.number} {found.name} ({found.unit}, {benchmark_words.direction(found.direction, say)})"
        self._write((EDGE + 8, middle), name, room=NAME + BARS, bold=True, fallback=f"B{found.number}")
        self.sheet.text(
            (EDGE + width - 8, middle), fit(benchmark_words.standing(found, say), FIGURE, 15), align="right"
        )
        self.y += TITLE
        scale = _Scale.of([bar.value.number for bar in bars])
        top = self.y
        for bar in bars:
            self._bar(bar, found, scale)
        if found.standard is not None:
            x = EDGE + NAME + scale.at(found.standard.number)
            self.sheet.box((x - 1, top - 3), 2, self.y - top + 3, color=_LINE)
        self.y += GAP

    def _bar(self, bar: _Bar, found: Indicator, scale: "_Scale") -> None:
        middle = self.y + BAR / 2
        start, end = sorted((scale.at(Decimal(0)), scale.at(bar.value.number)))
        ours = bar.value.side is Side.OURS
        self._write((EDGE + 8, middle), bar.name, room=NAME - 20, bold=ours,
                    fallback=benchmark_words.side(bar.value.side, self.say))  # fmt: skip
        self.sheet.box((EDGE + NAME + start, self.y + 6), max(end - start, 2), BAR - 12, color=_COLORS[bar.value.side])
        if ours:
            self.sheet.mark("covers", (EDGE + NAME + scale.at(bar.value.number), middle))
        text = f"{bar.value.value} {found.unit} · {self.say.day(bar.value.measured_on, self.today)}"
        self._write((EDGE + NAME + BARS + 18, middle), text, room=FIGURE - 22, bold=ours, fallback=bar.value.value)
        self.y += BAR

    def _write(self, at: tuple[float, float], text: str, *, room: float, fallback: str, size: int = 15,
               bold: bool = False) -> None:  # fmt: skip
        shown = self.sheet.writable(text, room=room, size=size, fallback=fallback)
        self.sheet.text(at, shown, size=size, bold=bold)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values on the width of the bars, zero always among them: a bar is as long as its value is large."""

    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, values: Sequence[Decimal]) -> "_Scale":
        return cls(min(Decimal(0), *values), max(Decimal(0), *values))

    def at(self, value: Decimal) -> float:
        span = self.high - self.low
        return float((value - self.low) / span) * BARS if span else 0.0


def _bars(found: Indicator, say: Words) -> list[_Bar]:
    """Ours, the standard's, then the rivals from the best on."""
    shown = [_Bar(benchmark_words.side(Side.OURS, say), found.ours)] if found.ours is not None else []
    if found.standard is not None:
        shown.append(_Bar(f"{found.standard.holder} {found.standard.clause}".strip(), found.standard))
    return shown + [_Bar(rival.holder, rival) for rival in found.rivals[:RIVALS]]
