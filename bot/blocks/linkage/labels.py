"""How items of a register are named in a line: ``F3 Waveform``, ``P1 Radar patent · filed Nov 23``."""

import re

from bot.blocks.kit import bold, inline
from bot.blocks.kit import person as mention
from bot.blocks.lens import Lens
from bot.blocks.linkage import terms
from flows.linkage.codes import Body
from flows.linkage.dealings import Declaration, Licence, Reward
from flows.linkage.items import Application, Family, Feature, Item, Outward, Standard
from flows.linkage.judgements import Clearance, DocketItem
from flows.linkage.register import LABELS, Register

_NAME = 120
_USER = re.compile(r"[UW](?=[A-Z]*[0-9])[A-Z0-9]+")

_LETTERS: dict[type[Item], str] = {
    Feature: LABELS["features"], Family: LABELS["families"], Standard: LABELS["standards"],
    Outward: LABELS["outwards"], Declaration: LABELS["declarations"], Licence: LABELS["licences"],
    Reward: LABELS["rewards"], Clearance: LABELS["clearances"], DocketItem: LABELS["docket"],
}  # fmt: skip


def label(item: Item) -> str:
    """``F3``."""
    return f"{_LETTERS[type(item)]}{item.number}"


def name(item: Item, lens: Lens) -> str:
    """The raw words for an item, without its label."""
    match item:
        case Feature():
            return item.name
        case Family():
            return item.title
        case Standard():
            return f"{item.reference} {item.title}".strip()
        case Outward():
            return item.title
        case Declaration():
            return f"{item.reference} {terms.body(item.body, lens.say)}".strip()
        case Licence():
            return item.licensee
        case Reward():
            return (
                f"{terms.reward_kind(item.kind, lens.say)} {'' if is_person(item.inventor) else item.inventor}".strip()
            )
        case DocketItem():
            return lens.rule(item.rule)
        case _:
            return ""


def raw(item: Item, lens: Lens) -> str:
    """``F3 Waveform`` as raw text, for options and buttons."""
    return f"{label(item)} {' '.join(name(item, lens).split())}".strip()


def shown(item: Item, lens: Lens) -> str:
    """``*F3* Waveform`` as mrkdwn. A person is mentioned, whom raw text can only leave out."""
    told = f"{bold(label(item))} {inline(name(item, lens), _NAME)}".strip()
    return f"{told} {named(item.inventor)}" if isinstance(item, Reward) and is_person(item.inventor) else told


def is_person(text: str) -> bool:
    """Whether an inventor or owner is a member of the workspace, and not a name."""
    return bool(_USER.fullmatch(text))


def named(person: str) -> str:
    """An inventor or owner as mrkdwn: a mention, or the name as it was typed."""
    return mention(person) if is_person(person) else inline(person, 60)


def subject(register: Register, item_id: str, lens: Lens) -> str:
    """An item by id, as mrkdwn; a word for it where it is gone."""
    item = register.find(item_id)
    return shown(item, lens) if item else lens.say("an entry that is gone")


def subjects(register: Register, ids: tuple[str, ...], lens: Lens, *, most: int = 5) -> str:
    """Several items in one line."""
    found = [subject(register, item_id, lens) for item_id in ids[:most]]
    left = len(ids) - len(found)
    more = [lens.say.plural("{n} more", "{n} more", left)] if left else []
    # No words between: bold beside a Chinese letter without a space is not bold any more.
    return " · ".join(found + more)


def number_of(application: Application) -> str:
    """The number by which people know an application: the youngest there is."""
    return application.grant_number or application.publication_number or application.application_number


def application_line(application: Application, lens: Lens) -> str:
    """``CN 202610123456.8 · Filed Nov 23``."""
    say = lens.say
    parts = [f"{application.office} {number_of(application)}".strip()]
    state = terms.application_status(application.status, say)
    days = {
        "filed": application.filed_on, "published": application.published_on, "granted": application.granted_on,
        "refused": application.refused_on, "examination": application.examination_requested_on,
    }  # fmt: skip
    day = days.get(application.status.value)
    parts.append(f"{state} {lens.day(day)}" if day else state)
    if application.priority_on:
        parts.append(say("priority {day}", day=lens.day(application.priority_on)))
    return " · ".join(parts)


