"""Reads score sheets from TOML text and refuses, with file, key and line, whatever could not work."""

from functools import cache
from importlib.resources import files

from flows.lifecycle.scoresheet import Anchor, Band, Criterion, ScoreSheet, ScoreSheets
from flows.lifecycle.toml_tables import Table, read_toml
from flows.names import Bilingual, Reading, Strand

MOST_POINTS = 20
"""More could not be told apart, nor chosen from a list."""


@cache
def shipped_sheets() -> ScoreSheets:
    """The sheets that ship with the product, read once: data of this version, like its code.

    Raises ``TemplateFault``.
    """
    folder = files("flows.lifecycle") / "sheets"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return ScoreSheets(parse_sheet(f.read_text(encoding="utf-8"), f.name) for f in found)


def parse_sheet(text: str, file: str) -> ScoreSheet:
    """The sheet in ``text``; ``file`` is only used to name it in a fault. Raises ``TemplateFault``."""
    root = read_toml(text, file)
    root.allow(
        "name", "version", "stage", "source", "title", "top", "total", "floor_percent", "readings", "hold", "criteria"
    )  # fmt: skip
    top, total = _top(root), root.positive("total")
    sheet = ScoreSheet(
        name=root.key("name"),
        version=root.positive("version"),
        stage=root.key("stage"),
        source=root.text("source"),
        title=root.both("title"),
        top=top,
        total=total,
        floor_percent=_within(root, "floor_percent", 100),
        bands=_bands(root, total),
        hold=_hold(root),
        criteria=tuple(_criterion(table, top) for table in root.tables("criteria")),
    )
    _check_whole(sheet, root)
    return sheet


def _top(root: Table) -> int:
    top = _within(root, "top", MOST_POINTS)
    if top == 0:
        root.source.fault("top", "must be at least 1")
    return top


def _check_whole(sheet: ScoreSheet, root: Table) -> None:
    """What only shows when everything is read."""
    weights = sum(c.weight for c in sheet.criteria)
    if weights != sheet.total:
        root.source.fault("criteria", f"weights sum to {weights}, not to the total of {sheet.total}")
    holding = next((n for n, c in enumerate(sheet.criteria) if c.zero_holds), None)
    if holding is not None and sheet.hold is None:
        root.source.fault(f"criteria[{holding}].zero_holds", "needs a [hold] text")


def _bands(root: Table, total: int) -> tuple[Band, ...]:
    bands: list[Band] = []
    for table in root.tables("readings"):
        table.allow("key", "at_least", "text")
        band = Band(table.word("key", Reading), _within(table, "at_least", total), table.both("text"))
        if band.reading == Reading.HOLD:
            table.source.fault(table.at("key"), "hold is no band: it follows from a criterion with zero_holds")
        if bands and band.at_least >= bands[-1].at_least:
            table.source.fault(table.at("at_least"), "must be lower than in the reading before")
        bands.append(band)
    last = bands[-1]
    if last.at_least != 0 or last.reading != Reading.REWORK:
        root.source.fault(f"readings[{len(bands) - 1}]", "the last reading must be rework, at_least 0")
    return tuple(bands)


def _hold(root: Table) -> Bilingual | None:
    if "hold" not in root.content:
        return None
    table = root.table("hold")
    table.allow("text")
    return table.both("text")


def _criterion(table: Table, top: int) -> Criterion:
    table.allow("key", "strand", "weight", "zero_holds", "title", "help", "evidence", "anchors")
    return Criterion(
        key=table.key("key"),
        strand=table.word("strand", Strand),
        weight=table.positive("weight"),
        zero_holds=table.flag("zero_holds"),
        title=table.both("title"),
        help=table.both("help"),
        evidence=table.both("evidence"),
        anchors=_anchors(table, top),
    )


def _anchors(criterion: Table, top: int) -> tuple[Anchor, ...]:
    """From no points to all of them, so that nobody has to guess what either end means."""
    anchors: list[Anchor] = []
    for table in criterion.rows("anchors"):
        table.allow("points", "zh", "en")
        anchor = Anchor(_within(table, "points", top), Bilingual(zh=table.text("zh"), en=table.text("en")))
        if anchors and anchor.points <= anchors[-1].points:
            table.source.fault(table.at("points"), "must be higher than in the anchor before")
        anchors.append(anchor)
    if (anchors[0].points, anchors[-1].points) != (0, top):
        criterion.source.fault(criterion.at("anchors"), f"must reach from 0 to {top} points")
    return tuple(anchors)


def _within(table: Table, key: str, most: int) -> int:
    value = table.whole(key)
    if not 0 <= value <= most:
        table.source.fault(table.at(key), f"must be from 0 to {most}")
    return value
