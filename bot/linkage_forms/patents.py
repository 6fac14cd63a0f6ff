"""Submitted forms about patents -> commands."""

from dataclasses import replace

from bot import linkage_text
from bot.blocks.linkage.forms_patent import BUYER_BOUND, BY_POST, COMPANION_DECLARED, DROPPED
from bot.filled import Filled
from bot.ids import Ref
from bot.linkage_forms.fields import picked, shown, the
from flows.errors import InvalidFields
from flows.linkage import commands as do
from flows.linkage.codes import ApplicationStatus, PatentKind
from flows.linkage.items import Application, Family
from flows.linkage.register import Register


def family(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    before = the(Family, ref, register) if ref.item_id else Family(id="", number=0, title="")
    item = replace(
        before,
        title=filled.text("title"),
        kind=filled.code("kind", PatentKind),
        owners=linkage_text.names(filled.text("owners")),
        inventors=linkage_text.names(filled.text("inventors")),
        completed_in=filled.option("completed_in") or before.completed_in,
        co_owner_terms=filled.text("co_owner_terms"),
        secrecy_requested_on=filled.day("secrecy_requested_on"),
        secrecy_cleared_on=filled.day("secrecy_cleared_on"),
    )
    return do.RecordFamily(item=item, shown=shown(ref), project_id=ref.project_id)


def family_more(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    marks = filled.options("marks")
    item = replace(
        the(Family, ref, register),
        companion_id=picked(filled, "companion_id", needed=False).item_id,
        assigned_to=filled.text("assigned_to"),
        assigned_on=filled.day("assigned_on"),
        companion_declared=COMPANION_DECLARED in marks,
        buyer_bound=BUYER_BOUND in marks,
        dropped=DROPPED in marks,
    )
    return do.RecordFamily(item=item, shown=shown(ref), project_id=ref.project_id)


def _member(ref: Ref, filled: Filled, register: Register) -> tuple[Family, Application]:
    """The family and its application at the chosen office, as it was or new."""
    family, office = the(Family, ref, register), filled.option("office")
    if not office:
        raise InvalidFields({"office": "missing"})
    return family, family.member(office) or Application(office=office)


def application(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    family, before = _member(ref, filled, register)
    application = replace(
        before,
        status=filled.code("status", ApplicationStatus),
        application_number=filled.text("application_number"),
        publication_number=filled.text("publication_number"),
        priority_on=filled.day("priority_on"),
        filed_on=filled.day("filed_on"),
        published_on=filled.day("published_on"),
        granted_on=filled.day("granted_on"),
    )
    return do.RecordApplication(
        family_id=family.id, application=application, shown=shown(ref), project_id=ref.project_id
    )


def notices(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    family, before = _member(ref, filled, register)
    application = replace(
        before,
        grant_number=filled.text("grant_number"),
        examination_requested_on=filled.day("examination_requested_on"),
        examination_notice_on=filled.day("examination_notice_on"),
        grant_notice_on=filled.day("grant_notice_on"),
        refused_on=filled.day("refused_on"),
        annuity_paid_until=filled.day("annuity_paid_until"),
        notices_by_post=BY_POST in filled.options("marks"),
    )
    return do.RecordApplication(
        family_id=family.id, application=application, shown=shown(ref), project_id=ref.project_id
    )


def claims(ref: Ref, filled: Filled, register: Register) -> do.LinkageCommand:
    claims = linkage_text.claims(filled.text("claims"))
    return do.RecordClaims(
        family_id=the(Family, ref, register).id, claims=claims, shown=shown(ref), project_id=ref.project_id
    )
