"""Licences and rewards: what was agreed about a patent and what its inventors are owed, one line each."""

from bot.blocks import kit
from bot.blocks.kit import inline
from bot.blocks.lens import Lens
from bot.blocks.limits import Block
from bot.blocks.linkage import labels, terms
from bot.blocks.linkage.entries import Able, row_ref
from bot.ids import Act
from flows.linkage.dealings import Licence, Reward
from flows.linkage.items import Family, Item
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register

Dealt = Licence | Reward


def of_family(family: Family, register: Register) -> tuple[Dealt, ...]:
    """Licences and rewards of a family."""
    licences = tuple(licence for licence in register.licences if family.id in licence.families)
    return (*licences, *(reward for reward in register.rewards if reward.family_id == family.id))


def line(item: Dealt, register: Register, lens: Lens) -> str:
    """``*W1* Reward for the grant Chen · ¥4,000 · due Mon, Feb 22 · P1 Radar``."""
    return _licence(item, register, lens) if isinstance(item, Licence) else _reward(item, register, lens)


def _licence(item: Licence, register: Register, lens: Lens) -> str:
    say = lens.say
    told = [
        labels.shown(item, lens),
        terms.licence_kind(item.kind, say),
        say("valid from {day}", day=lens.day(item.effective_on)),
        say("recorded at the patent office {day}", day=lens.day(item.recorded_on)) if item.recorded_on else "",
        say("ended {day}", day=lens.day(item.ended_on)) if item.ended_on else "",
        say("income ¥{amount}", amount=f"{item.income:,}") if item.income else "",
        say("cost ¥{amount}", amount=f"{item.cost:,}") if item.cost else "",
        labels.subjects(register, item.families, lens),
    ]
    return " · ".join(filter(None, told))


def _reward(item: Reward, register: Register, lens: Lens) -> str:
    say = lens.say
    told = [
        labels.shown(item, lens),
        f"¥{item.amount:,}" if item.amount else "",
        say("paid {day}", day=lens.day(item.paid_on)) if item.paid_on else lens.due(item.due_on),
        inline(item.rule, 80),
        labels.subject(register, item.family_id, lens),
    ]
    return " · ".join(filter(None, told))


def choices(item: Item, lens: Lens) -> tuple[tuple[str, Act, str], ...]:
    """What can be done about one: words, act, command."""
    match item:
        case Licence():
            return ((lens.say("Edit"), Act.LICENCE, "RecordLicence"),)
        case Reward():
            return ((lens.say("Edit"), Act.REWARD, "RecordReward"),)
        case _:
            return ()


def settling(item: DocketItem, register: Register, lens: Lens, able: Able) -> list[Block]:
    """The button that records what settles a date by itself: a reward paid, a licence recorded, a declaration made."""
    about, say = register.find(item.subject_id), lens.say
    if isinstance(about, Licence) and "RecordLicence" in able:
        words, act = say("Record the licence"), Act.LICENCE
    elif "RecordReward" in able and (isinstance(about, Reward) or (item.rule == "R33" and isinstance(about, Family))):
        words, act = say("Record the reward"), Act.REWARD
    elif item.rule == "R20" and isinstance(about, Family) and "Declare" in able:
        words, act = say("Record a declaration"), Act.DECLARE
    else:
        return []
    return [kit.button(words, act, row_ref(register, about), label=f"{words}: {labels.raw(about, lens)}")]
