"""What the listeners of the watches have in common: carrying a command out, and looking at a project's watches."""

from collections.abc import Iterable
from contextlib import suppress

from bot import acting
from bot.blocks.watches import day
from bot.blocks.watches.hits import Told
from bot.blocks.watches.lists import Board
from bot.context import Caller, Desk, Sight
from flows.errors import IllegalMove, NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.ports import Reads, Receipt
from flows.watches import taking
from flows.watches.action_rules import may_read_hit
from flows.watches.commands import JudgeHit, WatchCommand
from flows.watches.hits import Found, Verdict
from flows.watches.own import NOTHING_ASKED, OwnActions
from flows.watches.permissions import able
from flows.watches.suggesting import Suggestion, suggestions
from flows.watches.template_text import shipped_watch_templates
from flows.watches.usecases import perform_watch
from flows.watches.watches import Watch, WatchState

COUNTED = 100
"""Unanswered hits that the list of watches counts."""


def carry_out(desk: Desk, command: WatchCommand, caller: Caller, *, request_key: str = "") -> Receipt:
    """In one transaction, as ``Desk.perform`` does for other wings."""
    with desk.store.write() as uow:
        receipt = perform_watch(
            command,
            actor=caller.actor,
            uow=uow,
            desk=taking.Desk(
                store=desk.store,
                team_id=desk.team.id,
                now=caller.now,
                today=caller.lens.today,
                new_id=desk.new_id,
                next_for=desk.working.next_for,
                follow=acting.follower(desk.laws, desk.clock, desk.settings.zone, desk.new_id),
            ),
            request_key=request_key or caller.envelope.request_key,
        )
    desk.wake()
    return receipt


def registered(desk: Desk, caller: Caller, recorded: Receipt, hit_id: str) -> None:
    """A hit became an entry of the register. Somebody may have answered it meanwhile: then that stands."""
    became = str(recorded.params.get("item_id") or "")
    command = JudgeHit(project_id=recorded.project_id, hit_id=hit_id, verdict=Verdict.REGISTERED, became=became)
    with suppress(IllegalMove, NotFound):
        carry_out(desk, command, caller, request_key=f"{caller.envelope.request_key}:hit")


def board(sight: Sight, card: ProjectCard) -> Board:
    """All that the list of a project's watches shows to this caller."""
    reads, team_id = sight.reads, sight.team_id
    watches = reads.watches_of(team_id, card.id)
    names = dict.fromkeys(name for watch in watches for name in watch.scope.sources)
    allowed = allowed_to(sight, card)
    starting = suggested(sight, card) if "StartWatch" in allowed else ()
    return Board(
        card=card,
        watches=watches,
        statistics=reads.statistics(team_id, card.id),
        healths={name: reads.health(team_id, name) for name in names},
        able=allowed,
        suggestions=starting,
        templates=shipped_watch_templates() if "StartWatch" in allowed else (),
        exclusions=reads.exclusions(team_id, card.id),
        waiting=len(reads.hits_of(team_id, card.id, waiting=True, limit=COUNTED)),
        credits=credited(names),
    )


def suggested(sight: Sight, card: ProjectCard) -> tuple[Suggestion, ...]:
    """What the project could watch, going by its register and its benchmarks."""
    team_id = sight.team_id
    watches, compared = sight.reads.watches_of(team_id, card.id), sight.reads.benchmarks(team_id, card.id)
    return suggestions(sight.register(card), watches, compared)


def credited(sources: Iterable[str]) -> dict[str, str]:
    """The attribution that each source asks for, by its name with its scope."""
    from bot.feeds.catalogue import SOURCES  # noqa: PLC0415  # the connectors' libraries load slowly

    named = {source.name: source.attribution for source in SOURCES}
    return {source: named.get(source.partition(":")[0], "") for source in sources}


def allowed_to(sight: Sight, card: ProjectCard, watch: Watch | None = None) -> frozenset[str]:
    """The names of the commands that the caller may give. An override lets nobody write."""
    return able(card, sight.caller.user_id, watch) if sight.sees(card) else frozenset()


def the_watch(sight: Sight, card: ProjectCard, watch_id: str) -> Watch:
    """Raises ``NotFound`` for a watch that is not this project's."""
    found = sight.reads.watch(sight.team_id, watch_id)
    if found is None or found.project_id != card.id:
        raise NotFound("watch", "")
    return found


def the_hit(sight: Sight, card: ProjectCard, hit_id: str) -> Found:
    """Raises ``NotFound`` for a hit that is not this project's, or not for this caller."""
    found = sight.reads.found(sight.team_id, hit_id)
    if found is None or found.hit.project_id != card.id or not readable(sight, card, (found,)):
        raise NotFound("hit", "")
    return found


def readable(sight: Sight, card: ProjectCard, found: Iterable[Found]) -> tuple[Found, ...]:
    """Those hits that the caller may read (DOMAIN.md R27)."""
    return tuple(one for one in found if may_read_hit(one, card, sight.caller.user_id))


def still_asked(sight: Sight, card: ProjectCard) -> tuple[str, ...]:
    """What the watches ask for in a project and the caller may read, in lines; nothing where nothing is."""
    found = sight.reads.open_actions_of(sight.team_id, card.id)
    return day.still_asked(found, card, sight.caller.lens, reader=sight.caller.user_id)


def own_actions(sight: Sight, *, limit: int) -> OwnActions:
    """What the watches ask of the caller."""
    actor = sight.caller.actor
    if actor.is_gone:
        return NOTHING_ASKED
    return sight.reads.own_actions(actor.team_id, actor.user_id, guest=actor.is_guest, limit=limit)


def going(sight: Sight, card: ProjectCard) -> tuple[Watch, ...]:
    """Watches that can take a hit in. Raises ``NotFound`` where there is none."""
    found = tuple(w for w in sight.reads.watches_of(sight.team_id, card.id) if w.state is not WatchState.ENDED)
    if not found:
        raise NotFound("watches", "")
    return found


def told(reads: Reads, card: ProjectCard, hit_id: str) -> Told | None:
    """A hit with all that its message says; None for one that is not this project's."""
    found = reads.found(card.team_id, hit_id)
    watch = reads.watch(card.team_id, found.hit.watch_id) if found is not None else None
    if found is None or watch is None or found.hit.project_id != card.id:
        return None
    source = found.event.source
    return Told(card, watch, found, "" if found.hit.brought_by else credited((source,))[source])
