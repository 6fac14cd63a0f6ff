"""What a person has just done in a register, confirmed to that person in a sentence or two."""

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.words import Words
from flows.lifecycle.readmodels import ProjectCard
from flows.ports import Receipt


def receipt(receipt: Receipt, card: ProjectCard | None, lens: Lens) -> Message:
    """``card`` is the project, where the caller has it at hand."""
    say = lens.say
    text = texts(say)[receipt.command] if receipt.events else say("Nothing had to change: it is already so.")
    lines = [f"{kit.bold(parts.named(card.key, card.name) if card else receipt.project_key)}\n{text}"]
    if "DocketRecorded" in receipt.events:
        lines.append(say("The dates that follow from it are computed: `/liandong docket` shows them."))
    if "RowsToRecheck" in receipt.events:
        lines.append(say("Rows of the claim chart must be checked again: `/liandong matrix` shows which."))
    return kit.one_section("\n".join(lines))


def texts(say: Words) -> dict[str, str]:
    """A sentence for every command of ``flows/linkage/commands.py``; a test compares the two."""
    return {
        "RecordFeature": say("The feature is recorded."),
        "ClearFeature": say("It is written down, with your name."),
        "RecordFamily": say("The patent is recorded."),
        "RecordApplication": say("The filing is recorded."),
        "RecordClaims": say("The claims are recorded."),
        "RecordStandard": say("The standard is recorded."),
        "RecordClauses": say("The clauses are recorded."),
        "NoteNewText": say("The new version is noted."),
        "PlanOutward": say("The plan is recorded."),
        "AskClearance": say("It is checked."),
        "DecideClearance": say("Your decision is recorded, and whoever asked hears of it."),
        "MakeOutward": say("It is recorded that it went out."),
        "WithdrawOutward": say("It is called off."),
        "NoteReception": say("What the body said is recorded."),
        "Declare": say("The declaration is recorded. It can only be replaced by one that promises more."),
        "RecordLicence": say("The licence is recorded."),
        "RecordReward": say("The reward is recorded."),
        "TieItems": say("The two entries are linked."),
        "UntieItems": say("The link is removed."),
        "CheckRow": say("The row is checked."),
        "CloseDocketItem": say("The date is closed. A date of the law waits for a second person to confirm it."),
        "ConfirmDocketItem": say("The date is confirmed."),
        "DropDocketItem": say("The date is let pass, with your reason."),
        "ReopenDocketItem": say("The date is open again."),
        "ImportItems": say("Everything in the list is recorded."),
    }
