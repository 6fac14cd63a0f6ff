"""The rules of law and of standards bodies as data: what each checks, and which dates follow from what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from flows.errors import TemplateFault
from flows.lifecycle.toml_tables import Table, read_toml
from flows.linkage.codes import Body, Certainty, PatentKind, Severity
from flows.linkage.counting import Period
from flows.names import Bilingual, Role

REMINDERS = (90, 60, 30, 15, 7, 1)
"""Days before a date on which its person is reminded (DOMAIN.md 9.3), unless the rule says otherwise."""
OF_THE_HOUSE = "house"
"""The period of a term whose length the policy of the house says (``House.declare_within_days``)."""
OF_THE_OFFICE = "office"
"""The calendar of a term that rolls by the calendar of the office where the application is."""
_ID = re.compile(r"[A-Z][A-Za-z0-9]*(-[A-Z0-9]+)*")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Trigger(StrEnum):
    """The fact whose day starts a period."""

    FIRST_FILING = "first_filing"
    PRIORITY = "priority"
    PRIORITY_OR_FILING = "priority_or_filing"
    PCT_PRIORITY = "pct_priority"
    FILING = "filing"
    ANNIVERSARY = "anniversary"
    COMPANION_FILING = "companion_filing"
    EXAMINATION_NOTICE = "examination_notice"
    GRANT_NOTICE = "grant_notice"
    GRANT = "grant"
    REFUSAL = "refusal"
    SECRECY_REQUEST = "secrecy_request"
    AVAILABILITY = "availability"
    CONTRIBUTION = "contribution"
    LICENCE_EFFECT = "licence_effect"
    REWARD_DUE = "reward_due"
    STAGE = "stage"
    PUBLICATION = "publication"
    TOLD = "told"


class Roll(StrEnum):
    """What happens to a computed day on which the office is closed. BEFORE: working days are counted back."""

    NEXT_OPEN = "next_open"
    NONE = "none"
    BEFORE = "before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One date that follows from a rule. ``key`` tells the terms of one rule apart and is part of a docket item.

    ``period`` is None where the house says how long, or the fact carries its own day. ``kinds``, ``bodies``,
    ``stages`` (codes or words of the body, in small letters without dots) and ``levels`` limit what it is for; empty
    means all. ``outlasts``: it runs on when the standard has left the stage. ``counts_back``: before the fact.
    """

    key: str
    trigger: Trigger
    period: Period | None
    roll: Roll
    calendar: str = ""
    kinds: tuple[PatentKind, ...] = ()
    bodies: tuple[Body, ...] = ()
    offices: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    outlasts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of DOMAIN.md section 4 by its id, or a window of a body (4.6). Shown as a flag, never as advice.

    ``keeper`` is who is asked where a date has no owner. ``duty`` is False for days that come by themselves.
    ``stays_owed``: a missed date must still be made good, however long ago. ``amounts`` in whole RMB or percent.
    ``checked_on`` is the day or month in which somebody looked at the source.
    """

    id: str
    title: Bilingual
    checks: Bilingual
    consequence: Bilingual
    jurisdiction: str
    severity: Severity
    certainty: Certainty
    source: str
    checked_on: str
    keeper: Role
    duty: bool = True
    stays_owed: bool = False
    reminders: tuple[int, ...] = REMINDERS
    amounts: tuple[tuple[str, int], ...] = ()
    terms: tuple[Term, ...] = ()


class Rulebook:
    """Every rule by its id. Ids are unique over all files."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._by_id = {rule.id: rule for rule in self.rules}

    def get(self, rule_id: str) -> Rule | None:
        """None for an id that no file has."""
        return self._by_id.get(rule_id)

    def __getitem__(self, rule_id: str) -> Rule:
        return self._by_id[rule_id]

    def __contains__(self, rule_id: object) -> bool:
        return rule_id in self._by_id

    def dated(self, trigger: Trigger) -> tuple[tuple[Rule, Term], ...]:
        """Every term that a fact starts, with its rule."""
        return tuple((rule, term) for rule in self.rules for term in rule.terms if term.trigger is trigger)


@cache
def shipped_rules() -> Rulebook:
    """The rules that ship with the product, read once: data of this version. Raises ``TemplateFault``."""
    folder = files("flows.linkage") / "rules"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    rules: list[Rule] = []
    for file in found:
        text = file.read_text(encoding="utf-8")
        parsed = parse_rules(text, file.name)
        again = {rule.id for rule in rules} & {rule.id for rule in parsed}
        if again:
            raise TemplateFault(file.name, "rules", 1, f"in another file too: {', '.join(sorted(again))}")
        rules += parsed
    return Rulebook(sorted(rules, key=lambda rule: (not rule.id.startswith("R"), rule.id)))