def family_line(family: Family, lens: Lens) -> str:
    """One family: name, kind, first filing, members, claims."""
    say = lens.say
    filed = family.first_filed_on
    parts = [shown(family, lens), terms.patent_kind(family.kind, say)]
    parts.append(say("first filed {day}", day=lens.day(filed)) if filed else say("not filed yet"))
    if family.claims:
        parts.append(say.plural("{n} claim", "{n} claims", len(family.claims)))
    if family.dropped:
        parts.append(say("given up"))
    lines = [application_line(member, lens) for member in family.members]
    return "\n".join([" · ".join(parts), *(f"    {inline(line)}" for line in lines)])


def feature_line(feature: Feature, lens: Lens) -> str:
    """``*F3* Waveform · TRL 4 · needs no filing: known art``."""
    say = lens.say
    parts = [shown(feature, lens)]
    if feature.trl is not None:
        parts.append(say("TRL {level}", level=feature.trl))
    if feature.not_patent_relevant:
        parts.append(say("needs no filing: {reason}", reason=inline(feature.not_patent_relevant, 80)))
    if feature.retired:
        parts.append(say("retired"))
    return " · ".join(parts)


def standard_line(standard: Standard, lens: Lens) -> str:
    """``*S1* ISO 9001:2015 Quality · ISO · stage 40.20 Nov 23 · ballot Feb 15 · 4 clauses (DIS)``."""
    say = lens.say
    parts = [shown(standard, lens), terms.body(standard.body, say)]
    if standard.committee:
        parts.append(inline(standard.committee, 60))
    if standard.stage:
        since = f" {lens.day(standard.stage_on)}" if standard.stage_on else ""
        parts.append(say("stage {stage}", stage=inline(standard.stage, 40)) + since)
    if standard.next_on:
        what = inline(standard.next_what, 60) or say("next step")
        guess = say("estimated") if standard.next_estimated else ""
        parts.append(" ".join(filter(None, [what, lens.day(standard.next_on), guess])))
    if standard.clauses:
        count = say.plural("{n} clause", "{n} clauses", len(standard.clauses))
        parts.append(f"{count} ({inline(standard.version, 30)})" if standard.version else count)
    if standard.withdrawn:
        parts.append(say("withdrawn"))
    return " · ".join(parts)


def outward_line(outward: Outward, lens: Lens) -> str:
    """``*C1* Proposal 7 · Contribution to a standards body · ISO · went out Nov 23 · Accepted``."""
    say = lens.say
    parts = [shown(outward, lens), where(outward, lens)]
    if outward.document:
        parts.append(inline(outward.document, 60))
    if outward.made_on:
        parts.append(say("went out {day}", day=lens.day(outward.made_on)))
    else:
        state = terms.outward_state(outward.state, say)
        parts.append(say("{state}, open to outsiders from {day}", state=state, day=lens.day(outward.available_on)))
    if outward.reception.value != "pending":
        parts.append(terms.reception(outward.reception, say))
    return " · ".join(filter(None, parts))


def where(outward: Outward, lens: Lens) -> str:
    """To whom something goes, as mrkdwn."""
    kind = terms.outward_kind(outward.kind, lens.say)
    to = terms.body(outward.body, lens.say) if outward.body not in (None, Body.OTHER) else ""
    return " · ".join(filter(None, [kind, to, inline(outward.committee, 60), inline(outward.to_whom, 80)]))


def declaration_line(declaration: Declaration, register: Register, lens: Lens) -> str:
    """``*D1* · ISO · (2) For a fee, on fair terms · Nov 23 · *P1* Radar``."""
    say = lens.say
    parts = [
        bold(label(declaration)),
        terms.body(declaration.body, say),
        terms.licence_option(declaration.option, say),
        lens.day(declaration.declared_on),
        subjects(register, declaration.families, lens),
        inline(declaration.reference, 60),
    ]
    return " · ".join(filter(None, parts))
