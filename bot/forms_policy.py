"""Submitted forms about the rules of a workspace -> typed changes. Pure; see ``ids.Form`` for their fields."""

from bot.filled import Filled, Values
from bot.ids import Form, Ref
from flows.errors import InvalidFields
from flows.lifecycle.institution import Change, ChangeGate, ChangeTerms
from flows.lifecycle.policies import Creators, LegalAct
from flows.lifecycle.template import HouseRule
from flows.names import Confidentiality, Role, VoteRule


def read_policy_form(form: Form, ref: Ref, values: Values) -> Change:
    """What a submitted form asks for. Raises ``InvalidFields`` by field name."""
    filled = Filled(values)
    return _terms(ref, filled) if form is Form.POLICY else _gate(ref, filled)


def _terms(ref: Ref, filled: Filled) -> ChangeTerms:
    numbers = _numbers(filled, "reward_days", "declare_within_days", "buffer_days")
    return ChangeTerms(
        shown=ref.shown,
        creators=filled.code("creators", Creators),
        named_creators=filled.people("named_creators"),
        confidentiality=filled.code("confidentiality", Confidentiality),
        legal_acts=filled.codes("legal_acts", LegalAct),
        reward_days=numbers["reward_days"],
        declare_within_days=numbers["declare_within_days"],
        buffer_days=numbers["buffer_days"],
        confirm_dates=bool(filled.options("confirm_dates")),
    )


def _gate(ref: Ref, filled: Filled) -> ChangeGate:
    rule = HouseRule(
        stage=ref.stage,
        deciders=filled.codes("deciders", Role),
        floor=filled.code("floor", VoteRule) if filled.option("floor") else None,
        quorum=_numbers(filled, "quorum")["quorum"],
        legal_veto=bool(filled.options("legal_veto")),
    )
    return ChangeGate(shown=ref.shown, rule=rule)


def _numbers(filled: Filled, *names: str) -> dict[str, int]:
    """Whole numbers; an empty field is none. All that are none of these are marked at once."""
    texts = {name: filled.text(name) or "0" for name in names}
    wrong = {name: "not_a_number" for name, text in texts.items() if not (text.isascii() and text.isdigit())}
    if wrong:
        raise InvalidFields(wrong)
    return {name: int(text) for name, text in texts.items()}
