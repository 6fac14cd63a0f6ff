"""One person's work as entries: shared by the App Home and by ``/liandong mine``."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.buttons import (
    request_buttons,
    submit_button,
    verdict_buttons,
    versions_button,
    vote_buttons,
    work_ref,
)
from bot.blocks.lifecycle.evaluations import follow_up_button, follow_up_line, improvement_line, settle_button
from bot.blocks.lifecycle.prompts import request_text, submission_text
from bot.blocks.limits import Block
from bot.ids import Act, Ref
from flows.lifecycle.blocking import is_blocked
from flows.lifecycle.readmodels import DutyLine, MyWork, ProjectRow, VoteLine, WorkLine
from flows.names import Decision


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that waits, under the heading of its group. ``spoken`` is what a screen reader hears."""

    group: str
    spoken: str
    blocks: tuple[Block, ...]


def count(work: MyWork) -> int:
    """How many ``entries`` there are. To draw a hundred where sixteen are seen would be most of an answer's cost."""
    duties = sum(line.improvement is not None or line.follow_up is not None for line in work.duties)
    return len(work.work) + len(work.votes) + len(work.reviews) + duties


def entries(work: MyWork, lens: Lens) -> Iterator[Entry]:
    """Most urgent first: votes and reviews hold others up, so they come right after what is overdue. Each is drawn when
    it is asked for."""
    say = lens.say
    late = [line for line in work.work if line.deliverable.due < lens.today]
    past = say("Waits until you are back") if is_away(work, lens) else say("Overdue")
    days = {id(line): (line.deliverable.due - lens.today).days for line in work.work}
    yield from (_work(past, line, lens) for line in late)
    yield from (_vote(say("Votes"), line, lens) for line in work.votes)
    yield from (_review(say("Reviews"), line, lens) for line in work.reviews)
    yield from (entry for line in work.duties if (entry := _duty(line, lens)) is not None)
    soon = [line for line in work.work if 0 <= days[id(line)] <= parts.DUE_SOON]
    yield from (_work(say("Due in the next {n} days", n=parts.DUE_SOON), line, lens) for line in soon)
    later = [line for line in work.work if days[id(line)] > parts.DUE_SOON]
    yield from (_work(say("Later"), line, lens) for line in later)


def is_away(work: MyWork, lens: Lens) -> bool:
    """Whether whoever the work waits for is away, and so not late with it."""
    return any(line.deliverable.assignee in lens.away for line in work.work)


def _duty(line: DutyLine, lens: Lens) -> Entry | None:
    """An improvement item or a follow-up evaluation; it waits also after its project's end."""
    say = lens.say
    if line.improvement is not None:
        said, button = improvement_line(line.improvement, lens), settle_button(line.project_id, line.improvement, lens)
    elif line.follow_up is not None:
        said, button = follow_up_line(line.follow_up, lens), follow_up_button(line.project_id, line.follow_up, lens)
    else:
        return None
    text = f"{said}\n{line.project_key} · {inline(line.project_name, 120)}"
    return Entry(say("After closing"), text, (kit.section(text, accessory=button),))


def projects(work: MyWork, lens: Lens) -> Iterator[Entry]:
    """The person's projects, each with a way to its status."""
    yield from (project_entry(row, lens, lens.say("Projects")) for row in work.projects)


def project_entry(row: ProjectRow, lens: Lens, group: str = "") -> Entry:
    say, text = lens.say, parts.row_line(row, lens)
    look = kit.button(say("Status"), Act.STATUS, Ref(project_id=row.id), label=say("Status of {key}", key=row.key))
    return Entry(group, text, (kit.section(text, accessory=look),))


def choice(row: ProjectRow, act: Act, lens: Lens) -> Entry:
    """A project to be chosen for something."""
    say, text = lens.say, parts.row_line(row, lens)
    choose = kit.button(say("Choose"), act, Ref(project_id=row.id), label=say("Choose {key}", key=row.key))
    return Entry("", text, (kit.section(text, accessory=choose),))


def _work(group: str, line: WorkLine, lens: Lens) -> Entry:
    say, d = lens.say, line.deliverable
    told = lens.told.get(d.id, ())
    text = "\n".join([parts.deliverable_line(d, lens, with_assignee=False), _project(line, lens), *told])
    ref = work_ref(line.project_id, d)
    more = kit.menu([
        (say("Not needed"), Act.NOT_NEEDED, ref),
        (say("Ask for more time"), Act.MORE_TIME, ref),
        (say("Hand over"), Act.HAND_OVER, ref),
        (say("Not blocked any more"), Act.UNBLOCK, ref) if is_blocked(d) else
        (say("Blocked: say why"), Act.BLOCKED, ref),
    ])  # fmt: skip
    row = kit.actions(submit_button(line.project_id, d, lens), more, block_id=f"work:{d.id}")
    return Entry(group, text, (kit.section(text), row))


def _review(group: str, line: WorkLine, lens: Lens) -> Entry:
    d = line.deliverable
    if d.request is not None:
        text, buttons = request_text(d, lens), request_buttons(line.project_id, d, lens)
    else:
        text = submission_text(d, lens)
        buttons = [*verdict_buttons(line.project_id, d, lens), versions_button(line.project_id, d, lens)]
    text = kit.fit(f"{text}\n{_project(line, lens)}", 1500)
    return Entry(group, text, (kit.section(text), kit.actions(*buttons, block_id=f"review:{d.id}")))


def _vote(group: str, line: VoteLine, lens: Lens) -> Entry:
    say = lens.say
    gate = inline(say.pick(lens.template(line).stage(line.stage).gate.name))
    if line.voted is None:
        asked = say("{gate}: your vote is needed", gate=gate)
    else:
        asked = say("{gate}: you voted {decision}", gate=gate, decision=lens.decision(line, line.stage, line.voted))
    text = f"{bold(asked)}\n{_project(line, lens)}"
    go = lens.decision(line, line.stage, Decision.GO)
    buttons = vote_buttons(line.project_id, line.gate_id, line.project_key, lens, go=go)
    return Entry(group, text, (kit.section(text), kit.actions(*buttons, block_id=f"vote:{line.gate_id}")))


def _project(line: WorkLine | VoteLine, lens: Lens) -> str:
    named = f"{line.project_key} · {inline(line.project_name, 120)}"
    muted = lens.say("muted for you")
    return f"{named} · {muted}" if line.project_id in lens.muted else named
