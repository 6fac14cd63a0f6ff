"""What happened in a project since the last digest and what comes next; silence where there is nothing."""

from bot.blocks import kit
from bot.blocks.kit import Message, bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.sentences import happened
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.names import AWAITING_ASSIGNEE

_MOST = 8


def project(card: ProjectCard, lines: tuple[HistoryLine, ...], lens: Lens) -> Message | None:
    """``lines`` are the events since the last digest, newest first.

    None: nothing to say, or nothing that a channel may hear.
    """
    say = lens.say
    waiting = sorted((d for d in card.deliverables if d.state in AWAITING_ASSIGNEE), key=lambda d: d.due)
    live = waiting if parts.is_open(card) else []
    overdue = [d for d in live if d.due < lens.today]
    due = [d for d in live if 0 <= (d.due - lens.today).days <= parts.DUE_SOON]
    votes = parts.votes_line(card, lens)
    if not (lines or overdue or due or votes) or parts.hidden_in_channels(card):
        return None
    sheet = Sheet()
    sheet.head(parts.heading(card))
    sheet.tell(parts.stage_line(card, lens), parts.status_line(card, lens))
    moved = [
        f"• {happened(x.event, x.params, by=x.by, title=x.deliverable_title, card=card, lens=lens)}"
        for x in lines[:_MOST]
    ]
    _part(sheet, say("What moved"), moved, len(lines), lens)
    _part(sheet, say("Overdue"), _lines(overdue, lens), len(overdue), lens)
    _part(sheet, say("Due in the next {n} days", n=parts.DUE_SOON), _lines(due, lens), len(due), lens)
    sheet.tell(votes)
    look = kit.button(say("Status"), Act.STATUS, Ref(project_id=card.id), label=say("Status of {key}", key=card.key))
    sheet.show(kit.actions(look, block_id="digest"))
    return sheet.message()


def _lines(deliverables: list[Deliverable], lens: Lens) -> list[str]:
    return [parts.deliverable_line(d, lens) for d in deliverables[:_MOST]]


def _part(sheet: Sheet, title: str, lines: list[str], total: int, lens: Lens) -> None:
    if lines:
        sheet.tell(bold(title), *lines, parts.left_out(total - len(lines), lens))
