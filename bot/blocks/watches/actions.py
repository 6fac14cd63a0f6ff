"""Actions as their readers see them: what happened, what is asked by when, one tap; or a released summary alone."""

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.blocks.linkage import rule_words
from bot.blocks.sheet import Sheet
from bot.blocks.watches import trigger_words
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.own import Circle
from flows.watches.action_rules import able, may_read
from flows.watches.actions import Action, ActionState

_VALUE = 200


def action(found: Action, card: ProjectCard, lens: Lens, *, reader: str) -> Message | None:
    """The kept message of one person, as it stands now. Of a private one everybody but the patent lead and legal gets
    the released summary and nothing else; None where nothing was released."""
    if not may_read(found, card, reader):
        return summary(found, card, lens)
    sheet, say = Sheet(), lens.say
    sheet.head(kit.clip(f"{card.key} · {trigger_words.happening(found.trigger, say)}", 140))
    sheet.tell(*facts(found, lens))
    if found.state is ActionState.OPEN:
        sheet.tell(bold(say("What to do")) + f" · {lens.due(found.due_on)}", trigger_words.request(found.trigger, say))
    else:
        sheet.tell(settled(found, lens))
    if found.is_private:
        sheet.tell(_discretion(found, lens))
    sheet.small(rule_words.disclaimer(say))
    buttons = deeds(found, card, lens, reader)
    if buttons:
        sheet.show(kit.actions(*buttons, block_id=f"action:{found.id}"))
    return sheet.message()


def summary(found: Action, card: ProjectCard, lens: Lens) -> Message | None:
    """What the patent lead let the others know, in his words."""
    if not found.summary or not found.released_by:
        return None
    sheet, say = Sheet(), lens.say
    from_whom = say("A note from the patent lead")
    sheet.head(kit.clip(f"{card.key} · {from_whom}", 140))
    sheet.tell(kit.quote(found.summary, 2000), parts.who(found.released_by, lens))
    sheet.small(say("Please do not search for the patent itself: who knows a patent bears more risk. "
                    "Ask the patent lead."))  # fmt: skip
    return sheet.message()


def facts(found: Action, lens: Lens) -> list[str]:
    say, about = lens.say, found.about
    link = about.get("link", "")
    return [
        bold(inline(" ".join(filter(None, (about.get("ref", ""), about.get("title", "")))), _VALUE)),
        *[text for text in _about(found, lens)[1:] if text],
        trigger_words.haste(about.get("why", ""), say),
        kit.link(link, say("Open the source")) if link.startswith("http") else "",
    ]


def _about(found: Action, lens: Lens) -> list[str]:
    """What it is about, what changed, who is behind it."""
    say, about = lens.say, found.about
    was, now = inline(about.get("was", ""), _VALUE), inline(about.get("now", ""), _VALUE)
    changed = say("{before} → {after}", before=was, after=now) if was and now else now
    if about.get("estimated") and changed:
        changed = say("{what} (day estimated: first seen)", what=changed)
    values = ""
    if "ours" in about:
        values = say("ours {ours} {unit}, {who} {other} {unit}", ours=about["ours"], unit=inline(about.get("unit", "")),
                     who=inline(about.get("who", ""), 80), other=about.get("other", ""))  # fmt: skip
    who = inline(about.get("who", ""), _VALUE) if not values else ""
    return [inline(about.get("ref", ""), _VALUE), values or changed, who]


def settled(found: Action, lens: Lens) -> str:
    """What became of it."""
    text = f"{bold(trigger_words.state(found.state, lens.say))} · {parts.who(found.settled_by, lens)}"
    return text + (f"\n{kit.quote(found.note, 300)}" if found.note else "")


def _discretion(found: Action, lens: Lens) -> str:
    """Who else knows."""
    say = lens.say
    if found.summary:
        said = say("Released to the others by {person}:", person=parts.who(found.released_by, lens))
        return f"{said}\n{kit.quote(found.summary, 400)}"
    return say("Only the patent lead and legal read this. Please do not forward it: R&D hears what the patent lead "
               "releases.")  # fmt: skip


def deeds(found: Action, card: Circle | ProjectCard, lens: Lens, reader: str, *, part: str = "") -> list[Block]:
    """What a reader may do about it. ``part`` is ``list`` where the buttons stand in one."""
    say, ref, may = lens.say, Ref(project_id=card.id, item_id=found.id, part=part), able(found, card, reader)
    name = f"A{found.number}"
    shown: list[Block] = []
    if found.state is ActionState.OPEN and "SettleAction" in may:
        shown.append(kit.button(say("Done"), Act.ACTION_DONE, ref, style="primary",
                                label=say("{item} is done", item=name)))  # fmt: skip
        if "MakeWork" in may:
            shown.append(kit.button(say("Make it a deliverable"), Act.ACTION_TO_WORK, ref,
                                    label=say("Make {item} a deliverable", item=name)))  # fmt: skip
        shown.append(kit.button(say("Hand over"), Act.ACTION_HAND_OVER, ref,
                                label=say("Hand {item} over", item=name)))  # fmt: skip
        shown.append(kit.button(say("Not to be done"), Act.ACTION_DROP, ref,
                                label=say("{item} is not to be done", item=name)))  # fmt: skip
    if found.state is not ActionState.OPEN and "ReopenAction" in may:
        shown.append(kit.button(say("Open again"), Act.ACTION_REOPEN, ref,
                                label=say("Open {item} again", item=name)))  # fmt: skip
    if found.is_private and "ReleaseSummary" in may:
        text = say("Change the summary") if found.summary else say("Release a summary")
        shown.append(kit.button(text, Act.RELEASE, ref, label=say("{what}: {item}", what=text, item=name)))
    return shown
