"""Phrases and lines that several views of a project share. All texts come out as finished mrkdwn."""

from collections.abc import Iterable
from functools import lru_cache

from bot.blocks.kit import bold, escape, inline, person
from bot.blocks.lens import Lens
from flows.lifecycle.project import CONDITION, Deliverable, LinkKind
from flows.lifecycle.readmodels import ProjectCard, ProjectRow
from flows.names import AWAITING_ASSIGNEE, SETTLED, SYSTEM, Confidentiality, DeliverableState, Role, Status

COMMENT = 500
"""Characters shown of a long comment; the whole of it stands in the versions of the deliverable."""
_TITLE = 150
DUE_SOON = 7
"""Days ahead that count as soon."""
_ROLES = tuple(Role)


def heading(card: ProjectCard) -> str:
    """Key and name, raw, for a header."""
    return f"{card.key} · {card.name}"


def named(key: str, name: str) -> str:
    """Key and name inside a sentence."""
    return f"{key} {inline(name)}"


def title(deliverable: Deliverable, lens: Lens) -> str:
    return _shown_title(lens.say.pick(deliverable.title))


@lru_cache(maxsize=1024)  # titles come from templates: ever the same few dozen
def _shown_title(text: str) -> str:
    return inline(text, _TITLE)


def raw_title(deliverable: Deliverable, lens: Lens) -> str:
    """For plain text: labels and options."""
    return " ".join(lens.say.pick(deliverable.title).split())


def who(user_id: str, lens: Lens) -> str:
    """A mention, or our own name where the clock did it."""
    return lens.say("Liandong") if user_id == SYSTEM else person(user_id)


def everyone(user_ids: Iterable[str], lens: Lens, most: int = 12) -> str:
    """Mentions as a list in words; a crowd is counted, not listed."""
    ids = list(user_ids)
    names = [person(user_id) for user_id in ids[:most]]
    if len(ids) > most:
        names.append(lens.say.plural("{n} more person", "{n} more people", len(ids) - most))
    return lens.say.listing(names)


def bar(number: int, total: int) -> str:
    """Progress as dots. Always beside the words that say the same."""
    return "●" * number + "○" * (total - number)


def hidden_in_channels(card: ProjectCard) -> bool:
    """A restricted project shows nothing but key and stage in any channel (flows/names.py)."""
    return card.confidentiality is Confidentiality.RESTRICTED and bool(card.channel_id)


def is_open(card: ProjectCard) -> bool:
    """Whether work on the shown deliverables can go on."""
    return card.status is Status.ACTIVE and card.stage == card.shown_stage


def status_line(card: ProjectCard, lens: Lens) -> str:
    """Why a project does not move; empty text for one that does."""
    say = lens.say
    if card.status is Status.ACTIVE:
        return ""
    words = bold(say.status(card.status))
    if card.status is Status.COMPLETED and card.evaluation.outcome is not None:
        return f"{words} · {say.outcome(card.evaluation.outcome)}"
    if card.status is Status.HELD and card.held_until is not None:
        words = say("*On hold* until {day}", day=lens.day(card.held_until))
    return f"{words} · {inline(card.reason, COMMENT)}" if card.reason else words


def stage_line(card: ProjectCard, lens: Lens) -> str:
    number, total = lens.stage_position(card)
    return f"{bold(lens.stage_words(card))}  {bar(number, total)}"


def links_line(card: ProjectCard, lens: Lens) -> str:
    """What this project was merged into or has taken over; empty text for most."""
    keys = {kind: [link.key for link in card.links if link.kind is kind] for kind in LinkKind}
    said = []
    if keys[LinkKind.MERGED_INTO]:
        said.append(lens.say("Merged into {keys}", keys=lens.say.listing(keys[LinkKind.MERGED_INTO])))
    if keys[LinkKind.MERGED_FROM]:
        said.append(lens.say("Has taken over {keys}", keys=lens.say.listing(keys[LinkKind.MERGED_FROM])))
    if keys[LinkKind.FOLLOWS]:
        said.append(lens.say("Follows on from {keys}", keys=lens.say.listing(keys[LinkKind.FOLLOWS])))
    if keys[LinkKind.FOLLOWED_BY]:
        said.append(lens.say("Followed by {keys}", keys=lens.say.listing(keys[LinkKind.FOLLOWED_BY])))
    return " · ".join(said)


