"""Features, claims and clauses side by side with what is missing: a table to read here, a picture to take along."""

from collections.abc import Iterator, Sequence

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block, json_size
from bot.blocks.linkage import labels, open_rules, rule_words
from bot.blocks.linkage.entries import Able, Choice, family_choices, feature_choices, row_ref
from bot.blocks.linkage.unsettled import in_short
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.codes import OutwardState
from flows.linkage.items import Feature, Item, Link, Outward
from flows.linkage.matrix import ClaimKey, ClauseKey, Gap, GapKind, Matrix, matrix
from flows.linkage.metrics import Metrics, Share, metrics
from flows.linkage.register import Register

ROWS, GAPS, CELLS = 25, 10, 4
_CELL = 60
_TABLE_SIZE = 8000
"""Characters of JSON that the table may take; the words around it need the rest."""


def overview(card: ProjectCard, register: Register, lens: Lens, *, start: int = 0) -> Message:
    """The matrix of a project, ``start`` features in."""
    say, sheet, view = lens.say, Sheet(), matrix(register)
    sheet.head(parts.heading(card))
    sheet.tell(bold(say("Linkage matrix")), *_measured(metrics(register, lens.today), lens))
    if not view.features:
        sheet.tell(say("No feature yet. `/liandong link` adds the first one."))
    rows = _rows(view, lens, start)
    if rows:
        sheet.show({"type": "table", "rows": [_heading(lens), *([_cell(text) for text in row] for row in rows)],
                    "column_settings": [{"is_wrapped": True}] * CELLS})  # fmt: skip
    spoken = "\n".join(_spoken(row, lens) for row in rows)
    shown = start + len(rows)
    left = len(view.features) - shown
    sheet.tell(parts.left_out(left, lens) if left > 0 else "")
    sheet.small(rule_words.disclaimer(say))
    sheet.show(kit.actions(*_buttons(card, view, lens, shown if left > 0 else 0), block_id="matrix"))
    message = sheet.message()
    return Message(kit.fit(f"{message.text}\n{spoken}", 4000), message.blocks)


def _measured(found: Metrics, lens: Lens) -> Iterator[str]:
    """The indicators that only a linked record has. Declared, charted and confirmed always stand together."""
    say = lens.say
    yield say("Features with claim and clause: {share}", share=share(found.features_linked, lens))
    yield say("Filed before the contribution: {share}", share=share(found.filed_before, lens))
    yield say("Patents declared {declared}, charted {charted}, confirmed by a second person {confirmed}",
              declared=found.essential.declared, charted=found.essential.charted,
              confirmed=found.essential.confirmed)  # fmt: skip
    if found.disclosure.told or found.disclosure.waiting:
        days = say.plural("{n} day", "{n} days", found.disclosure.longest or 0)
        yield say("From contribution to disclosure: at most {days}, {waiting} still to be disclosed",
                  days=days, waiting=found.disclosure.waiting)  # fmt: skip
    if found.missed:
        yield say.plural("{n} date was missed", "{n} dates were missed", found.missed)


def share(found: Share, lens: Lens) -> str:
    """``3 of 4 (75 %)``; nothing of nothing is no percentage."""
    if found.percent is None:
        return lens.say("none yet")
    return lens.say("{part} of {whole} ({percent} %)", part=found.part, whole=found.whole, percent=found.percent)


def line(register: Register, lens: Lens) -> str:
    """The linkage in one line, for the headline card; empty text while nothing is recorded."""
    view = matrix(register)
    if not view.features and not view.families and not view.standards:
        return ""
    linked = metrics(register, lens.today).features_linked
    told = [lens.say("Linkage: {share} features with claim and clause", share=f"{linked.part}/{linked.whole}")]
    due = min((d for d in register.docket if d.state == "open"), key=lambda d: d.due_on, default=None)
    if due is not None:
        told.append(lens.say("next date {day}", day=lens.day(due.due_on)))
        told.append(in_short(due, lens))
    blocked = view.count(GapKind.CONTRIBUTION_BEFORE_FILING)
    if blocked:
        told.append(
            lens.say.plural("{n} contribution before its filing", "{n} contributions before their filing", blocked)
        )
    return " · ".join(filter(None, told))


