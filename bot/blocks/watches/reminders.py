"""What the clock says about watches: hits wait for an answer, a source cannot be read, a watch has reached its end."""

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, sentences
from bot.blocks.lens import Lens
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Scalar
from flows.watches.judging import NOISY
from flows.watches.outages import FAILING, RECOVERED
from flows.watches.upkeep import EXPIRED, UNANSWERED
from flows.watches.watches import Watch

EVENTS = frozenset({UNANSWERED, FAILING, RECOVERED, EXPIRED, NOISY})


def told(params: Mapping[str, Scalar], card: ProjectCard, watch: Watch, lens: Lens, *, waiting: int) -> Message | None:
    """``waiting`` is how many hits of the watch wait now; None where none does any more."""
    say, ref = lens.say, Ref(project_id=card.id, item_id=watch.id)
    name = bold(inline(watch.name, 100))
    show = kit.button(say("Show"), Act.WATCH, ref)
    match params["event"]:
        case "HitsUnanswered" if not waiting:
            return None
        case "HitsUnanswered":
            text = say.plural("{n} hit of the watch {name} waits for an answer.",
                              "{n} hits of the watch {name} wait for an answer.", waiting, name=name)  # fmt: skip
            if params.get("private"):
                text = sentences(text, say("It is about patents: the patent lead and legal answer it."))
            row = [kit.button(say("Show"), Act.HITS, Ref(project_id=card.id), style="primary")]
        case "SourceFailing":
            source = f"`{inline(str(params['source']), 100).replace('`', '')}`"
            text = say(
                "{source} cannot be read for more than a day, so the watch {name} sees nothing of it. "
                "Liandong goes on asking; your administrator can see why.",
                source=source,
                name=name,
            )
            row = [show]
        case "SourceRecovered":
            source = f"`{inline(str(params['source']), 100).replace('`', '')}`"
            text = say(
                "{source} can be read again. What changed meanwhile comes as hits of the watch {name}.",
                source=source, name=name,
            )  # fmt: skip
            row = [show]
        case "WatchNoisy":
            text = say("{noise} of {answered} answered hits of the watch {name} were not relevant. Please narrow it, "
                       "or end it: then what matters is seen.", noise=int(params["noise"] or 0),
                       answered=int(params["answered"] or 0), name=name)  # fmt: skip
            row = [kit.button(say("Change what it looks for"), Act.WATCH_EDIT, ref, style="primary"),
                   kit.button(say("End"), Act.WATCH_END, ref), show]  # fmt: skip
        case _:
            text = say("The watch {name} has ended: its last day is over.", name=name)
            row = [kit.button(say("Look again"), Act.WATCH_RESUME, ref), show]
    return kit.one_section(say("{project} · {text}", project=bold(card.key), text=text), *row)
