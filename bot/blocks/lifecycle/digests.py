"""What the lifecycle says in the digest of a project."""

from collections.abc import Iterator, Sequence

from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.buttons import work_ref
from bot.blocks.lifecycle.sentences import happened
from bot.blocks.rhythm.digest import Line, Part
from bot.ids import Act, Ref
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.names import AWAITING_ASSIGNEE


def standing(card: ProjectCard, lens: Lens) -> Part:
    """Stage and status. It never makes a digest by itself."""
    lines = (parts.stage_line(card, lens), parts.status_line(card, lens))
    look = (lens.say("Status"), Act.STATUS, Ref(project_id=card.id))
    return Part(lines=tuple(Line(text) for text in lines if text), quiet=True, deeds=(look,))


def moved(card: ProjectCard, lines: Sequence[HistoryLine], lens: Lens) -> Part:
    """``lines`` are the events of the slot, newest first."""
    told = [happened(x.event, x.params, by=x.by, title=x.deliverable_title, card=card, lens=lens) for x in lines]
    read = (lens.say("History"), Act.HISTORY, Ref(project_id=card.id))
    return Part(title=lens.say("What moved"), lines=tuple(Line(f"• {text}") for text in told), deeds=(read,))


def waiting(card: ProjectCard, lens: Lens) -> Iterator[Part]:
    """What is overdue and what is due soon, and the votes that are missing; nothing where work rests."""
    say = lens.say
    if parts.is_open(card):
        open_ = sorted((d for d in card.deliverables if d.state in AWAITING_ASSIGNEE), key=lambda d: d.due)
        late = [d for d in open_ if d.due < lens.today]
        near = [d for d in open_ if 0 <= (d.due - lens.today).days <= parts.DUE_SOON]
        yield Part(title=say("Overdue"), lines=_lines(card, late, lens))
        yield Part(title=say("Due in the next {n} days", n=parts.DUE_SOON), lines=_lines(card, near, lens))
    votes = parts.votes_line(card, lens)
    if votes:
        yield Part(lines=(Line(votes),))


def _lines(card: ProjectCard, work: Sequence[Deliverable], lens: Lens) -> tuple[Line, ...]:
    return tuple(Line(parts.deliverable_line(d, lens), _deeds(card, d, lens)) for d in work)


def _deeds(card: ProjectCard, d: Deliverable, lens: Lens) -> tuple[tuple[str, Act, Ref], ...]:
    """Whoever may not do it hears so when they press: a channel has many readers."""
    say, ref = lens.say, work_ref(card.id, d)
    own = [(say("Submit"), Act.SUBMIT, ref)]
    if d.request is None:
        own += [(say("Ask for more time"), Act.MORE_TIME, ref), (say("Not needed"), Act.NOT_NEEDED, ref)]
    return (*own, (say("Hand over"), Act.HAND_OVER, ref))
