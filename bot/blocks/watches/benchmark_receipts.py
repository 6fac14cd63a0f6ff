"""What a person has just done to a benchmark, in a sentence, and what it set going."""

from collections.abc import Mapping

from bot.blocks.kit import sentences
from bot.blocks.lens import Lens
from bot.vocabulary import Say
from flows.ports import Receipt


def news(done: Receipt, lens: Lens) -> str:
    """Finished mrkdwn."""
    say = lens.say
    if not done.events:
        return say("Nothing had to change: it is already so.")
    opened = int(str(done.params.get("opened") or 0))
    told = [texts(say)[done.command]]
    if done.params.get("work"):
        told.append(say("It is below the standard: that is now a deliverable of the present stage."))
    elif opened:
        text = say.plural("{n} thing to do comes of it; `/liandong watch actions` shows it.",
                          "{n} things to do come of it; `/liandong watch actions` shows them.", opened)  # fmt: skip
        told.append(text)
    return sentences(*told)


def texts(say: Say) -> Mapping[str, str]:
    """A sentence for every command."""
    return {
        "NoteIndicator": say("The indicator is noted."),
        "NoteValue": say("The value is noted."),
        "TakeValueBack": say("The value counts no more. It stays in the list."),
        "PutValueBack": say("The value counts again."),
        "RetireIndicator": say("Whether it is compared has changed."),
    }
