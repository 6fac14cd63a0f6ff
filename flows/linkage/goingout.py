"""Judges what goes out: plans, clearances, and that something was made public. Pure (DOMAIN.md 4.1)."""

from dataclasses import replace

from flows.errors import IllegalMove, InvalidFields, NotAllowed
from flows.linkage import commands as c
from flows.linkage import events as e
from flows.linkage.clearance import judge
from flows.linkage.codes import Answer, ClearanceState, OutwardKind, OutwardState, Reception
from flows.linkage.house import OVERRIDE
from flows.linkage.items import Outward, Standard
from flows.linkage.judgements import Clearance
from flows.linkage.looking import checked_text, refuse, refuse_features, the
from flows.linkage.novelty import is_open_to_all
from flows.linkage.register import Register, next_number
from flows.linkage.situation import Situation
from flows.linkage.validity import valid_clearance
from flows.names import Role

TITLE_LIMIT, REASON_LIMIT = 200, 3000
STANDING = frozenset({ClearanceState.REQUESTED, ClearanceState.AWAITING_LEGAL, ClearanceState.GRANTED,
                      ClearanceState.OVERRIDDEN})  # fmt: skip
"""A clearance in one of these states still speaks for its item."""


def plan(register: Register, command: c.PlanOutward, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """A new or changed plan is judged at once; a clearance of another plan ends."""
    item = replace(command.item, title=command.item.title.strip(), features=tuple(dict.fromkeys(command.item.features)))
    refuse({
        "title": checked_text(item.title, TITLE_LIMIT),
        "body": "missing" if item.kind is OutwardKind.CONTRIBUTION and item.body is None else "",
    })  # fmt: skip
    refuse_features(register, item.features)
    if item.standard_id:
        the(Standard, register, item.standard_id)
    if not item.id:
        fresh = replace(
            item, id=situation.new_id("out"), number=next_number(register.outwards), state=OutwardState.PLANNED,
            made_on=None, planned_by=situation.by, reception=Reception.PENDING,
        )  # fmt: skip
        return (e.OutwardPlanned(**situation.stamp(), item=fresh), *_asked(register, fresh, situation))
    stored = the(Outward, register, item.id)
    if stored.state is not OutwardState.PLANNED:
        raise IllegalMove("plan_outward", stored.state)
    # A form shows what was: whether it is out, and what its body said, only the register knows.
    item = replace(
        item, number=stored.number, state=stored.state, made_on=stored.made_on, reception=stored.reception,
        planned_by=stored.planned_by,
    )  # fmt: skip
    if item == stored:
        return ()
    planned = e.OutwardPlanned(**situation.stamp(), item=item)
    if _question(item) == _question(stored):
        return (planned,)
    return (planned, *_revoked(register, item, "plan_changed", situation), *_asked(register, item, situation))


def ask(register: Register, command: c.AskClearance, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """The engine judges a planned item on what is known now; an earlier question that nobody decided ends."""
    stored = the(Outward, register, command.outward_id)
    if stored.state is not OutwardState.PLANNED:
        raise IllegalMove("ask_clearance", stored.state)
    return (*_revoked(register, stored, "asked_again", situation), *_asked(register, stored, situation))


def _asked(register: Register, outward: Outward, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """What is clear needs nobody: the facts have cleared it, in the name of who asked."""
    answer, findings = judge(register, outward, situation.around(outward))
    question = Clearance(
        id=situation.new_id("clr"),
        number=next_number(register.clearances),
        outward_id=outward.id,
        features=outward.features,
        available_on=outward.available_on,
        asked_by=situation.by,
        asked_at=situation.at,
        answer=answer,
        findings=findings,
        state=ClearanceState.GRANTED if answer is Answer.CLEAR else ClearanceState.REQUESTED,
    )
    return (e.ClearanceAsked(**situation.stamp(), item=question),)


def decide(register: Register, command: c.DecideClearance, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Grant what needs a named person, refuse, or override a block with a reason (and legal, where the policy says)."""
    stored, reason = the(Clearance, register, command.clearance_id), command.reason.strip()
    if stored.state not in (ClearanceState.REQUESTED, ClearanceState.AWAITING_LEGAL):
        raise IllegalMove("decide_clearance", stored.state)
    if stored.state is ClearanceState.AWAITING_LEGAL:
        return _by_legal(stored, command.state, reason, situation)
    if command.state not in (ClearanceState.GRANTED, ClearanceState.REFUSED, ClearanceState.OVERRIDDEN):
        raise InvalidFields({"state": "unknown_value"})
    _require(situation, Role.PATENT)
    overriding = command.state is ClearanceState.OVERRIDDEN
    refuse({"reason": checked_text(reason, REASON_LIMIT, needed=command.state is not ClearanceState.GRANTED)})
    if command.state is ClearanceState.GRANTED and stored.answer is Answer.BLOCKED:
        raise IllegalMove("grant_clearance", "blocked")
    needs_legal = overriding and OVERRIDE in situation.house.legal_for
    legal = situation.by in situation.project.holders(Role.LEGAL)
    state = ClearanceState.AWAITING_LEGAL if needs_legal and not legal else command.state
    return (_decided(stored, state, reason, situation, legal_by=situation.by if needs_legal and legal else ""),)


def _by_legal(
    stored: Clearance, wanted: ClearanceState, reason: str, situation: Situation
) -> tuple[e.LinkageEvent, ...]:
    """Somebody of legal agrees to an override, or does not."""
    _require(situation, Role.LEGAL)
    if wanted is ClearanceState.REFUSED:
        refuse({"reason": checked_text(reason, REASON_LIMIT)})
        return (_decided(stored, ClearanceState.REFUSED, reason, situation, legal_by=""),)
    return (_decided(stored, ClearanceState.OVERRIDDEN, reason, situation, legal_by=situation.by),)


def make(register: Register, command: c.MakeOutward, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Recorded as made only under a clearance valid on that day, or a recorded override (DOMAIN.md R01). What came
    between since ends one, too: outsiders in its channel (R02), a filing abroad (R04), an overdue disclosure (R20)."""
    stored = the(Outward, register, command.outward_id)
    if stored.state is not OutwardState.PLANNED:
        raise IllegalMove("make_outward", stored.state)
    refuse({"made_on": "in_the_future" if command.made_on > situation.today else ""})
    around = replace(situation.around(stored), audience=situation.readers_of(stored))
    clearance = valid_clearance(register, stored, command.made_on, around)
    if clearance is None:
        raise IllegalMove("make_outward", "not_cleared")
    return (
        e.OutwardMade(
            **situation.stamp(), outward_id=stored.id, made_on=command.made_on, clearance_id=clearance.id
        ),
    )  # fmt: skip


def withdraw(register: Register, command: c.WithdrawOutward, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    stored, reason = the(Outward, register, command.outward_id), command.reason.strip()
    if stored.state is not OutwardState.PLANNED:
        raise IllegalMove("withdraw_outward", stored.state)
    refuse({"reason": checked_text(reason, REASON_LIMIT, needed=False)})
    withdrawn = e.OutwardWithdrawn(**situation.stamp(), outward_id=stored.id, reason=reason)
    return (withdrawn, *_revoked(register, stored, "withdrawn", situation))


def reception(register: Register, command: c.NoteReception, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    stored = the(Outward, register, command.outward_id)
    if stored.state is not OutwardState.MADE or stored.kind is not OutwardKind.CONTRIBUTION:
        raise IllegalMove("note_reception", stored.state)
    if stored.reception is command.reception:
        return ()
    return (e.ReceptionNoted(**situation.stamp(), outward_id=stored.id, reception=command.reception),)


def _question(item: Outward) -> tuple[object, ...]:
    """What a clearance was asked about: everything the engine looks at."""
    return (item.kind, set(item.features), item.available_on, item.under_nda, item.channel_id, item.body,
            item.standard_id, item.marked_confidential, item.to_whom, is_open_to_all(item))  # fmt: skip


def _revoked(register: Register, outward: Outward, why: str, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    standing = (c for c in register.clearances if c.outward_id == outward.id and c.state in STANDING)
    return tuple(_decided(c, ClearanceState.REVOKED, why, situation) for c in standing)


def _decided(
    stored: Clearance, state: ClearanceState, reason: str, situation: Situation, legal_by: str = ""
) -> e.LinkageEvent:
    return e.ClearanceDecided(
        **situation.stamp(), clearance_id=stored.id, state=state, reason=reason, legal_by=legal_by
    )  # fmt: skip


def _require(situation: Situation, role: Role) -> None:
    """Raises ``NotAllowed``: the command is for either role, this step of it for one."""
    able = situation.project.holders(role)
    if situation.by not in able:
        raise NotAllowed("decide_clearance", able, (role,))
