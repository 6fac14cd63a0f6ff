"""Reads how a gate decides from its table in a template. Every key has a default, so none has to be there."""

from flows.lifecycle.scoresheet_text import shipped_sheets
from flows.lifecycle.template import Voting
from flows.lifecycle.toml_tables import Table
from flows.names import Bilingual, Decision, HideVotes, Role, VoteRule

VOTING_KEYS = (
    "rule", "needed", "threshold", "weights", "sheet_threshold", "veto", "comment_required", "hide_votes",
    "closes_after_days", "decisions",
)  # fmt: skip
_PERCENT = 100


def voting(table: Table, deciders: tuple[Role, ...], stage: str) -> Voting:
    """The rules of one gate; what makes no sense together is refused at its line. ``stage`` is its key."""
    usual = Voting()
    rule = table.word("rule", VoteRule) if "rule" in table.content else usual.rule
    return Voting(
        rule=rule,
        needed=_number(table, "needed", usual.needed, needed=rule == VoteRule.N_OF_M),
        threshold=_threshold(table, usual.threshold, rule),
        weights=_weights(table, rule, deciders),
        sheet_threshold=_sheet_threshold(table, rule, stage),
        veto=_veto(table, deciders),
        comment_required=_comments(table, usual.comment_required),
        hide_votes=table.word("hide_votes", HideVotes) if "hide_votes" in table.content else usual.hide_votes,
        closes_after_days=table.positive("closes_after_days")
        if "closes_after_days" in table.content
        else usual.closes_after_days,
        names=_decision_names(table),
    )


def _number(table: Table, key: str, usual: int, *, needed: bool) -> int:
    """A number that one rule needs and no other has."""
    if needed:
        return table.positive(key)
    _only_for_its_rule(table, key)
    return usual


def _only_for_its_rule(table: Table, key: str) -> None:
    if key in table.content:
        table.source.fault(table.at(key), "does not belong to this rule")


def _threshold(table: Table, usual: int, rule: VoteRule) -> int:
    threshold = _number(table, "threshold", usual, needed=rule == VoteRule.SCORE)
    if threshold > _PERCENT:
        table.source.fault(table.at("threshold"), "must be at most 100: it is a percentage")
    return threshold


def _weights(table: Table, rule: VoteRule, deciders: tuple[Role, ...]) -> tuple[tuple[Role, int], ...]:
    """How much the vote of a role counts under the rule ``score``; 1 where the template does not say."""
    if rule != VoteRule.SCORE:
        _only_for_its_rule(table, "weights")
        return ()
    if "weights" not in table.content:
        return ()
    weights = table.table("weights")
    weights.allow(*deciders)
    return tuple((role, weights.positive(role)) for role in deciders if role in weights.content)


def _sheet_threshold(table: Table, rule: VoteRule, stage: str) -> int:
    """A percentage of the stage's score sheet; refused where the stage has none, since then nothing could pass."""
    if "sheet_threshold" not in table.content:
        return 0
    if rule != VoteRule.SCORE:
        _only_for_its_rule(table, "sheet_threshold")
    if shipped_sheets().latest(stage) is None:
        table.source.fault(table.at("sheet_threshold"), f"the stage {stage} has no score sheet")
    percent = table.positive("sheet_threshold")
    if percent > _PERCENT:
        table.source.fault(table.at("sheet_threshold"), "must be at most 100: it is a percentage")
    return percent


def _veto(table: Table, deciders: tuple[Role, ...]) -> tuple[Role, ...]:
    if "veto" not in table.content:
        return ()
    roles = table.words("veto", Role)
    for index, role in enumerate(roles):
        if role not in deciders:
            table.source.fault(f"{table.at('veto')}[{index}]", f"{role} has a veto but is not among the deciders")
    return roles


def _comments(table: Table, usual: tuple[Decision, ...]) -> tuple[Decision, ...]:
    return table.words("comment_required", Decision) if "comment_required" in table.content else usual


def _decision_names(table: Table) -> tuple[tuple[Decision, Bilingual], ...]:
    if "decisions" not in table.content:
        return ()
    names = table.table("decisions")
    names.allow(*Decision)
    return tuple((decision, names.both(decision)) for decision in Decision if decision in names.content)
