"""Forms about promises and debts: declarations, licences, rewards; and about dates that were kept or given up."""

from typing import Any

from bot.blocks.inputs import option
from bot.blocks.linkage import terms
from bot.blocks.linkage.questions import LONG, SHORT, Questions, coded
from bot.ids import Form, Pick, Ref
from flows.linkage.codes import Body, LicenceKind, LicenceOption, RewardKind
from flows.linkage.dealings import Licence, Reward
from flows.linkage.items import Family, Standard

RECIPROCITY = "reciprocity"


def declare(q: Questions) -> dict[str, Any]:
    """Append-only: there is no form that changes a declaration."""
    say, item = q.lens.say, q.item
    body = item.body.value if isinstance(item, Standard) else ""
    hint = say("It cannot be taken back; a later one may only promise more.")
    blocks = [
        q.several("families", say("Which patents?"), Pick.FAMILY, [item.id] if isinstance(item, Family) else []),
        q.choice("body", say("To which body?"), coded(Body, terms.body, q.lens), body),
        q.one("standard_id", say("For which standard?"), Pick.STANDARD,
              Ref(item_id=item.id) if isinstance(item, Standard) else None, optional=True,
              hint=say("Empty: a general declaration to the body.")),
        q.radio("option", say("What is promised?"), coded(LicenceOption, terms.licence_option, q.lens), hint=hint),
        q.day("declared_on", say("Declared on"), q.lens.today, optional=False),
        q.text("reference", say("Number or link of the declaration"), optional=True, limit=SHORT),
        q.marks(say("Also"), [option(say("Only for those who do the same for us"), RECIPROCITY)]),
    ]  # fmt: skip
    return q.form(Form.DECLARE, say("Record a declaration"), blocks)


def licence(q: Questions) -> dict[str, Any]:
    say, item = q.lens.say, q.item
    now = item if isinstance(item, Licence) else None
    families = now.families if now else (item.id,) if isinstance(item, Family) else ()
    blocks = [
        q.several("families", say("Which patents?"), Pick.FAMILY, families),
        q.choice("kind", say("Kind"), coded(LicenceKind, terms.licence_kind, q.lens), now.kind.value if now else ""),
        q.text("licensee", say("Who gets it?"), now.licensee if now else "", limit=SHORT),
        q.day("effective_on", say("Valid from"), now.effective_on if now else None, optional=False),
        q.day("recorded_on", say("Recorded at the patent office on"), now.recorded_on if now else None),
        q.text("income", say("Income in RMB"), _money(now.income if now else 0), optional=True, limit=SHORT),
        q.text("cost", say("Cost in RMB"), _money(now.cost if now else 0), optional=True, limit=SHORT),
        q.day("ended_on", say("Ended on"), now.ended_on if now else None),
    ]
    return q.form(Form.LICENCE, say("Licence"), blocks)


def reward(q: Questions) -> dict[str, Any]:
    say, item = q.lens.say, q.item
    now = item if isinstance(item, Reward) else None
    family = now.family_id if now else item.id if isinstance(item, Family) else ""
    blocks = [
        q.one("family_id", say("For which patent?"), Pick.FAMILY, Ref(item_id=family) if family else None),
        q.choice("kind", say("Kind"), coded(RewardKind, terms.reward_kind, q.lens), now.kind.value if now else ""),
        q.text("inventor", say("Inventor"), now.inventor if now else "", limit=SHORT),
        q.day("due_on", say("Due on"), now.due_on if now else None, optional=False),
        q.text("amount", say("Amount in RMB"), _money(now.amount if now else 0), optional=True, limit=SHORT),
        q.text("rule", say("Agreement or statute behind it"), now.rule if now else "", optional=True, limit=SHORT),
        q.day("paid_on", say("Paid on"), now.paid_on if now else None),
    ]
    return q.form(Form.REWARD, say("Inventor reward"), blocks)


def _money(amount: int) -> str:
    return str(amount) if amount else ""


def date_done(q: Questions) -> dict[str, Any]:
    say = q.lens.say
    hint = say("A date of the law counts as done only when a second person has confirmed it.")
    blocks = [
        q.day("done_on", say("Done on"), q.lens.today, optional=False, hint=hint),
        q.text("note", say("How? A receipt, a number, a link"), optional=True, many=True),
    ]
    return q.form(Form.DATE_DONE, say("It is done"), blocks)


def date_drop(q: Questions) -> dict[str, Any]:
    say = q.lens.say
    hint = say("Only where it is decided not to do it. The reason stands in the history.")
    why = q.text("reason", say("Why is it let pass?"), many=True, limit=LONG, hint=hint)
    return q.form(Form.DATE_DROP, say("Let it pass on purpose"), [why])


def date_reopen(q: Questions) -> dict[str, Any]:
    say = q.lens.say
    why = q.text("reason", say("Why is it open again?"), many=True, limit=LONG)
    return q.form(Form.DATE_REOPEN, say("Open it again"), [why])
