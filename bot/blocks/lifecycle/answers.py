"""Private answers to commands and clicks. The larger ones have files of their own and are gathered here."""

from collections.abc import Iterable, Sequence
from itertools import chain

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import work as waiting
from bot.blocks.lifecycle.help import help_, unknown
from bot.blocks.lifecycle.histories import history
from bot.blocks.lifecycle.receipts import receipt
from bot.blocks.lifecycle.status import status
from bot.blocks.lifecycle.work import Entry
from bot.blocks.limits import Block
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import MyWork, ProjectRow

__all__ = ["help_", "history", "listing", "mine", "pick_project", "problem", "receipt", "status", "unknown"]


def listing(rows: Sequence[ProjectRow], lens: Lens, *, more: str, guest: bool = False) -> Message:
    """A page of projects. ``more`` is the id of its last row where there are further ones, else empty."""
    say, sheet = lens.say, Sheet()
    if not rows:
        sheet.tell(
            say("There is no project you may see. Projects are for full members of the workspace, not for guests.")
            if guest
            else say("You have no projects yet. `/liandong new` starts one.")
        )
        return sheet.message()
    sheet.head(say("Projects"))
    for row in rows:
        entry = waiting.project_entry(row, lens)
        if not sheet.add(entry.spoken, *entry.blocks):
            break
    if more:
        sheet.show(kit.actions(kit.button(say("Show more"), Act.LIST_MORE, Ref(extra=more)), block_id="more"))
    return sheet.message()


def pick_project(rows: Sequence[ProjectRow], verb: str, lens: Lens, *, guest: bool = False) -> Message:
    """Which project did they mean? ``verb`` is the command's word; a choice does what it asked for."""
    sheet = Sheet()
    if not rows:
        return listing(rows, lens, more="", guest=guest)
    sheet.tell(lens.say("Which project do you mean?"))
    for row in rows:
        entry = waiting.choice(row, _CHOSEN.get(verb, Act.STATUS), lens)
        if not sheet.add(entry.spoken, *entry.blocks):
            break
    return sheet.message()


_CHOSEN = {
    "status": Act.STATUS, "gate": Act.GATE, "history": Act.HISTORY, "link": Act.FEATURES, "patent": Act.PATENTS,
    "standard": Act.STANDARDS, "contribution": Act.OUTWARDS, "declare": Act.DECLARATIONS, "matrix": Act.MATRIX,
    "docket": Act.DOCKET, "import": Act.IMPORT_ITEMS, "evaluation": Act.EVALUATION,
    "watch": Act.WATCHES, "hit": Act.BRING, "benchmark": Act.BENCHMARKS,
}  # fmt: skip
"""What a verb that needs a project does once it is chosen."""


def mine(work: MyWork, lens: Lens, more: Sequence[Entry] = (), *, beside: Iterable[Block] = ()) -> Message:
    """What waits for one person, most urgent first; the App Home shows it all. ``more`` is of other wings, ``beside``
    buttons about the whole."""
    say, sheet = lens.say, Sheet()
    total = waiting.count(work) + len(more)
    sheet.head(say("My work"))
    if not total:
        sheet.tell(say("Nothing waits for you."))
    shown, group = 0, ""
    for entry in chain(waiting.entries(work, lens), more):
        title = [kit.section(kit.bold(entry.group))] if entry.group != group else []
        spoken = f"{kit.bold(entry.group)}\n{entry.spoken}" if title else entry.spoken
        if not sheet.add(spoken, *title, *entry.blocks):
            break
        shown, group = shown + 1, entry.group
    left = total - shown
    if left:
        sheet.tell(say.plural("And {n} more: see *Home*, at the top of this app.",
                              "And {n} more: see *Home*, at the top of this app.", left))  # fmt: skip
    if row := list(beside):
        sheet.show(kit.actions(*row, block_id="mine"))
    return sheet.message()


def problem(text: str, lens: Lens) -> Message:
    """What went wrong and what to do, in finished words."""
    del lens  # the words are finished; every answer takes one
    return kit.one_section(text)
