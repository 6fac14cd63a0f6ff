"""Submitted forms of the register -> typed commands. Pure. An item's other fields stay as the register has them."""

from collections.abc import Callable, Mapping

from bot.filled import Filled
from bot.ids import Form, Ref
from bot.linkage_forms import dealings, features, outgoing, patents, standards
from flows.linkage.commands import LinkageCommand
from flows.linkage.register import Register

Reader = Callable[[Ref, Filled, Register], LinkageCommand]


def read_linkage(form: Form, ref: Ref, filled: Filled, register: Register) -> LinkageCommand:
    """The command that a submitted form asks for. Raises ``InvalidFields`` by field name, ``NotFound`` for an item
    that is gone."""
    return READERS[form](ref, filled, register)


READERS: Mapping[Form, Reader] = {
    Form.FEATURE: features.feature,
    Form.EVIDENCE: features.evidence,
    Form.NO_FILING: features.no_filing,
    Form.TIE: features.tie,
    Form.UNTIE: features.untie,
    Form.CHECK_ROW: features.check_row,
    Form.FAMILY: patents.family,
    Form.FAMILY_MORE: patents.family_more,
    Form.APPLICATION: patents.application,
    Form.NOTICES: patents.notices,
    Form.CLAIMS: patents.claims,
    Form.STANDARD: standards.standard,
    Form.STANDARD_MORE: standards.standard_more,
    Form.CLAUSES: standards.clauses,
    Form.OUTWARD: outgoing.outward,
    Form.OUTWARD_PLACE: outgoing.place,
    Form.MADE: outgoing.made,
    Form.CALL_OFF: outgoing.call_off,
    Form.RECEPTION: outgoing.reception,
    Form.DECIDE: outgoing.decide,
    Form.DECLARE: dealings.declare,
    Form.LICENCE: dealings.licence,
    Form.REWARD: dealings.reward,
    Form.DATE_DONE: dealings.date_done,
    Form.DATE_DROP: dealings.date_drop,
    Form.DATE_REOPEN: dealings.date_reopen,
}
"""Every form that asks for one command about a register."""
