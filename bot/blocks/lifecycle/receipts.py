"""What a person has just done, confirmed to that person in a sentence or two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import Message, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from flows.lifecycle.permissions import asked_to_review
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Decision
from flows.ports import Receipt


@dataclass(frozen=True, slots=True)
class Done:
    """A receipt as its sentence needs it."""

    receipt: Receipt
    card: ProjectCard | None
    lens: Lens

    @property
    def deliverable(self) -> Deliverable | None:
        wanted = self.receipt.params.get("deliverable_id")
        return next((d for d in self.card.deliverables if d.id == wanted), None) if self.card else None

    @property
    def title(self) -> str:
        """The deliverable's title, or a word for it where the card does not show it."""
        return parts.title(self.deliverable, self.lens) if self.deliverable else self.lens.say("the deliverable")

    def has(self, *events: str) -> bool:
        return any(event in self.receipt.events for event in events)


def receipt(receipt: Receipt, card: ProjectCard | None, lens: Lens) -> Message:
    """``card`` is the project after the change, where the caller has it at hand."""
    say = lens.say
    done = Done(receipt, card, lens)
    text = _TEXTS[receipt.command](done) if receipt.events else say("Nothing had to change: it is already so.")
    name = parts.named(card.key, card.name) if card else receipt.project_key
    lines = [f"{kit.bold(name)}\n{text}"]
    if done.has("GateDecided") and card is not None:
        lines.append(_outcome(done, card))
    return kit.one_section("\n".join(lines))


def _outcome(done: Done, card: ProjectCard) -> str:
    """Where the project stands after a gate that this very vote decided."""
    status = parts.status_line(card, done.lens)
    return status or done.lens.stage_words(card)


def _created(done: Done) -> str:
    say, card = done.lens.say, done.card
    if card is None or not card.channel_id:
        return say("The project is created and its first stage has begun. Its card is in your messages with me.")
    return say("The project is created and its first stage has begun. Its card is in {channel}; if it does not "
               "appear there, invite me with `/invite`.", channel=f"<#{card.channel_id}>")  # fmt: skip


def _edited(done: Done) -> str:
    return done.lens.say("The details are saved.")


def _roles(done: Done) -> str:
    return done.lens.say("The roles are saved. Whoever has something to do hears from me.")


def _strands(done: Done) -> str:
    return done.lens.say("The strand states are saved.")


def _submitted(done: Done) -> str:
    say, d = done.lens.say, done.deliverable
    text = say("*{title}* is submitted.", title=done.title)
    by = asked_to_review(done.card, d) if done.card and d else ()
    if not by:
        return text
    return text + "\n" + say("It waits for a review by {people}.", people=parts.everyone(by, done.lens, 3))


def _accepted(done: Done) -> str:
    return done.lens.say("You accepted *{title}*.", title=done.title)


def _changes(done: Done) -> str:
    return done.lens.say("Your comment on *{title}* is on its way; it is open again.", title=done.title)


def _not_needed(done: Done) -> str:
    say = done.lens.say
    if done.has("DeliverableWaived"):
        return say("*{title}* is waived.", title=done.title)
    return say("A reviewer is asked to waive *{title}*. Until there is an answer it stays open.", title=done.title)


def _more_time(done: Done) -> str:
    say = done.lens.say
    if done.has("DueDateChanged"):
        d = done.deliverable
        if d is not None:
            return say("*{title}* is now due {day}.", title=done.title, day=done.lens.day(d.due))
        return say("The due date is moved.")
    return say("A reviewer is asked for more time. Until there is an answer the old date stands.")


def _answered(done: Done) -> str:
    say = done.lens.say
    if done.has("RequestDeclined"):
        return say("You declined the request about *{title}*.", title=done.title)
    return say("You agreed to the request about *{title}*.", title=done.title)


def _handed_over(done: Done) -> str:
    say, d = done.lens.say, done.deliverable
    if d is None:
        return say("It is handed over.")
    return say("*{title}* is now with {person}.", title=done.title, person=kit.person(d.assignee))


