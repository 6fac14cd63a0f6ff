"""Submitted modals -> typed commands. Pure. A field's block id is its name; see ``ids.Form`` for each form's fields."""

from collections.abc import Callable

from bot import condition_lines
from bot.filled import Filled, Values, code_of
from bot.ids import ABSTAIN, CONFLICT, SKIP, Form, Ref, unpack
from flows.errors import InvalidFields
from flows.lifecycle import commands as do
from flows.lifecycle.evaluation import Change, ImprovementState
from flows.lifecycle.project import Condition
from flows.lifecycle.template import DEFAULT_TEMPLATE
from flows.names import Confidentiality, Decision, Outcome, Role, Strand


def read_form(form: Form, ref: Ref, values: Values) -> do.Command:
    """The command that a submitted form asks for. Raises ``InvalidFields`` by field name."""
    return _READERS[form](ref, Filled(values))


def _new(ref: Ref, filled: Filled) -> do.Command:
    return do.CreateProject(
        name=filled.text("name"),
        summary=filled.text("summary"),
        strands=tuple(code_of(Strand, text, "strands") for text in filled.options("strands")),
        lead=filled.person("lead"),
        channel_id=filled.channel("channel"),
        confidentiality=filled.code("confidentiality", Confidentiality),
        template=filled.option("template") or DEFAULT_TEMPLATE,
        follows=ref.project_id,
    )


def _edit(ref: Ref, filled: Filled) -> do.Command:
    return do.EditProject(
        project_id=ref.project_id,
        shown=ref.shown or None,
        name=filled.text("name"),
        summary=filled.text("summary"),
        channel_id=filled.channel("channel"),
        confidentiality=filled.code("confidentiality", Confidentiality),
    )


def _roles(ref: Ref, filled: Filled) -> do.Command:
    return do.AssignRoles(
        project_id=ref.project_id,
        shown=ref.shown or None,
        holders=tuple((role, filled.people(role.value)) for role in Role if role.value in filled),
    )


def _strands(ref: Ref, filled: Filled) -> do.Command:
    states = ((strand, filled.option(strand.value)) for strand in Strand if strand.value in filled)
    return do.SetStrandStates(
        project_id=ref.project_id,
        shown=ref.shown or None,
        states=tuple((strand, state) for strand, state in states if state),
    )


def _submit(ref: Ref, filled: Filled) -> do.Command:
    file_id, file_name = filled.file("file")
    return do.SubmitDeliverable(
        project_id=ref.project_id,
        deliverable_id=ref.deliverable_id,
        text=filled.text("text"),
        link=filled.text("link"),
        file_id=file_id,
        file_name=file_name,
    )


def _pick_submit(ref: Ref, filled: Filled) -> do.Command:
    del ref  # the deliverable is what the person picked
    chosen = filled.option("deliverable")
    if not chosen:
        raise InvalidFields({"deliverable": "missing"})
    return _submit(unpack(chosen), filled)


def _not_needed(ref: Ref, filled: Filled) -> do.Command:
    return do.SayNotNeeded(project_id=ref.project_id, deliverable_id=ref.deliverable_id, reason=filled.text("reason"))


def _blocked(ref: Ref, filled: Filled) -> do.Command:
    return do.ReportBlocked(project_id=ref.project_id, deliverable_id=ref.deliverable_id, reason=filled.text("reason"))


def _more_time(ref: Ref, filled: Filled) -> do.Command:
    return do.AskForMoreTime(
        project_id=ref.project_id,
        deliverable_id=ref.deliverable_id,
        until=filled.needed_day("until"),
        reason=filled.text("reason"),
    )


def _hand_over(ref: Ref, filled: Filled) -> do.Command:
    return do.HandOver(
        project_id=ref.project_id,
        deliverable_id=ref.deliverable_id,
        to=filled.person("to"),
        reason=filled.text("reason"),
    )


def _request_changes(ref: Ref, filled: Filled) -> do.Command:
    return do.RequestChanges(
        project_id=ref.project_id,
        deliverable_id=ref.deliverable_id,
        number=ref.number,
        comment=filled.text("comment"),
    )


def _reopen(ref: Ref, filled: Filled) -> do.Command:
    return do.ReopenDeliverable(
        project_id=ref.project_id, deliverable_id=ref.deliverable_id, reason=filled.text("reason")
    )


def _gate(ref: Ref, filled: Filled) -> do.Command:
    proposal = filled.option("proposal")
    return do.RequestGate(
        project_id=ref.project_id,
        note=filled.text("note"),
        proposal=code_of(Decision, proposal, "proposal") if proposal else None,
    )


