"""Forms of the gate: request it, vote on it, and why it cannot be requested yet."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from bot import condition_lines
from bot.blocks import inputs, kit
from bot.blocks.inputs import NO_DRAFT, Draft, draft_list, draft_text, field, first, option
from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.forms_project import form_ref
from bot.blocks.limits import LIMITS, Block
from bot.ids import ABSTAIN, CONFLICT, Form, Pick, Ref
from flows.errors import Blocker
from flows.lifecycle.fields import COMMENT_LIMIT
from flows.lifecycle.project import Vote
from flows.lifecycle.readiness import gatekeepers
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SETTLED, Decision

_BLOCKERS = 40
NO_NAMES: Mapping[str, str] = MappingProxyType({})
CONDITION_TIME = timedelta(days=14)
"""What the form proposes for conditions."""


def request(card: ProjectCard, lens: Lens, *, draft: Draft = NO_DRAFT) -> dict[str, Any]:
    say, spec = lens.say, lens.gate(card)
    deciders = gatekeepers(card, lens.template(card))
    who = say("Asked to vote: {people}", people=parts.everyone(deciders, lens)) if deciders else ""
    lines = [bold(inline(say.pick(spec.name))), inline(say.pick(spec.question)), who]
    note = inputs.text_input("note", initial=draft_text(draft, "note"), multiline=True, limit=COMMENT_LIMIT,
                             placeholder=say("What the gatekeepers should know"))  # fmt: skip
    options = [option(lens.decision(card, card.shown_stage, d), d.value) for d in Decision]
    proposal = inputs.select("proposal", options, initial=draft_text(draft, "proposal", Decision.GO),
                             placeholder=say("No proposal"))  # fmt: skip
    blocks = [
        kit.section("\n".join(line for line in lines if line)),
        *_criteria(card, lens),
        first(field("proposal", say("You propose"), proposal, optional=True)),
        field("note", say("Note"), note, optional=True),
    ]
    return kit.modal(Form.GATE, say("Request gate"), blocks, ref=form_ref(card),
                     submit=say("Request"), close=say("Cancel"))  # fmt: skip


def _criteria(card: ProjectCard, lens: Lens) -> list[Block]:
    lines = [f"• {inline(lens.say.pick(criterion))}" for criterion in lens.gate(card).criteria]
    return [kit.section(kit.fit("\n".join([lens.say("To be met for a go:"), *lines]), 3000))] if lines else []


def vote(
    card: ProjectCard, lens: Lens, *, user_id: str, draft: Draft = NO_DRAFT, names: Mapping[str, str] = NO_NAMES
) -> dict[str, Any]:
    """The person's present vote is filled in. A date belongs to hold, deliverables to recycle.

    ``names`` are what members are called, by user id.
    """
    say, spec, gate = lens.say, lens.gate(card), card.gate
    own = next((v for v in gate.votes if v.voter == user_id), None) if gate else None
    about = {
        Decision.GO: say("All is met; on to the next stage."),
        Decision.CONDITIONAL_GO: say("On to the next stage; your conditions block the next gate."),
        Decision.HOLD: say("Wait; your comment says for what."),
        Decision.RECYCLE: say("Back to work in this stage on what you name."),
        Decision.MERGE: say("End this project; another one carries on."),
        Decision.STOP: say("End the project; your comment says why."),
    }
    options = [option(lens.decision(card, card.shown_stage, d), d.value, about[d]) for d in Decision]
    options.append(option(say("Abstain"), ABSTAIN, say("Be counted as present, for no decision.")))
    options.append(option(say("Conflict of interest"), CONFLICT, say("Give up your vote at this gate.")))
    chosen = inputs.radio("decision", options, initial=draft_text(draft, "decision", own.decision if own else ""))
    comment = inputs.text_input("comment", initial=draft_text(draft, "comment", own.comment if own else ""),
                                multiline=True, limit=COMMENT_LIMIT, placeholder=say("A sentence or two"))  # fmt: skip
    until = draft_text(draft, "hold_until", str(own.hold_until) if own and own.hold_until else "")
    blocks = [
        kit.section(f"{bold(parts.named(card.key, card.name))}\n{inline(say.pick(spec.question))}"),
        *_criteria(card, lens),
        first(field("decision", say("Your vote"), chosen)),
        field("comment", say("Comment"), comment, hint=_needs_comment(card, lens), optional=True),
        *_conditions(card, lens, own, draft, names=names),
        field("hold_until", say("If hold: until"), inputs.day_picker("hold_until", initial=until), optional=True),
        *_reopen(card, lens, own, draft),
        field("merge_into", say("If merge: into which project"), inputs.external(Pick.PROJECT), optional=True),
    ]
    ref = Ref(project_id=card.id, gate_id=gate.id if gate else "", stage=card.shown_stage, shown=card.version)
    return kit.modal(Form.VOTE, say("Your vote"), blocks, ref=ref, submit=say("Vote"), close=say("Cancel"))


def _needs_comment(card: ProjectCard, lens: Lens) -> str:
    """Which votes need a comment, as the template says."""
    needed = [lens.decision(card, card.shown_stage, d) for d in lens.gate(card).voting.comment_required]
    return lens.say("Needed for: {decisions}", decisions=lens.say.listing(needed)) if needed else ""


def _conditions(
    card: ProjectCard, lens: Lens, own: Vote | None, draft: Draft, *, names: Mapping[str, str]
) -> list[Block]:
    """Owner and day are for all conditions whose line says no other."""
    say, known = lens.say, own.conditions if own else ()
    text = inputs.text_input(
        "conditions", initial=draft_text(draft, "conditions", condition_lines.written(known, names)),
        multiline=True,
        placeholder=say("One condition a line; each becomes a required deliverable"),
    )  # fmt: skip
    owner = draft_text(draft, "condition_owner", known[0].owner if known else card.lead)
    due = draft_text(draft, "condition_due", str(known[0].due if known else lens.today + CONDITION_TIME))
    return [
        field("conditions", say("If conditional go: the conditions"), text,
              hint=say("A line can name its own owner and day: License with Acme | @Chen | 2026-12-24"),
              optional=True),
        field("condition_owner", say("Owner of the conditions"), inputs.one_person("condition_owner", initial=owner),
              optional=True),
        field("condition_due", say("Conditions are due"), inputs.day_picker("condition_due", initial=due),
              optional=True),
    ]  # fmt: skip


def deputy(card: ProjectCard, gate_id: str, lens: Lens, *, draft: Draft = NO_DRAFT) -> dict[str, Any]:
    """Hand one's vote at this gate to another member."""
    say = lens.say
    to = inputs.one_person("to", initial=draft_text(draft, "to"), placeholder=say("A member of the project"))
    reason = inputs.text_input("reason", initial=draft_text(draft, "reason"), multiline=True, limit=COMMENT_LIMIT)
    blocks = [
        kit.section(say("Somebody else votes in your place at this gate. A vote you gave already is dropped.")),
        first(field("to", say("Deputy"), to)),
        field("reason", say("Reason"), reason, optional=True),
    ]
    ref = Ref(project_id=card.id, gate_id=gate_id, stage=card.shown_stage, shown=card.version)
    return kit.modal(Form.DEPUTY, say("Send a deputy"), blocks, ref=ref, submit=say("Hand over"), close=say("Cancel"))


