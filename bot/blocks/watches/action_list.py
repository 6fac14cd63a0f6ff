"""What the watches ask for: all of a project, and what waits for one person, each with what can be done about it."""

from collections.abc import Iterator, Sequence

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.work import Entry
from bot.blocks.sheet import Sheet
from bot.blocks.watches import actions, trigger_words
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SETTLED
from flows.watches.action_rules import may_read
from flows.watches.actions import Action, ActionState
from flows.watches.own import OwnAction, OwnActions

PAGE, OWN = 5, 5
"""Actions on a page, and of a person's own in the App Home: each has its buttons."""


def listing(
    found: Sequence[Action], card: ProjectCard, lens: Lens, *, reader: str, start: int = 0, writes: bool = True
) -> Message:
    """What is still to be done, the earliest first; then what was settled, the latest first. Of what is for the patent
    lead and legal, the others read released summaries alone, at the end. ``writes``: whether the reader may do
    anything."""
    sheet, say = Sheet(), lens.say
    readable = [a for a in found if may_read(a, card, reader)]
    still = sorted((a for a in readable if a.state is ActionState.OPEN), key=lambda a: (a.due_on, a.number))
    settled = sorted((a for a in readable if a.state is not ActionState.OPEN), key=lambda a: a.number, reverse=True)
    ordered = [*still, *settled, *(a for a in found if a.summary and a not in readable)]
    sheet.head(parts.heading(card))
    sheet.tell(bold(say("What the watches ask for")) + " · " + say("{n} to be done", n=len(still)))
    if not ordered:
        sheet.tell(say("Nothing yet. What a watch finds or a benchmark shows may ask somebody to do something."))
    shown = start
    for one in ordered[start : start + PAGE]:
        if not may_read(one, card, reader):
            text, row = f"{bold(say('A note from the patent lead'))}\n{kit.quote(one.summary, 400)}", []
        else:
            text = _line(one, card, lens)
            row = actions.deeds(one, card, lens, reader, part="list") if writes else []
        blocks = [kit.section(text), *([kit.actions(*row, block_id=f"action:{one.id}")] if row else [])]
        if not sheet.add(text, *blocks):
            break
        shown += 1
    below = [kit.button(say("All watches"), Act.WATCHES, Ref(project_id=card.id))]
    if shown < len(ordered):
        sheet.tell(parts.left_out(len(ordered) - shown, lens))
        below.insert(0, kit.button(say("Show more"), Act.ACTIONS, Ref(project_id=card.id, number=shown)))
    sheet.show(kit.actions(*below, block_id="actions"))
    return sheet.message()


def _line(found: Action, card: ProjectCard, lens: Lens) -> str:
    """``*A3* A ballot is open``, what it is about, for whom and by when; or what became of it."""
    say = lens.say
    head = f"{bold(f'A{found.number}')} {trigger_words.happening(found.trigger, say)}"
    lines = [head, *(text for text in actions.facts(found, lens)[:2] if text)]
    if found.state is ActionState.OPEN:
        told = [lens.due(found.due_on), parts.who(found.owner, lens) if found.owner else ""]
        lines.append(" · ".join(filter(None, told)))
    elif found.state is ActionState.WORK:
        lines.append(_work(found, card, lens))
    else:
        lines.append(actions.settled(found, lens))
    return "\n".join(lines)


def _work(found: Action, card: ProjectCard, lens: Lens) -> str:
    """How the deliverable is doing that it became."""
    made = next((d for d in card.deliverables if d.id == found.deliverable_id), None)
    if made is None:
        return lens.say("a deliverable of an earlier stage")
    state = lens.say.state(made.state)
    day = "" if made.state in SETTLED else lens.due(made.due)
    told = " · ".join(filter(None, [state, day, parts.who(made.assignee, lens)]))
    what = lens.say("{what}: {item}", what=lens.say("a deliverable now"), item=parts.title(made, lens))
    return f"{what} · {told}"


def own(found: OwnActions, lens: Lens) -> Message:
    """What waits for one person in all projects."""
    sheet, say = Sheet(), lens.say
    sheet.head(say("What the watches ask of you"))
    if not found.actions:
        sheet.tell(say("Nothing waits for you. `/liandong watch actions LD-12` shows those of a project."))
    for entry in waiting(found, lens):
        if not sheet.add(entry.spoken, *entry.blocks):
            break
    return sheet.message()


def waiting(found: OwnActions, lens: Lens) -> Iterator[Entry]:
    """The same as entries of the App Home and of ``/liandong mine``."""
    for one in found.actions:
        last = found.more and one is found.actions[-1]
        yield _entry(one, lens, lens.say("There are more.") if last else "")


def _entry(one: OwnAction, lens: Lens, more: str) -> Entry:
    """With the first things that can be done about it, and the list where the others are."""
    say, found, project = lens.say, one.action, one.project
    what = f"{bold(f'A{found.number}')} {trigger_words.happening(found.trigger, say)}"
    about = inline(" ".join(filter(None, (found.about.get("ref", ""), found.about.get("title", "")))), 200)
    head = " · ".join(filter(None, [what, about]))
    day = f"{lens.due(found.due_on)} · {project.key} {inline(project.name, 120)}"
    text = "\n".join(filter(None, [head, trigger_words.request(found.trigger, say), day, more]))
    done = kit.button(say("Done"), Act.ACTION_DONE, Ref(project_id=project.id, item_id=found.id),
                      label=say("{item} is done", item=f"A{found.number}"))  # fmt: skip
    rest = kit.button(say("More"), Act.ACTION, Ref(project_id=project.id, item_id=found.id),
                      label=say("What can be done about {item}", item=f"A{found.number}"))  # fmt: skip
    row = kit.actions(done, rest, block_id=f"action:{found.id}")
    return Entry(say("What the watches ask of you"), text, (kit.section(text), row))
