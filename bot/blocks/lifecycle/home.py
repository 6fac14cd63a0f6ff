"""The App Home: everything that waits for one person, most urgent first, a page at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby, islice
from typing import Any

from bot.blocks import kit
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle import work as waiting
from bot.blocks.lifecycle.work import Entry
from bot.blocks.limits import Block
from bot.blocks.rhythm import muting
from bot.blocks.rhythm.preferences import change_button
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import MyWork

PAGE = 20
"""Entries on a page: at most two blocks each and a heading, well under Slack's hundred blocks."""


def my_work(
    work: MyWork, lens: Lens, *, user_id: str, page: int = 0, more: Sequence[Entry] = (), below: Iterable[Entry] = ()
) -> dict[str, Any]:  # fmt: skip
    """The Home view of ``user_id``. ``more`` is what waits for them besides, of other wings, ``below`` what stands
    below their projects. A page past the last one shows the last."""
    say = lens.say
    after = [*_more_projects(work, lens), *below]
    total = waiting.count(work) + len(more) + len(work.projects) + len(after)
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 0), pages - 1)
    blocks: list[Block] = [kit.header(say("My work")), kit.section(_summary(work, user_id, lens)), _top(lens)]
    said = [_away(lens.away[user_id], lens)] if user_id in lens.away else []
    said += [text for text in (muting.chosen(lens),) if text]
    blocks[2:2] = [kit.section(text) for text in said]
    entries = chain(waiting.entries(work, lens), more, waiting.projects(work, lens), after)
    for group, members in groupby(islice(entries, page * PAGE, (page + 1) * PAGE), key=lambda entry: entry.group):
        blocks += [kit.divider(), kit.header(group)]
        for entry in members:
            blocks += entry.blocks
    if not total:
        blocks += [kit.divider(), *_welcome(lens)]
    if pages > 1:
        blocks += _paging(page, pages, lens)
    blocks.append(kit.note(say("Your language follows your Slack settings. Help: `/liandong help`")))
    return kit.home(blocks, ref=Ref(number=page))


def _summary(work: MyWork, user_id: str, lens: Lens) -> str:
    say = lens.say
    votes = sum(line.voted is None for line in work.votes)  # those already given stay listed, and wait for nobody
    late = sum(line.deliverable.due < lens.today for line in work.work)
    if late and waiting.is_away(work, lens):
        told = say.plural("{n} waits until you are back", "{n} wait until you are back", late)
    else:
        told = say.plural("{n} overdue", "{n} overdue", late) if late else ""
    counted = [
        told,
        say.plural("{n} deliverable to submit", "{n} deliverables to submit", len(work.work)) if work.work else "",
        say.plural("{n} review", "{n} reviews", len(work.reviews)) if work.reviews else "",
        say.plural("{n} vote", "{n} votes", votes) if votes else "",
    ]
    waits = " · ".join(text for text in counted if text) or say("Nothing waits for you.")
    return f"{kit.person(user_id)} · {waits}"


def _away(last: date | None, lens: Lens) -> str:
    if last is None:
        return lens.say("You are away. Back again: `/liandong back`")
    return lens.say("You are away until {day}. Back earlier: `/liandong back`", day=lens.day(last))


def _top(lens: Lens) -> Block:
    new = kit.button(lens.say("New project"), Act.NEW, Ref(), style="primary")
    return kit.actions(new, change_button(lens), block_id="top")


def _welcome(lens: Lens) -> list[Block]:
    say = lens.say
    return [
        kit.section(say(
            "Liandong carries innovation projects from the first idea to the evaluation, with technology, patent and "
            "standard in step. When somebody asks you for a deliverable, a review or a vote, you find it here."
        )),
    ]  # fmt: skip


def _more_projects(work: MyWork, lens: Lens) -> Iterator[Entry]:
    left = work.project_total - len(work.projects)
    if left > 0:
        text = parts.more_projects(left, lens)
        yield Entry(lens.say("Projects"), text, (kit.note(text),))


def _paging(page: int, pages: int, lens: Lens) -> list[Block]:
    """One block a direction: two buttons with one action id may not share a block."""
    say = lens.say
    blocks = [kit.note(say("Page {page} of {pages}", page=page + 1, pages=pages))]
    if page > 0:
        blocks.append(
            kit.actions(kit.button(say("Previous page"), Act.HOME_PAGE, Ref(number=page - 1)), block_id="back")
        )
    if page < pages - 1:
        blocks.append(kit.actions(kit.button(say("Next page"), Act.HOME_PAGE, Ref(number=page + 1)), block_id="next"))
    return blocks
