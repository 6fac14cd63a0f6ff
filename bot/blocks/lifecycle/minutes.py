"""The minutes of a gate: who was asked, who said what, what was decided by which rule, and on which evidence."""

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, person
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import packs, parts, voting
from bot.blocks.lifecycle.packs import Report, Section
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.minutes import Ballot, Minutes
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import ProjectCard
from flows.names import PASSING, DeliverableState, Status


def report(minutes: Minutes, card: ProjectCard, lens: Lens) -> Report:
    """``card`` shows the stage of the gate."""
    say = lens.say
    gate = inline(say.pick(lens.template(card).stage(minutes.stage).gate.name))
    decision = lens.decision(card, minutes.stage, minutes.decision)
    lead = [
        say("{gate} is decided: *{decision}*.", gate=gate, decision=decision),
        lens.stage_words(card, minutes.stage),
        say("Requested by {by} · {when}", by=person(minutes.requested_by), when=say.when(minutes.requested_at)),
        parts.comment_line(minutes.note),
        say("Decided {when}", when=say.when(minutes.decided_at)),
        _outcome(minutes, card, lens),
    ]
    sections = (
        Section(say("Who was asked"), tuple(_seats(minutes, lens))),
        Section(say.context("gate", "Votes"), tuple(_vote(ballot, minutes, card, lens) for ballot in minutes.ballots)),
        Section(say("Dissent"), _dissent(minutes, lens)),
        Section(say("Rule"), tuple(voting.rule_lines(card, minutes.as_gate(), lens))),
        Section(say("Evidence"), tuple(_evidence(d, minutes, lens) for d in card.in_stage(minutes.stage))),
    )
    return Report(
        say("Minutes {project}", project=parts.heading(card)),
        tuple(line for line in lead if line),
        tuple(section for section in sections if section.lines),
    )


def _outcome(minutes: Minutes, card: ProjectCard, lens: Lens) -> str:
    """What the project was closed as, in the minutes of its last gate."""
    outcome, last = card.evaluation.outcome, lens.template(card).following(minutes.stage) is None
    if outcome is None or not last or card.status is not Status.COMPLETED or minutes.decision not in PASSING:
        return ""
    return lens.say("The project is closed as: *{outcome}*", outcome=lens.say.outcome(outcome))


def message(minutes: Minutes, card: ProjectCard, lens: Lens) -> Message:
    """The minutes under the project's card."""
    sheet = Sheet()
    packs.show(report(minutes, card, lens), sheet)
    ref = Ref(project_id=card.id, gate_id=minutes.gate_id, stage=minutes.stage)
    label = lens.say("Minutes of {key} as a Markdown file", key=card.key)
    sheet.show(kit.actions(kit.button(lens.say("Minutes as a file"), Act.MINUTES_MD, ref, label=label)))
    return sheet.message()


def _seats(minutes: Minutes, lens: Lens) -> list[str]:
    """Everybody who was asked, and what became of those who did not vote."""
    say = lens.say
    lines = [parts.everyone(minutes.asked, lens)] if minutes.asked else []
    lines += [
        say("{deputy} votes in place of {person}", deputy=person(deputy), person=person(principal))
        for deputy, principal in minutes.deputies
    ]
    lines += [_with_reason(say("{person} abstained", person=person(u)), why, lens) for u, why in minutes.abstained]
    lines += [
        _with_reason(say("{person} declared a conflict of interest", person=person(u)), why, lens)
        for u, why in minutes.recused
    ]
    lines += [say("{person} does not vote at this gate any more", person=person(user)) for user in minutes.left]
    if minutes.silent:
        lines.append(say("Did not vote: {people}", people=parts.everyone(minutes.silent, lens)))
    return lines


def _with_reason(text: str, reason: str, lens: Lens) -> str:
    return text + lens.say(": {reason}", reason=parts.comment_line(reason)) if reason else text


def _vote(ballot: Ballot, minutes: Minutes, card: ProjectCard, lens: Lens) -> str:
    decision = lens.decision(card, minutes.stage, ballot.decision)
    return _with_reason(
        lens.say("{person}: *{decision}*", person=person(ballot.voter), decision=decision), ballot.comment, lens
    )


def _dissent(minutes: Minutes, lens: Lens) -> tuple[str, ...]:
    people = [ballot.voter for ballot in minutes.dissent]
    return (parts.everyone(people, lens) if people else lens.say("None"),)


def _evidence(d: Deliverable, minutes: Minutes, lens: Lens) -> str:
    """The version that lay on the table when the gate was decided, or why there was none."""
    say, title = lens.say, bold(parts.title(d, lens))
    present = [s for s in d.submissions if s.at <= minutes.decided_at]
    if d.state is DeliverableState.WAIVED:
        return say("Waived: {title} · {reason}", title=title, reason=parts.comment_line(d.comment))
    if not present:
        return say("{title} · nothing submitted", title=title)
    line = say("{title} · version {number}", title=title, number=present[-1].number)
    link = present[-1].link
    return f"{line} · {kit.link(link, present[-1].file_name or say('link'))}" if link else line
