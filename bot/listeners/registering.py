"""The forms of the register: look, refuse early what could not be sent, build the view."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.blocks.linkage import forms_dealing, forms_feature, forms_outward, forms_patent, forms_standard
from bot.blocks.linkage.questions import Questions
from bot.context import Sight
from bot.ids import Act, Form, Ref
from bot.outward import View
from flows.errors import NotAllowed, NotFound
from flows.lifecycle.permissions import action_name
from flows.linkage.codes import ClearanceState
from flows.linkage.commands import LinkageCommand
from flows.linkage.items import Feature
from flows.linkage.permissions import lifters

Build = Callable[[Questions], View]


def questions(sight: Sight, ref: Ref, command: str) -> Questions:
    """What a form is built from. Raises ``NotFound`` for a hidden project and for an item that is gone, ``NotAllowed``
    for whoever could not send it."""
    card = sight.card(ref.project_id)
    able = sight.able(card)
    if command not in able:
        raise NotAllowed(action_name(command), *lifters(card, command))
    asked = Questions(card, sight.register(card), sight.caller.lens, ref)
    if ref.item_id and asked.item is None and asked.link is None:
        raise NotFound("entry", "")
    return asked


def opener(act: Act) -> Callable[[Sight, Ref], View]:
    """What a button that opens a form shows. The form keeps where it was opened: outsiders may read there (R02)."""
    form, command = FORMS[act]

    def opened(sight: Sight, ref: Ref) -> View:
        here = ref.channel_id or sight.caller.envelope.channel_id
        return BUILDERS[form](questions(sight, replace(ref, channel_id=here), command))

    return opened


def decide(asked: Questions) -> View:
    """``ref.extra`` is the state that the button stands for."""
    return forms_outward.decide(
        asked, ClearanceState.OVERRIDDEN if asked.ref.extra == ClearanceState.OVERRIDDEN else ClearanceState.REFUSED
    )


def no_filing(asked: Questions) -> View:
    if not isinstance(asked.item, Feature):
        raise NotFound("entry", "")
    return forms_feature.no_filing(asked)


FORMS: Mapping[Act, tuple[Form, str]] = {
    Act.FEATURE: (Form.FEATURE, "RecordFeature"),
    Act.EVIDENCE: (Form.EVIDENCE, "RecordFeature"),
    Act.NO_FILING: (Form.NO_FILING, "ClearFeature"),
    Act.TIE: (Form.TIE, "TieItems"),
    Act.UNTIE: (Form.UNTIE, "UntieItems"),
    Act.CHECK_ROW: (Form.CHECK_ROW, "CheckRow"),
    Act.FAMILY: (Form.FAMILY, "RecordFamily"),
    Act.FAMILY_MORE: (Form.FAMILY_MORE, "RecordFamily"),
    Act.APPLICATION: (Form.APPLICATION, "RecordApplication"),
    Act.NOTICES: (Form.NOTICES, "RecordApplication"),
    Act.CLAIMS: (Form.CLAIMS, "RecordClaims"),
    Act.STANDARD: (Form.STANDARD, "RecordStandard"),
    Act.STANDARD_MORE: (Form.STANDARD_MORE, "RecordStandard"),
    Act.CLAUSES: (Form.CLAUSES, "RecordClauses"),
    Act.OUTWARD: (Form.OUTWARD, "PlanOutward"),
    Act.OUTWARD_PLACE: (Form.OUTWARD_PLACE, "PlanOutward"),
    Act.MADE: (Form.MADE, "MakeOutward"),
    Act.CALL_OFF: (Form.CALL_OFF, "WithdrawOutward"),
    Act.RECEPTION: (Form.RECEPTION, "NoteReception"),
    Act.DECIDE: (Form.DECIDE, "DecideClearance"),
    Act.DECLARE: (Form.DECLARE, "Declare"),
    Act.LICENCE: (Form.LICENCE, "RecordLicence"),
    Act.REWARD: (Form.REWARD, "RecordReward"),
    Act.DATE_DONE: (Form.DATE_DONE, "CloseDocketItem"),
    Act.DATE_DROP: (Form.DATE_DROP, "DropDocketItem"),
    Act.DATE_REOPEN: (Form.DATE_REOPEN, "ReopenDocketItem"),
}
"""The form that each button opens, and the command it will send."""

BUILDERS: Mapping[Form, Build] = {
    Form.FEATURE: forms_feature.feature,
    Form.EVIDENCE: forms_feature.evidence,
    Form.NO_FILING: no_filing,
    Form.TIE: forms_feature.tie,
    Form.UNTIE: forms_feature.untie,
    Form.CHECK_ROW: forms_feature.check_row,
    Form.FAMILY: forms_patent.family,
    Form.FAMILY_MORE: forms_patent.family_more,
    Form.APPLICATION: forms_patent.application,
    Form.NOTICES: forms_patent.notices,
    Form.CLAIMS: forms_patent.claims,
    Form.STANDARD: forms_standard.standard,
    Form.STANDARD_MORE: forms_standard.standard_more,
    Form.CLAUSES: forms_standard.clauses,
    Form.OUTWARD: forms_outward.outward,
    Form.OUTWARD_PLACE: forms_outward.place,
    Form.MADE: forms_outward.made,
    Form.CALL_OFF: forms_outward.call_off,
    Form.RECEPTION: forms_outward.reception,
    Form.DECIDE: decide,
    Form.DECLARE: forms_dealing.declare,
    Form.LICENCE: forms_dealing.licence,
    Form.REWARD: forms_dealing.reward,
    Form.DATE_DONE: forms_dealing.date_done,
    Form.DATE_DROP: forms_dealing.date_drop,
    Form.DATE_REOPEN: forms_dealing.date_reopen,
}
"""Every form that asks for one command, as it is first shown and as it is shown again."""

COMMANDS: frozenset[str] = frozenset(c.__name__ for c in LinkageCommand.__subclasses__())