def _rows(view: Matrix, lens: Lens, start: int) -> list[list[str]]:
    """As many features as the table takes: name, claims, clauses, what is missing."""
    shown = view.features[start : start + ROWS]
    claims_of, rows_of = _around(view, shown)
    missing = _missing(view, lens)
    rows: list[list[str]] = []
    for feature in shown:
        claims = claims_of[feature.id]
        charted = [row for claim in claims for row in rows_of[claim]]
        row = [
            labels.raw(feature, lens),
            ", ".join(_claim(view, claim, lens) for claim in claims[:CELLS]) or "–",
            ", ".join(_clause(view, clause, links) for clause, links in charted[:CELLS]) or "–",
            _lacks(feature, claims, charted, missing, lens),
        ]
        if rows and json_size([*rows, row]) * 2 > _TABLE_SIZE:
            break
        rows.append([kit.clip(text, _CELL) for text in row])
    return rows


Charted = tuple[ClauseKey, tuple[Link, ...]]


def _around(view: Matrix, shown: Sequence[Feature]) -> tuple[dict[str, list[ClaimKey]], dict[ClaimKey, list[Charted]]]:
    """The claims of each feature that is shown, and the rows of those claims: one pass over each."""
    claims_of: dict[str, list[ClaimKey]] = {feature.id: [] for feature in shown}
    for feature_id, claim in view.covers:
        if feature_id in claims_of:
            claims_of[feature_id].append(claim)
    rows_of: dict[ClaimKey, list[Charted]] = {claim: [] for claims in claims_of.values() for claim in claims}
    for (claim, clause), links in view.rows.items():
        if claim in rows_of:
            rows_of[claim].append((clause, links))
    return claims_of, rows_of


def _missing(view: Matrix, lens: Lens) -> dict[tuple[GapKind, str, str], str]:
    """Every gap by its place. That something goes out too early belongs to the feature alone."""
    names = {kind: gap_name(kind, lens) for kind in GapKind}
    early = GapKind.CONTRIBUTION_BEFORE_FILING
    return {
        (gap.kind, gap.part, "") if gap.kind is early else (gap.kind, gap.subject, gap.part): names[gap.kind]
        for gap in view.gaps
    }


def _lacks(
    feature: Feature, claims: list[ClaimKey], charted: list[Charted], missing: dict[tuple[GapKind, str, str], str],
    lens: Lens,
) -> str:  # fmt: skip
    """What a feature's row lacks, in words."""
    places = [
        (GapKind.FEATURE_WITHOUT_CLAIM, feature.id, ""),
        *((GapKind.CLAIM_WITHOUT_CLAUSE, c.family_id, str(c.claim) if c.claim else "") for c in claims),
        *((GapKind.CLAUSE_WITHOUT_DECLARATION, c.standard_id, c.clause) for c, _ in charted),
        *((GapKind.ROW_TO_RECHECK, x.id, x.clause) for _, links in charted for x in links),
        (GapKind.CONTRIBUTION_BEFORE_FILING, feature.id, ""),
    ]
    found = list(dict.fromkeys(missing[place] for place in places if place in missing))
    return lens.say.listing(found) if found else lens.say("nothing")


def gap_name(kind: GapKind, lens: Lens) -> str:
    """What is missing, in two or three words."""
    say = lens.say
    return {
        GapKind.FEATURE_WITHOUT_CLAIM: say("no claim"),
        GapKind.CLAIM_WITHOUT_CLAUSE: say("claim without clause"),
        GapKind.CLAUSE_WITHOUT_DECLARATION: say("clause without declaration"),
        GapKind.CONTRIBUTION_BEFORE_FILING: say("contribution before filing"),
        GapKind.ROW_TO_RECHECK: say("row to check again"),
    }[kind]


def _claim(view: Matrix, key: ClaimKey, lens: Lens) -> str:
    name = labels.label(view.families[key.family_id])
    return f"{name}/{key.claim}" if key.claim else name + lens.say(" (whole)")


def _clause(view: Matrix, key: ClauseKey, links: tuple[Link, ...]) -> str:
    """``S1 7.2 ✓``: the tick only beside a row that a second person confirmed."""
    name = f"{labels.label(view.standards[key.standard_id])} {key.clause}".strip()
    return f"{name} ✓" if any(x.essentiality == "confirmed" for x in links) else name


def _heading(lens: Lens) -> list[Block]:
    say = lens.say
    return [_cell(text) for text in (say("Feature"), say("Claims"), say("Clauses"), say("Missing"))]


def _cell(text: str) -> Block:
    return {"type": "raw_text", "text": text}


def _spoken(row: list[str], lens: Lens) -> str:
    feature, claims, clauses, missing = (inline(text) for text in row)
    return lens.say("{feature}: claims {claims}; clauses {clauses}; missing: {missing}",
                    feature=bold(feature), claims=claims, clauses=clauses, missing=missing)  # fmt: skip


