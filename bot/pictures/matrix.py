"""The linkage matrix as a picture: features above and clauses below, with the claims that join them as columns."""

from dataclasses import dataclass
from itertools import groupby

from bot.pictures.alt import counted
from bot.pictures.canvas import Sheet, fit, width_of
from bot.pictures.crop import Crop, crop
from bot.pictures.typeface import Typeface
from bot.words import Words
from flows.linkage.codes import Essentiality
from flows.linkage.items import Link
from flows.linkage.matrix import ClaimKey, ClauseKey, GapKind, Matrix
from flows.linkage.register import LABELS

CELL, BAND, LABEL, SIDE, EDGE = 30, 34, 470, 200, 28
HEAD, FAMILY, FOOT = 104, 320, 96
"""``FAMILY`` is the most that the upright names over the claims may take."""
_UPRIGHT = 14
_GRID, _ZEBRA, _TINT, _BAND, _RED, _GREY = "#e5e7eb", "#f8fafc", "#fee2e2", "#e0e7ef", "#b91c1c", "#6b7280"


def matrix_png(view: Matrix, title: str, say: Words, face: Typeface) -> bytes | None:
    """A PNG of the matrix, cut to what can be read; ``title`` is raw. None where the font cannot write the language
    of the reader: then a table has to do, and doctor says why. Names that it cannot write are left out."""
    if not face.can_write("".join(_words(say).values())):
        return None
    return _Drawing(view, crop(view), say, face).drawn(title).png()


def _words(say: Words) -> dict[str, str]:
    """Every fixed text of the picture."""
    return {
        "features": say("Features"),
        "clauses": say("Clauses"),
        "claims": say("Claims"),
        "covers": say("feature covered by the claim"),
        "charted": say("claim charted on the clause"),
        "confirmed": say("confirmed by a second person"),
        "rejected": say("does not read on it"),
        "recheck": say("to be checked again"),
        "gap": say("gap"),
        GapKind.FEATURE_WITHOUT_CLAIM: say("no claim"),
        GapKind.CLAIM_WITHOUT_CLAUSE: say("Claims without a clause"),
        GapKind.CLAUSE_WITHOUT_DECLARATION: say("not declared"),
        GapKind.CONTRIBUTION_BEFORE_FILING: say("out before filing"),
        "cleared": say("needs no filing"),
        "whole": say("all"),
        "empty": say("Nothing is recorded yet."),
    }


@dataclass(slots=True)
class _Gaps:
    features: dict[str, str]
    claims: set[ClaimKey]
    clauses: set[ClauseKey]

    @classmethod
    def of(cls, view: Matrix, words: dict[str, str]) -> "_Gaps":
        found = cls({}, set(), set())
        for gap in view.gaps:
            if gap.kind is GapKind.FEATURE_WITHOUT_CLAIM:
                found.features.setdefault(gap.subject, words[gap.kind])
            elif gap.kind is GapKind.CONTRIBUTION_BEFORE_FILING:
                found.features[gap.part] = words[gap.kind]
            elif gap.kind is GapKind.CLAIM_WITHOUT_CLAUSE:
                found.claims.add(ClaimKey(gap.subject, int(gap.part or 0)))
            elif gap.kind is GapKind.CLAUSE_WITHOUT_DECLARATION:
                found.clauses.add(ClauseKey(gap.subject, gap.part))
        return found


