"""Forms that change the rules of a workspace, and what comes after. Fields are named in ``bot.ids.Form``."""

from collections.abc import Sequence
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import NO_DRAFT, Draft, draft_list, draft_text, field, first, option
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import policy_words as words
from bot.blocks.limits import Block
from bot.ids import Form, Ref
from flows.lifecycle.houserules import FLOORS
from flows.lifecycle.policies import LONGEST, LONGEST_BUFFER, MOST_VOTES, Creators, Difference, LegalAct, Policy
from flows.names import Confidentiality, Role

YES = "yes"
"""The one option of a checkbox that is a question."""
_DIGITS = 4


def terms(policy: Policy, lens: Lens, *, draft: Draft = NO_DRAFT, notice: str = "") -> dict[str, Any]:
    """Everything but the gates: eight fields. ``notice``: what changed while the person was typing."""
    say = lens.say
    creators = [option(words.creators_name(code, lens), code.value) for code in Creators]
    visible = [option(say.confidentiality(code), code.value) for code in Confidentiality]
    acts = [option(words.act(code, lens), code.value) for code in LegalAct]
    confirm = [option(say("Ask for a second person"), YES)]
    blocks = [
        *kit.sections(notice),
        first(field("creators", say("Who may start a project"),
                    inputs.radio("creators", creators, initial=draft_text(draft, "creators", policy.creators)))),
        field("named_creators", say("If named people: who"),
              inputs.people("named_creators", initial=draft_list(draft, "named_creators", policy.named_creators)),
              optional=True),
        field("confidentiality", say("Who may see new projects"),
              inputs.radio("confidentiality", visible,
                           initial=draft_text(draft, "confidentiality", policy.confidentiality)),
              hint=say("The form of a new project proposes it; whoever starts one can choose otherwise.")),
        field("legal_acts", say("What needs the consent of legal"),
              inputs.checkboxes("legal_acts", acts, initial=draft_list(draft, "legal_acts", policy.legal_acts)),
              optional=True),
        _days("reward_days", say("Days to remind before an inventor's reward is due"), policy.reward_days,
              most=LONGEST, draft=draft, lens=lens, hint=say("Leave empty for no reminder.")),
        _days("declare_within_days", say("Days to declare a patent after a contribution"),
              policy.declare_within_days, most=LONGEST, draft=draft, lens=lens),
        _days("buffer_days", say("Working days to file before a submission day"), policy.buffer_days,
              most=LONGEST_BUFFER, draft=draft, lens=lens),
        field("confirm_dates", say("Dates set by law"),
              inputs.checkboxes("confirm_dates", confirm,
                                initial=draft_list(draft, "confirm_dates", (YES,) if policy.confirm_dates else ())),
              optional=True),
    ]  # fmt: skip
    return kit.modal(Form.POLICY, say("Rules of the workspace"), blocks, ref=Ref(shown=policy.version),
                     submit=say("Save"), close=say("Cancel"))  # fmt: skip


def _days(name: str, label: str, present: int, *, most: int, draft: Draft, lens: Lens, hint: str = "") -> Block:
    element = inputs.text_input(name, initial=draft_text(draft, name, str(present) if present else ""), limit=_DIGITS,
                                placeholder=lens.say("0 to {most}", most=most))  # fmt: skip
    return field(name, label, element, hint=hint, optional=True)


def gate(policy: Policy, stage: str, lens: Lens, *, draft: Draft = NO_DRAFT, notice: str = "") -> dict[str, Any]:
    """What is demanded of one gate beyond its workflow. Empty fields demand nothing."""
    say, rule = lens.say, policy.house(stage)
    roles = [option(say.role(role), role.value) for role in Role]
    floors = [option(words.floor(code, lens), code.value) for code in FLOORS]
    legal = [option(say("No go without legal"), YES)]
    blocks = [
        *kit.sections(notice),
        kit.section(say("The gate at the end of *{stage}*. What is left empty stays as the workflow says; the rest can "
                        "only make passing harder.", stage=kit.inline(words.stage(stage, lens)))),
        first(field("deciders", say("Who decides"),
                    inputs.multi_select("deciders", roles, initial=draft_list(draft, "deciders", rule.deciders),
                                        placeholder=say("As the workflow says")),
                    hint=say("In place of the workflow's roles. A role with a veto stays."), optional=True)),
        field("floor", say("Who must agree at least"),
              inputs.select("floor", floors, initial=draft_text(draft, "floor", rule.floor or ""),
                            placeholder=say("As the workflow says")), optional=True),
        field("quorum", say("Votes for passing at least"),
              inputs.text_input("quorum", initial=draft_text(draft, "quorum", str(rule.quorum) if rule.quorum else ""),
                                limit=_DIGITS, placeholder=say("0 to {most}", most=MOST_VOTES)), optional=True),
        field("legal_veto", say("Legal and compliance"),
              inputs.checkboxes("legal_veto", legal,
                                initial=draft_list(draft, "legal_veto", (YES,) if rule.legal_veto else ())),
              optional=True),
    ]  # fmt: skip
    return kit.modal(Form.POLICY_GATE, say("Rules of a gate"), blocks, ref=Ref(stage=stage, shown=policy.version),
                     submit=say("Save"), close=say("Cancel"))  # fmt: skip


def saved(found: Sequence[Difference], number: int, lens: Lens) -> str:
    """What a saved form changed, as mrkdwn."""
    say = lens.say
    if not found:
        return say("Nothing is different, so nothing was recorded.")
    head = say("Saved as version {number}. It holds from now on; open gates keep the rules they were opened with.",
               number=number)  # fmt: skip
    return "\n".join([head, *(f"• {line}" for line in words.differences(found, lens))])


def overtaken(found: Sequence[Difference], lens: Lens) -> str:
    """What somebody else changed while a form was open."""
    head = lens.say("The rules changed while you were writing. Your text is kept; please check it:")
    return "\n".join([head, *(f"• {line}" for line in words.differences(found, lens))])
