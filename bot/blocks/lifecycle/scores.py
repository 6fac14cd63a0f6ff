"""What score sheets came to, for those who may read it: on ballot and status, in full, and project beside project."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.buttons import OPTION_SIZE
from bot.blocks.limits import LIMITS, Block
from bot.blocks.sheet import Sheet
from bot.ids import Act, Form, Ref
from flows.lifecycle.project import Score
from flows.lifecycle.readiness import decider_roles
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.scores import scorers, sheet_of, standing
from flows.lifecycle.scoresheet import Criterion, ScoreSheet
from flows.lifecycle.scoring import Result, StrandResult, points_for, readable
from flows.names import Status

_BAR = 10


def points(value: Fraction) -> str:
    """At most one decimal, rounded down: 69.96 points are not yet 70."""
    tenths = value * 10 // 1
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"


def asked(card: ProjectCard, lens: Lens) -> tuple[str, ...]:
    """Who fills in the sheet of the shown stage; nobody once it is over."""
    if card.stage != card.shown_stage or card.status is not Status.ACTIVE:
        return ()
    return scorers(card, decider_roles(card, lens.template(card)))


def lines(card: ProjectCard, viewer: str, lens: Lens) -> list[str]:
    """The state of scoring and, for whom may read it, the result; nothing for a stage that is not scored."""
    sheet = sheet_of(card, card.shown_stage)
    people = asked(card, lens)
    if sheet is None or not (card.scores or people):
        return []
    shown = [_progress(card, sheet, people, lens)]
    result = standing(card, card.shown_stage, people)
    if result is None:
        return shown
    if readable(card.scores, viewer):
        return [*shown, *result_lines(result, lens)]
    return [*shown, _hidden(people, viewer, lens)]


def _progress(card: ProjectCard, sheet: ScoreSheet, people: Iterable[str], lens: Lens) -> str:
    scored = [score.scorer for score in card.scores]
    missing = [user for user in people if user not in scored]
    line = lens.say("{sheet}: {scored} of {total} have scored", sheet=bold(inline(lens.say.pick(sheet.title))),
                    scored=len(scored), total=len(scored) + len(missing))  # fmt: skip
    if missing:
        line += " · " + lens.say("still to score: {people}", people=parts.everyone(missing, lens))
    return line


def _hidden(people: Iterable[str], viewer: str, lens: Lens) -> str:
    if viewer in people:
        return lens.say("The scores of others show as soon as yours are in.")
    return lens.say("The scores show when the gate is decided.")


def result_lines(result: Result, lens: Lens) -> list[str]:
    """Total and reading, one line a strand, and how far the reviewers lie apart."""
    say, sheet = lens.say, result.sheet
    reading = bold(inline(say.pick(sheet.words(result.reading))))
    total = say("{points} of {total} points", points=points(result.total), total=sheet.total)
    return [f"{bold(total)} · {reading}", *(_strand_line(s, lens) for s in result.strands), _agreement(result, lens)]


def _strand_line(strand: StrandResult, lens: Lens) -> str:
    say = lens.say
    line = say("{strand}  {bar}  {points} of {weight}", strand=say.strand(strand.strand),
               bar=parts.bar(int(strand.points * _BAR / strand.weight), _BAR), points=points(strand.points),
               weight=points(strand.weight))  # fmt: skip
    return line + " · " + say("too weak to be linked") if strand.weak else line


def _agreement(result: Result, lens: Lens) -> str:
    say, count = lens.say, len(result.totals)
    if count == 1:
        return say("One reviewer so far")
    line = say("{count} reviewers, spread {spread}", count=count, spread=points(result.spread))
    if not result.disagree:
        return line + " · " + say("they largely agree")
    found = [c for key in result.apart if (c := result.sheet.criterion(key))]
    titles = say.listing([inline(say.pick(c.title)) for c in found]) if found else ""
    return line + " · " + (say("they disagree on {criteria}", criteria=titles) if titles else say("they disagree"))


def buttons(card: ProjectCard, viewer: str, lens: Lens) -> list[Block]:
    """A row with what the viewer can do about scores; none where that is nothing."""
    say, row = lens.say, []
    sheet = sheet_of(card, card.shown_stage)
    ref = Ref(project_id=card.id, stage=card.shown_stage)
    if sheet is not None and viewer in asked(card, lens):
        own = any(score.scorer == viewer for score in card.scores)
        text = say("Change my scores") if own else say("Score")
        row.append(kit.button(text, Act.SCORE, ref, label=say("Score {key}", key=card.key)))
    if sheet is not None and card.scores and readable(card.scores, viewer):
        row.append(kit.button(say("Read scores"), Act.SCORES, ref, label=say("Read the scores of {key}", key=card.key)))
    return [kit.actions(*row, block_id="scores")] if row else []


def details(card: ProjectCard, viewer: str, lens: Lens) -> dict[str, Any]:
    """Every criterion with every reviewer's points and reasons, where the viewer may read them."""
    say, sheet = lens.say, sheet_of(card, card.shown_stage)
    head = [bold(parts.named(card.key, card.name)), lens.stage_words(card, card.shown_stage)]
    summary = lines(card, viewer, lens) or [say("This stage has no score sheet.")]
    blocks = kit.sections("\n".join([*head, *summary]))
    if sheet is not None and card.scores and readable(card.scores, viewer):
        for criterion in sheet.asked(card.strands):
            text = "\n".join([_mean_line(criterion, sheet, card.scores, lens), *_marks(criterion, card.scores, lens)])
            blocks.append(kit.section(kit.fit(text, LIMITS["section text"])))
    return kit.modal(Form.INFO, say("Scores"), blocks, ref=Ref(project_id=card.id), close=say("Close"))


