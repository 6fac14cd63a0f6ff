"""Forms about one deliverable. Fields are named in ``bot.ids.Form`` and read back by ``bot/forms.py``."""

from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import NO_DRAFT, Draft, draft_text, field, first
from bot.blocks.kit import bold, inline, person
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.buttons import work_ref
from bot.blocks.lifecycle.prompts import attachment_lines, fits_in_text
from bot.blocks.limits import LIMITS, Block
from bot.ids import Form, Pick, Ref
from flows.lifecycle.fields import COMMENT_LIMIT, TEXT_LIMIT
from flows.lifecycle.project import Deliverable, Submission
from flows.lifecycle.readmodels import ProjectCard

_VERSIONS = 20


def submit(card: ProjectCard, deliverable: Deliverable, lens: Lens, *, draft: Draft = NO_DRAFT) -> dict[str, Any]:
    """Text, link or file, with what the template says about this deliverable."""
    blocks = [_about(card, deliverable, lens), *_work_fields(lens, draft)]
    return _form(
        Form.SUBMIT,
        blocks,
        lens,
        ref=_ref(card, deliverable),
        title=lens.say("Submit a deliverable"),
        submit=lens.say("Submit"),
    )


def pick_submit(lens: Lens, *, draft: Draft = NO_DRAFT, chosen: Block | None = None) -> dict[str, Any]:
    """Like ``submit``, where the deliverable is still to be chosen. ``chosen`` is an option of ``inputs.option``."""
    say = lens.say
    picker = inputs.external(Pick.DELIVERABLE, initial=chosen, placeholder=say("Type a few letters"))
    fields = _work_fields(lens, draft)
    blocks = [first(field("deliverable", say("Which deliverable?"), picker)), _unfocused(fields[0]), *fields[1:]]
    return kit.modal(Form.PICK_SUBMIT, say("Submit a deliverable"), blocks, ref=Ref(),
                     submit=say("Submit"), close=say("Cancel"))  # fmt: skip


def not_needed(card: ProjectCard, deliverable: Deliverable, lens: Lens, *, draft: Draft = NO_DRAFT) -> dict[str, Any]:
    say = lens.say
    reason = _text(
        lens,
        "reason",
        say("Why is it not needed?"),
        draft,
        say("Where you cannot decide it yourself, a reviewer does."),
    )
    blocks = [_about(card, deliverable, lens), first(reason)]
    return _form(
        Form.NOT_NEEDED, blocks, lens, ref=_ref(card, deliverable), title=say("Not needed"), submit=say("Send")
    )


def more_time(card: ProjectCard, deliverable: Deliverable, lens: Lens, *, draft: Draft = NO_DRAFT) -> dict[str, Any]:
    say = lens.say
    picker = inputs.day_picker("until", initial=draft_text(draft, "until"), placeholder=say("Choose a day"))
    blocks = [
        _about(card, deliverable, lens),
        first(field("until", say("Until when?"), picker)),
        _text(lens, "reason", say("Why?"), draft, say("Where you cannot decide it yourself, a reviewer does.")),
    ]
    return _form(Form.MORE_TIME, blocks, lens, ref=_ref(card, deliverable), title=say("More time"), submit=say("Send"))


def blocked(card: ProjectCard, deliverable: Deliverable, lens: Lens, *, draft: Draft = NO_DRAFT) -> dict[str, Any]:
    say = lens.say
    hint = say("The lead gets exactly these words, at once. Nobody reminds you of it while it is blocked.")
    reason = _text(lens, "reason", say("What blocks it, and who could help?"), draft, hint)
    blocks = [_about(card, deliverable, lens), first(reason)]
    return _form(Form.BLOCKED, blocks, lens, ref=_ref(card, deliverable), title=say("Blocked"), submit=say("Send"))


def hand_over(card: ProjectCard, deliverable: Deliverable, lens: Lens, *, draft: Draft = NO_DRAFT) -> dict[str, Any]:
    say = lens.say
    chooser = inputs.one_person("to", initial=draft_text(draft, "to"), placeholder=say("Choose a person"))
    hint = say("Somebody outside the project becomes a member of it and can see it.")
    blocks = [
        _about(card, deliverable, lens),
        first(field("to", say("To whom?"), chooser, hint=hint)),
        _text(lens, "reason", say("A word to that person"), draft, "", optional=True),
    ]
    return _form(
        Form.HAND_OVER, blocks, lens, ref=_ref(card, deliverable), title=say("Hand over"), submit=say("Hand over")
    )


