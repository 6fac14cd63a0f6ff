"""Changing the rules of a workspace: by its administrators, one version after the other, all of it in the history."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from flows.errors import InvalidFields, NotAllowed, StalePolicy
from flows.lifecycle.fields import Fields
from flows.lifecycle.houserules import FLOORS
from flows.lifecycle.policies import (
    LONGEST,
    LONGEST_BUFFER,
    MOST_CREATORS,
    MOST_VOTES,
    Creators,
    LegalAct,
    Policy,
    compare,
    with_gate,
)
from flows.lifecycle.template import HouseRule
from flows.lifecycle.workspace_events import WORKSPACE, PolicyChanged
from flows.names import Actor, Confidentiality
from flows.ports import Person, Receipt, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTerms:
    """Replace everything but the rules of gates. ``shown`` is the version that the form displayed."""

    shown: int
    creators: Creators
    named_creators: tuple[str, ...]
    confidentiality: Confidentiality
    legal_acts: tuple[LegalAct, ...]
    reward_days: int
    declare_within_days: int
    buffer_days: int
    confirm_dates: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGate:
    """Replace what is demanded of the gate of one stage; an empty rule demands nothing any more."""

    shown: int
    rule: HouseRule


Change = ChangeTerms | ChangeGate


def change(wish: Change, *, actor: Actor, uow: UnitOfWork, now: datetime, request_key: str) -> Receipt:
    """Carry a change out in the open unit of work and commit it; a request seen before gets its first receipt.

    The receipt names no event where nothing had to change. Raises ``NotAllowed``, ``StalePolicy`` where somebody was
    faster, and ``InvalidFields``. Open gates are not touched: they keep what they were opened with.
    """
    if not actor.is_admin:
        raise NotAllowed("change_policy")
    earlier = uow.inbox.first(actor.team_id, request_key)
    if earlier is not None and earlier.command == type(wish).__name__:
        return earlier  # a key that something else has used tells nothing about this
    before = uow.reads.policy(actor.team_id)
    if wish.shown != before.version:
        raise StalePolicy(wish.shown, before.version)
    after = checked(wanted(before, wish), uow.reads.persons(actor.team_id, _named(wish)))
    events = _events(before, after, actor.user_id, now)
    receipt = Receipt(
        command=type(wish).__name__, project_id=WORKSPACE, project_key="",
        events=tuple(type(event).__name__ for event in events), params={"number": before.version + len(events)},
    )  # fmt: skip
    uow.history.append(actor.team_id, events)
    uow.inbox.remember(actor.team_id, request_key, receipt, now=now)
    uow.commit()
    return receipt


def _named(wish: Change) -> tuple[str, ...]:
    return wish.named_creators if isinstance(wish, ChangeTerms) else ()


def wanted(policy: Policy, wish: Change) -> Policy:
    """The policy as a change would have it, not checked yet. Pure."""
    if isinstance(wish, ChangeGate):
        if not wish.rule.stage:
            raise InvalidFields({"stage": "missing"})
        return with_gate(policy, wish.rule)
    return replace(
        policy,
        creators=wish.creators,
        named_creators=wish.named_creators,
        confidentiality=wish.confidentiality,
        legal_acts=wish.legal_acts,
        reward_days=wish.reward_days,
        declare_within_days=wish.declare_within_days,
        buffer_days=wish.buffer_days,
        confirm_dates=wish.confirm_dates,
    )


def _events(before: Policy, after: Policy, by: str, now: datetime) -> tuple[PolicyChanged, ...]:
    if not compare(before, after):
        return ()
    kept = replace(after, version=before.version + 1)
    return (PolicyChanged(project_id=WORKSPACE, by=by, at=now, before=before, after=kept),)


def checked(policy: Policy, people: Iterable[Person]) -> Policy:
    """The policy as it may be kept. Raises ``InvalidFields`` by field name; ``people`` are those it names."""
    fields, known = Fields(), tuple(people)
    creators = tuple(dict.fromkeys(policy.named_creators)) if policy.creators is Creators.NAMED else ()
    if policy.creators is Creators.NAMED and not creators:
        fields.fault("named_creators", "missing")
    if len(creators) > MOST_CREATORS:
        fields.fault("named_creators", "too_many")
    for user in creators:
        fields.person("named_creators", user, known)
    for name, most in (("reward_days", LONGEST), ("declare_within_days", LONGEST), ("buffer_days", LONGEST_BUFFER)):
        _within(fields, name, getattr(policy, name), most)
    for rule in policy.gates:
        _within(fields, "quorum", rule.quorum, MOST_VOTES)
        if rule.floor not in (None, *FLOORS):
            fields.fault("floor", "unknown_value")
    fields.finish()
    acts = tuple(act for act in LegalAct if act in policy.legal_acts)
    return replace(policy, named_creators=creators, legal_acts=acts)


def _within(fields: Fields, name: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        fields.fault(name, "not_a_number")
