"""Lines of a list -> one ``ImportItems`` command, or what is wrong with them by line. Pure.

A claim, clause or link names what it belongs to by the label it has (``P1``) or by a name or number of the same list.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.grammar import fold, squashed
from bot.import_table import Line
from bot.linkage_text import names
from flows.linkage.codes import ApplicationStatus, Body, LinkKind, OutwardKind
from flows.linkage.commands import ImportItems, TieItems
from flows.linkage.importing import ImportProblem
from flows.linkage.items import Application, Claim, Clause, Family, Feature, Item, Outward, Standard
from flows.linkage.register import LABELS, Register

Code = TypeVar("Code", bound=StrEnum)

KINDS: Mapping[str, tuple[str, ...]] = {
    "feature": ("feature", "特征", "技术特征"),
    "patent": ("patent", "family", "专利", "专利族"),
    "claim": ("claim", "权利要求"),
    "standard": ("standard", "标准"),
    "clause": ("clause", "条款"),
    "contribution": ("contribution", "提案"),
    "link": ("link", "关联"),
}
"""What a line can be about, and the words for it."""
_KINDS = {word: kind for kind, words in KINDS.items() for word in words}
_SINGULAR = {"features": "feature", "families": "family", "standards": "standard", "outwards": "outward"}
_YES = {"1", "yes", "y", "true", "是", "*", "x"}


class _Wrong(Exception):
    """A line that cannot be taken in: a code for its words, and the column."""

    def __init__(self, code: str, column: str) -> None:
        super().__init__(code)
        self.code, self.column = code, column


@dataclass
class Batch:
    """What the lines so far come to. Items stand under every name that later lines may call them by."""

    register: Register
    features: list[Feature] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    standards: list[Standard] = field(default_factory=list)
    outwards: list[Outward] = field(default_factory=list)
    ties: list[TieItems] = field(default_factory=list)
    claimed: int = 0
    claused: int = 0
    line: int = 0
    _lines: dict[tuple[str, int, str], int] = field(default_factory=dict)
    _names: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind in ("features", "families", "standards"):
            for item in getattr(self.register, kind):
                self._call(kind, item, f"{LABELS[kind]}{item.number}", item.id)

    def add(self, kind: str, item: Item) -> None:
        """A new item goes by a made-up id, so that links of the same list can name it."""
        own = getattr(self, kind)
        made_up = f"new:{kind}:{len(own)}"
        self._call(kind, item, "", made_up)
        own.append(replace(item, id=made_up))
        self.stands(_SINGULAR[kind], len(own))

    def stands(self, kind: str, place: int, part: str = "") -> None:
        """The line that is read now holds the item at a place, or its application at an office."""
        self._lines[kind, place, part] = self.line

    def line_of(self, found: ImportProblem) -> int:
        """The line of what the register refuses."""
        place = (found.kind, found.place)
        return self._lines.get((*place, found.part)) or self._lines.get((*place, ""), 0)

    def _call(self, kind: str, item: Item, label: str, item_id: str) -> None:
        spoken = [label, getattr(item, "name", ""), getattr(item, "title", ""), getattr(item, "reference", "")]
        spoken += [m.application_number for m in item.members] if isinstance(item, Family) else []
        for name in filter(None, map(squashed, spoken)):
            self._names.setdefault(name, (kind, item_id))

    def named(self, typed: str, column: str, kind: str) -> str:
        """The id of what a line names. Raises where nothing of that kind is called so."""
        found = self._names.get(squashed(typed))
        if found is None or found[0] != kind:
            raise _Wrong("not_known" if typed else "missing", column)
        return found[1]

    def command(self, source: str) -> ImportItems:
        return ImportItems(
            project_id=self.register.project_id, source=source, features=tuple(self.features),
            families=tuple(self.families), standards=tuple(self.standards), outwards=tuple(self.outwards),
            ties=tuple(self.ties),
        )  # fmt: skip


Problem = tuple[int, str, str]
"""Line number, code, column."""


def read_lines(lines: Sequence[Line], register: Register) -> tuple[Batch, tuple[Problem, ...]]:
    """Everything the lines say. With any problem nothing of them may be imported. Links are read last, so that they
    may stand before what they name."""
    batch, problems = Batch(register), []
    kinds = {line.number: _KINDS.get(fold(line["kind"]), "") for line in lines}
    for later in (False, True):
        for line in lines:
            kind = kinds[line.number]
            if (kind in ("claim", "clause", "contribution", "link")) is not later:
                continue
            batch.line = line.number
            try:
                if kind not in _READERS:
                    raise _Wrong("unknown_kind" if line["kind"] else "missing", "kind")
                _READERS[kind](line, batch)
            except _Wrong as wrong:
                problems.append((line.number, wrong.code, wrong.column))
    return batch, tuple(sorted(problems))


def _feature(line: Line, batch: Batch) -> None:
    trl = line["trl"].casefold().removeprefix("trl").strip()
    if trl and trl not in "123456789":
        raise _Wrong("no_trl", "trl")
    item = Feature(id="", number=0, name=_needed(line, "name"), description=line["text"],
                   trl=int(trl) if trl else None, evidence=line["evidence"])  # fmt: skip
    batch.add("features", item)


def _patent(line: Line, batch: Batch) -> None:
    """With an office or a number it has one application; another line of the same name adds another office."""
    name = _needed(line, "name")
    number = line["number"]
    office = (line["office"] or (number[:2] if number[:2].isalpha() else "")).upper()
    filed = _day(line, "filed_on")
    usual = ApplicationStatus.FILED if filed else ApplicationStatus.PLANNED
    member = Application(
        office=office or "CN",
        status=_code(line, "status", ApplicationStatus, usual),
        application_number=number,
        priority_on=_day(line, "priority_on"),
        filed_on=filed,
        published_on=_day(line, "published_on"),
        granted_on=_day(line, "granted_on"),
    )
    members = (member,) if office or number or filed else ()
    for at, family in enumerate(batch.families):
        if fold(family.title) == fold(name):
            if any(known.office == member.office for known in family.members):
                raise _Wrong("twice", "office")
            batch.families[at] = replace(family, members=(*family.members, *members))
            batch.stands("family", at + 1, member.office)
            return
    batch.add("families", Family(id="", number=0, title=name, members=members))


def _claim(line: Line, batch: Batch) -> None:
    """Of a patent of the same list: claims of one that is there already are changed in its own form."""
    if not re.fullmatch(r"[1-9]\d{0,3}", line["number"]):
        raise _Wrong("no_claim_number", "number")
    claim = Claim(int(line["number"]), line["text"] or line["name"], independent=fold(line["independent"]) in _YES)
    at = _own(batch.named(line["of"], "of", "families"))
    family = batch.families[at]
    if any(known.number == claim.number for known in family.claims):
        raise _Wrong("twice", "number")
    batch.families[at] = replace(family, claims=(*family.claims, claim))
    batch.claimed += 1


def _standard(line: Line, batch: Batch) -> None:
    item = Standard(id="", number=0, body=_code(line, "body", Body), reference=_needed(line, "number"),
                    title=line["name"], committee=line["committee"], stage=line["stage"], version=line["version"],
                    published_on=_day(line, "published_on"))  # fmt: skip
    batch.add("standards", item)


def _clause(line: Line, batch: Batch) -> None:
    clause = Clause(number=_needed(line, "number"), title=line["name"], version=line["version"])
    at = _own(batch.named(line["of"], "of", "standards"))
    standard = batch.standards[at]
    if standard.clause(clause.number) is not None:
        raise _Wrong("twice", "number")
    clause = replace(clause, version=clause.version or standard.version)
    batch.standards[at] = replace(standard, clauses=(*standard.clauses, clause), version=clause.version)
    batch.claused += 1


def _contribution(line: Line, batch: Batch) -> None:
    """Features by label: those of the same list have their future ones."""
    day = _day(line, "available_on")
    if day is None:
        raise _Wrong("missing", "available_on")
    shown = tuple(batch.named(name, "features", "features") for name in names(line["features"]))
    standard = batch.named(line["of"], "of", "standards") if line["of"] else ""
    batch.add("outwards", Outward(
        id="", number=0, kind=OutwardKind.CONTRIBUTION, title=_needed(line, "name"), features=shown, available_on=day,
        body=_code(line, "body", Body), document=line["number"], standard_id=standard, committee=line["committee"],
    ))  # fmt: skip


_ENDS = {
    LinkKind.FEATURE_CLAIM: ("features", "families"),
    LinkKind.CLAIM_CLAUSE: ("families", "standards"),
    LinkKind.RESULT_CLAUSE: ("features", "standards"),
    LinkKind.STAGE_ACTION: ("standards", "families"),
    LinkKind.BENCHMARK_CLAUSE: ("features", "standards"),
}


def _link(line: Line, batch: Batch) -> None:
    """``number`` says which link (L1, L2, L5, L6, L7); an end may name a part: ``P1/3``, ``S1 7.2``."""
    try:
        kind = LinkKind(line["number"].upper())
        kinds = _ENDS[kind]
    except (ValueError, KeyError) as error:
        raise _Wrong("no_link_kind", "number") from error
    source, first = _end(line, "from", kinds[0], batch)
    target, second = _end(line, "to", kinds[1], batch)
    claim = first if kinds[0] == "families" else second if kinds[1] == "families" else ""
    if claim and not claim.isdigit():
        raise _Wrong("no_claim_number", "from" if kinds[0] == "families" else "to")
    batch.ties.append(TieItems(
        kind=kind, source=source, target=target, claim=int(claim or 0), element=line["text"],
        clause=second if kinds[1] == "standards" else "", project_id=batch.register.project_id,
    ))  # fmt: skip
    batch.stands("tie", len(batch.ties))


def _end(line: Line, column: str, kind: str, batch: Batch) -> tuple[str, str]:
    """The label of one end, and the claim or clause after it."""
    typed = line[column]
    found = re.fullmatch(r"([A-Za-z]\d+)[\s/]+(\S+)", typed) or re.fullmatch(r"(.+)/([^/]+)", typed)
    if found and kind != "features":
        return batch.named(found[1], column, kind), found[2]
    return batch.named(typed, column, kind), ""


def _own(item_id: str) -> int:
    """The place of an item of the same list. Raises for one that was there before: its parts have their own form."""
    if not item_id.startswith("new:"):
        raise _Wrong("not_of_list", "of")
    return int(item_id.rpartition(":")[2])


def _needed(line: Line, column: str) -> str:
    if not line[column]:
        raise _Wrong("missing", column)
    return line[column]


def _day(line: Line, column: str) -> date | None:
    """``2026-11-23``, ``2026/11/23``, ``20261123`` or ``2026年11月23日``."""
    parts = re.findall(r"\d+", line[column])
    if len(parts) == 1 and len(parts[0]) == 8:  # noqa: PLR2004 -- yyyymmdd
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    if not line[column]:
        return None
    try:
        year, month, day = map(int, parts)
        return date(year, month, day)
    except ValueError as error:
        raise _Wrong("no_day", column) from error


def _code(line: Line, column: str, codes: type[Code], otherwise: Code | None = None) -> Code:
    typed = fold(line[column]).replace(" ", "_")
    if not typed and otherwise is not None:
        return otherwise
    try:
        return codes(typed)
    except ValueError as error:
        raise _Wrong("unknown_code" if typed else "missing", column) from error


_READERS: Mapping[str, Callable[[Line, Batch], None]] = {
    "feature": _feature,
    "patent": _patent,
    "claim": _claim,
    "standard": _standard,
    "clause": _clause,
    "contribution": _contribution,
    "link": _link,
}
