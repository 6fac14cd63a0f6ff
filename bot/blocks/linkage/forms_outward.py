"""Forms about what goes out: the plan, that it went, that it was called off, what the body said, the decision."""

from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import draft_text, field, option
from bot.blocks.limits import Block
from bot.blocks.linkage import rule_words, terms
from bot.blocks.linkage.questions import LONG, SHORT, Questions, coded
from bot.ids import Form, Pick, Ref
from flows.linkage.codes import Body, ClearanceState, OutwardKind, Reception
from flows.linkage.items import Feature, Outward, Standard
from flows.linkage.judgements import Clearance

NDA, MARKED = "under_nda", "marked_confidential"


def outward(q: Questions) -> dict[str, Any]:
    """The plan. Opened from a feature or a standard, it begins with that one."""
    say, item = q.lens.say, q.item
    plan = item if isinstance(item, Outward) else None
    features = plan.features if plan else (item.id,) if isinstance(item, Feature) else ()
    standard = plan.standard_id if plan else item.id if isinstance(item, Standard) else ""
    marks = [
        option(say("Everybody reached is under a confidentiality agreement"), NDA),
        option(say("The document carries a confidentiality mark"), MARKED),
    ]
    set_now = [NDA] * bool(plan and plan.under_nda) + [MARKED] * bool(plan and plan.marked_confidential)
    blocks = [
        q.choice("kind", say("What goes out?"), kinds(q), chosen_kind(plan, item)),
        q.text("title", say("Title"), plan.title if plan else "", limit=SHORT),
        q.several("features", say("Which features does it show?"), Pick.FEATURE, features),
        q.day("available_on", say("From which day can outsiders get it?"), plan.available_on if plan else None,
              hint=say("For a standards body: the day of the upload, not of the meeting."), optional=False),
        q.one("standard_id", say("For which standard?"), Pick.STANDARD,
              Ref(item_id=standard) if standard else None, optional=True),
        q.text("to_whom", say("To whom, and at which meeting?"), _to_whom(plan), optional=True, limit=SHORT),
        q.text("document", say("Document number or link"), plan.document if plan else "", optional=True, limit=SHORT,
               placeholder="R1-2412345"),
        q.marks(say("Also"), marks, set_now),
    ]  # fmt: skip
    return q.form(Form.OUTWARD, say("Plan what goes out"), blocks, submit=say("Check and save"))


def place(q: Questions) -> dict[str, Any]:
    """In which channel it is posted: whoever reads there is looked at (R02)."""
    say, here = q.lens.say, q.item.channel_id if isinstance(q.item, Outward) else ""
    hint = say("Nothing is posted by this. Where outsiders read, it is stopped until it is filed or cleared.")
    element = inputs.channel("channel", initial=draft_text(q.draft, "channel", here), placeholder=say("No channel"))
    blocks = [field("channel", say("In which channel?"), element, hint=hint, optional=True)]
    return q.form(Form.OUTWARD_PLACE, say("Where in Slack?"), blocks, submit=say("Check and save"))


def kinds(q: Questions) -> list[Block]:
    """A contribution names its body at once: one choice instead of two."""
    say = q.lens.say
    bodies = [
        option(
            say("Contribution: {body}", body=terms.body(body, say)), f"{OutwardKind.CONTRIBUTION.value}:{body.value}"
        )
        for body in Body
    ]
    return [*bodies, *coded([k for k in OutwardKind if k is not OutwardKind.CONTRIBUTION], terms.outward_kind, q.lens)]


def chosen_kind(plan: Outward | None, item: object) -> str:
    if plan is None:
        return f"{OutwardKind.CONTRIBUTION.value}:{item.body.value}" if isinstance(item, Standard) else ""
    if plan.kind is OutwardKind.CONTRIBUTION:
        return f"{plan.kind.value}:{(plan.body or Body.OTHER).value}"
    return plan.kind.value


def _to_whom(plan: Outward | None) -> str:
    return (plan.to_whom or plan.meeting) if plan else ""


def made(q: Questions) -> dict[str, Any]:
    say = q.lens.say
    hint = say("The day from which outsiders really could get it. It needs a clearance valid on that day.")
    return q.form(Form.MADE, say("It went out"), [
        q.day("made_on", say("On which day?"), q.lens.today, hint=hint, optional=False),
    ])  # fmt: skip


def call_off(q: Questions) -> dict[str, Any]:
    say = q.lens.say
    return q.form(Form.CALL_OFF, say("Call it off"), [q.text("reason", say("Why?"), many=True, optional=True)])


def reception(q: Questions) -> dict[str, Any]:
    say = q.lens.say
    now = q.item.reception.value if isinstance(q.item, Outward) else ""
    hint = say(
        "Rejected or withdrawn there, it is public all the same: the harm to novelty and the duty to disclose stay."
    )
    choice = q.radio(
        "reception", say("What became of the contribution?"), coded(Reception, terms.reception, q.lens), now, hint=hint
    )
    return q.form(Form.RECEPTION, say("What the body said"), [choice])


def decide(q: Questions, state: ClearanceState) -> dict[str, Any]:
    """Refuse, or override with a reason, or agree to an override for legal. ``q.item`` is the clearance; ``ref.extra``
    carries the state."""
    say, clearance = q.lens.say, q.item
    told: list[Block] = []
    if isinstance(clearance, Clearance):
        rules = list(dict.fromkeys(f.rule for f in clearance.findings))
        lines = [f"• {kit.bold(rule)} {rule_words.meaning(rule, say)}" for rule in rules]
        told = kit.sections("\n".join(lines)) if lines else []
    if isinstance(clearance, Clearance) and clearance.state is ClearanceState.AWAITING_LEGAL:
        said = (
            say("The patent lead wrote: {reason}", reason=kit.inline(clearance.reason, 600)) if clearance.reason else ""
        )
        told += kit.sections(said) if said else []
        if state is ClearanceState.OVERRIDDEN:
            why = q.text("reason", say("Anything to add?"), many=True, limit=LONG, optional=True)
            return q.form(Form.DECIDE, say("Agree to the override"), [*told, why], submit=say("Agree"))
    if state is ClearanceState.OVERRIDDEN:
        hint = say("Your name and these words stand in the history for good.")
        why = q.text("reason", say("Why may it go out all the same?"), many=True, limit=LONG, hint=hint)
        note = kit.note(rule_words.disclaimer(say))
        return q.form(Form.DECIDE, say("Let it out by override"), [*told, why, note], submit=say("Override"))
    why = q.text("reason", say("Why may it not go out?"), many=True, limit=LONG)
    return q.form(Form.DECIDE, say("Refuse"), [*told, why], submit=say("Refuse"))