def conditions_line(card: ProjectCard, lens: Lens) -> str:
    """How many conditions of the last gate are still open; empty text where none is."""
    still = [d for d in card.deliverables if d.spec == CONDITION and d.state not in SETTLED]
    if not still:
        return ""
    return lens.say.plural(
        "{n} condition of the last gate is still open", "{n} conditions of the last gate are still open", len(still)
    )


def strand_lines(card: ProjectCard, lens: Lens) -> list[str]:
    """One line a strand: its state, and how much of this stage's work in it is settled."""
    say = lens.say
    states = dict(card.strand_states)
    lines = []
    for strand in card.strands:
        work = [d for d in card.deliverables if d.strand is strand]
        settled = len([d for d in work if d.state in SETTLED])
        line = f"{bold(say.strand(strand))}  {say.strand_state(strand, states.get(strand, ''))}"
        if work:
            line += " · " + say("{settled} of {total} done", settled=settled, total=len(work))
        lines.append(line)
    return lines


def counts_line(card: ProjectCard, lens: Lens) -> str:
    """How much of the stage is open, settled and overdue."""
    say = lens.say
    states = [d.state for d in card.deliverables]
    if not states:
        return say("No deliverables in this stage")
    settled = len([state for state in states if state in SETTLED])
    line = say("Deliverables: {settled} done, {open} open", open=len(states) - settled, settled=settled)
    reviewing = states.count(DeliverableState.SUBMITTED)
    if reviewing:
        line += " · " + say.plural("{n} in review", "{n} in review", reviewing)
    late = [d.assignee in lens.away for d in card.deliverables if d.due < lens.today and d.state in AWAITING_ASSIGNEE]
    if late and is_open(card):
        overdue, away = late.count(False), late.count(True)
        if overdue:
            line += " · " + say.plural("{n} overdue", "{n} overdue", overdue)
        if away:
            line += " · " + waits_for_absent(away, lens)
    return line


def waits_for_absent(count: int, lens: Lens) -> str:
    """What is past its day and nobody is late with."""
    return lens.say.plural("{n} waits for who is away", "{n} wait for who is away", count)


def next_due(card: ProjectCard, lens: Lens) -> str:
    """What somebody has to do next; empty text where nobody has."""
    waiting = [d for d in card.deliverables if d.state in AWAITING_ASSIGNEE]
    if not waiting or not is_open(card):
        return ""
    d = min(waiting, key=lambda d: d.due)
    due = lens.due_from(d.assignee, d.due)
    return lens.say("Next: {title} · {due} · {person}", title=bold(title(d, lens)), due=due, person=person(d.assignee))


def gate_line(card: ProjectCard, lens: Lens) -> str:
    """Where the gate of the present stage stands."""
    say = lens.say
    if card.gate is not None:
        return votes_line(card, lens)
    if card.status in (Status.STOPPED, Status.COMPLETED):
        return ""
    name = inline(say.pick(lens.gate(card).name))
    missing = len([d for d in card.deliverables if d.required and d.state not in SETTLED])
    if missing:
        return say.plural(
            "{gate}: {n} required deliverable is still open",
            "{gate}: {n} required deliverables are still open",
            missing, gate=name,
        )  # fmt: skip
    # Nothing can be asked for while it is held.
    return say("{gate}: ready to be requested", gate=name) if card.status is Status.ACTIVE else ""