def _reopened(done: Done) -> str:
    return done.lens.say("*{title}* is open again.", title=done.title)


def _gate(done: Done) -> str:
    say, card = done.lens.say, done.card
    if card is None or card.gate is None:
        return say("The gate review is requested. The gatekeepers are asked to vote.")
    people = parts.everyone(card.gate.gatekeepers, done.lens)
    return say("The gate review is requested. Asked to vote: {people}.", people=people)


def _withdrawn(done: Done) -> str:
    return done.lens.say("The gate review is withdrawn.")


def _voted(done: Done) -> str:
    say, given, card = done.lens.say, done.receipt.params.get("vote"), done.card
    if not given:
        return say("Your vote is counted.")
    decision = Decision(str(given))
    stage = str(done.receipt.params.get("stage") or (card.stage if card else ""))
    words = done.lens.decision(card, stage, decision) if card and stage else say.decision(decision)
    return say("Your vote is counted: *{decision}*.", decision=inline(words))


def _abstained(done: Done) -> str:
    return done.lens.say("You abstain. You can still vote until the gate is decided.")


def _conflict(done: Done) -> str:
    return done.lens.say("Your conflict of interest is on record. You are not asked to vote at this gate.")


def _vote_handed_over(done: Done) -> str:
    to = kit.person(str(done.receipt.params.get("to", "")))
    return done.lens.say("{person} is asked to vote in your place at this gate.", person=to)


def _scored(done: Done) -> str:
    return done.lens.say("Your scores are in. You can change them until the gate is decided.")


def _held(done: Done) -> str:
    return done.lens.say("The project is on hold. Nobody is reminded until it is resumed.")


def _resumed(done: Done) -> str:
    return done.lens.say("The project is active again.")


def _stopped(done: Done) -> str:
    return done.lens.say("The project is stopped. Its history stays readable.")


def _overridden(done: Done) -> str:
    return done.lens.say(
        "You can read it for 24 hours: status, history, versions and exports. "
        "The reason stands in its history, and its lead and steering group are told."
    )


def _appointed(done: Done) -> str:
    return done.lens.say("The new lead is appointed. The reason stands in the history; all members are told.")


_TEXTS: Mapping[str, Callable[[Done], str]] = {
    "CreateProject": _created,
    "EditProject": _edited,
    "AssignRoles": _roles,
    "SetStrandStates": _strands,
    "SubmitDeliverable": _submitted,
    "AcceptSubmission": _accepted,
    "RequestChanges": _changes,
    "SayNotNeeded": _not_needed,
    "AskForMoreTime": _more_time,
    "AnswerRequest": _answered,
    "HandOver": _handed_over,
    "ReopenDeliverable": _reopened,
    "RequestGate": _gate,
    "WithdrawGate": _withdrawn,
    "CastVote": _voted,
    "Abstain": _abstained,
    "DeclareConflict": _conflict,
    "HandVoteOver": _vote_handed_over,
    "SubmitScore": _scored,
    "HoldProject": _held,
    "ResumeProject": _resumed,
    "StopProject": _stopped,
    "OverrideAccess": _overridden,
    "AppointLead": _appointed,
    "SetOutcome": lambda done: done.lens.say("Your proposal is saved; the last gate decides over it."),
    "AnswerIndicators": lambda done: done.lens.say("The figures are saved."),
    "AddDeliverable": lambda done: done.lens.say("The deliverable is added, and its assignee hears of it."),
    "AddImprovement": lambda done: done.lens.say("The improvement item is saved, and its owner hears of it."),
    "SettleImprovement": lambda done: done.lens.say("The improvement item is up to date."),
    "ReportBlocked": lambda done: done.lens.say("The lead hears at once that this is blocked, and why."),
    "LiftBlock": lambda done: done.lens.say("It is not blocked any more."),
    "AnswerFollowUp": lambda done: done.lens.say("The follow-up evaluation is on record."),
    "SkipFollowUp": lambda done: done.lens.say(
        "The follow-up evaluation is skipped. Answering it later is still possible."
    ),
}
"""A sentence for every command of ``flows/lifecycle/commands.py``; a test compares the two."""
