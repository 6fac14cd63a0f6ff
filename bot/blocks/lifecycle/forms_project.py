"""Forms about a project as a whole. Fields are named in ``bot.ids.Form`` and read back by ``bot/forms.py``."""

from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import NO_DRAFT, Draft, draft_list, draft_text, field, first, option
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import LIMITS, Block
from bot.ids import Form, Ref
from flows.lifecycle.fields import COMMENT_LIMIT, NAME_LIMIT, SUMMARY_LIMIT
from flows.lifecycle.project import STRAND_STATES
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.template import DEFAULT_TEMPLATE
from flows.names import STRANDS, Confidentiality, Role, Status


def new(
    lens: Lens, *, creator: str, channel_id: str, draft: Draft = NO_DRAFT, follows: ProjectCard | None = None
) -> dict[str, Any]:
    """``channel_id`` is where the form was asked for; a direct message is not offered as a project's channel.

    ``follows`` is the project it follows on from.
    """
    say = lens.say
    here = channel_id if channel_id.startswith(("C", "G")) else ""
    strands = [option(say.strand(strand), strand.value) for strand in STRANDS]
    blocks = [
        first(_name(lens, draft_text(draft, "name"))),
        _summary(lens, draft_text(draft, "summary")),
        _template(lens, draft_text(draft, "template", DEFAULT_TEMPLATE)),
        field(
            "strands",
            say("Strands"),
            inputs.checkboxes("strands", strands, initial=draft_list(draft, "strands", STRANDS)),
            hint=say(
                "Linked innovation moves all three in step. Leave one out only if the project will never need it."
            ),
        ),
        field("lead", say.role(Role.LEAD), inputs.one_person("lead", initial=draft_text(draft, "lead", creator))),
        _channel(lens, draft_text(draft, "channel", here)),
        _confidentiality(lens, draft_text(draft, "confidentiality", Confidentiality.MEMBERS)),
    ]
    if follows is not None:
        tie = say("A follow-on idea of *{project}*: both projects show the tie, to those who may see both.",
                  project=parts.named(follows.key, follows.name))  # fmt: skip
        blocks.insert(0, kit.section(tie))
    ref = Ref(project_id=follows.id if follows else "", channel_id=channel_id)
    return kit.modal(Form.NEW, say("New project"), blocks, ref=ref,
                     submit=say("Create"), close=say("Cancel"))  # fmt: skip


def edit(card: ProjectCard, lens: Lens, *, draft: Draft = NO_DRAFT, notice: str = "") -> dict[str, Any]:
    """``notice``: what changed while the person was typing, in finished words."""
    blocks = [
        first(_name(lens, draft_text(draft, "name", card.name))),
        _summary(lens, draft_text(draft, "summary", card.summary)),
        _channel(lens, draft_text(draft, "channel", card.channel_id)),
        _confidentiality(lens, draft_text(draft, "confidentiality", card.confidentiality)),
    ]
    return _saving(Form.EDIT, blocks, card, lens, title=lens.say("Edit {key}", key=card.key), notice=notice)


def roles(card: ProjectCard, lens: Lens, *, draft: Draft = NO_DRAFT, notice: str = "") -> dict[str, Any]:
    """One field a role: one lead, any number of others."""
    say = lens.say
    lead = inputs.one_person(Role.LEAD, initial=draft_text(draft, Role.LEAD, card.lead))
    fields = [first(field(Role.LEAD, say.role(Role.LEAD), lead))]
    for role in list(Role)[1:]:
        people = inputs.people(role, initial=draft_list(draft, role, card.holders(role)), placeholder=say("Nobody yet"))
        fields.append(field(role, say.role(role), people, hint=_duty(role, lens), optional=True))
    return _saving(Form.ROLES, fields, card, lens, title=say("People of {key}", key=card.key), notice=notice)


def _duty(role: Role, lens: Lens) -> str:
    say = lens.say
    if role is Role.STEERING:
        return say("Decides at the gates and may review everything.")
    if role in (Role.TECHNOLOGY, Role.PATENT, Role.STANDARD):
        return say("Is asked for the deliverables of this strand and reviews those of others.")
    return ""


def strands(card: ProjectCard, lens: Lens, *, draft: Draft = NO_DRAFT, notice: str = "") -> dict[str, Any]:
    """One select a strand, with the states that strand can have."""
    say = lens.say
    states = dict(card.strand_states)
    fields = []
    for strand in card.strands:
        options = [option(say.strand_state(strand, code), code) for code in STRAND_STATES[strand]]
        element = inputs.select(strand, options, initial=draft_text(draft, strand, states.get(strand, "")),
                                placeholder=say("Not stated yet"))  # fmt: skip
        fields.append(field(strand, say.strand(strand), element, optional=True))
    blocks = [first(fields[0]), *fields[1:]]
    return _saving(Form.STRANDS, blocks, card, lens, title=say("Strands of {key}", key=card.key), notice=notice)


