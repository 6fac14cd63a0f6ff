"""One command about watches, one transaction: load, decide, save, remember, announce."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flows.errors import NotFound
from flows.lifecycle.permissions import opens_to
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SYSTEM, Actor
from flows.ports import Receipt, UnitOfWork
from flows.watches import commands as c
from flows.watches import judging, keeping
from flows.watches.situation import Done, Situation
from flows.watches.taking import Desk

# Any: each doer takes the one command class it is registered under.
Doer = Callable[[Any, Situation], Done]

DOERS: Mapping[type[c.WatchCommand], Doer] = MappingProxyType({
    c.StartWatch: keeping.start,
    c.ChangeWatch: keeping.change,
    c.PauseWatch: keeping.move,
    c.ResumeWatch: keeping.move,
    c.EndWatch: keeping.move,
    c.BringHits: judging.bring,
    c.JudgeHit: judging.judge,
    c.ReopenHit: judging.reopen,
    c.Exclude: judging.exclude,
    c.DropExclusion: judging.drop,
})  # fmt: skip
"""Every command with the function that carries it out. A new command goes here and into ``permissions.py``."""


def perform_watch(command: c.WatchCommand, *, actor: Actor, uow: UnitOfWork, desk: Desk, request_key: str) -> Receipt:
    """Carry ``command`` out in the open unit of work and commit it; a request seen before gets its first receipt.

    Raises the refusals of ``flows/errors.py``; then nothing is stored. Somebody who may not see the project is told
    ``NotFound``, as for an unknown one.
    """
    earlier = uow.inbox.first(actor.team_id, request_key)
    card = _seen(earlier.project_id if earlier else command.project_id, actor, uow, asked=command)
    if earlier is not None:
        return earlier
    situation = Situation(by=actor.user_id, card=card, uow=uow, desk=desk, key=request_key)
    done = DOERS[type(command)](command, situation)
    receipt = Receipt(
        command=type(command).__name__, project_id=card.id, project_key=card.key,
        events=tuple(type(event).__name__ for event in done.events), params=done.params,
    )  # fmt: skip
    uow.history.append(actor.team_id, done.events)
    uow.inbox.remember(actor.team_id, request_key, receipt, now=desk.now)
    uow.commit()
    return receipt


def _seen(project_id: str, actor: Actor, uow: UnitOfWork, *, asked: c.WatchCommand) -> ProjectCard:
    """The project, where the actor may see it by the rules: an override lets nobody write. The clock sees all."""
    glance = uow.reads.glance(actor.team_id, project_id, actor.user_id)
    if glance is None or not (actor.user_id == SYSTEM or opens_to(glance.confidentiality, glance.is_member, actor)):
        raise NotFound("project", asked.project_id)
    card = uow.reads.card(actor.team_id, glance.project_id)
    if card is None:
        raise NotFound("project", asked.project_id)
    return card
