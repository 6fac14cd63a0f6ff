"""Typed refusals -> words: what happened, and what to do next. The only place that does this."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bot.blocks.kit import escape, sentences
from bot.blocks.lens import Lens
from bot.blocks.lifecycle.forms_gate import blocker_line
from bot.blocks.lifecycle.parts import everyone
from bot.blocks.linkage import refusals
from bot.blocks.linkage.refusals import linkage_deeds, linkage_problems
from bot.blocks.rhythm.refusals import no_schedule, rhythm_deeds, rhythm_problems
from bot.blocks.watches.refusals import hit_answered, not_found, watch_deeds, watch_problem, watch_states
from bot.errors_feeds import explain_feed
from bot.words import Words
from flows import errors
from flows.errors import InvalidFields, LiandongError
from flows.linkage.importing import ImportRefused
from flows.names import DeliverableState, Status
from flows.watches.errors import FeedError
from flows.watches.hits import HIT_ANSWERED


@dataclass(eq=False)
class Unexpected(LiandongError):
    """A mistake of ours. ``reference`` is short, shown to the person and written to the log."""

    reference: str


def explain(error: LiandongError, lens: Lens) -> str:
    """An error as escaped mrkdwn. A kind without words of its own is told as an unexpected one."""
    return _EXPLAIN.get(type(error), _other)(error, lens)


def field_errors(error: InvalidFields, lens: Lens) -> dict[str, str]:
    """Field name -> plain text, for marking a form."""
    return {name: field_problem(code, lens.say) for name, code in error.fields.items()}


def field_problem(code: str, say: Words) -> str:
    """What is wrong with one field. A code may carry what it is about after a colon."""
    kind, _, detail = code.partition(":")
    if kind == "condition_line":
        return say("Line {number} cannot be read. Write: text | @owner | 2026-12-24", number=detail)
    if kind == "condition_owner":
        return say("There is nobody called {name} on this project, or several people are. Write the whole name, or "
                   "choose the owner below.", name=detail[:60])  # fmt: skip
    if about_watches := watch_problem(kind, detail, say):
        return about_watches
    problems = {
        "missing": say("Please fill this in."),
        "too_long": say("This is too long. Please shorten it."),
        "in_the_past": say("This day is over. Please choose a later one."),
        "not_a_link": say("This is no web address. It must begin with https:// or http://."),
        "unknown_person": say("This person cannot take part: bots and deactivated accounts cannot."),
        "guest": say("Guests cannot hold this role. Please choose a member of the workspace."),
        "cannot_vote": say("Please choose a member who has no vote here and no conflict of interest."),
        "too_many": say("These are too many. Please name the most important ones."),
        "no_strand": say("Please choose at least one strand."),
        "nothing_given": say("Please give a text, a link or a file."),
        "comment_required": say("Please say why: this decision needs a comment."),
        "not_conditional": say("Conditions count only with a conditional go. Choose it above, or empty this field."),
        "extreme": say("Please say why: the lowest and the highest score need a reason."),
        "nothing_scored": say("Please score at least one criterion of this strand."),
        "unreadable": say("This file could not be read. It must be a short text; please try again, or paste the text."),
        "not_a_number": say("Please give a whole number within the range shown."),
        "date_required": say("Please choose a day."),
        **linkage_problems(say),
        **rhythm_problems(say),
    }
    return problems.get(code) or say("This choice does not exist any more. Please choose again.")


def _not_found(error: errors.NotFound, lens: Lens) -> str:
    say = lens.say
    if about_watches := not_found(error.what, say):
        return about_watches
    match error.what:
        case "project":
            return _no_project(error.key, say)
        case "gate":
            return say("This gate review is over or was withdrawn. `/liandong status` shows where the project stands.")
        case "template":
            return say("There is no such template. `/liandong template` lists them.")
        case "schedule":
            return no_schedule(say)
        case "entry":
            return say("This entry is not there any more. `/liandong link` shows what is.")
        case "number":
            return say(
                "I find nothing with this number in the projects you may see. `/liandong patent`, `/liandong "
                "standard` and `/liandong contribution` show what is recorded."
            )
        case "mistyped_number":
            return say("The last digit does not fit the number: something was mistyped. Compare it with the document.")
        case "submission":
            return say("This submission is not there any more; a newer one may have taken its place.")
        case _:
            return say("This deliverable is not part of the present stage any more.")


def _no_project(key: str, say: Words) -> str:
    # An id from a button says nothing to people, so only a typed key is repeated.
    if not key or key.startswith("prj_"):
        return say("There is no such project, or you are not a member of it. Its lead can add you.")
    return say(
        "There is no project {key}, or you are not a member of it. "
        "`/liandong list` shows your projects; a project lead can add you.",
        key=f"`{escape(key[:60]).replace('`', '')}`",
    )


def _not_allowed(error: errors.NotAllowed, lens: Lens) -> str:
    say = lens.say
    if error.action == "create_project_here":
        if not error.can:
            return say("In this workspace only its admins start projects. Please ask one of them; "
                       "`/liandong policy` shows the rules.")  # fmt: skip
        return say("In this workspace these people start projects: {people}. `/liandong policy` shows the rules.",
                   people=everyone(error.can, lens))  # fmt: skip
    if error.action == "create_project":  # refused to guests only, and nobody can give a guest a role
        return say("Guests cannot start a project. Please ask a full member of the workspace to do it.")
    deed = _deed(error.action, say)
    if error.can:
        return say("You cannot {deed}. These people can: {people}", deed=deed, people=everyone(error.can, lens))
    if error.roles:
        roles = say.listing([say.role(role) for role in error.roles])
        return say(
            "You cannot {deed}. The role for it is {roles}; the project lead gives roles.", deed=deed, roles=roles
        )
    return say("You cannot {deed}.", deed=deed)


def _deed(action: str, say: Words) -> str:
    """What the person wanted to do, as the object of "you cannot"."""
    deeds = {
        **linkage_deeds(say),
        **watch_deeds(say),
        **rhythm_deeds(say),
        "edit_project": say("change this project"),
        "assign_roles": say("give roles in this project"),
        "set_strand_states": say("update this strand"),
        "submit_deliverable": say("submit this deliverable"),
        "accept_submission": say("accept this submission"),
        "request_changes": say("request changes to this submission"),
        "say_not_needed": say("say that this deliverable is not needed"),
        "ask_for_more_time": say("ask for more time for this deliverable"),
        "answer_request": say("answer this request"),
        "hand_over": say("hand this deliverable over"),
        "report_blocked": say("report this deliverable as blocked"),
        "lift_block": say("say that this is not blocked any more"),
        "reopen_deliverable": say("reopen this deliverable"),
        "request_gate": say("request the gate review"),
        "withdraw_gate": say("withdraw this gate review"),
        "cast_vote": say("vote at this gate"),
        "abstain": say("vote at this gate"),
        "declare_conflict": say("vote at this gate"),
        "hand_vote_over": say("vote at this gate"),
        "submit_score": say("score this stage"),
        "hold_project": say("put this project on hold"),
        "resume_project": say("resume this project"),
        "see_templates": say("see the workflow templates"),
        "import_template": say("import workflow templates"),
        "migrate_template": say("move projects to another version of their workflow"),
        "see_policy": say("read the rules of this workspace"),
        "change_policy": say("change the rules of this workspace"),
        "stop_project": say("stop this project"),
        "override_access": say("read this project"),
        "appoint_lead": say("appoint a lead for this project"),
        "add_deliverable": say("add work to this project"),
        "set_outcome": say("propose how this project is closed"),
        "answer_indicators": say("fill in these figures"),
        "add_improvement": say("add an improvement item"),
        "settle_improvement": say("say what became of this item"),
        "answer_follow_up": say("answer this follow-up evaluation"),
        "skip_follow_up": say("skip this follow-up evaluation"),
    }
    return deeds.get(action) or say("do this")


def _gate_not_met(error: errors.GateNotMet, lens: Lens) -> str:
    lines = [blocker_line(blocker, lens) for blocker in error.blockers]
    heading = lens.say.plural(
        "The gate cannot open yet. {n} thing is in the way:",
        "The gate cannot open yet. {n} things are in the way:",
        len(lines),
    )
    return "\n".join([heading, *lines])


def _illegal_move(error: errors.IllegalMove, lens: Lens) -> str:
    if error.state == HIT_ANSWERED:
        return hit_answered(lens.say)
    return lens.say(
        "This is not possible any more: {state}. `/liandong status` shows what is open.",
        state=_state_words(error.state, lens.say),
    )


def _state_words(state: str, say: Words) -> str:
    """Why something does not fit the present state, as half a sentence."""
    if state in set(Status):
        return say("the project is {status}", status=say.status(Status(state)).lower())
    if state in set(DeliverableState):
        return say("the deliverable is {state}", state=say.state(DeliverableState(state)).lower())
    others = {
        "closed": say("this gate review is over"),
        "gate_open": say("a gate review is open; it must be decided or withdrawn first"),
        "no_sheet": say("this stage has no score sheet"),
        "manned": say("its lead or steering group can still give roles"),
        "answered": say("this question has been answered"),
        "stage_over": say("its stage is over"),
        "not_last": say("the project is not in its last stage yet"),
        "superseded": say("a newer version was submitted"),
        **refusals.linkage_states(say),
        **watch_states(say),
    }
    return others.get(state) or say("the project has moved on")


def _stale(_error: errors.StaleProject, lens: Lens) -> str:
    return lens.say(
        "Somebody changed this project in the meantime. Please look at it again and repeat what you wanted to do."
    )


def _stale_policy(_error: errors.StalePolicy, lens: Lens) -> str:
    return lens.say("Somebody changed the rules in the meantime. `/liandong policy` shows them as they are now.")


def _invalid(error: InvalidFields, lens: Lens) -> str:
    return sentences(*dict.fromkeys(field_problem(code, lens.say) for code in error.fields.values()))


def _busy(_error: errors.DatabaseBusy, lens: Lens) -> str:
    return lens.say("Too much is happening at once and nothing was saved. Please try again in a moment.")


def _unexpected(error: Unexpected, lens: Lens) -> str:
    return lens.say(
        "Something went wrong on our side. Please try again; "
        "if it happens again, tell your administrator the number {reference}.",
        reference=error.reference,
    )


def _other(_error: LiandongError, lens: Lens) -> str:
    """An operator's error: a damaged database, a faulty template."""
    return lens.say("Liandong cannot work at the moment. Your administrator can see why in its log.")


_EXPLAIN: Mapping[type[LiandongError], Callable[[Any, Lens], str]] = MappingProxyType({
    errors.NotFound: _not_found,
    errors.NotAllowed: _not_allowed,
    errors.GateNotMet: _gate_not_met,
    errors.IllegalMove: _illegal_move,
    errors.StaleProject: _stale,
    errors.StalePolicy: _stale_policy,
    errors.InvalidFields: _invalid,
    errors.DatabaseBusy: _busy,
    ImportRefused: refusals.import_refused,
    **dict.fromkeys(FeedError.__subclasses__(), explain_feed),
    Unexpected: _unexpected,
})  # fmt: skip
