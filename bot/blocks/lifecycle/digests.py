"""What the lifecycle says in the digest of a project."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.blocks.kit import bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import buttons, parts
from bot.blocks.lifecycle.prompts import asked_line, submitted_line
from bot.blocks.lifecycle.sentences import happened
from bot.blocks.rhythm.digest import Deed, Line, Part, deeds_of
from bot.ids import Act, Ref
from flows.lifecycle.blocking import is_blocked
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.names import AWAITING_ASSIGNEE, SETTLED, DeliverableState

CLOSES_SOON = 7
"""Days before its vote ends from which on a gate is spoken of by itself."""


def standing(card: ProjectCard, lens: Lens) -> Part:
    """Stage and status. It never makes a digest by itself."""
    lines = (parts.stage_line(card, lens), parts.status_line(card, lens))
    return Part(lines=tuple(Line(text) for text in lines if text), quiet=True, deeds=(_look(card, lens),))


def still(card: ProjectCard, since: date, lens: Lens) -> Part:
    """One line a month for a project that nothing is said about otherwise."""
    silent = lens.say("nothing has happened since {day}", day=lens.day(since))
    rests = parts.status_line(card, lens) or parts.next_due(card, lens)
    said = [bold(parts.named(card.key, card.name)), lens.stage_words(card), silent, rests]
    text = " · ".join(filter(None, said))
    return Part(lines=(Line(text, (_look(card, lens),)),), instead=True)


def moved(card: ProjectCard, lines: Sequence[HistoryLine], lens: Lens) -> Part:
    """``lines`` are the events of the slot, newest first."""
    told = [happened(x.event, x.params, by=x.by, title=x.title, card=card, lens=lens) for x in lines]
    read = (lens.say("History"), Act.HISTORY, Ref(project_id=card.id))
    return Part(title=lens.say("What moved"), lines=tuple(Line(f"• {text}") for text in told), deeds=(read,))


def waiting(card: ProjectCard, lens: Lens) -> Iterator[Part]:
    """What is overdue, due soon, blocked or in review, then the gate; nothing of the work where it rests. What somebody
    has said to be blocked is neither late nor due, and who is away is not late."""
    say = lens.say
    if parts.is_open(card):
        going = sorted((d for d in card.deliverables if d.state not in SETTLED), key=lambda d: d.due)
        open_ = [d for d in going if d.state in AWAITING_ASSIGNEE and not is_blocked(d)]
        past = [d for d in open_ if d.due < lens.today]
        late = [d for d in past if d.assignee not in lens.away]
        near = [d for d in open_ if 0 <= (d.due - lens.today).days <= parts.DUE_SOON]
        yield Part(title=say("Overdue"), lines=_lines(card, late, lens))
        yield Part(title=say("Due in the next {n} days", n=parts.DUE_SOON), lines=_lines(card, near, lens))
        away = [d for d in past if d.assignee in lens.away]
        yield Part(title=say("Waits for who is away"), lines=_lines(card, away, lens), quiet=True)
        yield Part(title=say("Blocked"), lines=tuple(_blocked(card, d, lens) for d in going if is_blocked(d)))
        reviews = [line for d in going if (line := _review(card, d, lens)) is not None]
        yield Part(title=say("In review"), lines=tuple(reviews), quiet=True)
    yield _gate(card, lens)


def work_deeds(project_id: str, d: Deliverable, lens: Lens) -> tuple[Deed, ...]:
    """What can be done about work that is owed. Whoever may not do it hears so when they press: a channel has many
    readers."""
    say, ref = lens.say, buttons.work_ref(project_id, d)
    own: list[Deed] = [(say("Submit"), Act.SUBMIT, ref)]
    if d.request is None:
        own += [(say("Ask for more time"), Act.MORE_TIME, ref), (say("Not needed"), Act.NOT_NEEDED, ref)]
    block = (say("Not blocked any more"), Act.UNBLOCK, ref) if is_blocked(d) else (
        say("Blocked: say why"), Act.BLOCKED, ref)  # fmt: skip
    return (*own, (say("Hand over"), Act.HAND_OVER, ref), block)


def closing(card: ProjectCard, lens: Lens) -> Iterator[Part]:
    """The open gate, where its vote ends within a week or has no end: who is still to vote, and until when."""
    gate = card.gate
    if gate is not None and (gate.closes_on is None or (gate.closes_on - lens.today).days <= CLOSES_SOON):
        votes = Line(parts.votes_line(card, lens))
        yield Part(title=lens.say("Gate"), lines=(votes,), deeds=(_look(card, lens),))


def _gate(card: ProjectCard, lens: Lens) -> Part:
    """Votes that are missing are a reason to speak; how far the next gate is, is none."""
    votes = parts.votes_line(card, lens)
    if votes:
        return Part(title=lens.say("Gate"), lines=(Line(votes),))
    line = parts.gate_line(card, lens) if parts.is_open(card) else ""
    if not line:
        return Part(quiet=True)
    owed = [d.due for d in card.deliverables if d.required and d.state not in SETTLED]
    if owed:
        line += " · " + lens.say("the last is due {day}", day=lens.day(max(owed)))
        return Part(title=lens.say("Next gate"), lines=(Line(line),), quiet=True)
    ask = (lens.say("Request gate"), Act.GATE, Ref(project_id=card.id))
    return Part(title=lens.say("Next gate"), lines=(Line(line, (ask,)),), quiet=True)


def _lines(card: ProjectCard, work: Sequence[Deliverable], lens: Lens) -> tuple[Line, ...]:
    return tuple(Line(parts.deliverable_line(d, lens), work_deeds(card.id, d, lens)) for d in work)


def _blocked(card: ProjectCard, d: Deliverable, lens: Lens) -> Line:
    """Who cannot go on, and why."""
    reason = parts.comment_line(d.request.reason) if d.request else ""
    text = " ".join(filter(None, [asked_line(d, lens), reason]))
    return Line(f"○ {text}", (*deeds_of(*buttons.request_buttons(card.id, d, lens)),
                              (lens.say("Hand over"), Act.HAND_OVER, buttons.work_ref(card.id, d))))  # fmt: skip


def _review(card: ProjectCard, d: Deliverable, lens: Lens) -> Line | None:
    """What waits for a reviewer; None for all else."""
    if d.request is not None and not is_blocked(d):
        return Line(f"◐ {asked_line(d, lens)}", deeds_of(*buttons.request_buttons(card.id, d, lens)))
    if d.state is not DeliverableState.SUBMITTED:
        return None
    row = [*buttons.verdict_buttons(card.id, d, lens), buttons.versions_button(card.id, d, lens)]
    return Line(f"◐ {submitted_line(d, lens)}", deeds_of(*row))


def _look(card: ProjectCard, lens: Lens) -> Deed:
    return (lens.say("Status"), Act.STATUS, Ref(project_id=card.id))
