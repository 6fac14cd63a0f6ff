"""Submitted forms about promises, debts and dates -> commands."""

from bot.blocks.linkage.forms_dealing import RECIPROCITY
from bot.filled import Filled
from bot.ids import Ref
from bot.linkage_forms.fields import all_picked, number, picked
from flows.linkage import commands as do
from flows.linkage.codes import Body, LicenceKind, LicenceOption, RewardKind
from flows.linkage.dealings import Declaration, Licence, Reward
from flows.linkage.register import Register


def declare(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    del register  # a declaration is always new
    item = Declaration(
        id="",
        number=0,
        body=filled.code("body", Body),
        option=filled.code("option", LicenceOption),
        families=all_picked(filled, "families"),
        declared_on=filled.needed_day("declared_on"),
        declared_by="",
        standard_id=picked(filled, "standard_id", needed=False).item_id,
        reciprocity=RECIPROCITY in filled.options("marks"),
        reference=filled.text("reference"),
    )
    return do.Declare(item=item, project_id=ref.project_id)


def licence(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    known = register.find(ref.item_id)
    item = Licence(
        id=known.id if isinstance(known, Licence) else "",
        number=known.number if isinstance(known, Licence) else 0,
        families=all_picked(filled, "families"),
        kind=filled.code("kind", LicenceKind),
        licensee=filled.text("licensee"),
        effective_on=filled.needed_day("effective_on"),
        recorded_on=filled.day("recorded_on"),
        income=number(filled, "income"),
        cost=number(filled, "cost"),
        ended_on=filled.day("ended_on"),
    )
    return do.RecordLicence(item=item, shown=ref.shown or None if item.id else None, project_id=ref.project_id)


def reward(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    known = register.find(ref.item_id)
    item = Reward(
        id=known.id if isinstance(known, Reward) else "",
        number=known.number if isinstance(known, Reward) else 0,
        family_id=picked(filled, "family_id").item_id,
        kind=filled.code("kind", RewardKind),
        inventor=filled.text("inventor"),
        due_on=filled.needed_day("due_on"),
        amount=number(filled, "amount"),
        rule=filled.text("rule"),
        paid_on=filled.day("paid_on"),
    )
    return do.RecordReward(item=item, shown=ref.shown or None if item.id else None, project_id=ref.project_id)


def date_done(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    del register  # the decider looks the date up
    done_on, note = filled.needed_day("done_on"), filled.text("note")
    return do.CloseDocketItem(docket_id=ref.item_id, done_on=done_on, note=note, project_id=ref.project_id)


def date_drop(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    del register
    return do.DropDocketItem(docket_id=ref.item_id, reason=filled.text("reason"), project_id=ref.project_id)


def date_reopen(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    del register
    return do.ReopenDocketItem(docket_id=ref.item_id, reason=filled.text("reason"), project_id=ref.project_id)
