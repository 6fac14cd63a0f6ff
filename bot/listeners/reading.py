"""Questions that change nothing: what commands, buttons and shortcuts answer from the store."""

from collections.abc import Callable
from typing import Any, TypeVar

from bot import history_words, watchdesk, wishes
from bot.blocks.inputs import option
from bot.blocks.kit import Message
from bot.blocks.lifecycle import answers, histories
from bot.blocks.lifecycle.histories import EVERYTHING, Narrowing
from bot.blocks.linkage import own
from bot.blocks.rhythm import my_day
from bot.blocks.watches import action_list
from bot.context import Sight
from bot.filing import HISTORY_FILES, File
from bot.ids import Ref, pack
from bot.listeners.orders import Order
from flows.errors import NotFound
from flows.lifecycle import commands as do
from flows.lifecycle.chronicle import disclosed
from flows.lifecycle.deliverables import takes_versions
from flows.lifecycle.permissions import may
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import ProjectCard, WorkLine
from flows.names import AWAITING_ASSIGNEE, DeliverableState
from flows.ports import Person
from flows.rhythm.defaults import own_day_id

Answer = TypeVar("Answer")

PAGE_ROWS = 10
HISTORY_LINES = 15
CHOICES = 20


def status(sight: Sight, project: str) -> Message:
    card = sight.card(project)
    lens = wishes.about(sight, card)
    channel, asked = wishes.channel_line(sight, card), watchdesk.still_asked(sight, card)
    return answers.status(card, sight.caller.user_id, lens, channel=channel, asked=asked)


def history(sight: Sight, project: str, *, before: int | None = None, shown: Narrowing = EVERYTHING) -> Message:
    """A page of a project's history, newest first; ``before`` is the last line of the page before."""
    card, caller = sight.card(project), sight.caller
    lines = sight.reads.history(
        sight.team_id,
        card.id,
        limit=HISTORY_LINES + 1,
        before=before,
        events=history_words.events_of(shown.topic),
        by=shown.who,
    )
    page = disclosed(lines[:HISTORY_LINES], card, caller.user_id)
    more = page[-1].seq if len(lines) > len(page) else None
    return answers.history(card, page, caller.lens, more=more, shown=shown, people=members(sight, card))


def asked_history(sight: Sight, project: str, words: str) -> Message | Order:
    """What the words after a project's key ask for: a page of its history, or all of it as a file."""
    card = sight.card(project)
    asked = history_words.read(words, members(sight, card))
    if asked.unknown:
        return histories.not_understood(asked.unknown, card, sight.caller.lens)
    if asked.format:
        return history_file(sight, card.id, asked.format, asked.narrowing)
    return history(sight, card.id, shown=asked.narrowing)


def history_file(sight: Sight, project: str, ending: str, part: Narrowing) -> Order:
    """Raises ``NotFound`` where the caller may not see the project."""
    return order(sight, project, HISTORY_FILES[ending], topic=part.topic.value, who=part.who)


def order(sight: Sight, project: str, file: File, **params: str) -> Order:
    """A file about a project. An override lets an administrator read here, not carry files away."""
    card = sight.card(project)
    if not sight.sees(card):
        raise NotFound("project", project)
    return Order(card.id, file, params)


def members(sight: Sight, card: ProjectCard) -> tuple[Person, ...]:
    """The people on a project, as far as they are known."""
    return sight.reads.persons(sight.team_id, tuple(member.user_id for member in card.members))


def listing(sight: Sight, *, after: str = "") -> Message:
    """A page of the projects this person may see; ``after`` is the last project id of the page before."""
    lens = wishes.minding(sight)
    rows = sight.projects(limit=PAGE_ROWS + 1, after=after)
    more = rows[PAGE_ROWS - 1].id if len(rows) > PAGE_ROWS else ""
    return answers.listing(rows[:PAGE_ROWS], lens, more=more, guest=sight.caller.actor.is_guest)


def mine(sight: Sight) -> Message:
    caller = sight.caller
    dates = own.waiting(sight.own_work(limit=own.LISTED), caller.lens, user_id=caller.user_id)
    more = (*action_list.waiting(watchdesk.own_actions(sight, limit=action_list.OWN), caller.lens), *dates)
    daily = sight.reads.schedule(sight.team_id, own_day_id(caller.user_id)) is not None
    beside = () if daily else (my_day.start_button(caller.lens),)
    return answers.mine(sight.my_work(projects=PAGE_ROWS), wishes.minding(sight), more, beside=beside)


def of_channel(sight: Sight) -> ProjectCard | None:
    """The one project of this channel that the caller may see; None where there are none or several."""
    found = []
    for row in sight.reads.card_of_channel(sight.team_id, sight.caller.envelope.channel_id):
        glance = sight.reads.glance(sight.team_id, row.id, sight.caller.user_id)
        if glance is not None and sight.opens(glance):
            found.append(row.id)
        if len(found) > 1:
            return None
    return sight.card(found[0]) if found else None


def choose(sight: Sight, verb: str) -> Message:
    """The caller's projects to choose from, where a command named none."""
    actor = sight.caller.actor
    return answers.pick_project(sight.projects(limit=CHOICES), verb, sight.caller.lens, guest=actor.is_guest)


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
        return sight.my_work(projects=0).work
    card = sight.card(project_id)
    able = [
        WorkLine(project_id=card.id, project_key=card.key, project_name=card.name, deliverable=d)
        for d in card.deliverables
        if _wanted(card, d) and may(card, caller.user_id, do.SubmitDeliverable.__name__, d)
    ]
    return tuple(sorted(able, key=lambda line: line.deliverable.assignee != caller.user_id))


def _wanted(card: ProjectCard, d: Deliverable) -> bool:
    """What waits to be submitted, and what may still be improved while the gate is open."""
    return d.state in AWAITING_ASSIGNEE or (d.state is DeliverableState.ACCEPTED and takes_versions(card, d))


def choice(sight: Sight, work: WorkLine) -> dict[str, Any]:
    """A deliverable as an option of a select; its value is read back by ``bot/forms.py``."""
    title = sight.caller.say.pick(work.deliverable.title)
    ref = Ref(project_id=work.project_id, deliverable_id=work.deliverable.id)
    return option(f"{work.project_key} · {title}", pack(ref))


def spelled_out(sight: Sight, work: WorkLine) -> str:
    """Everything by which a person may look for a deliverable."""
    return f"{work.project_key} · {sight.caller.say.pick(work.deliverable.title)} {work.project_name}"
