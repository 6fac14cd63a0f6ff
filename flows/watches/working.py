"""What a trigger asks for, or a hit, made into a deliverable of the project's present stage, in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from flows.errors import IllegalMove, NotFound
from flows.lifecycle.adding import TITLE_LIMIT, added
from flows.lifecycle.announce import announce
from flows.lifecycle.commands import AddDeliverable
from flows.lifecycle.event import Event
from flows.lifecycle.events_extra import DeliverableAdded
from flows.lifecycle.evolve import replay
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import require
from flows.lifecycle.project import Project
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SETTLED, Role, Strand
from flows.notices import Notice
from flows.ports import UnitOfWork
from flows.watches import naming
from flows.watches.actions import Action, ActionState
from flows.watches.hits import Found
from flows.watches.surroundings import Surroundings
from flows.watches.triggers import RESPONSES, Trigger, is_private
from flows.watches.watches import Theme, Watch

ALWAYS_WORK = frozenset({Trigger.BELOW_STANDARD})
"""Triggers whose action is a deliverable from the start: a value below the standard's is a task of the project
(DOMAIN.md 5.2), not a thing to be ticked off."""

_STRANDS: Mapping[Role, Strand] = MappingProxyType({
    Role.TECHNOLOGY: Strand.TECHNOLOGY, Role.PATENT: Strand.PATENT, Role.STANDARD: Strand.STANDARD,
})  # fmt: skip


_OF_THEME: Mapping[Theme, Strand] = MappingProxyType({
    Theme.STANDARD: Strand.STANDARD, Theme.PATENT: Strand.PATENT, Theme.BENCHMARK: Strand.TECHNOLOGY,
})  # fmt: skip


def make_of_hit(
    uow: UnitOfWork, card: ProjectCard, watch: Watch, found: Found, occasion: Occasion
) -> tuple[str, tuple[Notice, ...]]:
    """A deliverable of a hit, in the strand of its watch, as somebody adds one: its id, and what has to be told. Named
    as the hit is; one that is private by its number, for everybody on the project reads the title (DOMAIN.md R27).

    Raises ``NotAllowed`` for who may not add one, and what ``lifecycle.adding.added`` raises.
    """
    before = uow.projects.load(card.team_id, card.id)
    if before is None:
        raise NotFound("project", card.id)
    require(before, occasion.by, AddDeliverable.__name__)
    title = f"{watch.name} #{found.hit.number}" if is_private(found.event) else naming.title_of(found.event)
    return _saved(uow, before, AddDeliverable(project_id=card.id, title=_cut(title), strand=_OF_THEME[watch.theme]),
                  occasion)  # fmt: skip


def make_deliverable(
    uow: UnitOfWork, card: ProjectCard, action: Action, around: Surroundings, *, by: str
) -> tuple[str, tuple[Notice, ...]]:
    """Its id, and what has to be told. It is the asked person's, due when the action is.

    Raises ``IllegalMove`` while the project does not go on or a gate is open: what the gatekeepers look at does not
    grow under their eyes. Raises ``InvalidFields`` where the stage has more than enough.
    """
    before = uow.projects.load(card.team_id, card.id)
    if before is None:
        raise NotFound("project", card.id)
    if before.gate is not None:
        raise IllegalMove("make_work", "gate_open")
    occasion = Occasion(by=by, at=around.now, today=around.today, new_id=around.new_id)
    strand = _STRANDS.get(RESPONSES[action.trigger].roles[0], Strand.MANAGEMENT)
    command = AddDeliverable(
        project_id=card.id, title=title_of(action), strand=strand, assignee=action.owner,
        due=max(action.due_on, around.today),
    )  # fmt: skip
    return _saved(uow, before, command, occasion)


def _saved(
    uow: UnitOfWork, before: Project, command: AddDeliverable, occasion: Occasion
) -> tuple[str, tuple[Notice, ...]]:
    events = added(before, command, occasion)
    return _made(events), happened(uow, before, events)


def happened(uow: UnitOfWork, before: Project, events: tuple[Event, ...]) -> tuple[Notice, ...]:
    """Save what events of the lifecycle make of a project; what has to be told."""
    after = replace(replay(events, before) or before, version=before.version + 1)
    uow.projects.save(before, after)
    uow.history.append(before.team_id, events)
    return announce(before, after, events)


def title_of(action: Action) -> str:
    """In no language: ``Range accuracy: 3.5 → 3 m (ISO 1 5.1)``, or what the action is about."""
    about = action.about
    if "ours" in about:
        text = f"{about.get('ref', '')}: {about['ours']} → {about.get('other', '')} {about.get('unit', '')}"
        text += f" ({about['who']})" if about.get("who") else ""
    else:
        text = f"{about.get('ref', '')} {about.get('title', '')}"
    return _cut(" ".join(text.split()) or f"A{action.number}")


def _cut(title: str) -> str:
    return title if len(title) <= TITLE_LIMIT else title[: TITLE_LIMIT - 1] + "…"


def is_unsettled(action: Action, card: ProjectCard) -> bool:
    """Whether somebody still has it to do, as an action or as a deliverable of the present stage."""
    if action.state is ActionState.WORK:
        return any(d.id == action.deliverable_id and d.state not in SETTLED for d in card.deliverables)
    return action.state is ActionState.OPEN


def _made(events: tuple[Event, ...]) -> str:
    return next(event.deliverable_id for event in events if isinstance(event, DeliverableAdded))
