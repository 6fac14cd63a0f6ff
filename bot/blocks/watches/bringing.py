"""The dry run of a file of hits: what its columns are taken for, examples, and what is wrong line by line."""

from dataclasses import dataclass
from typing import Any

from bot.blocks import kit
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.errors_feeds import explain_feed
from bot.ids import Form, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.watches.errors import UnreadableRecord
from flows.watches.observations import Observation
from flows.watches.watches import Watch

PROBLEMS = 15


@dataclass(frozen=True, slots=True)
class Trial:
    """What would come of a file. ``used``: field and the header it stands under; ``unused``: headers of no field."""

    readable: int
    faults: tuple[UnreadableRecord, ...]
    used: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    examples: tuple[Observation, ...]


def dry_run(card: ProjectCard, watch: Watch, trial: Trial, draft: str, lens: Lens) -> dict[str, Any]:
    """With something to confirm only where every line can be read."""
    say = lens.say
    head = f"{parts.named(card.key, card.name)}\n{kit.inline(watch.name, 100)}"
    columns = say("Columns: {columns}", columns=", ".join(
        f"`{kit.inline(header, 40)}` → {field}" for field, header in trial.used))  # fmt: skip
    unused = say("Not used: {columns}", columns=", ".join(kit.inline(name, 40) for name in trial.unused[:20]))
    blocks = [kit.section(head), *kit.sections("\n".join([columns, *([unused] if trial.unused else [])]))]
    if trial.faults or not trial.readable:
        lines = [explain_feed(fault, lens) for fault in trial.faults[:PROBLEMS]] or [say("There is nothing in it.")]
        left = parts.left_out(max(0, len(trial.faults) - PROBLEMS), lens)
        blocks += kit.sections("\n".join(filter(None, [*lines, left])))
        blocks.append(kit.note(say("Nothing was imported. Correct the list and send it again.")))
        return kit.modal(Form.INFO, say("What is wrong"), blocks, ref=Ref(), close=say("Close"))
    examples = [f"• {kit.inline(seen.subject.ref, 80)} {kit.inline(str(getattr(seen.subject, 'title', '') or ''), 120)}"
                for seen in trial.examples]  # fmt: skip
    count = say.plural("{n} hit would come in.", "{n} hits would come in.", trial.readable)
    blocks += kit.sections("\n".join([kit.bold(count), *examples]))
    blocks.append(kit.note(say("Nothing is imported yet. All of it comes in, or nothing.")))
    return kit.modal(Form.BRING_KEEP, say("What would come in"), blocks, ref=Ref(project_id=card.id, extra=draft),
                     submit=say("Import"), close=say("Cancel"))  # fmt: skip
