"""Consequences of hits and commands about actions, under the rules and calendars at hand."""

import logging
from datetime import tzinfo

from bot.context import Caller, Desk
from bot.laws import Laws
from flows.errors import LiandongError
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.house import house_of
from flows.notices import Notice
from flows.ports import Clock, NewId, Receipt, UnitOfWork
from flows.watches.acting import following
from flows.watches.handling import DeskCommand, perform_action
from flows.watches.hits import Found
from flows.watches.surroundings import Surroundings
from flows.watches.taking import Follow
from flows.watches.watches import Watch

log = logging.getLogger(__name__)


def follower(laws: Laws, clock: Clock, zone: tzinfo, new_id: NewId) -> Follow:
    """What comes of a hit, at whatever moment it is stored."""

    def follow(uow: UnitOfWork, card: ProjectCard, watch: Watch, found: Found) -> tuple[Notice, ...]:
        now = clock.now()
        around = Surroundings(
            follow_up=laws.follow_up, calendars=laws.calendars, house=house_of(uow.reads.policy(card.team_id)),
            now=now, today=now.astimezone(zone).date(), new_id=new_id,
        )  # fmt: skip
        return tuple(following(around, _refused)(uow, card, watch, found))

    return follow


def perform(desk: Desk, command: DeskCommand, caller: Caller) -> Receipt:
    """In one transaction, as ``Desk.perform`` does for other wings."""
    with desk.store.write() as uow:
        receipt = perform_action(
            command,
            actor=caller.actor,
            uow=uow,
            around=Surroundings(
                follow_up=desk.laws.follow_up,
                calendars=desk.laws.calendars,
                house=house_of(uow.reads.policy(desk.team.id)),
                now=caller.now,
                today=caller.lens.today,
                new_id=desk.new_id,
            ),
            request_key=caller.envelope.request_key,
        )
    desk.wake()
    return receipt


def _refused(refusal: LiandongError) -> None:
    """The kind of the refusal only: a message may quote what a source said."""
    log.warning("the register refused what a hit asked for: %s", type(refusal).__name__)