def hold(card: ProjectCard, lens: Lens, *, draft: Draft = NO_DRAFT, notice: str = "") -> dict[str, Any]:
    """For a project that is held already: its day and reason, to be changed. ``notice`` as in ``edit``."""
    say, held = lens.say, card.status is Status.HELD
    since = card.reason if held else ""
    until = card.held_until.isoformat() if held and card.held_until else ""
    blocks = [
        *kit.sections(notice),
        kit.section(say("While *{project}* is on hold, nobody is asked or reminded. You can resume it at any time.",
                        project=parts.named(card.key, card.name))),
        first(_reason(lens, draft, say("Why is it put on hold?"), since)),
        field("until", say("Look at it again on"),
              inputs.day_picker("until", initial=draft_text(draft, "until", until)),
              hint=say("Leave empty if nobody knows yet."), optional=True),
    ]  # fmt: skip
    return kit.modal(Form.HOLD, say("Hold {key}", key=card.key), blocks, ref=form_ref(card),
                     submit=say("Save") if held else say("Put on hold"), close=say("Cancel"))  # fmt: skip


def stop(card: ProjectCard, lens: Lens, *, draft: Draft = NO_DRAFT) -> dict[str, Any]:
    """Says what stopping means before it asks why."""
    say = lens.say
    blocks = [
        kit.section(say("*{project}* will be stopped for good: prompts and open votes end, and it cannot be resumed. "
                        "Its history stays readable.", project=parts.named(card.key, card.name))),
        first(_reason(lens, draft, say("Why is it stopped?"))),
    ]  # fmt: skip
    return kit.modal(Form.STOP, say("Stop {key}", key=card.key), blocks, ref=form_ref(card),
                     submit=say("Stop project"), close=say("Keep the project"))  # fmt: skip


def form_ref(card: ProjectCard) -> Ref:
    return Ref(project_id=card.id, shown=card.version)


def _saving(
    form: Form, fields: list[Block], card: ProjectCard, lens: Lens, *, title: str, notice: str
) -> dict[str, Any]:
    say = lens.say
    blocks = [*(kit.sections(notice)), *fields]
    return kit.modal(form, title, blocks, ref=form_ref(card), submit=say("Save"), close=say("Cancel"))


def _name(lens: Lens, initial: str) -> Block:
    say = lens.say
    element = inputs.text_input("name", initial=initial, limit=NAME_LIMIT,
                                placeholder=say("For example: Interference-free millimetre-wave radar"))  # fmt: skip
    return field("name", say("Name"), element)


def _summary(lens: Lens, initial: str) -> Block:
    say = lens.say
    element = inputs.text_input("summary", initial=initial, multiline=True, limit=SUMMARY_LIMIT,
                                placeholder=say("Which problem does it solve, and how?"))  # fmt: skip
    hint = say("Members read this on the card. Keep what is not yet filed as a patent out of it.")
    return field("summary", say("Summary"), element, hint=hint, optional=True)


def _template(lens: Lens, initial: str) -> Block:
    """The workflows to choose from, with their size; a project keeps the version it starts with."""
    say = lens.say
    options = []
    for template in lens.templates.choices()[: LIMITS["select options"]]:
        asked = sum(len(stage.deliverables) for stage in template.stages)
        size = say("{stages} stages, {deliverables} deliverables", stages=len(template.stages), deliverables=asked)
        options.append(option(say.pick(template.title), template.name, size))
    return field("template", say("Workflow"), inputs.select("template", options, initial=initial))


def _channel(lens: Lens, initial: str) -> Block:
    say = lens.say
    element = inputs.channel("channel", initial=initial, placeholder=say("No channel"))
    hint = say("The project's card and its news appear there. Without a channel the lead gets them directly.")
    return field("channel", say("Channel"), element, hint=hint, optional=True)


def _confidentiality(lens: Lens, initial: str) -> Block:
    say = lens.say
    about = {
        Confidentiality.OPEN: say("Everybody but guests can find and read it."),
        Confidentiality.MEMBERS: say("Others cannot even learn that it exists."),
        Confidentiality.RESTRICTED: say("As above, and channels see only key and stage."),
    }
    options = [option(say.confidentiality(c), c.value, about[c]) for c in Confidentiality]
    return field("confidentiality", say("Who may see it"), inputs.radio("confidentiality", options, initial=initial))


def _reason(lens: Lens, draft: Draft, label: str, before: str = "") -> Block:
    typed = draft_text(draft, "reason", before)
    element = inputs.text_input("reason", initial=typed, multiline=True, limit=COMMENT_LIMIT,
                                placeholder=lens.say("The team reads this."))  # fmt: skip
    return field("reason", label, element)
