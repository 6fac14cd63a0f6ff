"""The institution (制度) of a workspace as data: who may do what, and what the house asks for beyond its templates.

DOMAIN.md 3.1, minimum rule set a to f. A policy holds no project content, so every member of the workspace may read it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Protocol

from flows.errors import NotAllowed
from flows.lifecycle.template import HouseRule, Templates
from flows.lifecycle.toml_tables import Table, read_toml
from flows.names import Actor, Confidentiality

LONGEST = 365
"""Days that a reminder or a grace may have at most."""
LONGEST_BUFFER = 30
MOST_VOTES = 20
MOST_CREATORS = 50


class Creators(StrEnum):
    """Who may start a project. Guests never may."""

    EVERYONE = "everyone"
    NAMED = "named"
    ADMINS = "admins"


class LegalAct(StrEnum):
    """What may need the consent of legal (DOMAIN.md 3.1: second approver on declarations)."""

    DECLARATION = "declaration"
    DISCLOSURE = "disclosure"
    LICENCE = "licence"
    CLEARANCE_OVERRIDE = "clearance_override"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of a workspace's rules; version 0 is what ships.

    ``named_creators`` are the user ids that NAMED speaks of. ``reward_days`` before an inventor's reward is due it is
    reminded of, 0 for never (R33); ``declare_within_days`` after a contribution a declaration is late (R20);
    ``buffer_days`` are working days before a submission day (R01e). ``gates`` has one rule a stage at most, and none
    that demands nothing.
    """

    creators: Creators
    confidentiality: Confidentiality
    legal_acts: tuple[LegalAct, ...]
    reward_days: int
    declare_within_days: int
    buffer_days: int
    confirm_dates: bool
    named_creators: tuple[str, ...] = ()
    gates: tuple[HouseRule, ...] = ()
    version: int = 0

    def needs_legal(self, act: LegalAct) -> bool:
        """Whether this needs the consent of legal."""
        return act in self.legal_acts

    def may_create(self, actor: Actor) -> bool:
        """Whether this person may start a project."""
        if actor.is_guest or actor.is_gone:
            return False
        match self.creators:
            case Creators.EVERYONE:
                return True
            case Creators.NAMED:
                return actor.user_id in self.named_creators
            case Creators.ADMINS:
                return actor.is_admin

    def require_creator(self, actor: Actor) -> None:
        """Raises ``NotAllowed``, naming those who could: nobody where that is not a list of this policy's."""
        if not self.may_create(actor):
            guest = actor.is_guest or actor.is_gone
            named = self.named_creators if self.creators is Creators.NAMED and not guest else ()
            raise NotAllowed("create_project" if guest else "create_project_here", named)

    def house(self, stage: str) -> HouseRule:
        """What is demanded of the gate of a stage; an empty rule where nothing is."""
        return next((rule for rule in self.gates if rule.stage == stage), HouseRule(stage))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a change altered: a field of ``Policy``, or ``gate.`` and a field of ``HouseRule`` with its stage.

    ``before`` and ``after`` are values of that field.
    """

    part: str
    before: object
    after: object
    stage: str = ""


def compare(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Everything in which two policies differ but their number."""
    found = [
        Difference(part, getattr(before, part), getattr(after, part))
        for part in Policy.__dataclass_fields__
        if part not in ("gates", "version") and getattr(before, part) != getattr(after, part)
    ]
    stages = dict.fromkeys(rule.stage for rule in (*before.gates, *after.gates))
    return (*found, *(one for stage in stages for one in _at_gate(before.house(stage), after.house(stage))))


def _at_gate(before: HouseRule, after: HouseRule) -> Iterator[Difference]:
    for part in ("deciders", "floor", "quorum", "legal_veto"):
        if getattr(before, part) != getattr(after, part):
            yield Difference(f"gate.{part}", getattr(before, part), getattr(after, part), before.stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """One change of a workspace's rules, as it is read. ``seq`` is its place in the history, ``by`` a user id."""

    seq: int
    at: datetime
    by: str
    before: Policy
    after: Policy


class PolicyReads(Protocol):
    """What ``flows.ports.Reads`` tells of the rules of a workspace."""

    def policy(self, team_id: str) -> Policy:
        """The rules as they hold now; what ships where the workspace has made none."""

    def policy_changes(self, team_id: str, *, limit: int, before: int | None = None) -> tuple[PolicyChange, ...]:
        """Every change of the rules, newest first; ``before`` is the seq of the last line of the page before."""


def stages_of(templates: Templates) -> tuple[str, ...]:
    """The keys of all stages that some present workflow has, in the order of the default one."""
    return tuple(dict.fromkeys(stage.key for template in templates.choices() for stage in template.stages))


def with_gate(policy: Policy, rule: HouseRule) -> Policy:
    """The policy with one gate's rule replaced; a rule that demands nothing is left out."""
    others = tuple(one for one in policy.gates if one.stage != rule.stage)
    return replace(policy, gates=others if rule.is_empty else (*others, rule))


@cache
def shipped_policy() -> Policy:
    """The rules of a workspace that has made none: data of this version, like its code. Raises ``TemplateFault``."""
    file = files("flows.lifecycle") / "rules" / "policy.toml"
    return parse_policy(file.read_text(encoding="utf-8"), file.name)


def parse_policy(text: str, file: str) -> Policy:
    """The policy in a text of ours; ``file`` is only used to name it in a fault. Raises ``TemplateFault``."""
    root = read_toml(text, file)
    root.allow(
        "creators", "confidentiality", "legal_acts", "reward_days", "declare_within_days", "buffer_days",
        "confirm_dates",
    )  # fmt: skip
    return Policy(
        creators=root.word("creators", Creators),
        confidentiality=root.word("confidentiality", Confidentiality),
        legal_acts=root.words("legal_acts", LegalAct),
        reward_days=_days(root, "reward_days", LONGEST),
        declare_within_days=_days(root, "declare_within_days", LONGEST),
        buffer_days=_days(root, "buffer_days", LONGEST_BUFFER),
        confirm_dates=root.flag("confirm_dates"),
    )


def _days(table: Table, key: str, most: int) -> int:
    days = table.whole(key)
    if not 0 <= days <= most:
        table.source.fault(table.at(key), f"must be from 0 to {most}")
    return days
