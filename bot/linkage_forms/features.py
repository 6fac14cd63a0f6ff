"""Submitted forms about features and links -> commands."""

from dataclasses import replace

from bot.blocks.linkage.forms_feature import WITHDRAWN
from bot.filled import Filled
from bot.ids import Ref
from bot.linkage_forms.fields import picked, shown, the
from flows.errors import InvalidFields
from flows.linkage import commands as do
from flows.linkage.codes import Essentiality, LinkKind
from flows.linkage.items import Feature
from flows.linkage.register import Register


def feature(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    before = the(Feature, ref, register) if ref.item_id else Feature(id="", number=0, name="")
    level = filled.option("trl")
    item = replace(
        before,
        name=filled.text("name"),
        description=filled.text("description"),
        trl=int(level) if level else None,
        evidence=filled.text("evidence"),
        retired=WITHDRAWN in filled.options("marks"),
    )
    return do.RecordFeature(item=item, shown=shown(ref), project_id=ref.project_id)


def evidence(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    """More evidence stands beside what was there."""
    feature = the(Feature, picked(filled, "feature"), register)
    given = filled.text("evidence")
    if not given:
        raise InvalidFields({"evidence": "missing"})
    known = feature.evidence.split("\n") if feature.evidence else []
    item = replace(feature, evidence="\n".join(dict.fromkeys([*known, given])))
    return do.RecordFeature(item=item, project_id=ref.project_id)


def no_filing(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    return do.ClearFeature(
        feature_id=the(Feature, ref, register).id, reason=filled.text("reason"), project_id=ref.project_id
    )


def check_row(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    del register  # the decider looks the link up
    verdict = filled.code("essentiality", Essentiality)
    return do.CheckRow(link_id=ref.item_id, essentiality=verdict, why=filled.text("why"), project_id=ref.project_id)


def untie(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    del register  # the decider looks the link up
    return do.UntieItems(link_id=ref.item_id, why=filled.text("why"), project_id=ref.project_id)


_ENDS = {
    LinkKind.FEATURE_CLAIM: ("feature", "claim"),
    LinkKind.CLAIM_CLAUSE: ("claim", "clause"),
    LinkKind.FAMILY_DECLARATION: ("claim", "declaration"),
    LinkKind.RESULT_CLAUSE: ("feature", "clause"),
    LinkKind.STAGE_ACTION: ("clause", "claim"),
    LinkKind.BENCHMARK_CLAUSE: ("feature", "clause"),
}
"""The fields that each link needs: source and target."""


def tie(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    """Fields that the chosen link does not need are left aside."""
    del register  # the decider looks both ends up
    kind = filled.code("kind", LinkKind)
    if kind not in _ENDS:
        raise InvalidFields({"kind": "unknown_value"})
    names = _ENDS[kind]
    missing = {name: "missing" for name in names if not filled.option(name)}
    if missing:
        raise InvalidFields(missing)
    source, target = (picked(filled, name) for name in names)
    ends = dict(zip(names, (source, target), strict=True))
    claim, clause = ends.get("claim", Ref()).part, ends.get("clause", Ref()).part
    return do.TieItems(
        kind=kind,
        source=source.item_id,
        target=target.item_id,
        claim=int(claim) if claim.isdigit() else 0,
        clause=clause,
        element=filled.text("element"),
        why=filled.text("why"),
        project_id=ref.project_id,
    )