def request_changes(
    card: ProjectCard, deliverable: Deliverable, lens: Lens, *, draft: Draft = NO_DRAFT
) -> dict[str, Any]:
    say = lens.say
    hint = say("The author gets exactly these words.")
    blocks = [
        _about(card, deliverable, lens),
        first(_text(lens, "comment", say("What should be different?"), draft, hint)),
    ]
    return _form(
        Form.REQUEST_CHANGES,
        blocks,
        lens,
        ref=_ref(card, deliverable),
        title=say("Request changes"),
        submit=say("Send"),
    )


def reopen(card: ProjectCard, deliverable: Deliverable, lens: Lens, *, draft: Draft = NO_DRAFT) -> dict[str, Any]:
    say = lens.say
    blocks = [_about(card, deliverable, lens), first(_text(lens, "reason", say("Why is it open again?"), draft, ""))]
    return _form(Form.REOPEN, blocks, lens, ref=_ref(card, deliverable), title=say("Reopen"), submit=say("Reopen"))


def versions(card: ProjectCard, deliverable: Deliverable, lens: Lens) -> dict[str, Any]:
    """Every version in full, newest first, with the reviewer's last words. Nothing to submit."""
    say = lens.say
    blocks = [_about(card, deliverable, lens)]
    if deliverable.comment:
        title = bold(say("Last comment"))
        blocks += kit.sections(f"{title}\n{kit.escape(deliverable.comment.strip())}")
    for submission in reversed(deliverable.submissions[-_VERSIONS:]):
        blocks += [kit.divider(), *_version(deliverable, submission, lens)]
    if not deliverable.submissions:
        blocks.append(kit.section(say("Nothing has been submitted yet.")))
    return kit.modal(Form.INFO, say("Versions"), blocks[: LIMITS["modal blocks"]], ref=_ref(card, deliverable),
                     close=say("Close"))  # fmt: skip


def _version(deliverable: Deliverable, submission: Submission, lens: Lens) -> list[Block]:
    say = lens.say
    top = say("*Version {number}* · {person} · {when}", number=submission.number, person=person(submission.by),
              when=say.when(submission.at))  # fmt: skip
    blocks = [kit.section("\n".join([top, *attachment_lines(deliverable, submission.number, lens)]))]
    if submission.link and not fits_in_text(submission.link):
        blocks.append(kit.actions(kit.link_button(say("Open the link"), submission.link)))
    return [*blocks, *kit.sections(kit.escape(submission.text.strip()))]


def _about(card: ProjectCard, d: Deliverable, lens: Lens) -> Block:
    """What the form is about: the deliverable, its project, and what the template says about it."""
    spec = lens.spec(card, d.stage, d.spec)
    lines = [
        parts.deliverable_line(d, lens, with_assignee=False),
        parts.named(card.key, card.name),
        inline(lens.say.pick(spec.help)) if spec else "",
    ]
    return kit.section("\n".join(line for line in lines if line))


def _work_fields(lens: Lens, draft: Draft) -> list[Block]:
    say = lens.say
    text = inputs.text_input("text", initial=draft_text(draft, "text"), multiline=True, limit=TEXT_LIMIT,
                             placeholder=say("The result itself, or what the reviewer should know"))  # fmt: skip
    link = inputs.url_input("link", initial=draft_text(draft, "link"), placeholder="https://")
    return [
        first(field("text", say("Text"), text, hint=say("At least one of text, link and file."), optional=True)),
        field("link", say("Link"), link, optional=True),
        field("file", say("File"), inputs.file_input("file"), optional=True),
    ]


def _unfocused(block: Block) -> Block:
    """Only one field may ask for the cursor."""
    return {**block, "element": {k: v for k, v in block["element"].items() if k != "focus_on_load"}}


def _text(
    lens: Lens, name: str, label: str, draft: Draft, hint: str, *, optional: bool = False, limit: int = COMMENT_LIMIT
) -> Block:
    element = inputs.text_input(name, initial=draft_text(draft, name), multiline=True, limit=limit,
                                placeholder=lens.say("A sentence or two"))  # fmt: skip
    return field(name, label, element, hint=hint, optional=optional)


def _ref(card: ProjectCard, d: Deliverable) -> Ref:
    base = work_ref(card.id, d)
    return Ref(project_id=base.project_id, deliverable_id=base.deliverable_id, stage=base.stage, number=base.number,
               shown=card.version)  # fmt: skip


def _form(form: Form, blocks: list[Block], lens: Lens, *, ref: Ref, title: str, submit: str) -> dict[str, Any]:
    return kit.modal(form, title, blocks, ref=ref, submit=submit, close=lens.say("Cancel"))
