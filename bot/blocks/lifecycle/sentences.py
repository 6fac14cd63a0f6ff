"""Every event of a project as one sentence, for threads, digests and the history.

Values come as events keep them: JSON values in a history line, scalars only in a notice. What is not there is left
out of the sentence.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.blocks.kit import inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle import sentences_asking as asking
from bot.blocks.lifecycle import sentences_closing as closing
from bot.blocks.lifecycle.happening import Happening, Values, count_of
from bot.blocks.linkage.sentences import SENTENCES, recorded
from bot.blocks.rhythm import chronicle
from bot.blocks.rhythm.chronicle import SCHEDULE_SENTENCES
from bot.blocks.watches.acting_sentences import ACTION_SENTENCES
from bot.blocks.watches.sentences import WATCH_SENTENCES, Told, told
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Bilingual, Outcome, Strand


def happened(event: str, values: Values, *, by: str, title: Bilingual | None, card: ProjectCard, lens: Lens) -> str:
    """What an event says, with who did it. ``by`` is a user id."""
    if event in ACTION_SENTENCES:
        return ACTION_SENTENCES[event](Told(values, parts.who(by, lens), lens))
    if event in WATCH_SENTENCES:
        return told(event, values, by=parts.who(by, lens), lens=lens)
    if event in SCHEDULE_SENTENCES:
        return chronicle.told(event, values, by=parts.who(by, lens), lens=lens)
    if event in SENTENCES:
        about = lens.say.pick(title) if title else ""
        return recorded(event, values, by=parts.who(by, lens), lens=lens, about=about)
    shown = inline(lens.say.pick(title)) if title else lens.say("a deliverable")
    return _SENTENCES[event](Happening(values, parts.who(by, lens), shown, card, lens))


def _created(h: Happening) -> str:
    return h.lens.say("{by} created the project", by=h.by)


def _edited(h: Happening) -> str:
    return h.lens.say("{by} edited the project's details", by=h.by)


def _roles(h: Happening) -> str:
    return h.lens.say("{by} changed who holds which role", by=h.by)


def _strands(h: Happening) -> str:
    say = h.lens.say
    states = [
        say("{strand}: {state}", strand=say.strand(Strand(strand)), state=say.strand_state(Strand(strand), code))
        for strand, code in h.values.get("states") or ()
    ]
    if not states:
        return say("{by} updated the strand states", by=h.by)
    return say("{by} updated the strand states: {states}", by=h.by, states=" · ".join(states))


def _stage_entered(h: Happening) -> str:
    return h.lens.say("The project entered the stage *{stage}*", stage=h.stage())


def _added(h: Happening) -> str:
    return h.lens.say("{by} added *{title}* to the work of this stage", by=h.by, title=h.title)


def _submitted(h: Happening) -> str:
    return h.lens.say("{by} submitted *{title}*, version {number}", by=h.by, title=h.title, number=h.values["number"])


def _accepted(h: Happening) -> str:
    return h.lens.say("{by} accepted *{title}*, version {number}", by=h.by, title=h.title, number=h.values["number"])


def _changes(h: Happening) -> str:
    return h.lens.say("{by} requested changes to *{title}*", by=h.by, title=h.title) + h.reason("comment")


def _waived(h: Happening) -> str:
    return h.lens.say("{by} waived *{title}*", by=h.by, title=h.title) + h.reason()


def _due_changed(h: Happening) -> str:
    return h.lens.say("{by} moved the due date of *{title}* to {day}", by=h.by, title=h.title, day=h.day("due"))


def _handed_over(h: Happening) -> str:
    text = h.lens.say("{by} handed *{title}* over to {to}", by=h.by, title=h.title, to=h.person("to"))
    return text + h.reason()


def _reopened(h: Happening) -> str:
    return h.lens.say("{by} reopened *{title}*", by=h.by, title=h.title) + h.reason()


def _gate_requested(h: Happening) -> str:
    return h.lens.say("{by} requested the gate review of *{stage}*", by=h.by, stage=h.stage()) + h.reason("note")


def _gate_withdrawn(h: Happening) -> str:
    return h.lens.say("{by} withdrew the gate review", by=h.by)


def _voted(h: Happening) -> str:
    """Who, and only after the gate is closed also what."""
    say, gate = h.lens.say, h.card.gate
    vote = h.values.get("vote")
    if vote and (gate is None or gate.id != h.values.get("gate_id")):
        decision = h.decision(vote["decision"])
        comment = parts.comment_line(str(vote.get("comment") or ""))
        text = say("{by} voted *{decision}*", by=h.by, decision=decision)
        return text + (say(": {reason}", reason=comment) if comment else "")
    return say("{by} voted on the gate", by=h.by)


def _scored(h: Happening) -> str:
    """Who, never how many points: the sheet itself says who may read those."""
    say, number = h.lens.say, int(h.values.get("number") or 1)
    if number > 1:
        return say("{by} changed their scores of *{stage}*, version {number}", by=h.by, stage=h.stage(), number=number)
    return say("{by} scored *{stage}*", by=h.by, stage=h.stage())


def _abstained(h: Happening) -> str:
    return h.lens.say("{by} abstains at the gate", by=h.by) + h.reason()


def _conflict(h: Happening) -> str:
    return h.lens.say("{by} has a conflict of interest and gives up the vote", by=h.by) + h.reason()


def _vote_handed_over(h: Happening) -> str:
    return h.lens.say("{by} handed the vote at this gate to {to}", by=h.by, to=h.person("to")) + h.reason()


def _gatekeeper_left(h: Happening) -> str:
    return h.lens.say("{person} does not vote at this gate any more", person=h.person("user_id"))


def _conditions(h: Happening) -> str:
    """A notice carries how many conditions there are, a line of the history the conditions themselves."""
    found = h.values.get("deliverables")
    count = found if isinstance(found, int) else len(found or ())
    return h.lens.say.plural(
        "The gate sets {n} condition; it must be met before the next gate",
        "The gate sets {n} conditions; they must be met before the next gate",
        count,
    )


def _took_over(h: Happening) -> str:
    return h.lens.say("{key} was merged into this project", key=inline(str(h.values["other_key"])))


def _decided(h: Happening) -> str:
    decision = h.decision(h.values["decision"])
    text = h.lens.say("The gate of *{stage}* is decided: *{decision}*", stage=h.stage(), decision=decision)
    return text + h.reason("comments")


def _held(h: Happening) -> str:
    say = h.lens.say
    if h.values.get("until"):
        return say("{by} put the project on hold until {day}", by=h.by, day=h.day("until")) + h.reason()
    return say("{by} put the project on hold", by=h.by) + h.reason()


def _resumed(h: Happening) -> str:
    return h.lens.say("{by} resumed the project", by=h.by)


def _stopped(h: Happening) -> str:
    into = h.values.get("merged_key")
    if into:
        return h.lens.say("The project is merged into {key}", key=inline(str(into))) + h.reason()
    return h.lens.say("{by} stopped the project", by=h.by) + h.reason()


def _completed(h: Happening) -> str:
    text = h.lens.say("The project is completed: it has passed its last gate")
    outcome = h.values.get("outcome")
    return f"{text} · {h.lens.say.outcome(Outcome(str(outcome)))}" if outcome else text


def _migrated(h: Happening) -> str:
    """Counts come as numbers in a notice, and as the things themselves in a history line."""
    say = h.lens.say
    counts = {name: count_of(h.values.get(name)) for name in ("added", "retired", "released")}
    parts = [
        say.plural("{n} deliverable added", "{n} deliverables added", counts["added"]),
        say.plural("{n} not asked for any more", "{n} not asked for any more", counts["retired"]),
        say.plural("{n} not required any more", "{n} not required any more", counts["released"]),
    ]
    said = [part for part, count in zip(parts, counts.values(), strict=True) if count]
    text = say("{by} moved the project to version {number} of its workflow", by=h.by, number=h.values["to_version"])
    return text + (say(": {reason}", reason=" · ".join(said)) if said else "")


def _overridden(h: Happening) -> str:
    say, until = h.lens.say, h.values.get("until")
    if not until:
        return say("{by} may read this project as administrator", by=h.by) + h.reason()
    when = say.when(datetime.fromisoformat(str(until)))
    return say("{by} may read this project as administrator until {when}", by=h.by, when=when) + h.reason()


def _appointed(h: Happening) -> str:
    return (
        h.lens.say("{by} appointed {to} as project lead, as administrator", by=h.by, to=h.person("lead")) + h.reason()
    )


_SENTENCES: Mapping[str, Callable[[Happening], str]] = {
    "ProjectCreated": _created,
    "ProjectEdited": _edited,
    "RolesChanged": _roles,
    "StrandStatesChanged": _strands,
    "StageEntered": _stage_entered,
    "DeliverableAdded": _added,
    "DeliverableSubmitted": _submitted,
    "SubmissionAccepted": _accepted,
    "ChangesRequested": _changes,
    "DeliverableWaived": _waived,
    "WaiverAsked": asking.waiver_asked,
    "MoreTimeAsked": asking.more_time,
    "RequestDeclined": asking.declined,
    "DueDateChanged": _due_changed,
    "DeliverableHandedOver": _handed_over,
    "DeliverableReopened": _reopened,
    "GateRequested": _gate_requested,
    "GateWithdrawn": _gate_withdrawn,
    "VoteCast": _voted,
    "ScoreSubmitted": _scored,
    "GateDecided": _decided,
    "VoteAbstained": _abstained,
    "ConflictDeclared": _conflict,
    "VoteHandedOver": _vote_handed_over,
    "GatekeeperLeft": _gatekeeper_left,
    "ConditionsSet": _conditions,
    "ProjectTookOver": _took_over,
    "ProjectHeld": _held,
    "ProjectResumed": _resumed,
    "ProjectStopped": _stopped,
    "ProjectCompleted": _completed,
    "TemplateMigrated": _migrated,
    "AccessOverridden": _overridden,
    "LeadAppointed": _appointed,
    "OutcomeProposed": closing.outcome_proposed,
    "IndicatorsAnswered": closing.indicators_answered,
    "DeliverableBlocked": asking.blocked,
    "BlockLifted": asking.block_lifted,
    "ImprovementAdded": closing.improvement_added,
    "ImprovementSettled": closing.improvement_settled,
    "FollowUpOpened": closing.follow_up_opened,
    "FollowUpAnswered": closing.follow_up_answered,
    "FollowUpSkipped": closing.follow_up_skipped,
    "ProjectFollows": closing.follows,
    "ProjectFollowed": closing.followed,
}
"""A sentence for every event of ``flows/lifecycle/events.py``; a test compares the two."""
