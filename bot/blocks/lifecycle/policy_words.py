"""The rules of a workspace in words: each of them as a line, and what a change altered. All texts are mrkdwn."""

from collections.abc import Sequence

from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle.parts import everyone, who
from flows.lifecycle.policies import Creators, Difference, LegalAct, Policy, PolicyChange, compare
from flows.lifecycle.template import HouseRule
from flows.names import Confidentiality, VoteRule

MOST_PEOPLE = 12


def creators(policy: Policy, lens: Lens) -> str:
    """Who may start a project."""
    if policy.creators is Creators.NAMED:
        return everyone(policy.named_creators, lens, MOST_PEOPLE)
    return creators_name(policy.creators, lens)


def creators_name(code: Creators, lens: Lens) -> str:
    say = lens.say
    return {
        Creators.EVERYONE: say("everybody but guests"),
        Creators.NAMED: say("named people"),
        Creators.ADMINS: say("workspace admins"),
    }[code]


def act(code: LegalAct, lens: Lens) -> str:
    say = lens.say
    return {
        LegalAct.DECLARATION: say("declarations to standards bodies"),
        LegalAct.DISCLOSURE: say("disclosures to outsiders"),
        LegalAct.LICENCE: say("licences"),
        LegalAct.CLEARANCE_OVERRIDE: say("going out without clearance"),
    }[code]


def floor(code: VoteRule | None, lens: Lens) -> str:
    say = lens.say
    if code is None:
        return say("as the workflow says")
    return {
        VoteRule.MAJORITY: say("more than half of the gatekeepers"),
        VoteRule.ALL: say("all who do not abstain"),
    }[code]


def stage(key: str, lens: Lens) -> str:
    """The name of a stage in the workflows that are offered now; its key where none has it any more."""
    for template in lens.templates.choices():
        for one in template.stages:
            if one.key == key:
                return lens.say.pick(one.name)
    return key


def lines(policy: Policy, lens: Lens) -> list[str]:
    """Every rule but those of gates."""
    say = lens.say
    days = say.plural("{n} day", "{n} days", policy.reward_days)
    return [
        say("Projects may be started by: {people}", people=creators(policy, lens)),
        say("New projects are proposed as: {choice}", choice=say.confidentiality(policy.confidentiality)),
        say("Legal must agree to: {acts}", acts=_acts(policy.legal_acts, lens)),
        say("Inventors' rewards: a reminder {days} before they are due", days=days) if policy.reward_days
        else say("Inventors' rewards: no reminder"),
        say("Patents are to be declared within {days} of a contribution",
            days=say.plural("{n} day", "{n} days", policy.declare_within_days)),
        say("Patents are to be filed {days} before a submission day",
            days=say.plural("{n} working day", "{n} working days", policy.buffer_days)),
        say("A second person confirms dates set by law") if policy.confirm_dates
        else say("Dates set by law need no second person"),
    ]  # fmt: skip


def gate_lines(policy: Policy, lens: Lens) -> list[str]:
    """What is demanded of gates beyond their workflow; one line that says so where nothing is."""
    say = lens.say
    if not policy.gates:
        return [say("Gates are decided as their workflow says.")]
    return [f"{bold(inline(stage(rule.stage, lens)))}: {_house(rule, lens)}" for rule in policy.gates]


def _house(rule: HouseRule, lens: Lens) -> str:
    say = lens.say
    said = []
    if rule.deciders:
        said.append(say("decided by {roles}", roles=say.listing([say.role(role) for role in rule.deciders])))
    if rule.floor is not None:
        said.append(say("to pass, at least {who} must agree", who=floor(rule.floor, lens)))
    if rule.quorum:
        said.append(say.plural("at least {n} vote for passing", "at least {n} votes for passing", rule.quorum))
    if rule.legal_veto:
        said.append(say("no go without legal"))
    return " · ".join(said)


def differences(found: Sequence[Difference], lens: Lens) -> list[str]:
    """One line for each thing that changed: what it was, and what it is."""
    return [_difference(one, lens) for one in found]


def _difference(one: Difference, lens: Lens) -> str:
    before, after = (value(one.part, x, lens) for x in (one.before, one.after))
    name = part(one.part, lens)
    if one.stage:
        name = lens.say("{stage}: {part}", stage=inline(stage(one.stage, lens)), part=name)
    return lens.say("{what}: {before} → {after}", what=name, before=before, after=after)


def part(name: str, lens: Lens) -> str:
    """What a rule is called."""
    say = lens.say
    return {
        "creators": say("who may start projects"),
        "named_creators": say("people who may start projects"),
        "confidentiality": say("who may see new projects"),
        "legal_acts": say("what needs legal"),
        "reward_days": say("days before a reward is due"),
        "declare_within_days": say("days to declare"),
        "buffer_days": say("working days to file before a submission"),
        "confirm_dates": say("second person for dates set by law"),
        "gate.deciders": say("who decides"),
        "gate.floor": say("who must agree at least"),
        "gate.quorum": say("votes for passing at least"),
        "gate.legal_veto": say("veto of legal"),
    }[name]


def value(name: str, found: object, lens: Lens) -> str:
    """A value of a rule; ``found`` is of the type that the field of this name has."""
    say = lens.say
    match found:
        case bool():
            return say("yes") if found else say("no")
        case Creators():
            return creators_name(found, lens)
        case Confidentiality():
            return say.confidentiality(found)
        case VoteRule() | None:
            return floor(found, lens)
        case int():
            return str(found) if found else say("none")
        case tuple() if name == "named_creators":
            return everyone(found, lens, MOST_PEOPLE) if found else say("nobody")
        case tuple() if name == "legal_acts":
            return _acts(found, lens)
        case tuple():
            return say.listing([say.role(role) for role in found]) if found else say("as the workflow says")
        case _:
            raise TypeError(f"{name} is no rule of ours")


def _acts(acts: tuple[LegalAct, ...], lens: Lens) -> str:
    return lens.say.listing([act(code, lens) for code in acts]) if acts else lens.say("nothing")


def changed(one: PolicyChange, lens: Lens) -> str:
    """A change as a line of the history, with everything it altered."""
    text = lens.say("{by} changed the rules of the workspace, version {number}", by=who(one.by, lens),
                    number=one.after.version)  # fmt: skip
    return "\n".join([text, *(f"• {line}" for line in differences(compare(one.before, one.after), lens))])
