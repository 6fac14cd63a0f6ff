"""The rules of a workspace: what every member reads, and how they came to be."""

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.kit import Message, bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import policy_words as words
from bot.blocks.limits import LIMITS, Block
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.policies import Policy, PolicyChange, stages_of


def policy(rules: Policy, lens: Lens, *, admin: bool) -> Message:
    """All rules in words; admins get the buttons that change them."""
    say, sheet = lens.say, Sheet()
    sheet.head(say("Rules of this workspace"))
    sheet.tell(say("As shipped; nobody has changed them yet.") if rules.version == 0
               else say("Version {number}", number=rules.version))  # fmt: skip
    sheet.add_lines([f"• {line}" for line in words.lines(rules, lens)])
    sheet.tell(bold(say("Gates")))
    sheet.add_lines([f"• {line}" for line in words.gate_lines(rules, lens)])
    sheet.small(say("A rule can make a gate stricter than its workflow, never easier. Gates that are open keep the "
                    "rules they were opened with."))  # fmt: skip
    sheet.show(kit.actions(*_buttons(rules, lens, admin=admin), block_id="policy"))
    return sheet.message()


def _buttons(rules: Policy, lens: Lens, *, admin: bool) -> list[Block]:
    say = lens.say
    history = kit.button(say("History"), Act.POLICY_HISTORY, Ref(), label=say("Every change of the rules"))
    if not admin:
        return [history]
    gates = [
        (words.stage(key, lens), Act.POLICY_GATE, Ref(stage=key, shown=rules.version))
        for key in stages_of(lens.templates)[: LIMITS["select options"]]
    ]
    return [
        kit.button(say("Change"), Act.POLICY, Ref(shown=rules.version), label=say("Change the rules of the workspace")),
        kit.chooser(say("Change a gate"), gates, name="policy"),
        history,
    ]


def history(lines: Sequence[PolicyChange], lens: Lens, *, more: int | None) -> Message:
    """Newest first. ``more`` is the number of the last line where there are older ones."""
    say, sheet = lens.say, Sheet()
    sheet.head(say("Changes of the rules"))
    for one in lines:
        text = kit.fit(f"{say.when(one.at)}  {words.changed(one, lens)}", LIMITS["section text"])
        if not sheet.add(text, kit.section(text)):
            break
    if not lines:
        sheet.tell(say("Nobody has changed the rules. What ships holds."))
    if more is not None:
        older = kit.button(say("Show older"), Act.POLICY_HISTORY, Ref(number=more))
        sheet.show(kit.actions(older, block_id="older"))
    return sheet.message()
