"""What one person is asked for in one stage, and what waits for one person's review."""

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, person
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.buttons import (
    answer_buttons,
    in_review_menu,
    new_version_button,
    review_buttons,
    settled_menu,
    work_buttons,
)
from bot.blocks.sheet import Sheet
from flows.lifecycle.deliverables import takes_versions
from flows.lifecycle.permissions import asked_to_review
from flows.lifecycle.project import Deliverable
from flows.lifecycle.readmodels import ProjectCard
from flows.names import AWAITING_ASSIGNEE, SETTLED, Ask, DeliverableState

_TEXT = 700
"""Characters of a submitted text shown in the review; the whole of it is one click away."""
_HELP = 240
_LINK = 500


def ask(card: ProjectCard, user_id: str, lens: Lens) -> Message:
    """The prompt of one assignee for the shown stage: what is open first, what is done without buttons."""
    say = lens.say
    mine = [d for d in card.deliverables if d.assignee == user_id]
    live = parts.is_open(card)
    todo = sorted((d for d in mine if d.state in AWAITING_ASSIGNEE), key=lambda d: d.due)
    sheet = Sheet()
    sheet.head(parts.heading(card))
    sheet.tell(_ask_opening(card, len(todo), len(mine), lens), parts.status_line(card, lens))
    shown = 0
    for d in todo if live else ():
        text = _todo_text(card, d, lens)
        blocks = [kit.section(text), work_buttons(card, d, user_id, lens)]
        if not sheet.add(_todo_spoken(d, lens), *blocks):
            break
        shown += 1
    if live and shown < len(todo):
        sheet.tell(say.plural("And {n} more · `/liandong mine`", "And {n} more · `/liandong mine`", len(todo) - shown))
    rest = [d for d in mine if d not in todo] if live else mine
    for d in [d for d in rest if live and takes_versions(card, d)]:
        line = parts.deliverable_line(d, lens, with_assignee=False)
        again = in_review_menu if d.state is DeliverableState.SUBMITTED else new_version_button
        if sheet.add(line, kit.section(line, accessory=again(card.id, d, lens))):
            rest = [other for other in rest if other is not d]
    lines = [parts.deliverable_line(d, lens, with_assignee=False) for d in rest]
    sheet.tell(parts.left_out(len(lines) - sheet.add_lines(lines), lens))
    return sheet.message()


def asks(card: ProjectCard, user_id: str) -> bool:
    """Whether anything is asked of this assignee now."""
    return parts.is_open(card) and any(
        d.assignee == user_id and d.state in AWAITING_ASSIGNEE for d in card.deliverables
    )


def waits(card: ProjectCard, user_id: str) -> bool:
    """Whether anything waits for this reviewer now."""
    return parts.is_open(card) and any(_waits(d) and user_id in asked_to_review(card, d) for d in card.deliverables)


def _ask_opening(card: ProjectCard, todo: int, all_mine: int, lens: Lens) -> str:
    say = lens.say
    stage = bold(lens.stage_words(card, card.shown_stage))
    if not all_mine:
        return f"{stage}\n" + say("Nothing is asked of you here any more.")
    if not parts.is_open(card):
        return f"{stage}\n" + say("There is nothing to do here now.")
    if not todo:
        return f"{stage}\n" + say("Done: nothing of yours is open in this stage. Thank you.")
    return f"{stage}\n" + say.plural(
        "You are asked for {total} deliverables; {n} is open.",
        "You are asked for {total} deliverables; {n} are open.",
        todo, total=all_mine,
    ) if all_mine > 1 else f"{stage}\n" + say("You are asked for one deliverable.")  # fmt: skip


def _todo_text(card: ProjectCard, d: Deliverable, lens: Lens) -> str:
    spec = lens.spec(card, d.stage, d.spec)
    help_ = inline(lens.say.pick(spec.help), _HELP) if spec else ""
    lines = [parts.deliverable_line(d, lens, with_assignee=False), help_, _last_word(d), request_line(d, lens)]
    return "\n".join(line for line in lines if line)


def _todo_spoken(d: Deliverable, lens: Lens) -> str:
    lines = [parts.deliverable_line(d, lens, with_assignee=False), _last_word(d), request_line(d, lens)]
    return "\n".join(line for line in lines if line)


def _last_word(d: Deliverable) -> str:
    """Why it came back, as its reviewer put it."""
    return kit.quote(d.comment, parts.COMMENT)


def request_line(d: Deliverable, lens: Lens) -> str:
    """What an assignee has asked and nobody has answered yet; empty text where nothing."""
    say, request = lens.say, d.request
    if request is None:
        return ""
    if request.ask is Ask.MORE_TIME and request.until is not None:
        return say("Asked for time until {day}; no answer yet.", day=lens.day(request.until))
    if request.ask is Ask.BLOCKED:
        return say("Blocked since {when}: {reason}", when=say.when(request.at), reason=inline(request.reason, _HELP))
    return say("Reported as not needed; no answer yet.")


