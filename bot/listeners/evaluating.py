"""Evaluation: the table of figures, its form page by page, improvement items, follow-ups, and follow-on ideas."""

from bot.blocks.kit import Message
from bot.blocks.lifecycle import evaluations, forms_evaluation, forms_info, forms_project
from bot.context import Desk, Sight
from bot.envelope import Body, of_interaction
from bot.filled import Filled
from bot.ids import Ref, unpack
from bot.listeners.replies import NOTHING, AckBody, instead
from bot.outward import View
from flows.errors import IllegalMove, NotAllowed, NotFound
from flows.lifecycle import commands as do
from flows.lifecycle.closing import may_settle, note_field
from flows.lifecycle.figures import Reported, asked, table
from flows.lifecycle.indicators import Indicator
from flows.lifecycle.life import ENDED
from flows.lifecycle.permissions import action_name, require
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Status

RECORD = 10_000
"""History lines that are read for the figures; a project has some hundreds."""


def show(sight: Sight, project: str) -> Message:
    card = sight.card(project)
    return evaluations.evaluation(card, reported(sight, card), sight.caller.user_id, sight.caller.lens)


def reported(sight: Sight, card: ProjectCard) -> tuple[Reported, ...]:
    """Every indicator with what the record, the other wings or people know of it."""
    lines = sight.reads.history(sight.team_id, card.id, limit=RECORD)
    return table(lines, card.evaluation, sight.day_of, more=sight.more(sight.reads, card))


def indicators(sight: Sight, ref: Ref) -> View:
    card = _fillable(sight, ref)
    wanted = asked(reported(sight, card))
    if not wanted:
        return forms_info.info(sight.caller.say("Closing figures"), sight.caller.say("Nothing has to be filled in."),
                               sight.caller.lens)  # fmt: skip
    return _page(sight, card, wanted, 1)


def _page(sight: Sight, card: ProjectCard, wanted: tuple[Indicator, ...], number: int) -> View:
    given = {each.indicator: each for each in card.evaluation.given}
    return forms_evaluation.indicators(card, wanted, given, sight.caller.lens, number=number)


def _fillable(sight: Sight, ref: Ref) -> ProjectCard:
    """The project, where the caller may give figures. Raises ``NotFound``, ``NotAllowed`` or ``IllegalMove``."""
    card = sight.card(ref.project_id)
    require(card, sight.caller.user_id, do.AnswerIndicators.__name__)
    if card.status is Status.STOPPED:
        raise IllegalMove(action_name(do.AnswerIndicators.__name__), card.status)
    return card


def turn(desk: Desk, body: Body) -> AckBody:
    """A page was sent: save it and show the next one, if there is one. Raises ``InvalidFields``."""
    envelope, ref = of_interaction(body), unpack(body["view"]["private_metadata"])
    filled = Filled(body["view"]["state"]["values"])
    with desk.look(envelope) as sight:
        card = _fillable(sight, ref)
        wanted = asked(reported(sight, card))
    figures = tuple((i.key, filled.text(i.key), filled.text(note_field(i.key))) for i in wanted if i.key in filled)
    desk.perform(do.AnswerIndicators(project_id=card.id, figures=figures), sight.caller)
    number = ref.number + 1
    if (number - 1) * forms_evaluation.PAGE >= len(wanted):
        return NOTHING
    with desk.look(envelope) as now:
        return instead(_page(now, now.card(card.id), wanted, number))


def outcome(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    require(card, sight.caller.user_id, do.SetOutcome.__name__)
    if card.status is not Status.ACTIVE:
        raise IllegalMove("set_outcome", card.status)
    if sight.caller.lens.template(card).following(card.stage) is not None:
        raise IllegalMove("set_outcome", "not_last")
    return forms_evaluation.outcome(card, sight.caller.lens)


def improve(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    require(card, sight.caller.user_id, do.AddImprovement.__name__)
    return forms_evaluation.improve(card, sight.caller.lens)


def settle(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    item = may_settle(card, card.evaluation.improvement(ref.extra), sight.caller.user_id)
    return forms_evaluation.settle(card, item, sight.caller.lens)


def follow_up(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    require(card, sight.caller.user_id, do.AnswerFollowUp.__name__)
    found = card.evaluation.follow_up(ref.number)
    if found is None:
        raise NotFound("follow_up", str(ref.number))
    return forms_evaluation.follow_up(card, found, sight.caller.lens)


def follow_on(sight: Sight, ref: Ref) -> View:
    """The form of a new project, tied to one that is over and that the caller may see."""
    card, caller = sight.card(ref.project_id), sight.caller
    if caller.actor.is_guest:
        raise NotAllowed(action_name(do.CreateProject.__name__))
    if card.status not in ENDED:
        raise IllegalMove("follow_on", card.status)
    draft = {"name": card.name, "summary": card.summary, "template": card.template, "strands": list(card.strands),
             "confidentiality": card.confidentiality.value}  # fmt: skip
    return forms_project.new(caller.lens, creator=caller.user_id, channel_id=caller.envelope.channel_id, draft=draft,
                             follows=card)  # fmt: skip
