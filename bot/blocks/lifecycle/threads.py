"""One line under a kept message: what a team wants to know, and what concerns one person."""

from collections.abc import Mapping, Sequence

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import evaluations, minutes, parts
from bot.blocks.lifecycle.sentences import happened
from bot.blocks.limits import Block
from flows.lifecycle.minutes import minutes_of
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.notices import Scalar

Params = Mapping[str, Scalar]


def reply(params: Params, card: ProjectCard, lens: Lens, lines: Sequence[HistoryLine] = ()) -> Message:
    """A line under the headline card. A restricted project says nothing but its stage there.

    A decided gate gets its minutes, from ``lines``, the history of the project's gates.
    """
    say = lens.say
    if parts.hidden_in_channels(card):
        return kit.one_section(say("{key} has changed · {stage}", key=card.key, stage=lens.stage_words(card)))
    decided = minutes_of(lines, str(params.get("gate_id"))) if params["event"] == "GateDecided" else None
    if decided is not None:
        return minutes.message(decided, card, lens)
    text = _sentence(params, card, lens)
    if params["event"] == "VoteCast" and card.gate is not None:
        text = f"{text} · {parts.votes_line(card, lens)}"
    return kit.one_section(text)


def told(params: Params, card: ProjectCard, user_id: str, lens: Lens) -> Message:
    """A line to one person. No buttons but what nothing else shows: those of the prompt above are kept up to date,
    these would not be."""
    say, d = lens.say, _subject(params, card)
    text = _sentence(params, card, lens)
    if d is not None and d.assignee == user_id and params["event"] in _ABOUT_YOUR_WORK:
        text = f"{text}\n{parts.deliverable_line(d, lens, with_assignee=False)}"
    voted = card.gate is not None and any(vote.voter == user_id for vote in card.gate.votes)
    if params["event"] == "DeliverableSubmitted" and voted:
        text = f"{text}\n" + say("This came after your vote. The ballot above shows it; there you can vote again.")
    elif params["event"] in _FOR_REVIEW:
        text = f"{text}\n" + say("It waits for you in the message above.")
    return kit.one_section(
        say("{project} · {text}", project=kit.bold(card.key), text=text), *_answers(params, card, lens)
    )


def _answers(params: Params, card: ProjectCard, lens: Lens) -> list[Block]:
    """A way to answer what has no prompt of its own: an improvement item, a follow-up evaluation."""
    if params["event"] == "ImprovementAdded":
        item = card.evaluation.improvement(str(params["improvement_id"]))
        return [evaluations.settle_button(card.id, item, lens)] if item else []
    if params["event"] == "FollowUpOpened":
        found = card.evaluation.follow_up(int(str(params["months"])))
        return [evaluations.follow_up_button(card.id, found, lens)] if found else []
    return []


_ABOUT_YOUR_WORK = frozenset({
    "ChangesRequested", "RequestDeclined", "DueDateChanged", "DeliverableHandedOver", "DeliverableReopened",
})  # fmt: skip
"""Events after which the assignee wants to see what is now due when."""
_FOR_REVIEW = frozenset({"DeliverableSubmitted", "WaiverAsked", "MoreTimeAsked"})
"""Events that a reviewer is told of where their message had nothing left to do."""


def _sentence(params: Params, card: ProjectCard, lens: Lens) -> str:
    d = _subject(params, card)
    title = d.title if d else None
    return happened(str(params["event"]), params, by=str(params["by"]), title=title, card=card, lens=lens)


def _subject(params: Params, card: ProjectCard) -> Deliverable | None:
    return next((d for d in card.deliverables if d.id == params.get("deliverable_id")), None)
