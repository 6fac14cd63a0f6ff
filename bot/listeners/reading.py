"""Questions that change nothing: what commands, buttons and shortcuts answer from the store."""

from collections.abc import Callable
from typing import Any, TypeVar

from bot.blocks.inputs import option
from bot.blocks.kit import Message
from bot.blocks.lifecycle import answers
from bot.context import Sight
from bot.ids import Ref, pack
from flows.lifecycle import commands as do
from flows.lifecycle.permissions import may
from flows.lifecycle.readmodels import ProjectCard, WorkLine
from flows.names import AWAITING_ASSIGNEE

Answer = TypeVar("Answer")

PAGE_ROWS = 10
HISTORY_LINES = 15
CHOICES = 20


def status(sight: Sight, project: str) -> Message:
    return answers.status(sight.card(project), sight.caller.user_id, sight.caller.lens)


def history(sight: Sight, project: str, *, before: int | None = None) -> Message:
    """A page of a project's history, newest first; ``before`` is the last line of the page before."""
    card = sight.card(project)
    lines = sight.reads.history(sight.team_id, card.id, limit=HISTORY_LINES + 1, before=before)
    shown = lines[:HISTORY_LINES]
    more = shown[-1].seq if len(lines) > len(shown) else None
    return answers.history(card, shown, sight.caller.lens, more=more)


def listing(sight: Sight, *, after: str = "") -> Message:
    """A page of the projects this person may see; ``after`` is the last project id of the page before."""
    actor, lens = sight.caller.actor, sight.caller.lens
    rows = sight.reads.projects_of(
        actor.team_id, actor.user_id, today=lens.today, guest=actor.is_guest, limit=PAGE_ROWS + 1, after=after
    )
    more = rows[PAGE_ROWS - 1].id if len(rows) > PAGE_ROWS else ""
    return answers.listing(rows[:PAGE_ROWS], lens, more=more, guest=actor.is_guest)


def mine(sight: Sight) -> Message:
    lens = sight.caller.lens
    work = sight.reads.my_work(sight.team_id, sight.caller.user_id, today=lens.today, projects=PAGE_ROWS)
    return answers.mine(work, lens)


def of_channel(sight: Sight) -> ProjectCard | None:
    """The one project of this channel that the caller may see; None where there are none or several."""
    found = []
    for row in sight.reads.card_of_channel(sight.team_id, sight.caller.envelope.channel_id):
        card = sight.reads.card(sight.team_id, row.id)
        if card is not None and sight.sees(card):
            found.append(card)
        if len(found) > 1:
            return None
    return found[0] if found else None


def choose(sight: Sight, verb: str) -> Message:
    """The caller's projects to choose from, where a command named none."""
    actor, lens = sight.caller.actor, sight.caller.lens
    rows = sight.reads.projects_of(actor.team_id, actor.user_id, today=lens.today, guest=actor.is_guest, limit=CHOICES)
    return answers.pick_project(rows, verb, lens, guest=actor.is_guest)


def about(sight: Sight, key: str, verb: str, answer: Callable[[Sight, str], Answer]) -> Answer | Message:
    """Answer about the named project, else about the channel's, else ask which."""
    if key:
        return answer(sight, key)
    card = of_channel(sight)
    return answer(sight, card.id) if card else choose(sight, verb)


def submittable(sight: Sight, project_id: str) -> tuple[WorkLine, ...]:
    """The caller's own open work; in one project also what they may hand in for others, their own first."""
    caller = sight.caller
    if not project_id:
        return sight.reads.my_work(sight.team_id, caller.user_id, today=caller.lens.today, projects=0).work
    card = sight.card(project_id)
    able = [
        WorkLine(project_id=card.id, project_key=card.key, project_name=card.name, deliverable=d)
        for d in card.deliverables
        if d.state in AWAITING_ASSIGNEE and may(card, caller.user_id, do.SubmitDeliverable.__name__, d)
    ]
    return tuple(sorted(able, key=lambda line: line.deliverable.assignee != caller.user_id))


def choice(sight: Sight, work: WorkLine) -> dict[str, Any]:
    """A deliverable as an option of a select; its value is read back by ``bot/forms.py``."""
    title = sight.caller.say.pick(work.deliverable.title)
    ref = Ref(project_id=work.project_id, deliverable_id=work.deliverable.id)
    return option(f"{work.project_key} · {title}", pack(ref))


def spelled_out(sight: Sight, work: WorkLine) -> str:
    """Everything by which a person may look for a deliverable."""
    return f"{work.project_key} · {sight.caller.say.pick(work.deliverable.title)} {work.project_name}"
