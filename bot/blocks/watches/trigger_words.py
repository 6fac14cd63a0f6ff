"""What a trigger means and what it asks for, in words; and why somebody is told on the same day."""

from bot.words import Words
from flows.watches.actions import ActionState
from flows.watches.triggers import Trigger
from flows.watches.urgency import Haste


def happening(trigger: str, say: Words) -> str:
    """What happened, in a few words; a private action that is not for the reader has no name."""
    return {
        Trigger.NEW_WORK_ITEM.value: say("A new work item in our field"),
        Trigger.TEXT_CHANGED.value: say("A new version of a text"),
        Trigger.STAGE_CHANGED.value: say("A standard has a new stage"),
        Trigger.BALLOT_OPEN.value: say("A ballot is open"),
        Trigger.REVIEW_OPEN.value: say("A standard is under review"),
        Trigger.PROPOSAL_REJECTED.value: say("A proposal was rejected"),
        Trigger.DECLARATION_WINDOW.value: say("The time to name patents has begun"),
        Trigger.RIVAL_PUBLICATION.value: say("A patent document of somebody else"),
        Trigger.OWN_PUBLISHED.value: say("Our application is published"),
        Trigger.BLOCKING_LAPSED.value: say("A patent of somebody else has ended"),
        Trigger.RIVAL_DECLARATION.value: say("Somebody declared a patent"),
        Trigger.OPPOSITION_WINDOW.value: say("A European patent can be opposed"),
        Trigger.ADVERSE_EVENT.value: say("Bad news about our own patent"),
        Trigger.BELOW_STANDARD.value: say("Our value is worse than the standard's"),
        Trigger.BELOW_RIVAL.value: say("A rival's value is better than ours"),
        Trigger.ABOVE_ALL.value: say("Our value is better than the standard and every rival"),
        Trigger.RIVAL_ADOPTS.value: say("A rival measures by our standard"),
    }.get(trigger, say("Something for the patent lead"))


def request(trigger: Trigger, say: Words) -> str:
    """What the reader is asked to do."""
    return {
        Trigger.NEW_WORK_ITEM: say("Decide whether to join or to comment, and add it to the register if so."),
        Trigger.TEXT_CHANGED: say("Check the rows of the claim chart again; `/liandong matrix` shows which."),
        Trigger.STAGE_CHANGED: say("Look at what changed; rows of the claim chart on it must be checked again."),
        Trigger.BALLOT_OPEN: say("Decide how to vote. The closing day stands in `/liandong docket`."),
        Trigger.REVIEW_OPEN: say("Decide: confirm, revise or withdraw."),
        Trigger.PROPOSAL_REJECTED: say("Decide whether to take it to another body. What was proposed counts as shown."),
        Trigger.DECLARATION_WINDOW: say("Decide which patents are named or excluded, before the time is over."),
        Trigger.RIVAL_PUBLICATION: say("Check what it means for our novelty and our freedom to operate."),
        Trigger.OWN_PUBLISHED: say("Check the dates that follow; from now on everybody can read it."),
        Trigger.BLOCKING_LAPSED: say("Check whether we are free now, and whether it can come back to life."),
        Trigger.RIVAL_DECLARATION: say("Put it into the landscape, and check whether we read on it."),
        Trigger.OPPOSITION_WINDOW: say("Decide whether to oppose, before the window closes."),
        Trigger.ADVERSE_EVENT: say("Check it at once with the office's register; some losses can be put right for a "
                                   "short time only."),
        Trigger.BELOW_STANDARD: say("Plan how to reach the standard's value, or say why not."),
        Trigger.BELOW_RIVAL: say("Plan how to catch up, or say why not."),
        Trigger.ABOVE_ALL: say("Consider proposing a higher requirement, or a claim to be a front-runner (领跑者)."),
        Trigger.RIVAL_ADOPTS: say("Consider offering a licence."),
    }[trigger]  # fmt: skip


def haste(code: str, say: Words) -> str:
    """Why it could not wait for the digest; empty text for no haste."""
    return {
        Haste.ADVERSE_EVENT.value: say("It cannot wait: rights may be lost."),
        Haste.BALLOT_OPENS.value: say("It cannot wait: the ballot has begun."),
        Haste.CLOSES_SOON.value: say("It cannot wait: it closes within 14 days."),
        Haste.OWN_DEADLINE.value: say("It cannot wait: one of our own dates is near."),
    }.get(code, "")


def state(code: ActionState, say: Words) -> str:
    return {
        ActionState.OPEN: say("to be done"),
        ActionState.WORK: say("a deliverable now"),
        ActionState.DONE: say("done"),
        ActionState.DROPPED: say("not to be done"),
    }[code]
