"""The private warning to whoever has just written, where outsiders read, what is not cleared to go out (R01, R02)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, sentences
from bot.blocks.lens import Lens
from bot.blocks.linkage import labels, outsiders, rule_words, terms
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.items import Item, Outward
from flows.linkage.judgements import Finding
from flows.linkage.signs import SignKind
from flows.linkage.surroundings import Audience

_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One item that a message names: by which sign, as it is written there, and the rules against it."""

    card: ProjectCard
    item: Item
    kind: SignKind
    shown: str
    findings: tuple[Finding, ...]


def caution(named: Sequence[Named], audience: Audience, lens: Lens) -> Message:
    """``named`` are items that the author may see, one at least."""
    say, sheet = lens.say, Sheet()
    sheet.head(say("Please look at your message again"))
    warned = say("It names what is not cleared to go out. Only you see this.")
    sheet.tell(sentences(warned, outsiders.who(audience, lens)))
    for one in named[:_MOST]:
        text = _named(one, lens)
        if not sheet.add(text, kit.section(text)):
            break
    rules = dict.fromkeys((f.rule, f.severity) for one in named[:_MOST] for f in one.findings)
    sheet.add_lines([_rule(rule, terms.severity(severity, say), lens) for rule, severity in rules])
    sheet.tell(
        bold(say("What to do")),
        say("1. Delete the message now: point at it, then More actions (⋮) → Delete message."),
        say("2. Then ask whether it may go out, or write it in a private channel without outsiders."),
    )
    sheet.small(rule_words.disclaimer(say))
    buttons = [_button(one, lens) for one in named[:_MOST]]
    sheet.show(kit.actions(*buttons, block_id="caution"))
    return sheet.message()


def _named(one: Named, lens: Lens) -> str:
    """``C1 Proposal 7 · LD-1 Radar · recognised by R1-2412345``."""
    say, sign = lens.say, inline(one.shown, 80)
    how = {
        SignKind.NUMBER: say("recognised by its number {number}", number=sign),
        SignKind.TITLE: say("recognised by its title"),
        SignKind.LABEL: say("recognised by its name {name}", name=sign),
    }[one.kind]
    what = bold(labels.shown(one.item, lens))
    return " · ".join([what, f"{one.card.key} {inline(one.card.name, 80)}", how])


def _rule(rule: str, severity: str, lens: Lens) -> str:
    return f"{bold(rule)} · {severity} · {rule_words.meaning(rule, lens.say) or lens.rule(rule)}"


def _button(one: Named, lens: Lens) -> kit.Block:
    """A plan is checked at once; an invention is shown, with what can be recorded about it."""
    say, ref = lens.say, Ref(project_id=one.card.id, item_id=one.item.id)
    label = labels.label(one.item)
    if isinstance(one.item, Outward):
        act, text = Act.ASK_CLEARANCE, say("May {item} go out?", item=label)
    else:
        act, text = Act.ITEM, say("Show {item}", item=label)
    return {**kit.button(text, act, ref), "action_id": f"{act}:{one.item.id}"}
