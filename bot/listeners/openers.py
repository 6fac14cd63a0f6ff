"""Forms that a click or a command opens: look, refuse early what could not be sent, build the view.

Whoever may not do a thing hears so before typing, not after. The use case judges again on submission.
"""

from collections.abc import Callable

from bot.blocks.lens import Lens
from bot.blocks.lifecycle import forms_deliverable, forms_gate, forms_info, forms_project
from bot.context import Sight
from bot.ids import Act, Ref, pack
from bot.listeners import evaluating, policies, reading, scoring
from bot.outward import View
from flows.errors import IllegalMove, NotFound
from flows.lifecycle import commands as do
from flows.lifecycle.deliverables import takes_versions
from flows.lifecycle.permissions import action_name, require
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SETTLED, Status

Opener = Callable[[Sight, Ref], View]
"""Builds the form for a ref. May raise any ``LiandongError``: then no form opens."""


def new(sight: Sight, ref: Ref) -> View:
    """``ref.extra`` is a proposed name; the channel is the one the person is in."""
    caller = sight.caller
    rules = sight.reads.policy(sight.team_id)
    if caller.known:
        rules.require_creator(caller.actor)
    return forms_project.new(
        caller.lens,
        creator=caller.user_id,
        channel_id=caller.envelope.channel_id,
        draft={"confidentiality": rules.confidentiality, **({"name": ref.extra} if ref.extra else {})},
    )


def edit(sight: Sight, ref: Ref) -> View:
    return forms_project.edit(allowed(sight, ref, do.EditProject), sight.caller.lens)


def roles(sight: Sight, ref: Ref) -> View:
    return forms_project.roles(allowed(sight, ref, do.AssignRoles), sight.caller.lens)


def strands(sight: Sight, ref: Ref) -> View:
    return forms_project.strands(allowed(sight, ref, do.SetStrandStates), sight.caller.lens)


def hold(sight: Sight, ref: Ref) -> View:
    return forms_project.hold(allowed(sight, ref, do.HoldProject), sight.caller.lens)


def stop(sight: Sight, ref: Ref) -> View:
    return forms_project.stop(allowed(sight, ref, do.StopProject), sight.caller.lens)


def submit(sight: Sight, ref: Ref) -> View:
    """The form for one deliverable, or for one still to be picked where the ref names none."""
    if not ref.deliverable_id:
        return pick_submit(sight, ref)
    card, deliverable = allowed_work(sight, ref, do.SubmitDeliverable)
    return forms_deliverable.submit(card, deliverable, sight.caller.lens)


def pick_submit(sight: Sight, ref: Ref) -> View:
    """``ref.project_id`` (or key) limits the choice to one project; the form carries it to the options query.

    Where there is only one thing to submit, it is chosen already; where there is nothing, no form asks for it.
    """
    project_id, say = "", sight.caller.say
    if ref.project_id:
        card = sight.card(ref.project_id)
        _refuse_ended(card, do.SubmitDeliverable)
        project_id = card.id
    found = reading.submittable(sight, project_id)
    if not found:
        text = say("There is nothing for you to submit here. `/liandong mine` shows everything that waits for you.")
        return forms_info.info(say("Submit a deliverable"), text, sight.caller.lens)
    chosen = reading.choice(sight, found[0]) if len(found) == 1 else None
    view = forms_deliverable.pick_submit(sight.caller.lens, chosen=chosen)
    return {**view, "private_metadata": pack(Ref(project_id=project_id))}


def of_work(command: type[do.Command], form: Callable[[ProjectCard, Deliverable, Lens], View]) -> Opener:
    """What opens a form about one deliverable, where the caller may do this to it."""

    def open_form(sight: Sight, ref: Ref) -> View:
        card, deliverable = allowed_work(sight, ref, command)
        return form(card, deliverable, sight.caller.lens)

    return open_form


def versions(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id, stage=ref.stage)
    return forms_deliverable.versions(card, the_deliverable(card, ref), sight.caller.lens)