def _buttons(card: ProjectCard, view: Matrix, lens: Lens, more: int) -> list[Block]:
    say, ref = lens.say, Ref(project_id=card.id)
    shown = []
    if view.gaps:
        n = len(view.gaps)
        shown.append(kit.button(say.plural("{n} gap", "{n} gaps", n), Act.GAPS, ref, style="primary"))
    shown += [
        kit.button(open_rules.title(lens), Act.FINDINGS, ref),
        kit.button(say("Picture"), Act.MATRIX_PNG, ref, label=say("Matrix of {key} as a picture", key=card.key)),
        kit.button(say("Claim chart (Excel)"), Act.CHART_XLSX, ref),
        kit.button(say("Claim chart (text)"), Act.CHART_MD, ref),
        kit.button(say("Dates"), Act.DOCKET, ref),
    ]
    if more:
        shown.append(kit.button(say("Show more"), Act.MATRIX, Ref(project_id=card.id, number=more)))
    return shown


def gaps(card: ProjectCard, register: Register, lens: Lens, *, able: Able, start: int = 0) -> Message:
    """What is missing, each with the button that mends it."""
    say, sheet, view = lens.say, Sheet(), matrix(register)
    sheet.head(parts.heading(card))
    sheet.tell(bold(say("What is missing")))
    if not view.gaps:
        sheet.tell(say("Nothing: every feature has a claim, every claim a clause, every clause a declaration."))
    shown = start
    for gap in view.gaps[start : start + GAPS]:
        text = gap_line(gap, register, lens)
        button = _mend(gap, register, lens, able)
        if not sheet.add(text, kit.section(text, accessory=button) if button else kit.section(text)):
            break
        shown += 1
    if shown < len(view.gaps):
        sheet.tell(parts.left_out(len(view.gaps) - shown, lens))
        more = kit.button(say("Show more"), Act.GAPS, Ref(project_id=card.id, number=shown))
        sheet.show(kit.actions(more, block_id="more"))
    sheet.small(rule_words.disclaimer(say))
    return sheet.message()


def gap_line(gap: Gap, register: Register, lens: Lens) -> str:
    """``*C1* Proposal 7 · *F1* Waveform · contribution before filing``."""
    link = next((x for x in register.links if x.id == gap.subject), None)
    subject = labels.subject(register, link.source if link else gap.subject, lens)
    part = gap.part
    if gap.kind is GapKind.CONTRIBUTION_BEFORE_FILING:
        part = labels.subject(register, gap.part, lens)
    elif gap.kind is GapKind.CLAIM_WITHOUT_CLAUSE and part:
        part = lens.say("claim {n}", n=part)
    return " · ".join(filter(None, [subject, part, gap_name(gap.kind, lens)]))


def _mend(gap: Gap, register: Register, lens: Lens, able: Able) -> Block | None:
    """The one thing that most likely closes the gap."""
    say = lens.say
    if gap.kind is GapKind.ROW_TO_RECHECK:
        link = next((x for x in register.links if x.id == gap.subject), None)
        choice: Choice = (say("Check this row"), Act.CHECK_ROW, "CheckRow")
        return _button(choice, row_ref(register, link), lens, able) if link else None
    item = register.find(gap.subject)
    if item is None:
        return None
    if isinstance(item, Outward) and item.state is OutwardState.MADE:  # nothing mends it; what is left stands there
        return _button((say("Show all"), Act.ITEM, ""), row_ref(register, item), lens, able, item=item)
    choices: dict[GapKind, Choice] = {
        GapKind.FEATURE_WITHOUT_CLAIM: feature_choices(lens)[1],
        GapKind.CLAIM_WITHOUT_CLAUSE: (say("Link"), Act.TIE, "TieItems"),
        GapKind.CLAUSE_WITHOUT_DECLARATION: family_choices(lens)[3],
        GapKind.CONTRIBUTION_BEFORE_FILING: (say("Check it now"), Act.ASK_CLEARANCE, "AskClearance"),
    }
    return _button(choices[gap.kind], row_ref(register, item), lens, able, item=item)


def _button(choice: Choice, ref: Ref, lens: Lens, able: Able, *, item: Item | None = None) -> Block | None:
    text, act, command = choice
    label = lens.say("{what}: {item}", what=text, item=labels.raw(item, lens)) if item else ""
    return kit.button(text, act, ref, label=label) if not command or command in able else None
