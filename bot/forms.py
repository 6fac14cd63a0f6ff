"""Submitted modals -> typed commands. Pure. A field's block id is its name; see ``ids.Form`` for each form's fields."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from bot import condition_lines
from bot.ids import ABSTAIN, CONFLICT, Form, Ref, unpack
from flows.errors import InvalidFields
from flows.lifecycle import commands as do
from flows.lifecycle.template import DEFAULT_TEMPLATE
from flows.names import Confidentiality, Decision, Role, Strand

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""``view.state.values``: block id -> action id -> element state."""

Code = TypeVar("Code", bound=StrEnum)


class Filled:
    """The fields of a submitted modal by name. What is empty or absent reads as empty; nothing is judged here."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def _element(self, name: str) -> Mapping[str, Any]:
        return next(iter(self._values.get(name, {}).values()), {})

    def text(self, name: str) -> str:
        return str(self._element(name).get("value") or "").strip()

    def option(self, name: str) -> str:
        return str((self._element(name).get("selected_option") or {}).get("value") or "")

    def options(self, name: str) -> tuple[str, ...]:
        return tuple(str(o["value"]) for o in self._element(name).get("selected_options") or ())

    def person(self, name: str) -> str:
        return str(self._element(name).get("selected_user") or "")

    def people(self, name: str) -> tuple[str, ...]:
        """The people of a field that takes one or several."""
        element = self._element(name)
        one = element.get("selected_user")
        return (str(one),) if one else tuple(str(u) for u in element.get("selected_users") or ())

    def channel(self, name: str) -> str:
        element = self._element(name)
        return str(element.get("selected_conversation") or element.get("selected_channel") or "")

    def day(self, name: str) -> date | None:
        """Raises ``InvalidFields`` for text that is no date."""
        text = self._element(name).get("selected_date")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise InvalidFields({name: "unknown_value"}) from error

    def file(self, name: str) -> tuple[str, str]:
        """Id and name of the first uploaded file."""
        files = self._element(name).get("files") or ()
        return (str(files[0]["id"]), str(files[0].get("name") or files[0].get("title") or "")) if files else ("", "")

    def uploaded(self, name: str) -> dict[str, Any]:
        """The first uploaded file as Slack describes it; empty where there is none."""
        files = self._element(name).get("files") or ()
        return dict(files[0]) if files else {}

    def needed_day(self, name: str) -> date:
        """Raises ``InvalidFields`` where nothing was chosen."""
        day = self.day(name)
        if day is None:
            raise InvalidFields({name: "missing"})
        return day

    def codes(self, name: str, codes: type[Code]) -> tuple[Code, ...]:
        """The chosen options as codes, none included."""
        return tuple(_code(codes, text, name) for text in self.options(name))

    def code(self, name: str, codes: type[Code]) -> Code:
        """The chosen option as a code. Raises ``InvalidFields`` for none and for one that does not exist."""
        return _code(codes, self.option(name), name)


def _code(codes: type[Code], text: str, name: str) -> Code:
    try:
        return codes(text)
    except ValueError as error:
        raise InvalidFields({name: "unknown_value" if text else "missing"}) from error


def draft_of(values: Values) -> dict[str, object]:
    """What was filled in, by field name, for showing the form again: text, an id, an ISO day, or a list of ids.

    An emptied field is empty in the draft, so it does not fall back to what it first showed.
    """
    return {name: _drafted(element) for name, block in values.items() for element in block.values()}


def _drafted(element: Mapping[str, Any]) -> object:
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"] or ()]
    if "selected_option" in element:
        return (element["selected_option"] or {}).get("value", "")
    single = ("value", "selected_user", "selected_conversation", "selected_channel", "selected_date")
    for key in single:
        if key in element:
            return element[key] or ""
    return list(element.get("selected_users") or ())


def read_form(form: Form, ref: Ref, values: Values) -> do.Command:
    """The command that a submitted form asks for. Raises ``InvalidFields`` by field name."""
    return _READERS[form](ref, Filled(values))


def _new(ref: Ref, filled: Filled) -> do.Command:
    del ref  # a new project has nothing to refer to
    return do.CreateProject(
        name=filled.text("name"),
        summary=filled.text("summary"),
        strands=tuple(_code(Strand, text, "strands") for text in filled.options("strands")),
        lead=filled.person("lead"),
        channel_id=filled.channel("channel"),
        confidentiality=filled.code("confidentiality", Confidentiality),
        template=filled.option("template") or DEFAULT_TEMPLATE,
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
        proposal=_code(Decision, proposal, "proposal") if proposal else None,
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
        conditions=condition_lines.read(
            filled.text("conditions"), owner=filled.person("condition_owner"), due=filled.day("condition_due")
        ),
        merge_into=unpack(filled.option("merge_into") or "-").project_id,
    )


def _deputy(ref: Ref, filled: Filled) -> do.Command:
    return do.HandVoteOver(
        project_id=ref.project_id, gate_id=ref.gate_id, to=filled.person("to"), reason=filled.text("reason")
    )


def _appoint(ref: Ref, filled: Filled) -> do.Command:
    return do.AppointLead(project_id=ref.project_id, lead=filled.person("lead"), reason=filled.text("reason"))


def _hold(ref: Ref, filled: Filled) -> do.Command:
    return do.HoldProject(project_id=ref.project_id, until=filled.day("until"), reason=filled.text("reason"))


def _stop(ref: Ref, filled: Filled) -> do.Command:
    return do.StopProject(project_id=ref.project_id, reason=filled.text("reason"))


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
    Form.REQUEST_CHANGES: _request_changes,
    Form.REOPEN: _reopen,
    Form.GATE: _gate,
    Form.VOTE: _vote,
    Form.DEPUTY: _deputy,
    Form.APPOINT: _appoint,
    Form.HOLD: _hold,
    Form.STOP: _stop,
}
"""Every form that can be submitted. ``Form.INFO`` has nothing to submit."""
