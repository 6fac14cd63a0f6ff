"""How an open gate decides, who sits in whose place, and what the others voted, where that may be told."""

from bot.blocks.kit import bold, person, sentences
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts, policy_words
from flows.lifecycle.project import Deliverable, Gate, Vote
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.voting import veto_holders
from flows.names import HideVotes, VoteRule


def rule_lines(card: ProjectCard, gate: Gate, lens: Lens) -> list[str]:
    """When a decision falls, and the tie rule."""
    say, spec = lens.say, lens.template(card).stage(gate.stage).gate
    rules = spec.voting
    total = len(gate.gatekeepers)
    rule = {
        VoteRule.ANY: say("Decided as soon as one gatekeeper votes."),
        VoteRule.ALL: say("Decided when all who do not abstain agree."),
        VoteRule.MAJORITY: say("Decided when more than half of the {total} gatekeepers agree.", total=total),
        VoteRule.N_OF_M: say(
            "Decided when {needed} of the {total} gatekeepers agree.", needed=rules.needed, total=total
        ),
        VoteRule.SCORE: say("Decided when votes with {percent}% of all weight agree.", percent=rules.threshold),
    }[rules.rule]
    tie = say(
        "A tie decides nothing until somebody changes a vote; "
        "of two decisions with enough votes the more cautious one counts."
    )
    holders = veto_holders(card, gate, spec)
    veto = say("No go without {people}.", people=parts.everyone(holders, lens, 4)) if holders else ""
    sheet = say("A go needs {percent}% of the score sheet on average, and no strand below half of its weight.",
                percent=rules.sheet_threshold) if rules.sheet_threshold else ""  # fmt: skip
    return [line for line in (sentences(rule, tie), veto, sheet, _house(gate, lens)) if line]


def _house(gate: Gate, lens: Lens) -> str:
    """What the workspace demands beyond the workflow; empty text where nothing."""
    say, house, said = lens.say, gate.house, []
    if house is None:
        return ""
    if house.floor is not None:
        said.append(say("to pass, at least {who} must agree", who=policy_words.floor(house.floor, lens)))
    if house.quorum:
        said.append(say.plural("at least {n} vote for passing", "at least {n} votes for passing", house.quorum))
    if house.legal_veto:
        said.append(say("no go without legal"))
    return say("Rules of this workspace: {rules}", rules=" · ".join(said)) if said else ""


def proposal_line(card: ProjectCard, gate: Gate, lens: Lens) -> str:
    """What whoever requested the gate would like it to decide."""
    if gate.proposal is None:
        return ""
    decision = lens.decision(card, gate.stage, gate.proposal)
    return lens.say("{by} proposes: *{decision}*", by=person(gate.requested_by), decision=decision)


def seat_lines(gate: Gate, lens: Lens) -> list[str]:
    """Who abstains, who stepped aside, and who votes for whom."""
    say, lines = lens.say, []
    if gate.abstained:
        lines.append(say("Abstains: {people}", people=parts.everyone(gate.abstained, lens, 6)))
    if gate.recused:
        lines.append(say("Conflict of interest, no vote: {people}", people=parts.everyone(gate.recused, lens, 6)))
    lines += [
        say("{deputy} votes in place of {person}", deputy=person(deputy), person=person(principal))
        for deputy, principal in gate.deputies
    ]
    return lines


def own_vote_lines(card: ProjectCard, gate: Gate, user_id: str, lens: Lens) -> list[str]:
    """What this person has voted, and what has changed since."""
    say, own = lens.say, own_vote(gate, user_id)
    if own is None:
        return [say("You abstain. You can still vote.")] if user_id in gate.abstained else []
    decision = lens.decision(card, gate.stage, own.decision)
    lines = [say("You voted *{decision}*. You can change it until the gate is decided.", decision=decision)]
    lines += [
        "• " + say("{text} · {person} · {due}", text=parts.comment_line(each.text), person=person(each.owner),
                   due=lens.due(each.due))
        for each in own.conditions
    ]  # fmt: skip
    if any(changed_after(d, own) for d in card.in_stage(gate.stage)):
        lines.append(bold(say("Something has changed after your vote. Look at it, and vote again if you like.")))
    return lines


def own_vote(gate: Gate, user_id: str) -> Vote | None:
    return next((vote for vote in gate.votes if vote.voter == user_id), None)


def changed_after(deliverable: Deliverable, vote: Vote | None) -> bool:
    """Whether a version was handed in after a vote."""
    return vote is not None and bool(deliverable.submissions) and deliverable.submissions[-1].at > vote.at


def other_votes(card: ProjectCard, gate: Gate, user_id: str, lens: Lens) -> list[str]:
    """What the others voted, once this person has said something, where the template hides votes no longer."""
    rules = lens.template(card).stage(gate.stage).gate.voting
    if rules.hide_votes is not HideVotes.UNTIL_VOTED or user_id in gate.silent:
        return []
    return [
        "• " + lens.say("{person}: *{decision}*", person=person(vote.voter),
                        decision=lens.decision(card, gate.stage, vote.decision))
        for vote in gate.votes if vote.voter != user_id
    ]  # fmt: skip
