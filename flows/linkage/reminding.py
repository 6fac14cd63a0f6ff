"""Who is reminded of which dates on a day, and who is asked to confirm as a second person. Pure."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Protocol

from flows.lifecycle.project import Member
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.codes import STATUTORY, DocketState
from flows.linkage.house import House
from flows.linkage.judgements import DocketItem
from flows.linkage.rulebook import Rule, Rulebook
from flows.names import Role
from flows.notices import MUST, NEEDED_ON, Notice, NoticeKind, Scalar

DATES = "DocketDates"
"""The ``event`` of the notices that this module makes; it is no part of a project's history."""
AHEAD = timedelta(days=366)
"""No reminder lies further before its date."""
CATCH_UP = 3
"""Days of which reminders still go out after a standstill, in one message."""
WEEK = 7


class Team(Protocol):
    """Who can be asked: a card, or as much of it as lists need."""

    @property
    def members(self) -> tuple[Member, ...]: ...
    @property
    def lead(self) -> str: ...
    def holders(self, role: Role) -> tuple[str, ...]: ...


def docket_notices(
    items: Iterable[DocketItem], card: ProjectCard, today: date, *, rulebook: Rulebook, house: House,
    told: Callable[[str], bool],
) -> Iterator[Notice]:  # fmt: skip
    """One message for each person who has something to do, with all their dates whose step is reached.

    The dedupe key holds the day of the step, so that each step is told once, by however many processes; ``told`` says
    whether a key was used before. What is closed is in no message.
    """
    for person, theirs in _by_person(items, card, rulebook, house).items():
        key, news = "", list[tuple[DocketItem, Rule]]()
        for back in range(CATCH_UP + 1):
            day = today - timedelta(days=back)
            reached = [(item, rule) for item, rule in theirs if reaches(item, rule, day, house)]
            name = f"dates:{card.id}:{person}:{day}"
            if reached and told(name):
                break
            if reached:
                key = key or name
                news += [pair for pair in reached if pair not in news]
        if news:
            yield _notice(card, person, key, news)


def moved_notices(
    items: Iterable[DocketItem], card: ProjectCard, today: date, *, rulebook: Rulebook, house: House
) -> Iterator[Notice]:
    """One message for each person whose dates have moved by themselves, with all of them."""
    for person, theirs in _by_person(items, card, rulebook, house).items():
        yield _notice(card, person, f"dates:{card.id}:{person}:{today}:moved", theirs)


def _by_person(
    items: Iterable[DocketItem], card: Team, rulebook: Rulebook, house: House
) -> dict[str, list[tuple[DocketItem, Rule]]]:
    """Who has to do with which dates, each with its rule; dates that ask nobody are left out."""
    found: dict[str, list[tuple[DocketItem, Rule]]] = {}
    for item in items:
        rule = rulebook.get(item.rule)
        person = asked(item, rule, card, house) if rule is not None else ""
        if rule is not None and person:
            found.setdefault(person, []).append((item, rule))
    return found


def asked(item: DocketItem, rule: Rule, card: Team, house: House) -> str:
    """Whom a date waits for: its owner, else the rule's lead, else the project's. A date that is done waits for
    somebody other than who did it. Empty where it waits for nobody."""
    members = {member.user_id for member in card.members}
    keepers = (item.owner, *card.holders(rule.keeper), card.lead)
    if item.state is DocketState.OPEN:
        return next((person for person in keepers if person in members), "")
    if not to_confirm(item, rule, house):
        return ""
    seconds = (*keepers, *card.holders(Role.PATENT), *card.holders(Role.LEGAL), card.lead)
    return next((person for person in seconds if person in members and person != item.done_by), "")


def to_confirm(item: DocketItem, rule: Rule, house: House) -> bool:
    """Whether a second person must look: a duty of the law that is said to be done."""
    return house.confirm_statutory and rule.duty and item.state is DocketState.DONE and item.certainty in STATUTORY


def reaches(item: DocketItem, rule: Rule, day: date, house: House) -> bool:
    """Whether a day is one of an item's steps: days before, the day after it was missed, then weekly; for one to be
    confirmed the day after it was done, then weekly."""
    if item.state is not DocketState.OPEN:
        since = (day - (item.done_on or day)).days
        return since > 0 and since % WEEK == 1
    left = (item.due_on - day).days
    steps = {*rule.reminders, house.reward_reminder_days} if rule.id == "R33" else set(rule.reminders)
    return left in steps or (left < 0 and -left % WEEK == 1)


def _notice(card: ProjectCard, person: str, key: str, news: list[tuple[DocketItem, Rule]]) -> Notice:
    ordered = sorted(news, key=lambda pair: (pair[0].state is not DocketState.OPEN, pair[0].due_on, pair[0].number))
    told = [item.id for item, _ in ordered]
    return Notice(
        kind=NoticeKind.TOLD, team_id=card.team_id, audience=person, project_id=card.id, dedupe_key=key,
        params={"event": DATES, "items": json.dumps(told), **_of_the_law(item for item, _ in news)},
    )  # fmt: skip


def _of_the_law(items: Iterable[DocketItem]) -> dict[str, Scalar]:
    """Dates of the law are muted by nobody, and are told before their day is over."""
    own = [item for item in items if item.certainty in STATUTORY]
    due = [item.due_on for item in own if item.state is DocketState.OPEN]
    return ({MUST: True} if own else {}) | ({NEEDED_ON: min(due).isoformat()} if due else {})
