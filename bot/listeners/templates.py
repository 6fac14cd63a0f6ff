"""``/liandong template``: list, export, import, migrate. Only the configured admins may do the last two."""

from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info, forms_template, template_words
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, of_interaction
from bot.filled import Filled
from bot.grammar import fold
from bot.ids import unpack
from bot.listeners import migrating, migrating_all
from bot.listeners.migrating import require_admin
from bot.listeners.replies import AckBody, instead, marked
from bot.outward import View
from flows.errors import InvalidFields, NotAllowed, NotFound, TemplateFault
from flows.lifecycle.template import Template, Templates
from flows.lifecycle.template_diff import compare
from flows.lifecycle.template_import import check_import
from flows.notices import Scalar
from flows.ports import ImportedTemplate, Receipt

DRAFT, DONE = "TemplateDraft", "ImportTemplate"
"""What inbox receipts are called that hold a checked text, and that say it was taken in."""
PASTED = "template.toml"
ALL_WORDS = ("all", "全部", "所有")


def answer(desk: Desk, sight: Sight, text: str) -> Message | View:
    """The answer to what was typed after the verb."""
    word, _, name = text.strip().partition(" ")
    if sight.caller.actor.is_guest:
        raise NotAllowed("see_templates")
    if word.casefold() in ("export", "导出"):
        return _export(desk, sight.caller, name.strip())
    if word.casefold() in ("import", "导入"):
        require_admin(desk, sight.caller, "import_template")
        return forms_template.import_form(sight.caller.lens)
    if word.casefold() in ("migrate", "迁移"):
        require_admin(desk, sight.caller, "migrate_template")
        wanted = name.strip()
        everything = fold(wanted) in ALL_WORDS
        return migrating_all.preview(desk, sight) if everything else migrating.preview(desk, sight, wanted)
    return forms_template.listing(sight.caller.lens.templates.choices(), sight.caller.lens)


def check(desk: Desk, body: Body) -> AckBody:
    """The import form: at its fields what is wrong with the text, or what it would change."""
    caller, filled = desk.caller(of_interaction(body)), Filled(body["view"]["state"]["values"])
    require_admin(desk, caller, "import_template")
    place, file, text = _given(desk, filled)
    known = caller.lens.templates
    try:
        template = check_import(text, file, known)
    except TemplateFault as fault:
        return marked({place: template_words.fault(fault, caller.say)})
    _put_by(desk, caller, text, file)
    lines = _differences(template, known, caller)
    return instead(forms_template.preview(template, lines, caller.envelope.request_key, caller.lens))


def keep(desk: Desk, body: Body) -> AckBody:
    """The confirmed preview. Checked once more: somebody else may have imported that version in between."""
    caller = desk.caller(of_interaction(body))
    require_admin(desk, caller, "import_template")
    try:
        done = _take_in(desk, caller, unpack(body["view"]["private_metadata"]).extra)
    except TemplateFault as fault:
        told = template_words.fault(fault, caller.say)
        return instead(forms_info.info(caller.say("Liandong"), told, caller.lens))
    told = caller.say("{name} {version} is imported. New projects follow it; running ones keep their version.",
                      name=done.params["name"], version=done.params["version"])  # fmt: skip
    return instead(forms_info.info(caller.say("Liandong"), told, caller.lens))


def move(desk: Desk, body: Body) -> AckBody:
    """The confirmed preview of a migration."""
    caller = desk.caller(of_interaction(body))
    require_admin(desk, caller, "migrate_template")
    return migrating.confirmed(desk, caller, body)


def _export(desk: Desk, caller: Caller, name: str) -> Message:
    """The newest version as a file, in the person's own messages."""
    templates = caller.lens.templates
    try:
        template = templates.latest(name or templates.choices()[0].name)
    except KeyError as error:
        raise NotFound("template", name) from error
    text = templates.text(template.name, template.version)
    file = f"{template.name}-{template.version}.toml"
    desk.outward.file_soon(caller.user_id, file, text.encode(), words=file)
    return forms_template.on_its_way(template, caller.lens)


def _given(desk: Desk, filled: Filled) -> tuple[str, str, str]:
    """Field, file name and text of what was given; the file where there are both."""
    file: dict[str, Any] = filled.uploaded("file")
    if file:
        return "file", str(file.get("name") or PASTED), desk.fetch(str(file.get("url_private_download") or ""))
    text = filled.text("text")
    if not text:
        raise InvalidFields({"text": "nothing_given"})
    return "text", PASTED, text


def _differences(template: Template, known: Templates, caller: Caller) -> list[str]:
    try:
        return template_words.differences(compare(known.latest(template.name), template), caller.say)
    except KeyError:
        return [caller.say("There is no template of this name yet.")]


def _put_by(desk: Desk, caller: Caller, text: str, file: str) -> None:
    """A text is too long for a form to carry, so it waits in the inbox under the request that brought it."""
    draft = Receipt(command=DRAFT, project_id="", project_key="", params={"text": text, "file": file})
    with desk.store.write() as uow:
        uow.inbox.remember(caller.actor.team_id, caller.envelope.request_key, draft, now=caller.now)
        uow.commit()


def _take_in(desk: Desk, caller: Caller, key: str) -> Receipt:
    """Raises ``TemplateFault`` where the text cannot be taken in any more. A request seen before changes nothing."""
    team_id, request_key = caller.actor.team_id, caller.envelope.request_key
    with desk.store.write() as uow:
        earlier, draft = uow.inbox.first(team_id, request_key), uow.inbox.first(team_id, key)
        if earlier is not None and earlier.command == DONE:
            return earlier
        if draft is None or draft.command != DRAFT:
            raise NotFound("template", "")
        text = str(draft.params["text"])
        template = check_import(text, str(draft.params["file"]), caller.lens.templates)
        uow.templates.add(_imported(template, text, caller))
        params: dict[str, Scalar] = {"name": template.name, "version": template.version}
        done = Receipt(command=DONE, project_id="", project_key="", params=params)
        uow.inbox.remember(team_id, request_key, done, now=caller.now)
        uow.commit()
    return done


def _imported(template: Template, text: str, caller: Caller) -> ImportedTemplate:
    return ImportedTemplate(
        team_id=caller.actor.team_id,
        name=template.name,
        version=template.version,
        text=text,
        imported_by=caller.user_id,
        at=caller.now,
    )