def _mean_line(criterion: Criterion, sheet: ScoreSheet, scores: Sequence[Score], lens: Lens) -> str:
    say, given = lens.say, points_for(criterion.key, scores)
    title = bold(inline(say.pick(criterion.title)))
    if not given:
        return f"{title} · {say('Not applicable')}"
    mean = points(Fraction(sum(given), len(given)))
    return f"{title} · " + say(
        "{points} of {top}, weight {weight}", points=mean, top=sheet.top, weight=criterion.weight
    )


def _marks(criterion: Criterion, scores: Iterable[Score], lens: Lens) -> list[str]:
    """One line a reviewer, with the reason as given and the version where it was changed."""
    say, found = lens.say, []
    for score in scores:
        for mark in score.marks:
            if mark.criterion == criterion.key:
                given = say("Not applicable") if mark.points is None else str(mark.points)
                line = say("{person}: {points}", person=kit.person(score.scorer), points=given)
                if score.number > 1:
                    line += " · " + say("version {number}", number=score.number)
                found.append(f"{line} · {parts.comment_line(mark.comment)}" if mark.comment else line)
    return found


def comparison(cards: Iterable[ProjectCard], viewer: str, lens: Lens, *, cut: bool = False) -> Message:
    """Scored stages sheet by sheet, the highest total first; what may not be read yet only says so.

    ``cut`` where there are older ones than these.
    """
    say, out = lens.say, Sheet()
    by_sheet: dict[tuple[str, int], list[tuple[ProjectCard, Result]]] = {}
    listed = tuple(cards)
    for card in listed:
        result = standing(card, card.shown_stage)
        if result is not None:
            by_sheet.setdefault((result.sheet.name, result.sheet.version), []).append((card, result))
    out.head(say("Scored projects"))
    if not by_sheet:
        out.tell(say("Nothing has been scored yet. `/liandong score LD-12` opens the sheet of a project's stage."))
    for rows in by_sheet.values():
        out.tell(bold(inline(say.pick(rows[0][1].sheet.title))))
        entries = [_row(card, result, viewer, lens) for card, result in _ranked(rows, viewer)]
        out.tell(parts.left_out(len(entries) - out.add_lines(entries), lens))
    out.show(*_readers(listed, viewer, lens, room=out.room()))
    if cut:
        out.small(say("Older scores are not listed."))
    return out.message()


def _readers(cards: Iterable[ProjectCard], viewer: str, lens: Lens, *, room: int) -> list[Block]:
    """A menu of what the viewer may read in full, past stages too; no block where there is nothing or no room."""
    entries = [
        (f"{card.key} · {lens.stage_name(card, card.shown_stage)} · {card.name}", Act.SCORES,
         Ref(project_id=card.id, stage=card.shown_stage))
        for card in cards if card.scores and readable(card.scores, viewer)
    ][: max(0, room // OPTION_SIZE)]  # fmt: skip
    return (
        [kit.actions(kit.chooser(lens.say("Read scores"), entries, name="scores"), block_id="scores")]
        if entries
        else []
    )


def _ranked(rows: Sequence[tuple[ProjectCard, Result]], viewer: str) -> list[tuple[ProjectCard, Result]]:
    """By total, then what may not be read in the order it came: the order must not tell what the words hide."""
    shown = [row for row in rows if readable(row[0].scores, viewer)]
    hidden = [row for row in rows if not readable(row[0].scores, viewer)]
    return [*sorted(shown, key=lambda row: -row[1].total), *hidden]


def _row(card: ProjectCard, result: Result, viewer: str, lens: Lens) -> str:
    say = lens.say
    name = bold(parts.named(card.key, card.name))
    if not readable(card.scores, viewer):
        return f"{name} · " + say("scores hidden until the gate is decided")
    total = say("{points} of {total} points", points=points(result.total), total=result.sheet.total)
    line = f"{name} · {total} · {inline(say.pick(result.sheet.words(result.reading)))}"
    return line + " · " + say("reviewers disagree") if result.disagree else line
