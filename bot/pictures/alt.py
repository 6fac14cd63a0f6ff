"""What the matrix picture shows, in words: for those who cannot see it, and for the message's text."""

from collections.abc import Iterable

from bot.words import Words
from flows.linkage.codes import Essentiality
from flows.linkage.matrix import ClaimKey, ClauseKey, Gap, GapKind, Matrix
from flows.linkage.register import LABELS

LONGEST = 2000
"""Characters Slack takes as the alternative text of an image."""


def matrix_alt(view: Matrix, title: str, say: Words) -> str:
    """Counts first, then every gap, then the ties, cut to what Slack takes. Raw text."""
    features, claims, clauses = counted(len(view.features), len(view.claims), len(view.clauses), say)
    counts = say("{title}: {features}, {claims}, {clauses}.", title=title, features=features, claims=claims,
                 clauses=clauses)  # fmt: skip
    text = " ".join(filter(None, (counts, *_gap_lines(view, say), *_tie_lines(view, say))))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def counted(features: int, claims: int, clauses: int, say: Words) -> tuple[str, str, str]:
    """How many of each there are, in words."""
    return (
        say.plural("{n} feature", "{n} features", features),
        say.plural("{n} claim", "{n} claims", claims),
        say.plural("{n} clause", "{n} clauses", clauses),
    )


def gap_words(kind: GapKind, say: Words) -> str:
    return {
        GapKind.FEATURE_WITHOUT_CLAIM: say("Features without a claim"),
        GapKind.CLAIM_WITHOUT_CLAUSE: say("Claims without a clause"),
        GapKind.CLAUSE_WITHOUT_DECLARATION: say("Clauses without a declaration"),
        GapKind.CONTRIBUTION_BEFORE_FILING: say("Contributions before the filing"),
        GapKind.ROW_TO_RECHECK: say("Rows to be checked again"),
    }[kind]


def _gap_lines(view: Matrix, say: Words) -> Iterable[str]:
    names = _Names(view, say)
    for kind in GapKind:
        found = dict.fromkeys(names.gap(gap) for gap in view.gaps if gap.kind is kind)
        if found:
            yield say("{what}: {items}.", what=gap_words(kind, say), items=say.listing(list(found)))
    if not view.gaps:
        yield say("No gaps.")


def _tie_lines(view: Matrix, say: Words) -> Iterable[str]:
    names = _Names(view, say)
    covers = [f"{names.feature(feature)} – {names.claim(claim)}" for feature, claim in view.covers]
    states = {
        Essentiality.CHARTED: say("charted"),
        Essentiality.CONFIRMED: say("confirmed"),
        Essentiality.REJECTED: say("does not read on it"),
    }
    rows = [
        f"{names.claim(claim)} – {names.clause(clause)} ({states[link.essentiality]})"
        for (claim, clause), links in view.rows.items()
        for link in links
    ]
    if covers:
        yield say("Covered: {items}.", items=say.listing(covers))
    if rows:
        yield say("Charted: {items}.", items=say.listing(rows))


class _Names:
    """Short labels: ``F1``, ``P1·3``, ``S1 5.2``, ``C4``."""

    def __init__(self, view: Matrix, say: Words) -> None:
        self.view, self.say = view, say
        self.features = {f.id: f"{LABELS['features']}{f.number}" for f in view.features}
        self.rows = {link.id: place for place, links in view.rows.items() for link in links}

    def feature(self, feature_id: str) -> str:
        return self.features.get(feature_id, "?")

    def claim(self, key: ClaimKey) -> str:
        family = f"{LABELS['families']}{self.view.families[key.family_id].number}"
        return f"{family}·{key.claim}" if key.claim else family

    def clause(self, key: ClauseKey) -> str:
        return f"{LABELS['standards']}{self.view.standards[key.standard_id].number} {key.clause}".strip()

    def gap(self, gap: Gap) -> str:
        match gap.kind:
            case GapKind.FEATURE_WITHOUT_CLAIM:
                return self.feature(gap.subject)
            case GapKind.CLAIM_WITHOUT_CLAUSE:
                return self.claim(ClaimKey(gap.subject, int(gap.part or 0)))
            case GapKind.CLAUSE_WITHOUT_DECLARATION:
                return self.clause(ClauseKey(gap.subject, gap.part))
            case GapKind.CONTRIBUTION_BEFORE_FILING:
                number = self.view.outwards.get(gap.subject, 0)
                return f"{LABELS['outwards']}{number} {self.features.get(gap.part, '')}".strip()
            case GapKind.ROW_TO_RECHECK:
                claim, clause = self.rows[gap.subject]
                return f"{self.claim(claim)} – {self.clause(clause)}"
