"""What of the lifecycle waits for one person, as parts of their digest: every line with what can be done about it."""

from collections.abc import Iterator, Sequence

from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import buttons, evaluations, parts
from bot.blocks.lifecycle.digests import work_deeds
from bot.blocks.lifecycle.prompts import asked_line, submitted_line
from bot.blocks.lifecycle.sentences import happened
from bot.blocks.rhythm.digest import Line, Part, deeds_of
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import DutyLine, HistoryLine, MyWork, ProjectCard, VoteLine, WorkLine
from flows.names import Decision


def waiting(work: MyWork, lens: Lens) -> Iterator[Part]:
    """As ``/liandong mine`` has it, without what is far away and without votes already given."""
    say, soon = lens.say, parts.DUE_SOON
    days = {line.deliverable.id: (line.deliverable.due - lens.today).days for line in work.work}
    late = [line for line in work.work if days[line.deliverable.id] < 0]
    near = [line for line in work.work if 0 <= days[line.deliverable.id] <= soon]
    yield Part(title=say("Overdue"), lines=tuple(_work(line, lens) for line in late))
    yield Part(title=say("Votes"), lines=tuple(_vote(line, lens) for line in work.votes if line.voted is None))
    yield Part(title=say("Reviews"), lines=tuple(_review(line, lens) for line in work.reviews))
    yield Part(title=say("After closing"), lines=tuple(_duty(line, lens) for line in work.duties))
    yield Part(title=say("Due in the next {n} days", n=soon), lines=tuple(_work(line, lens) for line in near))


def followed(card: ProjectCard, lines: Sequence[HistoryLine], lens: Lens) -> Line:
    """A project that moved: how much, and the last of it. ``lines`` are its events, newest first, one at least."""
    say, last = lens.say, lines[0]
    told = happened(last.event, last.params, by=last.by, title=last.title, card=card, lens=lens)
    more = say.plural("and {n} more thing", "and {n} more things", len(lines) - 1) if len(lines) > 1 else ""
    ref = Ref(project_id=card.id)
    text = " · ".join(filter(None, [bold(parts.named(card.key, card.name)), told, more]))
    return Line(text, ((say("History"), Act.HISTORY, ref), (say("Status"), Act.STATUS, ref)))


def moved(lines: Sequence[Line], lens: Lens, *, more: int = 0, quiet: bool = True) -> Part:
    """``quiet``: the channels of the projects have told it already, so it is no reason for a message of its own.
    ``more`` is in how many projects more something moved."""
    told = (*lines, Line(parts.more_projects(more, lens))) if more else tuple(lines)
    return Part(title=lens.say("In your projects"), lines=told, quiet=quiet)


def _work(line: WorkLine, lens: Lens) -> Line:
    text = f"{parts.deliverable_line(line.deliverable, lens, with_assignee=False)} · {_project(line)}"
    return Line(text, work_deeds(line.project_id, line.deliverable, lens))


def _review(line: WorkLine, lens: Lens) -> Line:
    d = line.deliverable
    if d.request is not None:
        return Line(f"{asked_line(d, lens)} · {_project(line)}",
                    deeds_of(*buttons.request_buttons(line.project_id, d, lens)))  # fmt: skip
    row = [*buttons.verdict_buttons(line.project_id, d, lens), buttons.versions_button(line.project_id, d, lens)]
    return Line(f"{submitted_line(d, lens)} · {_project(line)}", deeds_of(*row))


def _vote(line: VoteLine, lens: Lens) -> Line:
    gate = inline(lens.say.pick(lens.template(line).stage(line.stage).gate.name))
    go = lens.decision(line, line.stage, Decision.GO)
    row = buttons.vote_buttons(line.project_id, line.gate_id, line.project_key, lens, go=go)
    return Line(f"{bold(lens.say('{gate}: your vote is needed', gate=gate))} · {_project(line)}", deeds_of(*row))


def _duty(line: DutyLine, lens: Lens) -> Line:
    if line.improvement is not None:
        text = evaluations.improvement_line(line.improvement, lens)
        button = evaluations.settle_button(line.project_id, line.improvement, lens)
        return Line(f"{text} · {_project(line)}", deeds_of(button))
    if line.follow_up is not None:
        text = evaluations.follow_up_line(line.follow_up, lens)
        button = evaluations.follow_up_button(line.project_id, line.follow_up, lens)
        return Line(f"{text} · {_project(line)}", deeds_of(button))
    return Line(_project(line))


def _project(line: WorkLine | VoteLine | DutyLine) -> str:
    return f"{line.project_key} {inline(line.project_name, 120)}"
