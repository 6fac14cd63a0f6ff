"""One hit as its readers see it: what happened, why it is a hit, and one tap to answer; or what was answered."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.blocks.sheet import Sheet
from bot.blocks.watches import terms
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.watches.hits import Answer, Found, Match, Verdict
from flows.watches.naming import title_of
from flows.watches.observations import Event, Value
from flows.watches.subjects import Patent, Standard
from flows.watches.watches import Watch

Able = Collection[str]
TITLE, VALUE = 140, 200
_BRIEF = 160
"""Characters of what a person wrote of a hit, in a list."""
IN_LIST = "list"
"""The part of a ref whose button stands in a list: what it did must be told, for the list stays as it was."""


@dataclass(frozen=True, slots=True)
class Told:
    """A hit with all that its message says. ``credit`` is the attribution that its source asks for."""

    card: ProjectCard
    watch: Watch
    found: Found
    credit: str = ""


def hit(told: Told, lens: Lens) -> Message:
    """The kept message: current whenever it is looked at, its buttons gone once it is answered."""
    sheet, found = Sheet(), told.found
    sheet.head(kit.clip(f"{told.card.key} · {title_of(found.event)}", TITLE))
    sheet.tell(*_what_happened(found, lens))
    sheet.tell(*_where_from(told, lens))
    if found.hit.answer is not None:
        sheet.tell(answer_line(found.hit.answer, lens))
    sheet.show(*buttons(told.card.id, found, lens))
    return sheet.message()


def withheld(card: ProjectCard, lens: Lens) -> Message:
    """For a place that may hear of a project no more than its key."""
    return kit.one_section(lens.say("A watch of {key} found something. Its members read it with `/liandong watch "
                                    "{key}`.", key=card.key))  # fmt: skip


def line(found: Found, lens: Lens) -> str:
    """A hit in a list, on two lines."""
    hit, event = found.hit, found.event
    head = f"{bold(inline(title_of(event), TITLE))} · {changes(event, lens) or terms.happening(event.kind, lens.say)}"
    told = [*_open(event, lens), lens.say.when(hit.seen_at), terms.severity(hit.severity, lens.say)]
    if hit.answer is not None:
        told.append(answer_line(hit.answer, lens))
    said = inline(_text(event), _BRIEF) if hit.brought_by else ""
    return "\n".join(filter(None, [head, said, " · ".join(told)]))


def changes(event: Event, lens: Lens) -> str:
    """``Stage: 30.60 → 40.20`` for what changed; empty text for what is seen first or gone."""
    if not event.kind.endswith("_changed"):
        return ""
    name = terms.happening(event.kind, lens.say)
    after = next(iter(event.after.values()), None)
    before = next(iter(event.before.values()), None)
    return lens.say("{name}: {before} → {after}", name=name, before=_value(before, lens), after=_value(after, lens))


def answer_line(answer: Answer, lens: Lens) -> str:
    """What was made of it, by whom, and why."""
    say = lens.say
    line = bold(terms.verdict(answer.verdict, say)) + f" · {parts.who(answer.by, lens)} · {say.when(answer.at)}"
    if answer.to:
        line += " → " + parts.who(answer.to, lens)
    return line + (f"\n{kit.quote(answer.reason, 300)}" if answer.reason else "")


def buttons(project_id: str, found: Found, lens: Lens, *, part: str = "") -> tuple[Block, ...]:
    """Six ways to answer; to take the answer back once there is one. ``part`` is ``IN_LIST`` in one."""
    say, ref = lens.say, Ref(project_id=project_id, item_id=found.hit.id, part=part)
    about = title_of(found.event)
    if found.hit.answer is not None:
        undo = kit.button(say("Take it back"), Act.REOPEN_HIT, ref, label=say("Take back the verdict on {item}",
                          item=about))  # fmt: skip
        return (kit.actions(undo, block_id=f"hit:{found.hit.id}"),)
    if found.hit.silenced_by:
        return ()
    shown = [
        (say.context("verdict button", "Act"), Act.JUDGE, Verdict.ACT.value, "primary"),
        (say.context("verdict button", "Watch"), Act.JUDGE, Verdict.WATCH.value, ""),
        (say("Not relevant"), Act.NOT_RELEVANT, "", ""),
        (say("Assign"), Act.ASSIGN, "", ""),
        (say("Make it a deliverable"), Act.TO_WORK, "", ""),
        (say("Add to register"), Act.TO_REGISTER, "", ""),
    ]
    row: list[Block] = []
    for text, act, extra, style in shown:
        label = say("{what}: {item}", what=text, item=about)
        made = kit.button(text, act, replace(ref, extra=extra), style=style, label=label)
        row.append({**made, "action_id": f"{act}:{extra}"} if extra else made)
    return (kit.actions(*row, block_id=f"hit:{found.hit.id}"),)


def _what_happened(found: Found, lens: Lens) -> tuple[str, ...]:
    say, event = lens.say, found.event
    lines = [bold(changes(event, lens) or terms.happening(event.kind, say)), _facts(event, lens)]
    if event.kind.endswith("vanished"):
        was = next((str(v) for k, v in event.before.items() if k in ("stage", "status") and v), "")
        lines.append(say("Last seen as: {value}", value=inline(was, VALUE)) if was else "")
    text = _text(event)
    lines.append(kit.quote(text, 400) if text else "")
    return tuple(lines)


def _text(event: Event) -> str:
    return str(getattr(event.subject, "text", "") or getattr(event.subject, "abstract", "") or "")


def _open(event: Event, lens: Lens) -> list[str]:
    """A way to the thing itself, where it has an address."""
    return [kit.link(link, lens.say("Open")) for link in event.links[:1] if link.startswith("http")]


def _facts(event: Event, lens: Lens) -> str:
    """What else is known of the thing, in one line."""
    say, subject = lens.say, event.subject
    told: list[str] = []
    match subject:
        case Standard():
            told = [subject.committee, say("stage {stage}", stage=subject.stage) if subject.stage else ""]
            if subject.stage_on is not None and subject.stage_on.estimated:
                told.append(say("since about {day} (estimated: first seen)", day=lens.day(subject.stage_on.on)))
            if subject.ballot_closes_on is not None:
                told.append(say("ballot closes {day}", day=lens.day(subject.ballot_closes_on.on)))
        case Patent():
            told = [*subject.applicants[:3], *([subject.legal_event.text] if subject.legal_event else [])]
        case _:
            told = [
                str(getattr(subject, name, "") or "") for name in ("declarer", "meeting", "holder", "value", "unit")
            ]
    return " · ".join(inline(text, VALUE) for text in told if text)


def _where_from(told: Told, lens: Lens) -> tuple[str, ...]:
    say, found = lens.say, told.found
    name = inline(told.watch.name, 80)
    by = found.hit.brought_by
    source = say("brought by {person}", person=parts.who(by, lens)) if by else inline(found.event.source, 60)
    first = " · ".join(
        [*_open(found.event, lens), source, say("first seen {moment}", moment=say.when(found.event.observed_at))]
    )
    why = because(found.hit.because, lens)
    watch = say("Watch: {name}", name=name) + (f" · {why}" if why else "")
    return (first, watch, inline(told.credit, VALUE))


def because(matches: tuple[Match, ...], lens: Lens) -> str:
    """Why it is a hit: what the watch names that the record bears."""
    named = [f"{terms.trait(m.trait, lens.say)} {inline(m.value, 60)}" for m in matches[:4] if m.value]
    return lens.say("because of {what}", what=lens.say.listing(named)) if named else ""


def _value(value: Value, lens: Lens) -> str:
    if value is None or value == "":
        return lens.say("nothing")
    if isinstance(value, bool):
        return lens.say("yes") if value else lens.say("no")
    return inline(str(value), VALUE)