def parse_rules(text: str, name: str) -> tuple[Rule, ...]:
    """The rules in ``text``; ``name`` is the file's, to name it in a fault. Raises ``TemplateFault``."""
    root = read_toml(text, name)
    root.allow("rules")
    rules: list[Rule] = []
    for table in root.rows("rules"):
        rule = _rule(table)
        if any(rule.id == other.id for other in rules):
            table.source.fault(table.at("id"), f"duplicate: {rule.id}")
        rules.append(rule)
    return tuple(rules)


def _rule(table: Table) -> Rule:
    table.allow(
        "id", "title", "checks", "consequence", "jurisdiction", "severity", "certainty", "source", "checked_on",
        "keeper", "duty", "stays_owed", "reminders", "amounts", "terms",
    )  # fmt: skip
    return Rule(
        id=_matching(table, "id", _ID, "must be letters and digits such as R05 or ISO-DIS"),
        title=table.both("title"),
        checks=table.both("checks"),
        consequence=table.both("consequence"),
        jurisdiction=table.text("jurisdiction"),
        severity=table.word("severity", Severity),
        certainty=table.word("certainty", Certainty),
        source=table.text("source"),
        checked_on=_checked_on(table),
        keeper=table.word("keeper", Role),
        duty=table.flag("duty") if "duty" in table.content else True,
        stays_owed=table.flag("stays_owed") if "stays_owed" in table.content else False,
        reminders=_reminders(table),
        amounts=_amounts(table),
        terms=_terms(table),
    )


def _matching(table: Table, key: str, pattern: re.Pattern[str], problem: str) -> str:
    value = table.text(key)
    if not pattern.fullmatch(value):
        table.source.fault(table.at(key), problem)
    return value


def _checked_on(table: Table) -> str:
    value = table.text("checked_on")
    try:
        date.fromisoformat(f"{value}-01" if _MONTH.fullmatch(value) else value)
    except ValueError:
        table.source.fault(table.at("checked_on"), "must be a day or a month such as 2026-11")
    return value


def _reminders(table: Table) -> tuple[int, ...]:
    if "reminders" not in table.content:
        return REMINDERS
    days = table.get("reminders")
    if not isinstance(days, list) or not all(isinstance(day, int) and day > 0 for day in days):
        table.source.fault(table.at("reminders"), "must be a list of whole numbers of days")
    return tuple(sorted(days, reverse=True))


def _amounts(table: Table) -> tuple[tuple[str, int], ...]:
    if "amounts" not in table.content:
        return ()
    inner = table.table("amounts")
    return tuple((key, inner.whole(key)) for key in inner.content)


def _terms(table: Table) -> tuple[Term, ...]:
    if "terms" not in table.content:
        return ()
    terms: list[Term] = []
    for inner in table.rows("terms"):
        term = _term(inner)
        if any((term.key, term.trigger) == (other.key, other.trigger) for other in terms):
            inner.source.fault(inner.path, f"needs a key of its own beside another term of {term.trigger}")
        terms.append(term)
    return tuple(terms)


def _term(table: Table) -> Term:
    table.allow(
        "key", "trigger", "period", "roll", "calendar", "kinds", "bodies", "offices", "stages", "levels", "outlasts"
    )  # fmt: skip
    roll = table.word("roll", Roll)
    if (roll is Roll.NONE) == ("calendar" in table.content):
        table.source.fault(table.at("calendar"), "is needed where a day rolls, and only there")
    return Term(
        key=table.key("key") if "key" in table.content else "",
        trigger=table.word("trigger", Trigger),
        period=_period(table),
        roll=roll,
        calendar=table.text("calendar") if "calendar" in table.content else "",
        kinds=table.words("kinds", PatentKind) if "kinds" in table.content else (),
        bodies=table.words("bodies", Body) if "bodies" in table.content else (),
        offices=_texts(table, "offices"),
        stages=tuple(plain_stage(text) for text in _texts(table, "stages")),
        levels=_texts(table, "levels"),
        outlasts=table.flag("outlasts") if "outlasts" in table.content else False,
    )


def _period(table: Table) -> Period | None:
    if "period" not in table.content:
        return None
    value = table.text("period")
    if value == OF_THE_HOUSE:
        return None
    try:
        return Period.parse(value)
    except ValueError:
        table.source.fault(table.at("period"), "must be a period such as P12M, P15D, P8W or P3Y")


def _texts(table: Table, key: str) -> tuple[str, ...]:
    if key not in table.content:
        return ()
    value = table.get(key)
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        table.source.fault(table.at(key), "must be a list of texts")
    return tuple(value)


def plain_stage(stage: str) -> str:
    """A stage as bodies and people write it, made comparable: ``40.20`` and ``4020`` are the same."""
    return stage.replace(".", "").replace("-", " ").strip().casefold()