def _vote(ref: Ref, filled: Filled) -> do.Command:
    """A vote, or one of the two things one may say instead."""
    said, reason = filled.option("decision"), filled.text("comment")
    if said == ABSTAIN:
        return do.Abstain(project_id=ref.project_id, gate_id=ref.gate_id, reason=reason)
    if said == CONFLICT:
        return do.DeclareConflict(project_id=ref.project_id, gate_id=ref.gate_id, reason=reason)
    return do.CastVote(
        project_id=ref.project_id,
        gate_id=ref.gate_id,
        decision=filled.code("decision", Decision),
        comment=filled.text("comment"),
        hold_until=filled.day("hold_until"),
        reopen=filled.options("reopen"),
        conditions=_conditions(filled) if said in _MAY_HAVE_CONDITIONS else (),
        merge_into=unpack(filled.option("merge_into") or "-").project_id,
    )


_MAY_HAVE_CONDITIONS = (Decision.GO, Decision.CONDITIONAL_GO)
"""With a plain go they are a slip that is asked about; what another decision leaves unused is not even read."""


def _conditions(filled: Filled) -> tuple[Condition, ...]:
    return condition_lines.read(
        filled.text("conditions"), owner=filled.person("condition_owner"), due=filled.day("condition_due")
    )


def _deputy(ref: Ref, filled: Filled) -> do.Command:
    return do.HandVoteOver(
        project_id=ref.project_id, gate_id=ref.gate_id, to=filled.person("to"), reason=filled.text("reason")
    )


def _appoint(ref: Ref, filled: Filled) -> do.Command:
    return do.AppointLead(project_id=ref.project_id, lead=filled.person("lead"), reason=filled.text("reason"))


def _hold(ref: Ref, filled: Filled) -> do.Command:
    return do.HoldProject(
        project_id=ref.project_id, shown=ref.shown or None, until=filled.day("until"), reason=filled.text("reason")
    )


def _stop(ref: Ref, filled: Filled) -> do.Command:
    return do.StopProject(project_id=ref.project_id, reason=filled.text("reason"))


def _outcome(ref: Ref, filled: Filled) -> do.Command:
    return do.SetOutcome(project_id=ref.project_id, outcome=filled.code("outcome", Outcome), note=filled.text("note"))


def _improve(ref: Ref, filled: Filled) -> do.Command:
    return do.AddImprovement(
        project_id=ref.project_id,
        lesson=filled.text("lesson"),
        owner=filled.person("owner"),
        due=filled.needed_day("due"),
    )


def _settle(ref: Ref, filled: Filled) -> do.Command:
    state = filled.code("state", ImprovementState)
    return do.SettleImprovement(
        project_id=ref.project_id, improvement_id=ref.extra, state=state, note=filled.text("note")
    )


def _follow_up(ref: Ref, filled: Filled) -> do.Command:
    """An answer, or a skip with its reason."""
    note = filled.text("note")
    if filled.option("verdict") == SKIP:
        return do.SkipFollowUp(project_id=ref.project_id, months=ref.number, reason=note)
    return do.AnswerFollowUp(
        project_id=ref.project_id,
        months=ref.number,
        verdict=filled.code("verdict", Outcome),
        changes=tuple(code_of(Change, text, "changes") for text in filled.options("changes")),
        note=note,
    )


_READERS: dict[Form, Callable[[Ref, Filled], do.Command]] = {
    Form.NEW: _new,
    Form.EDIT: _edit,
    Form.ROLES: _roles,
    Form.STRANDS: _strands,
    Form.SUBMIT: _submit,
    Form.PICK_SUBMIT: _pick_submit,
    Form.NOT_NEEDED: _not_needed,
    Form.MORE_TIME: _more_time,
    Form.HAND_OVER: _hand_over,
    Form.BLOCKED: _blocked,
    Form.REQUEST_CHANGES: _request_changes,
    Form.REOPEN: _reopen,
    Form.GATE: _gate,
    Form.VOTE: _vote,
    Form.DEPUTY: _deputy,
    Form.APPOINT: _appoint,
    Form.HOLD: _hold,
    Form.STOP: _stop,
    Form.OUTCOME: _outcome,
    Form.IMPROVE: _improve,
    Form.SETTLE: _settle,
    Form.FOLLOW_UP: _follow_up,
}
"""Every form that can be submitted. ``Form.INFO`` has nothing to submit."""