def review(card: ProjectCard, user_id: str, lens: Lens) -> Message:
    """What waits for one reviewer in the shown stage; what this person has settled stays listed, without buttons."""
    say = lens.say
    here = card.deliverables if parts.is_open(card) else ()
    waiting = [d for d in here if _waits(d) and user_id in asked_to_review(card, d)]
    sheet = Sheet()
    sheet.head(parts.heading(card))
    stage = bold(lens.stage_words(card, card.shown_stage))
    if waiting:
        opening = say.plural("{n} thing waits for your review.", "{n} things wait for your review.", len(waiting))
    else:
        opening = say("Nothing waits for your review here.")
    sheet.tell(f"{stage}\n{opening}", parts.status_line(card, lens))
    shown = 0
    for d in sorted(waiting, key=lambda d: d.due):
        if not _add_item(sheet, card, d, user_id, lens):
            break
        shown += 1
    if shown < len(waiting):
        left = len(waiting) - shown
        sheet.tell(say.plural("And {n} more · `/liandong mine`", "And {n} more · `/liandong mine`", left))
    done = [d for d in card.deliverables if d.state in SETTLED and d.settled_by == user_id]
    shown = 0
    for d in done:
        line = parts.deliverable_line(d, lens)
        if not sheet.add(line, kit.section(line, accessory=settled_menu(card, d, user_id, lens))):
            break
        shown += 1
    sheet.tell(parts.left_out(len(done) - shown, lens))
    return sheet.message()


def _waits(d: Deliverable) -> bool:
    return d.state is DeliverableState.SUBMITTED or d.request is not None


def _add_item(sheet: Sheet, card: ProjectCard, d: Deliverable, user_id: str, lens: Lens) -> bool:
    if d.request is not None:
        text = request_text(d, lens)
        return sheet.add(text, kit.section(text), answer_buttons(card, d, user_id, lens))
    text = submission_text(d, lens)
    return sheet.add(text, kit.section(text), review_buttons(card, d, user_id, lens))


def request_text(d: Deliverable, lens: Lens) -> str:
    """An assignee's open question, with the reason."""
    text, reason = asked_line(d, lens), d.request.reason if d.request else ""
    return f"{text}\n{kit.quote(reason, parts.COMMENT)}" if reason.strip() else text


def asked_line(d: Deliverable, lens: Lens) -> str:
    """The same without the reason; empty text where nothing is asked."""
    say, request = lens.say, d.request
    if request is None:
        return ""
    by, name = person(request.by), parts.title(d, lens)
    if request.ask is Ask.MORE_TIME and request.until is not None:
        return say(
            "{by} asks for more time for *{title}*: until {until} instead of {due}.",
            by=by, title=name, until=lens.day(request.until), due=lens.day(d.due),
        )  # fmt: skip
    if request.ask is Ask.BLOCKED:
        return say("{by} cannot go on with *{title}*, {due}.", by=by, title=name, due=lens.due(d.due))
    return say("{by} says that *{title}* is not needed and asks you to waive it.", by=by, title=name)


def submission_text(d: Deliverable, lens: Lens) -> str:
    """The latest version with its text, link and file."""
    last = d.submissions[-1]
    lines = [
        submitted_line(d, lens),
        kit.quote(last.text, _TEXT) if last.text.strip() else "",
        *attachment_lines(d, last.number, lens),
    ]
    return "\n".join(line for line in lines if line)


def submitted_line(d: Deliverable, lens: Lens) -> str:
    """Who handed in the latest version, and when."""
    say, last = lens.say, d.submissions[-1]
    return say("{by} submitted *{title}*, version {number} · {when}", by=person(last.by), title=parts.title(d, lens),
               number=last.number, when=say.when(last.at))  # fmt: skip


def fits_in_text(link: str) -> bool:
    """A longer address would take the room of the text around it; ``versions`` shows it as a button."""
    return len(kit.escape(link)) <= _LINK


def attachment_lines(d: Deliverable, number: int, lens: Lens) -> list[str]:
    """The link and the file of one version."""
    say = lens.say
    submission = next(s for s in d.submissions if s.number == number)
    lines = []
    if submission.link:
        short = kit.clip(submission.link, 80)
        whole = kit.link(submission.link, short) if fits_in_text(submission.link) else kit.escape(short)
        lines.append(say("Link: {link}", link=whole))
    if submission.file_name or submission.file_id:
        lines.append(say("File: {name}", name=inline(submission.file_name or submission.file_id)))
    return lines
