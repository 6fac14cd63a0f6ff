"""Judges declarations, licences and rewards: what is promised and owed. Pure (DOMAIN.md 4.4, 4.5)."""

from dataclasses import replace

from flows.errors import IllegalMove, NotAllowed
from flows.linkage import commands as c
from flows.linkage import events as e
from flows.linkage.dealings import Declaration, Licence, Reward
from flows.linkage.house import DECLARATION, LICENCE
from flows.linkage.items import Family, Standard
from flows.linkage.looking import checked_text, refuse, refuse_unknown, the
from flows.linkage.promises import worse_than
from flows.linkage.register import Register, next_number
from flows.linkage.situation import Situation
from flows.names import Role

NAME_LIMIT = 200


def declare(register: Register, command: c.Declare, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Append-only; one that promises less than an earlier one is refused (DOMAIN.md R23, ISO/IEC/ITU policy)."""
    item = replace(command.item, families=tuple(dict.fromkeys(command.item.families)))
    if item.id:
        raise IllegalMove("declare", "append_only")
    refuse({
        "families": "" if item.families else "missing",
        "declared_on": "in_the_future" if item.declared_on > situation.today else "",
        "reference": checked_text(item.reference, NAME_LIMIT, needed=False),
    })  # fmt: skip
    refuse_unknown(register, Family, item.families)
    if item.standard_id:
        the(Standard, register, item.standard_id)
    if item.replaces:
        the(Declaration, register, item.replaces)
    ask_legal(situation, DECLARATION, "declare")
    fresh = replace(
        item, id=situation.new_id("dec"), number=next_number(register.declarations),
        declared_by=item.declared_by or situation.by,
    )  # fmt: skip
    if worse_than(register, fresh) is not None:
        raise IllegalMove("declare", "worse_option")
    return (e.Declared(**situation.stamp(), item=fresh),)


def licence(register: Register, command: c.RecordLicence, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """Amounts are whole RMB. Raises ``InvalidFields``, ``NotFound`` for an unknown family, ``NotAllowed`` where the
    policy asks for legal."""
    item = replace(command.item, licensee=command.item.licensee.strip())
    refuse({
        "families": "" if item.families else "missing",
        "licensee": checked_text(item.licensee, NAME_LIMIT),
        "recorded_on": "before_start" if item.recorded_on and item.recorded_on < item.effective_on else "",
        "income": "unknown_value" if item.income < 0 else "",
        "cost": "unknown_value" if item.cost < 0 else "",
    })  # fmt: skip
    refuse_unknown(register, Family, item.families)
    ask_legal(situation, LICENCE, "record_licence")
    if not item.id:
        fresh = replace(item, id=situation.new_id("lic"), number=next_number(register.licences))
        return (e.LicenceRecorded(**situation.stamp(), item=fresh),)
    stored = the(Licence, register, item.id)
    item = replace(item, number=stored.number)
    return () if item == stored else (e.LicenceRecorded(**situation.stamp(), item=item),)


def reward(register: Register, command: c.RecordReward, situation: Situation) -> tuple[e.LinkageEvent, ...]:
    """``amount`` is whole RMB (DOMAIN.md R33, R34). Raises ``InvalidFields``, ``NotFound`` for an unknown family."""
    item = replace(command.item, inventor=command.item.inventor.strip())
    the(Family, register, item.family_id)
    refuse({
        "inventor": checked_text(item.inventor, NAME_LIMIT),
        "amount": "unknown_value" if item.amount < 0 else "",
        "paid_on": "in_the_future" if item.paid_on and item.paid_on > situation.today else "",
    })  # fmt: skip
    if not item.id:
        fresh = replace(item, id=situation.new_id("rew"), number=next_number(register.rewards))
        return (e.RewardRecorded(**situation.stamp(), item=fresh),)
    stored = the(Reward, register, item.id)
    item = replace(item, number=stored.number)
    return () if item == stored else (e.RewardRecorded(**situation.stamp(), item=item),)


def ask_legal(situation: Situation, act: str, action: str) -> None:
    """Where the policy asks for legal and the project has somebody of legal, it is theirs to record."""
    legal = situation.project.holders(Role.LEGAL)
    if act in situation.house.legal_for and legal and situation.by not in legal:
        raise NotAllowed(action, legal, (Role.LEGAL,))
