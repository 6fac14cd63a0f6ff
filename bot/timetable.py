"""Schedules as one caller may see them, with their next moments, and what a form asks for as a wish."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from bot.blocks.lifecycle.parts import heading
from bot.blocks.rhythm.schedule_list import Row
from bot.context import Desk, Sight
from bot.digests.composing import audience_of
from bot.digests.registry import shipped_sections
from bot.envelope import Envelope
from bot.forms_schedule import Asked
from bot.ids import Ref
from flows.errors import NotFound
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.lifecycle.workspace_events import WORKSPACE
from flows.notices import is_person
from flows.ports import UnitOfWork
from flows.rhythm.events import SCHEDULE_EVENTS
from flows.rhythm.preferences import ChannelMode
from flows.rhythm.rights import may_change, may_read
from flows.rhythm.schedules import Schedule, ScheduleKind, Usual, preview
from flows.rhythm.scheduling import Wish

FIVE = 5
LOOK_BACK = 200
"""Changes of all schedules of a project among which those of one are looked for."""


def kinds() -> tuple[ScheduleKind, ...]:
    """What can be scheduled: whatever has sections that can say something."""
    made = shipped_sections()
    return tuple(kind for kind in ScheduleKind if made.get(kind))


def kind_of(ref: Ref) -> ScheduleKind:
    """What a button or a form is about. Raises ``NotFound`` for what cannot be scheduled (any more)."""
    for kind in kinds():
        if kind.value == ref.part:
            return kind
    raise NotFound("schedule", ref.part)


def usual(desk: Desk) -> Usual:
    """What a form suggests."""
    return Usual(desk.settings.digest_at, desk.settings.zone, desk.settings.country)


def visible(sight: Sight, project_id: str) -> ProjectCard | None:
    """The project as the caller may see it; None also for no project at all."""
    with suppress(NotFound):
        return sight.card(project_id)
    return None


def row(desk: Desk, sight: Sight, schedule: Schedule, card: ProjectCard | None, *, count: int = FIVE) -> Row:
    """One schedule with its next moments: for a person, when their working time lets them be told."""
    place, caller = audience_of(schedule, card), sight.caller
    moments = preview(schedule, desk.working.holidays, now=caller.now, count=count)
    if is_person(place):
        moments = _told(desk, sight, place, moments)
    return Row(
        schedule=schedule,
        place=place,
        coming=moments,
        zone=desk.working.calendar(sight.reads, sight.team_id, caller.user_id).zone,
        project=heading(card) if card is not None else "",
        changeable=may_change(schedule, caller.actor, card),
        unheard=_unheard(sight, schedule, place),
    )


def _unheard(sight: Sight, schedule: Schedule, place: str) -> bool:
    """Whether the place has chosen not to hear such a message (``flows/rhythm/hearing.py``)."""
    if is_person(place):
        return sight.reads.has_muted(sight.team_id, place, schedule.project_id)
    return sight.reads.channel_preferences(sight.team_id, place).mode is ChannelMode.THREAD


def _told(desk: Desk, sight: Sight, user_id: str, moments: Iterable[datetime]) -> tuple[datetime, ...]:
    allowed = (desk.working.next_for(sight.reads, sight.team_id, user_id, at) for at in moments)
    return tuple(dict.fromkeys(at for at in allowed if at is not None))


def rows(desk: Desk, sight: Sight, found: Iterable[Schedule]) -> Iterator[Row]:
    """Those of them that the caller may read, each once."""
    cards: dict[str, ProjectCard | None] = {"": None}
    for schedule in {one.id: one for one in found}.values():
        if schedule.project_id not in cards:
            cards[schedule.project_id] = visible(sight, schedule.project_id)
        card = cards[schedule.project_id]
        if may_read(schedule, sight.caller.actor, card):
            yield row(desk, sight, schedule, card, count=1)


def of_place(sight: Sight) -> Iterator[Schedule]:
    """What speaks in the caller's channel, and what is about the projects that live there."""
    channel = sight.caller.envelope.channel_id
    if channel:
        yield from sight.reads.schedules_for(sight.team_id, channel)
        for one in sight.reads.card_of_channel(sight.team_id, channel):
            if visible(sight, one.id) is not None:
                yield from sight.reads.schedules_about(sight.team_id, one.id)


def the(sight: Sight, ref: Ref) -> tuple[Schedule, ProjectCard | None]:
    """A schedule and its project. Raises ``NotFound`` alike for one that is gone and for one of somebody else."""
    found = sight.reads.schedule(sight.team_id, ref.item_id)
    # One that is gone costs the same look as one that is hidden: nobody reads off a clock which of them it is.
    card = visible(sight, ref.item_id if found is None else found.project_id)
    if found is None or not may_read(found, sight.caller.actor, card):
        raise NotFound("schedule", ref.item_id)
    return found, card


def changes(sight: Sight, schedule: Schedule) -> tuple[HistoryLine, ...]:
    """What people last did to a schedule, newest first; nothing of what goes to one person."""
    if is_person(schedule.audience):
        return ()
    about, names = schedule.project_id or WORKSPACE, tuple(SCHEDULE_EVENTS)
    found = sight.reads.history(sight.team_id, about, limit=LOOK_BACK, events=names)
    return tuple(line for line in found if line.params.get("schedule_id") == schedule.id)[:FIVE]


def changed(desk: Desk, envelope: Envelope, change: Callable[[UnitOfWork, Sight], Schedule]) -> tuple[Sight, Row]:
    """Change a schedule in one transaction, judged by what it sees, and look at what it is then."""
    with desk.store.write() as uow:
        after = change(uow, Sight(uow.reads, desk.recognise(uow.reads, envelope)))
    with desk.look(envelope) as sight:
        return sight, row(desk, sight, after, visible(sight, after.project_id))


def wish(desk: Desk, sight: Sight, asked: Asked, kind: ScheduleKind, card: ProjectCard | None, *,
         before: Schedule | None) -> Wish:  # fmt: skip
    """What a form asks for. Where it names the project's own place, the schedule follows the project; what goes to one
    person goes by that person's clock and holidays."""
    me, settings = sight.caller.user_id, usual(desk)
    audience = me if kind is ScheduleKind.PERSONAL_DIGEST else asked.channel or _without(me, before, card)
    if card is not None and audience == card.channel_id:
        audience = ""
    zone, country = asked.zone or settings.zone, settings.country
    if is_person(audience):
        home = desk.working.calendar(sight.reads, sight.team_id, audience)
        zone, country = home.zone, home.country
    return Wish(
        kind=kind, audience=audience, rule=asked.rule, at=asked.at, zone=zone, country=country,
        language=asked.language, schedule_id=before.id if before else "", project_id=card.id if card else "",
    )  # fmt: skip


def _without(me: str, before: Schedule | None, card: ProjectCard | None) -> str:
    """Where something goes for which no channel was named: to whoever asks, but for what follows a project without a
    channel: that goes to its lead."""
    follows = before is not None and before.audience == "" and card is not None and not card.channel_id
    return "" if follows else me
