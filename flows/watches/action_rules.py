"""Who is asked, who may read, and what people can do about an action. Pure (``actions.py`` says what one is)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from flows.lifecycle.permissions import Guarded
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Role
from flows.ports import NewId
from flows.watches.action_commands import (
    HandActionOver,
    MakeWork,
    ReleaseSummary,
    ReopenAction,
    SettleAction,
)
from flows.watches.actions import Action
from flows.watches.benchmarks import Called, Indicator
from flows.watches.hits import Found
from flows.watches.observations import Event as Seen
from flows.watches.triggers import RESPONSES, Fired, Trigger, is_private


class Held(Protocol):
    """As much of a project as says who does what in it."""

    def holders(self, role: Role) -> tuple[str, ...]: ...


CLEARED = (Role.PATENT, Role.LEGAL)
"""Who may read about patents of others, and hears of adverse events first."""
READERS = (Role.TECHNOLOGY, Role.LEAD, Role.STANDARD, Role.BUSINESS)
"""Who is sent a released summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What an action is opened for. ``key`` with ``trigger`` makes it one action, however often it is delivered."""

    trigger: Trigger
    key: str
    about: Mapping[str, str]
    item_id: str = ""
    due_on: date | None = None


def opened(
    occasion: Occasion,
    card: ProjectCard,
    *,
    number: int,
    now: datetime,
    today: date,
    new_id: NewId,
    hasty: bool = False,
) -> Action:
    """``hasty``: told at once whatever the trigger is. A day that is over is due today: late is told all the same."""
    wanted = occasion.due_on or today + timedelta(days=RESPONSES[occasion.trigger].days or 0)
    return Action(
        id=new_id("act"), team_id=card.team_id, project_id=card.id, number=number, trigger=occasion.trigger,
        occasion=occasion.key, about={name: text for name, text in occasion.about.items() if text},
        item_id=occasion.item_id, owner=owner(occasion.trigger, card), due_on=max(wanted, today), made_at=now,
        told_at=now if hasty or RESPONSES[occasion.trigger].at_once else None,
    )  # fmt: skip


def owner(trigger: Trigger, project: Guarded) -> str:
    """The first holder of the first role that somebody holds; else the lead."""
    roles = (*RESPONSES[trigger].roles, Role.LEAD)
    return next((user for role in roles for user in project.holders(role)), "")


def about_event(event: Seen, fired: Fired, haste: str = "") -> dict[str, str]:
    """What the words of an action need of an event outside."""
    change = event.after or event.before
    field_name = next((name for name in ("stage", "version", "status", "ballot_closes_on") if name in change), "")
    subject = event.subject
    who = getattr(subject, "declarer", "") or "; ".join(getattr(subject, "applicants", ()))
    noted = getattr(subject, "legal_event", None)
    stage_on = getattr(subject, "stage_on", None)
    return {
        "ref": subject.ref,
        "title": str(getattr(subject, "title", ""))[:300],
        "was": str(event.before.get(field_name) or ""),
        "now": str(event.after.get(field_name) or "") or (f"{noted.code} {noted.text}".strip()[:300] if noted else ""),
        "link": next(iter(event.links), ""),
        "who": who[:200],
        "why": haste,
        "estimated": "yes" if stage_on is not None and stage_on.estimated and field_name == "stage" else "",
        "closes": fired.due_on.isoformat() if fired.due_on else "",
    }


def about_values(indicator: Indicator, called: Called) -> dict[str, str]:
    """The same of a comparison."""
    mine = indicator.ours
    return {
        "ref": indicator.name,
        "ours": mine.value if mine else "",
        "other": called.other.value,
        "unit": indicator.unit,
        "who": " ".join(filter(None, (called.other.holder, called.other.clause))),
        "link": "",
    }


def cleared(project: Held) -> tuple[str, ...]:
    """Who may read private actions. Where nobody is patent lead or legal, the lead: somebody has to."""
    people = tuple(dict.fromkeys(user for role in CLEARED for user in project.holders(role)))
    return people or project.holders(Role.LEAD)


def may_read_hit(found: Found, project: Guarded, user_id: str) -> bool:
    """Hits about patents and declarations of others are for the patent lead and legal (DOMAIN.md R27), for who brought
    one, and for whom it was given to; the others learn what is released."""
    allowed = {*cleared(project), found.hit.brought_by} - {""}
    return not is_private(found.event) or user_id in allowed | ({found.hit.answer.to} if found.hit.answer else set())


def told_of(action: Action, project: Guarded) -> tuple[str, ...]:
    """Who has a message about it that is kept current."""
    return cleared(project) if action.is_private else (action.owner,) if action.owner else ()


def may_read(action: Action, project: Guarded, user_id: str) -> bool:
    """All of it. Whoever sees the project reads what is not private; of what is, only released summaries."""
    return not action.is_private or user_id in cleared(project)


def summary_readers(project: Guarded) -> tuple[str, ...]:
    """Who is sent a summary: R&D and those who lead, without those who know more."""
    first = set(cleared(project))
    found = dict.fromkeys(user for role in READERS for user in project.holders(role))
    return tuple(user for user in found if user not in first)


def able(action: Action, project: Guarded, user_id: str) -> frozenset[str]:
    """The names of the commands that a person may give about an action."""
    if action.is_private:
        first = user_id in cleared(project)
        found = {cls.__name__ for cls in (SettleAction, ReopenAction, HandActionOver)} if first else set()
        patent = project.holders(Role.PATENT) or cleared(project)
        return frozenset(found | ({ReleaseSummary.__name__} if user_id in patent else set()))
    roles = (*RESPONSES[action.trigger].roles, Role.LEAD)
    if user_id == action.owner or any(user_id in project.holders(role) for role in roles):
        return frozenset(cls.__name__ for cls in (SettleAction, ReopenAction, MakeWork, HandActionOver))
    return frozenset()
