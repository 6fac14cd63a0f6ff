"""The gate pack: everything a gatekeeper needs on one screen. The same sections make the message and the files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, person
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts, scores, voting
from bot.blocks.lifecycle.sentences import happened
from bot.blocks.limits import Block
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readiness import unmet, unpassed
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.names import DeliverableState

CHANGES = 12
"""Lines of what has changed; the history has all of them."""


@dataclass(frozen=True, slots=True)
class Section:
    """A raw heading, and finished mrkdwn lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What is said in Slack and in files alike. ``title`` is raw, ``lead`` finished mrkdwn lines."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


def since_last_gate(lines: Iterable[HistoryLine]) -> tuple[HistoryLine, ...]:
    """What of the lines, newest first, happened after the newest decision, without the gate's own doings."""
    found: list[HistoryLine] = []
    for line in lines:
        if line.event == "GateDecided":
            break
        if not line.params.get("gate_id"):
            found.append(line)
    return tuple(found)


def pack(card: ProjectCard, lines: Sequence[HistoryLine], viewer: str, lens: Lens) -> Report:
    """``lines`` are the stage's history, newest first; with an empty ``viewer`` scores show only once they are open."""
    say, spec, gate = lens.say, lens.gate(card), card.gate
    lead = [bold(lens.stage_words(card)), bold(inline(say.pick(spec.name))), inline(say.pick(spec.question))]
    votes: list[str] = []
    if gate is not None:
        lead.append(say("{by} requested this review · {when}", by=person(gate.requested_by),
                        when=say.when(gate.requested_at)))  # fmt: skip
        lead += [parts.comment_line(gate.note)] if gate.note.strip() else []
        lead.append(voting.proposal_line(card, gate, lens))
        votes = [parts.votes_line(card, lens), *voting.seat_lines(gate, lens), *voting.rule_lines(card, gate, lens)]
    sections = (
        Section(say("To be met for a go"), tuple(inline(say.pick(criterion)) for criterion in spec.criteria)),
        Section(say("Strands"), tuple(parts.strand_lines(card, lens))),
        Section(say("Deliverables"), tuple(_evidence(d, lens) for d in card.deliverables)),
        Section(say("Open and waived"), tuple(_open_and_waived(card, lens))),
        Section(say.context("gate", "Votes"), tuple(votes)),
        Section(say("Scores"), tuple(scores.lines(card, viewer, lens))),
        Section(say("Changed since the last gate"), tuple(change_lines(card, lines, lens))),
    )
    return Report(
        say("Gate pack {project}", project=parts.heading(card)),
        tuple(line for line in lead if line),
        tuple(section for section in sections if section.lines),
    )


def change_lines(card: ProjectCard, lines: Sequence[HistoryLine], lens: Lens) -> list[str]:
    """What happened since the last gate, newest first, one line each."""
    found = since_last_gate(lines)
    shown = [
        f"{lens.say.when(x.at)}  " + happened(x.event, x.params, by=x.by, title=x.title, card=card, lens=lens)
        for x in found[:CHANGES]
    ]
    left = parts.left_out(len(found) - len(shown), lens)
    return [*shown, left] if left else shown


def _evidence(d: Deliverable, lens: Lens) -> str:
    """A deliverable with its latest version, and where that is."""
    line = parts.deliverable_line(d, lens)
    if not d.submissions:
        return line
    latest = d.submissions[-1]
    named = latest.file_name or lens.say("link")
    return (
        f"{line} · {kit.link(latest.link, named)}"
        if latest.link
        else f"{line} · {inline(named)}"
        if latest.file_name
        else line
    )


def _open_and_waived(card: ProjectCard, lens: Lens) -> Iterable[str]:
    say = lens.say
    missing = {blocker.subject_id for blocker in unmet(card)}
    for d in card.deliverables:
        if d.id in missing:
            yield say("Open: {title} · {person}", title=bold(parts.title(d, lens)), person=person(d.assignee))
        elif d.state is DeliverableState.WAIVED:
            reason = parts.comment_line(d.comment)
            yield say("Waived: {title} · {reason}", title=bold(parts.title(d, lens)), reason=reason)
    if card.gate is not None and any(b.code.startswith("sheet_") for b in unpassed(card, lens.template(card))):
        yield say("Open: the score sheet has not reached what a go needs")


def show(report: Report, sheet: Sheet) -> None:
    """The report in a message: every section whole, or as much of it as finds room."""
    sheet.head(report.title)
    sheet.tell(*report.lead)
    for section in report.sections:
        lines = [bold(inline(section.heading)), *(f"• {line}" for line in section.lines)]
        sheet.add_lines(lines)


def kept(card: ProjectCard, lines: Sequence[HistoryLine], viewer: str, lens: Lens, *, new: bool) -> Message | None:
    """The kept message of an open gate; once the gate is closed only how it ended, and nothing at all if ``new``.

    A restricted project says nothing but its stage in its channel, where no ``viewer`` reads alone.
    """
    say = lens.say
    if card.gate is None and new:
        return None
    if parts.hidden_in_channels(card) and not viewer:
        return kit.one_section(say("{key} has changed · {stage}", key=card.key, stage=lens.stage_words(card)))
    if card.gate is not None:
        return message(card, lines, viewer, lens)
    return kit.one_section(_ended(card, lens))


def _ended(card: ProjectCard, lens: Lens) -> str:
    say, gate = lens.say, inline(lens.say.pick(lens.gate(card).name))
    if card.decided is None:
        return say("{gate}: withdrawn.", gate=gate)
    return say("{gate} is decided: *{decision}*.", gate=gate,
               decision=lens.decision(card, card.shown_stage, card.decided))  # fmt: skip


def message(card: ProjectCard, lines: Sequence[HistoryLine], viewer: str, lens: Lens) -> Message:
    """The gate pack as a message, with buttons for its files."""
    sheet = Sheet()
    show(pack(card, lines, viewer, lens), sheet)
    sheet.show(*file_buttons(card, lens))
    return sheet.message()


def file_buttons(card: ProjectCard, lens: Lens) -> list[Block]:
    """A row that sends the gate pack to whoever presses."""
    say, ref = lens.say, Ref(project_id=card.id)
    return [
        kit.actions(
            kit.button(say("Gate pack as a file"), Act.PACK_HTML, ref,
                       label=say("Gate pack of {key} as an HTML file", key=card.key)),
            kit.button(say("As Markdown"), Act.PACK_MD, ref,
                       label=say("Gate pack of {key} as a Markdown file", key=card.key)),
            block_id="pack",
        )
    ]  # fmt: skip