def gate(sight: Sight, ref: Ref) -> View:
    """The request form, or everything that is in its way and who can lift it."""
    card = allowed(sight, ref, do.RequestGate)
    ruled = sight.ruled()
    lens, blockers = ruled.caller.lens, ruled.gate_blockers(card)
    return forms_gate.blocked(card, blockers, lens) if blockers else forms_gate.request(card, lens)


def vote(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    if card.gate is None or card.gate.id != ref.gate_id:
        raise NotFound("gate", ref.gate_id)
    require(card, sight.caller.user_id, do.CastVote.__name__)
    names = {person.user_id: person.name for person in reading.members(sight, card)}
    return forms_gate.vote(card, sight.caller.lens, user_id=sight.caller.user_id, names=names)


def deputy(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    if card.gate is None or card.gate.id != ref.gate_id:
        raise NotFound("gate", ref.gate_id)
    require(card, sight.caller.user_id, do.HandVoteOver.__name__)
    return forms_gate.deputy(card, ref.gate_id, sight.caller.lens)


def allowed(sight: Sight, ref: Ref, command: type[do.Command]) -> ProjectCard:
    """The project, where the caller may do this to it. Raises ``NotFound`` or ``NotAllowed``."""
    card = sight.card(ref.project_id)
    require(card, sight.caller.user_id, command.__name__)
    _refuse_ended(card, command)
    return card


def _refuse_ended(card: ProjectCard, command: type[do.Command]) -> None:
    """Nobody fills in a form for a project that is over. Strand states still move then: grants come late."""
    over = (Status.STOPPED,) if command is do.SetStrandStates else (Status.STOPPED, Status.COMPLETED)
    if card.status in over:
        raise IllegalMove(action_name(command.__name__), card.status)


def allowed_work(sight: Sight, ref: Ref, command: type[do.Command]) -> tuple[ProjectCard, Deliverable]:
    """The project and one of its deliverables, where the caller may do this to it."""
    card = sight.card(ref.project_id)
    deliverable = the_deliverable(card, ref)
    require(card, sight.caller.user_id, command.__name__, deliverable)
    if card.status is not Status.ACTIVE:
        raise IllegalMove(action_name(command.__name__), card.status)
    improving = command is do.SubmitDeliverable and takes_versions(card, deliverable)
    if not improving and (deliverable.state in SETTLED) is not (command is do.ReopenDeliverable):
        raise IllegalMove(action_name(command.__name__), deliverable.state)
    return card, deliverable


def the_deliverable(card: ProjectCard, ref: Ref) -> Deliverable:
    """Raises ``NotFound`` where the card does not show it (any more)."""
    for deliverable in card.deliverables:
        if deliverable.id == ref.deliverable_id:
            return deliverable
    raise NotFound("deliverable", ref.deliverable_id)


OPENERS: dict[Act, Opener] = {
    Act.NEW: new,
    Act.EDIT: edit,
    Act.ROLES: roles,
    Act.STRANDS: strands,
    Act.HOLD: hold,
    Act.STOP: stop,
    Act.SUBMIT: submit,
    Act.NOT_NEEDED: of_work(do.SayNotNeeded, forms_deliverable.not_needed),
    Act.MORE_TIME: of_work(do.AskForMoreTime, forms_deliverable.more_time),
    Act.HAND_OVER: of_work(do.HandOver, forms_deliverable.hand_over),
    Act.BLOCKED: of_work(do.ReportBlocked, forms_deliverable.blocked),
    Act.REQUEST_CHANGES: of_work(do.RequestChanges, forms_deliverable.request_changes),
    Act.REOPEN: of_work(do.ReopenDeliverable, forms_deliverable.reopen),
    Act.VERSIONS: versions,
    Act.GATE: gate,
    Act.VOTE: vote,
    Act.DEPUTY: deputy,
    Act.SCORE: scoring.form,
    Act.SCORES: scoring.read,
    Act.POLICY: policies.terms,
    Act.POLICY_GATE: policies.gate,
    Act.INDICATORS: evaluating.indicators,
    Act.OUTCOME: evaluating.outcome,
    Act.IMPROVE: evaluating.improve,
    Act.SETTLE: evaluating.settle,
    Act.FOLLOW_UP: evaluating.follow_up,
    Act.FOLLOW_ON: evaluating.follow_on,
}