class _Drawing:
    """One picture while it is drawn from top to bottom; ``y`` is how far it has come."""

    def __init__(self, view: Matrix, part: Crop, say: Words, face: Typeface) -> None:
        self.view, self.part, self.say, self.words = view, part, say, _words(say)
        self.gaps = _Gaps.of(view, self.words)
        standards = len({clause.standard_id for clause in part.clauses})
        self.missing = [claim for claim in part.claims if claim in self.gaps.claims]
        rows = max(1, len(part.features)) + max(1, len(part.clauses)) + bool(self.missing)
        self.right = EDGE + LABEL + max(8, len(part.claims)) * CELL
        names = [view.families[claim.family_id].title for claim in part.claims]
        self.family = min(FAMILY, 2 * CELL + 40 + max((width_of(name, _UPRIGHT) for name in names), default=0))
        height = round(HEAD + self.family + CELL * rows + BAND * (standards + 2) + FOOT)
        self.sheet = Sheet(self.right + SIDE + EDGE, height, face)
        self.column = {claim: EDGE + LABEL + CELL * (n + 0.5) for n, claim in enumerate(part.claims)}
        self.y = 0.0

    def drawn(self, title: str) -> Sheet:
        self._head(title)
        self._families()
        self._features()
        self._claims_without_clause()
        self._clauses()
        self._legend()
        return self.sheet

    def _write(self, at: tuple[float, float], text: str, *, room: float, size: int = 15, fallback: str = "",
               color: str = "#111827", bold: bool = False, upright: bool = False) -> None:  # fmt: skip
        shown = self.sheet.writable(text, room=room, size=size, fallback=fallback)
        self.sheet.text(at, shown, size=size, color=color, bold=bold, upright=upright)

    def _head(self, title: str) -> None:
        self._write((EDGE, 40), title, room=self.right + SIDE - EDGE, size=24, bold=True, fallback="Liandong")
        say, view, part = self.say, self.view, self.part
        whole = counted(len(view.features), len(view.claims), len(view.clauses), say)
        shown = ((part.features, view.features, say("features")), (part.claims, view.claims, say("claims")),
                 (part.clauses, view.clauses, say("clauses")))  # fmt: skip
        counts = [
            words if len(some) == len(all_of)
            else say("{n} of {total} {what}", n=len(some), total=len(all_of), what=what)
            for (some, all_of, what), words in zip(shown, whole, strict=True)
        ]  # fmt: skip
        self.sheet.text((EDGE, 76), " · ".join(counts), size=15, color=_GREY)
        self.y = HEAD

    def _families(self) -> None:
        """The families upright over their claims, a band for every other one, the numbers of the claims below."""
        bottom, height = self.y + self.family, self.sheet.height
        for n, (family_id, found) in enumerate(groupby(self.part.claims, key=lambda claim: claim.family_id)):
            claims, family = list(found), self.view.families[family_id]
            left, label = self.column[claims[0]] - CELL / 2, f"{LABELS['families']}{family.number}"
            if n % 2 == 0:
                self.sheet.box((left, self.y), CELL * len(claims), height - FOOT - self.y, color="#f1f5f9")
            self._write((left + CELL * len(claims) / 2, bottom - CELL - 34), family.title, upright=True,
                        size=_UPRIGHT, room=FAMILY - CELL - 40)  # fmt: skip
            self.sheet.text(
                (left + CELL * len(claims) / 2, bottom - CELL - 14), label, size=14, align="center", bold=True
            )
            for claim in claims:
                text = str(claim.claim) if claim.claim else self.words["whole"]
                self.sheet.text((self.column[claim], bottom - CELL / 2), text, size=13, align="center", color=_GREY)
        self.sheet.text(
            (EDGE + LABEL - 12, bottom - CELL / 2), self.words["claims"], size=14, align="right", color=_GREY
        )
        self.y = bottom

    def _features(self) -> None:
        self._band(self.words["features"])
        by_feature: dict[str, list[ClaimKey]] = {}
        for feature_id, claim in self.view.covers:
            by_feature.setdefault(feature_id, []).append(claim)
        for n, feature in enumerate(self.part.features):
            gap, label = self.gaps.features.get(feature.id, ""), f"{LABELS['features']}{feature.number}"
            self._row(
                n, label, feature.name, gap or (self.words["cleared"] if feature.not_patent_relevant else ""), bool(gap)
            )
            for claim in by_feature.get(feature.id, ()):
                if claim in self.column:
                    self.sheet.mark("covers", (self.column[claim], self.y - CELL / 2))
        self._nothing(bool(self.part.features))

    def _claims_without_clause(self) -> None:
        """Between the two halves: a cross under every claim that reads on no clause."""
        if self.missing:
            self.sheet.box((EDGE, self.y), self.right + SIDE - EDGE, CELL, color=_TINT)
            self.sheet.text((EDGE + 8, self.y + CELL / 2), self.words[GapKind.CLAIM_WITHOUT_CLAUSE], color=_RED)
            for claim in self.missing:
                self.sheet.mark("gap", (self.column[claim], self.y + CELL / 2))
            self.y += CELL

    def _clauses(self) -> None:
        self._band(self.words["clauses"])
        by_clause: dict[ClauseKey, list[tuple[ClaimKey, tuple[Link, ...]]]] = {}
        for (claim, clause), links in self.view.rows.items():
            by_clause.setdefault(clause, []).append((claim, links))
        for standard_id, found in groupby(self.part.clauses, key=lambda clause: clause.standard_id):
            standard = self.view.standards[standard_id]
            name = " ".join(
                filter(None, (standard.reference, standard.title, f"({standard.version})" if standard.version else ""))
            )
            self._heading(f"{LABELS['standards']}{standard.number}", name)
            titles = {clause.number: clause.title for clause in standard.clauses}
            for n, key in enumerate(found):
                gap = self.words[GapKind.CLAUSE_WITHOUT_DECLARATION] if key in self.gaps.clauses else ""
                self._row(n, key.clause or self.words["whole"], titles.get(key.clause, ""), gap, bool(gap))
                for claim, links in by_clause.get(key, ()):
                    if claim in self.column:
                        self._cell(self.column[claim], links)
        self._nothing(bool(self.part.clauses))

    def _cell(self, x: float, links: tuple[Link, ...]) -> None:
        """The best row of a cell; a row to be checked again shows over everything."""
        y = self.y - CELL / 2
        if any(link.recheck for link in links):
            self.sheet.mark("recheck", (x, y))
            self.sheet.text((x, y + 2), "!", size=13, align="center", color="#7c2d12", bold=True)
            return
        known = {link.essentiality for link in links}
        best = next(e for e in (Essentiality.CONFIRMED, Essentiality.CHARTED, Essentiality.REJECTED) if e in known)
        self.sheet.mark(best.value, (x, y))

    def _row(self, n: int, label: str, name: str, note: str, is_gap: bool) -> None:
        middle, width = self.y + CELL / 2, self.right + SIDE - EDGE
        if is_gap:
            self.sheet.box((EDGE, self.y), LABEL, CELL, color=_TINT)
            self.sheet.box((self.right, self.y), SIDE, CELL, color=_TINT)
        elif n % 2:
            self.sheet.box((EDGE, self.y), LABEL, CELL, color=_ZEBRA)
        self._write((EDGE + 8, middle), label, room=78, bold=True, fallback="?")
        self._write((EDGE + 92, middle), name, room=LABEL - 104)
        if is_gap:
            self.sheet.mark("gap", (self.right + 18, middle))
        self.sheet.text((self.right + (34 if is_gap else 12), middle), fit(note, SIDE - 36, 14), size=14,
                        color=_RED if is_gap else _GREY)  # fmt: skip
        self.y += CELL
        self.sheet.line((EDGE, self.y), (EDGE + width, self.y), color=_GRID)

    def _band(self, text: str) -> None:
        self.sheet.box((EDGE, self.y), self.right + SIDE - EDGE, BAND, color="#1f3a5f")
        self.sheet.text((EDGE + 8, self.y + BAND / 2), text, size=16, color="white", bold=True)
        self.y += BAND

    def _heading(self, label: str, name: str) -> None:
        self.sheet.box((EDGE, self.y), self.right + SIDE - EDGE, BAND, color=_BAND)
        self._write((EDGE + 8, self.y + BAND / 2), label, room=80, bold=True)
        self._write((EDGE + 92, self.y + BAND / 2), name, room=self.right + SIDE - EDGE - 110, bold=True)
        self.y += BAND

    def _nothing(self, is_something: bool) -> None:
        if not is_something:
            self.sheet.text((EDGE + 8, self.y + CELL / 2), self.words["empty"], color=_GREY)
            self.y += CELL

    def _legend(self) -> None:
        shapes = ("covers", "charted", "confirmed", "rejected", "recheck", "gap")
        for n, shape in enumerate(shapes):
            line, place = divmod(n, len(shapes) // 2)
            top, x = self.sheet.height - FOOT + 34 + 32 * line, EDGE + 10 + 310 * place
            self.sheet.mark(shape, (x, top))
            if shape == "recheck":
                self.sheet.text((x, top + 2), "!", size=13, align="center", color="#7c2d12", bold=True)
            self.sheet.text((x + 18, top), self.words[shape], size=15)
