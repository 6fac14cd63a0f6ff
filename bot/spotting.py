"""Notices about watches made into words: the kept message of a hit, and what the clock says about a watch."""

from dataclasses import dataclass

from bot import watchdesk
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.watches import actions, hits, reminders
from bot.blocks.watches.hits import Told
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Notice, NoticeKind
from flows.ports import Reads
from flows.watches.action_rules import may_read
from flows.watches.actions import Action, ActionState
from flows.watches.triggers import is_private
from flows.watches.watches import Watch


@dataclass(frozen=True, slots=True)
class Spotted:
    """What a notice about a watch shows: a hit, or the watch itself and how many of its hits wait."""

    hit: Told | None = None
    watch: Watch | None = None
    waiting: int = 0
    action: Action | None = None


NOTHING = Spotted()


def spotted(reads: Reads, notice: Notice, project: ProjectCard | None) -> Spotted:
    """Nothing for notices about other things."""
    if project is None:
        return NOTHING
    if notice.kind is NoticeKind.HIT:
        return Spotted(hit=watchdesk.told(reads, project, str(notice.params["hit_id"])))
    if notice.kind is NoticeKind.ACTION:
        found = reads.action(notice.team_id, str(notice.params["action_id"]))
        return Spotted(action=found if found is not None and found.project_id == project.id else None)
    if notice.params.get("event") not in reminders.EVENTS:
        return NOTHING
    watch = reads.watch(notice.team_id, str(notice.params["watch_id"]))
    return Spotted(watch=watch, waiting=_waiting(reads, notice, watch) if watch is not None else 0)


def _waiting(reads: Reads, notice: Notice, watch: Watch) -> int:
    """Hits that wait for whoever the notice reminds: what is private is counted apart (DOMAIN.md R27)."""
    found = reads.hits_of(notice.team_id, watch.project_id, watch_id=watch.id, waiting=True, limit=watchdesk.COUNTED)
    return sum(is_private(one.event) is bool(notice.params.get("private")) for one in found)


def spotted_message(
    notice: Notice, project: ProjectCard, seen: Spotted, lens: Lens, *, kept: bool, withheld: bool
) -> Message | None:
    """A hit, or an action for who may read it; the released summary for the others. No action in a channel, ever."""
    if notice.kind is NoticeKind.HIT:
        return hit_message(notice, project, seen, lens, kept=kept, withheld=withheld)
    if seen.action is None or withheld:
        return None
    settled = seen.action.state is not ActionState.OPEN
    if settled and not kept and may_read(seen.action, project, notice.audience):
        return None  # settled before it could be told
    return actions.action(seen.action, project, lens, reader=notice.audience)


def hit_message(
    notice: Notice, project: ProjectCard, seen: Spotted, lens: Lens, *, kept: bool, withheld: bool
) -> Message | None:
    """A hit as it stands now. One that was answered before it could be told is told to nobody but whom it was given."""
    told = seen.hit
    if told is None:
        return None
    answer = told.found.hit.answer
    if answer is not None and not kept and answer.to != notice.audience:
        return None
    return hits.withheld(project, lens) if withheld else hits.hit(told, lens)


def reminder(notice: Notice, project: ProjectCard, seen: Spotted, lens: Lens) -> Message | None:
    """None where the watch is gone or nothing waits any more."""
    if seen.watch is None:
        return None
    return reminders.told(notice.params, project, seen.watch, lens, waiting=seen.waiting)