def _reopen(card: ProjectCard, lens: Lens, own: Vote | None, draft: Draft) -> list[Block]:
    say = lens.say
    accepted = [d for d in card.deliverables if d.state in SETTLED]
    if not accepted:
        return []
    options = [option(parts.raw_title(d, lens), d.id) for d in accepted[: LIMITS["select options"]]]
    element = inputs.multi_select("reopen", options, initial=draft_list(draft, "reopen", own.reopen if own else ()),
                                  placeholder=say("At least one deliverable"))  # fmt: skip
    return [field("reopen", say("If recycle: what to reopen"), element, optional=True)]


def blocked(card: ProjectCard, blockers: Sequence[Blocker], lens: Lens) -> dict[str, Any]:
    """Why the gate cannot be requested yet: every reason, with who can lift it. Nothing to submit."""
    say = lens.say
    name = inline(say.pick(lens.gate(card).name))
    opening = say.plural(
        "{gate} cannot be requested yet. {n} thing is in the way:",
        "{gate} cannot be requested yet. {n} things are in the way:",
        len(blockers), gate=name,
    )  # fmt: skip
    blocks = [kit.section(f"{bold(parts.named(card.key, card.name))}\n{opening}")]
    blocks += [kit.section(blocker_line(blocker, lens)) for blocker in blockers[:_BLOCKERS]]
    left = len(blockers) - _BLOCKERS
    if left > 0:
        blocks.append(kit.section(parts.left_out(left, lens)))
    return kit.modal(Form.INFO, say("Not yet"), blocks, ref=form_ref(card), close=say("Close"))


def blocker_line(blocker: Blocker, lens: Lens) -> str:
    """One reason, and who can lift it."""
    say = lens.say
    title = inline(say.pick(blocker.title)) if blocker.title else ""
    reasons = {
        "deliverable_missing": say("*{title}* is not submitted yet", title=title),
        "deliverable_in_review": say("*{title}* waits for its review", title=title),
        "changes_requested": say("*{title}* was sent back for changes", title=title),
        "no_gatekeepers": _nobody_votes(blocker, lens),
        "too_few_gatekeepers": say("Fewer people are there to vote than must agree"),
        "no_legal": _nobody_votes(blocker, lens),
        "sheet_missing": say("Nobody has filled in the score sheet yet"),
        "sheet_below": say("The score sheet has not reached what this gate asks for"),
        "gate_open": say("The gate review is already open"),
        "held": say("The project is on hold"),
        "not_cleared": say("*{title}* has no clearance that holds for its day", title=title),
        "date_missed": say("*{title}*: this date is over and nobody has said that it was met", title=title),
    }
    line = f"• {reasons[blocker.code]}"
    if blocker.lifters:
        return line + " · " + say("can be settled by {people}", people=parts.everyone(blocker.lifters, lens, 4))
    return line


def _nobody_votes(blocker: Blocker, lens: Lens) -> str:
    say = lens.say
    roles = say.listing([say.role(role) for role in blocker.roles])
    return say("Nobody is there to vote: in *People and roles*, give somebody the role {roles}", roles=roles)
