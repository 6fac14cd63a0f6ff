"""Submitted forms about standards -> commands."""

from dataclasses import replace

from bot import linkage_text
from bot.blocks.linkage.forms_standard import ESTIMATED, WITHDRAWN
from bot.filled import Filled
from bot.ids import Ref
from bot.linkage_forms.fields import all_picked, picked, shown, the
from flows.linkage import commands as do
from flows.linkage.codes import Body
from flows.linkage.items import Standard
from flows.linkage.register import Register


def standard(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    before = the(Standard, ref, register) if ref.item_id else Standard(id="", number=0, body=Body.OTHER, reference="")
    item = replace(
        before,
        body=filled.code("body", Body),
        reference=filled.text("reference"),
        title=filled.text("title"),
        committee=filled.text("committee"),
        stage=filled.text("stage"),
        stage_on=filled.day("stage_on"),
        next_what=filled.text("next_what"),
        next_on=filled.day("next_on"),
    )
    return do.RecordStandard(item=item, shown=shown(ref), project_id=ref.project_id)


def standard_more(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    marks = filled.options("marks")
    item = replace(
        the(Standard, ref, register),
        level=filled.text("level"),
        references=all_picked(filled, "references"),
        adopts=picked(filled, "adopts", needed=False).item_id,
        published_on=filled.day("published_on"),
        next_estimated=ESTIMATED in marks,
        withdrawn=WITHDRAWN in marks,
    )
    return do.RecordStandard(item=item, shown=shown(ref), project_id=ref.project_id)


def clauses(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    standard, version = the(Standard, ref, register), filled.text("version")
    clauses = linkage_text.clauses(filled.text("clauses"), version, standard.clauses)
    return do.RecordClauses(
        standard_id=standard.id, version=version, clauses=clauses, shown=shown(ref), project_id=ref.project_id
    )