def votes_line(card: ProjectCard, lens: Lens) -> str:
    """Who has voted and who has not; never what."""
    gate = card.gate
    if gate is None:
        return ""
    missing, total = gate.silent, len(gate.gatekeepers)
    line = lens.say(
        "{gate}: {voted} of {total} have voted",
        gate=inline(lens.say.pick(lens.gate(card).name)), voted=total - len(missing), total=total,
    )  # fmt: skip
    if missing:
        line += " · " + lens.say("still to vote: {people}", people=everyone(missing, lens))
        away = [user_id for user_id in missing if user_id in lens.away]
        line += " · " + lens.say("away: {people}", people=everyone(away, lens)) if away else ""
    else:  # a gate that is open although all have voted waits for somebody to move
        line += " · " + lens.say("the votes decide nothing yet: change a vote, or withdraw the gate")
    if gate.closes_on is not None:
        line += " · " + lens.say("vote by {day}", day=lens.day(gate.closes_on))
    return line


def state_words(d: Deliverable, lens: Lens) -> str:
    """A deliverable's state, with what matters about it."""
    say = lens.say
    if d.state in AWAITING_ASSIGNEE:
        due = lens.due_from(d.assignee, d.due)
        return due if d.state is DeliverableState.OPEN else say("{state}, {due}", state=say.state(d.state), due=due)
    if d.submissions and d.state is not DeliverableState.WAIVED:
        return say("{state}, version {number}", state=say.state(d.state), number=d.submissions[-1].number)
    return say.state(d.state)


def mark(d: Deliverable) -> str:
    """A shape for the eye, always beside ``state_words``."""
    return "●" if d.state in SETTLED else "◐" if d.state is DeliverableState.SUBMITTED else "○"


def deliverable_line(d: Deliverable, lens: Lens, *, with_assignee: bool = True) -> str:
    """``○ *Idea card* · due Mon, Nov 23 · @Chen``."""
    parts = [f"{mark(d)} {bold(title(d, lens))}", state_words(d, lens)]
    if d.spec == CONDITION:
        parts.append(lens.say("condition of the last gate"))
    if not d.required:
        parts.append(lens.say("optional"))
    if with_assignee and d.state not in SETTLED:
        parts.append(person(d.assignee))
    return " · ".join(parts)


def roles_line(card: ProjectCard, lens: Lens) -> str:
    """The lead and how many others."""
    others = len(card.members) - 1
    line = lens.say("Lead: {person}", person=person(card.lead))
    if others > 0:
        line += " · " + lens.say.plural("{n} other member", "{n} other members", others)
    held = {role for member in card.members for role in member.roles}
    missing = [lens.say.role(role) for role in _ROLES if role not in held]
    if missing and card.status is Status.ACTIVE:
        line += " · " + lens.say("nobody yet: {roles}", roles=lens.say.listing(missing))
    return line


def row_line(row: ProjectRow, lens: Lens) -> str:
    """A project in a list, on two lines."""
    say = lens.say
    parts = [lens.stage_words(row)]
    if row.status is not Status.ACTIVE:
        parts.append(say.status(row.status))
        if row.outcome is not None and row.status is Status.COMPLETED:
            parts.append(say.outcome(row.outcome))
    else:
        if row.open_count:
            parts.append(say.plural("{n} open", "{n} open", row.open_count))
        if row.overdue_count:
            parts.append(say.plural("{n} overdue", "{n} overdue", row.overdue_count))
        elif row.next_due is not None:
            parts.append(say("next {due}", due=lens.due(row.next_due)))
        if row.away_count:
            parts.append(waits_for_absent(row.away_count, lens))
    parts.append(person(row.lead))
    if row.id in lens.muted:
        parts.append(say("muted for you"))
    return f"{bold(f'{row.key} · {inline(row.name)}')}\n" + " · ".join(parts)


def more_projects(count: int, lens: Lens) -> str:
    """How many more projects there are, and where."""
    return lens.say.plural("And {n} more project · `/liandong list`", "And {n} more projects · `/liandong list`", count)


def left_out(count: int, lens: Lens) -> str:
    """What a list does not show; empty text where it shows all."""
    return lens.say.plural("… and {n} more", "… and {n} more", count) if count else ""


def comment_line(text: str) -> str:
    """A short quotation after a colon; empty text for an empty comment. Lines stay apart: they may be of several
    people (``GateDecided.comments``)."""
    return escape(" / ".join(" ".join(line.split()) for line in text.splitlines() if line.strip()), COMMENT)
