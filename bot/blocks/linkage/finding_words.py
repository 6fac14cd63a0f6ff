"""A rule that fired, in words: what it means here, what it is about, what would lift it, who can."""

from datetime import date

from bot.blocks.kit import bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.linkage import labels, rule_words, terms
from bot.vocabulary import Say
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.codes import OutwardState, Severity
from flows.linkage.items import Outward
from flows.linkage.judgements import Finding
from flows.linkage.register import Register
from flows.names import Role

_OWED = frozenset({"R20", "R26"})


def finding_text(
    finding: Finding, card: ProjectCard, register: Register, lens: Lens, *, heading: str | None = None
) -> str:
    """The rule, what it means, what it is about, what would lift it and who can. ``heading`` is the id of the item that
    it stands under, empty text for none; without it, whatever goes out."""
    say = lens.say
    lines = [f"{bold(finding.rule)} · {_gravity(finding, register, say)}"]
    lines.append(_what(finding, register, say) or lens.rule(finding.rule))
    about = labels.subjects(register, tuple(x for x in finding.subjects if not _said(x, heading, register)), lens)
    if about:
        lines.append(say("About: {items}", items=about))
    lines.append(who_reads(finding, say))
    lines += [line for name, value in finding.params if (line := _param(name, value, lens))]
    if finding.lifts:
        lines.append(say("What helps: {ways}", ways=" · ".join(rule_words.lift(code, say) for code in finding.lifts)))
    if finding.roles and finding.lifts:
        lines.append(say("Who can: {people}", people=_who_can(finding, card, lens)))
    return "\n".join(filter(None, lines))


def _said(item_id: str, heading: str | None, register: Register) -> bool:
    """Whether an item stands in the heading already."""
    return isinstance(register.find(item_id), Outward) if heading is None else item_id == heading


def _gravity(finding: Finding, register: Register, say: Say) -> str:
    """Nothing stops what is out already."""
    broken = finding.severity is Severity.BLOCK and _is_out(finding, register)
    return say("Not kept") if broken else terms.severity(finding.severity, say)


def _is_out(finding: Finding, register: Register) -> bool:
    """Whether it is about something that has gone out; what a body is still to be told (R20) can be kept yet."""
    item = register.find(finding.subjects[0]) if finding.subjects and finding.rule not in _OWED else None
    return isinstance(item, Outward) and item.state is OutwardState.MADE


def _what(finding: Finding, register: Register, say: Say) -> str:
    """What the rule means here: of what is out already nobody says that it would be."""
    happened = rule_words.happened(finding.rule, say) if _is_out(finding, register) else ""
    return happened or _unfiled(finding, say) or rule_words.meaning(finding.rule, say)


def _unfiled(finding: Finding, say: Say) -> str:
    """R01e of something that is still to be filed; empty text for one that is filed, and for other rules."""
    if finding.rule != "R01e" or dict(finding.params).get("why") != "not_filed":
        return ""
    return say("Not filed yet. To be safe, file at least one working day before it goes out.")


def who_reads(finding: Finding, say: Say) -> str:
    """Who the outsiders of R02 are; empty text for other rules."""
    words = {
        "channel": say("People of another organisation read in this channel."),
        "guests": say("Guests read in this channel."),
        "unsure": say("Nobody could look yet who reads in this channel. Check again in a minute."),
        "no_nda": say("No confidentiality agreement is recorded for those it goes to."),
    }
    return words.get(dict(finding.params).get("why", ""), "") if finding.rule == "R02" else ""


def _who_can(finding: Finding, card: ProjectCard, lens: Lens) -> str:
    """Each role with its holders; a role that nobody holds is named all the same."""
    told = []
    for code in finding.roles:
        role = Role(code)
        holders = card.holders(role)
        told.append(f"{lens.say.role(role)} {parts.everyone(holders, lens, 3)}" if holders else lens.say.role(role))
    return " · ".join(told)


def _param(name: str, value: str, lens: Lens) -> str:
    """The facts behind a finding that people need; empty text for those that speak elsewhere."""
    say = lens.say
    days = {
        "filed_on": say("Filed on: {day}", day=_day(value, lens)),
        "latest_on": say("Latest safe day to file: {day}", day=_day(value, lens)),
        "due_on": say("Due on: {day}", day=_day(value, lens)),
        "plan_until": say("The review can take until {day}", day=_day(value, lens)),
    }
    return days.get(name, "")


def _day(value: str, lens: Lens) -> str:
    try:
        return lens.day(date.fromisoformat(value))
    except ValueError:
        return value
