"""Judges what goes out: plans, clearances, and that something was made public. Pure (DOMAIN.md 4.1)."""

from dataclasses import replace

from flows.errors import IllegalMove, InvalidFields, NotAllowed
from flows.linkage import commands as c
from flows.linkage import events as e
from flows.linkage.clearance import judge
from flows.linkage.codes import Answer, ClearanceState, OutwardKind, OutwardState, Reception
from flows.linkage.house import DISCLOSURE, OVERRIDE
from flows.linkage.items import Outward, Standard
from flows.linkage.judgements import Clearance, Finding
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
    """What is clear needs nobody, in the name of who asked: the facts have cleared it. Only where the policy asks for
    legal before outsiders are told anything it waits for them."""
    answer, findings = judge(register, outward, situation.around(outward))
    cleared = (
        ClearanceState.AWAITING_LEGAL if _tells_outsiders(outward, findings, situation) else ClearanceState.GRANTED
    )
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
        state=cleared if answer is Answer.CLEAR else ClearanceState.REQUESTED,
    )
    return (e.ClearanceAsked(**situation.stamp(), item=question),)


def decide(register: Register, command: c.DecideClearance, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Grant what needs a named person, refuse, or override a block with a reason. Where the policy asks for legal
    besides, it waits for them: it takes two people, even where one holds both roles."""
    stored, reason = the(Clearance, register, command.clearance_id), command.reason.strip()
    if stored.state not in (ClearanceState.REQUESTED, ClearanceState.AWAITING_LEGAL):
        raise IllegalMove("decide_clearance", stored.state)
    if stored.state is ClearanceState.AWAITING_LEGAL:
        return _by_legal(stored, command.state, reason, situation)
    if command.state not in (ClearanceState.GRANTED, ClearanceState.REFUSED, ClearanceState.OVERRIDDEN):
        raise InvalidFields({"state": "unknown_value"})
    _require(situation, Role.PATENT)
    refuse({"reason": checked_text(reason, REASON_LIMIT, needed=command.state is not ClearanceState.GRANTED)})
    if command.state is ClearanceState.GRANTED and stored.answer is Answer.BLOCKED:
        raise IllegalMove("grant_clearance", "blocked")
    overriding = command.state is ClearanceState.OVERRIDDEN
    outward = the(Outward, register, stored.outward_id)
    needs_legal = command.state is not ClearanceState.REFUSED and (
        (overriding and OVERRIDE in situation.house.legal_for) or _tells_outsiders(outward, stored.findings, situation)
    )
    state = ClearanceState.AWAITING_LEGAL if needs_legal else command.state
    return (_decided(stored, state, reason, situation),)


def _by_legal(
    stored: Clearance, wanted: ClearanceState, reason: str, situation: Situation
) -> tuple[e.LinkageEvent, ...]:
    """Somebody of legal agrees, or does not. Raises ``NotAllowed`` for who decided before them: two pairs of eyes are
    the point."""
    _require(situation, Role.LEGAL)
    refusing = wanted is ClearanceState.REFUSED
    refuse({"reason": checked_text(reason, REASON_LIMIT, needed=refusing)})
    if not refusing:
        if wanted is not agreed_state(stored):
            raise IllegalMove("grant_clearance", "blocked")
        others = tuple(user for user in situation.project.holders(Role.LEGAL) if user != situation.by)
        if situation.by == stored.decided_by:
            raise NotAllowed("agree_with_oneself", others, (Role.LEGAL,))
    return (_decided(stored, wanted, reason, situation, legal_by="" if refusing else situation.by),)


def agreed_state(asked: Clearance) -> ClearanceState:
    """What a clearance becomes that legal agrees to: what was blocked went past a rule, whoever agreed."""
    return ClearanceState.OVERRIDDEN if asked.answer is Answer.BLOCKED else ClearanceState.GRANTED


def _tells_outsiders(outward: Outward, findings: tuple[Finding, ...], situation: Situation) -> bool:
    """Whether it is a disclosure to outsiders for which the policy asks for legal, and the project has somebody. What
    goes to a standards body has its own duties; a message counts where outsiders read."""
    if DISCLOSURE not in situation.house.legal_for or not situation.project.holders(Role.LEGAL):
        return False
    heard = outward.kind is not OutwardKind.MESSAGE or any(finding.rule == "R02" for finding in findings)
    return outward.kind is not OutwardKind.CONTRIBUTION and heard


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
    """A plan that is called off, and its clearances with it. Raises ``IllegalMove`` for what is out: at the body it may
    be withdrawn (``reception``), which takes nothing back."""
    stored, reason = the(Outward, register, command.outward_id), command.reason.strip()
    if stored.state is not OutwardState.PLANNED:
        raise IllegalMove("withdraw_outward", stored.state)
    refuse({"reason": checked_text(reason, REASON_LIMIT, needed=False)})
    withdrawn = e.OutwardWithdrawn(**situation.stamp(), outward_id=stored.id, reason=reason)
    return (withdrawn, *_revoked(register, stored, "withdrawn", situation))


def reception(register: Register, command: c.NoteReception, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """What became of a contribution. Raises ``IllegalMove`` for what is not out, or goes to no body."""
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
