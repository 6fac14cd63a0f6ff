"""``/liandong import``: a list is checked line by line, shown as a dry run, and taken in whole or not at all."""

from itertools import count

from bot.blocks.linkage import forms_intake, import_words
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, of_interaction
from bot.filled import Filled
from bot.ids import Ref, unpack
from bot.import_lines import Batch, Problem, read_lines
from bot.import_table import as_csv, read_table
from bot.listeners.recording import told
from bot.listeners.replies import AckBody, instead
from bot.outward import View
from flows.errors import InvalidFields, NotAllowed, NotFound
from flows.lifecycle.permissions import action_name
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.house import house_of
from flows.linkage.importing import rehearse
from flows.linkage.permissions import lifters
from flows.linkage.situation import Situation
from flows.ports import Receipt

Told = tuple[int, str]
"""A line, and what is wrong with it."""
DRAFT, COMMAND = "ImportDraft", "ImportItems"
PASTED = "CSV"


def form(sight: Sight, ref: Ref) -> View:
    return forms_intake.import_form(_allowed(sight, ref), sight.caller.lens)


def check(desk: Desk, body: Body) -> AckBody:
    """The dry run of what was sent."""
    envelope, ref = of_interaction(body), unpack(body["view"]["private_metadata"])
    with desk.look(envelope) as sight:
        card = _allowed(sight, ref)
        register = sight.register(card)
    field, source, content = _given(desk, Filled(body["view"]["state"]["values"]))
    lines = read_table(content, field)
    batch, problems = read_lines(lines, register)
    judged = () if problems else _judged(desk, body, card, batch)
    if not problems and not judged:
        _put_by(desk, sight.caller, card, source=source, text=as_csv(lines))
    return instead(_dry_run(card, batch, (*_told(problems, sight.caller), *judged), sight.caller))


def _judged(desk: Desk, body: Body, card: ProjectCard, batch: Batch) -> tuple[Told, ...]:
    """What the register itself would refuse, by line: a check digit, a day before the filing, a link to nothing."""
    made_up = count(1)
    with desk.look(of_interaction(body)) as sight:
        situation = Situation(
            project_id=card.id, project=card, by=sight.caller.user_id, at=sight.caller.now,
            today=sight.caller.lens.today, new_id=lambda prefix: f"{prefix}_dry{next(made_up)}",
            house=house_of(sight.reads.policy(sight.team_id)), calendars=desk.laws.calendars,
        )  # fmt: skip
        found = rehearse(sight.register(card), batch.command(PASTED), situation)
    say = sight.caller.say
    told_faults = ((batch.line_of(x), import_words.judged(x.problem, x.field, say)) for x in found)
    return tuple(sorted(told_faults))


def keep(desk: Desk, body: Body) -> AckBody:
    """The confirmed dry run. The lines are read once more, over the register as it is now."""
    envelope, ref = of_interaction(body), unpack(body["view"]["private_metadata"])
    with desk.look(envelope) as sight:
        card = _allowed(sight, ref)
        register = sight.register(card)
    with desk.store.write() as uow:
        draft = uow.inbox.first(desk.team.id, ref.extra)
    if draft is None or draft.command != DRAFT or draft.project_id != card.id:
        raise NotFound("entry", "")
    batch, problems = read_lines(read_table(str(draft.params["text"]), "text"), register)
    if problems:
        return instead(_dry_run(card, batch, _told(problems, sight.caller), sight.caller))
    receipt = desk.perform(batch.command(str(draft.params["source"])), sight.caller)
    return instead(told(desk, sight.caller, receipt))


def _allowed(sight: Sight, ref: Ref) -> ProjectCard:
    card = sight.card(ref.project_id)
    if COMMAND not in sight.able(card):
        raise NotAllowed(action_name(COMMAND), *lifters(card, COMMAND))
    return card


def _given(desk: Desk, filled: Filled) -> tuple[str, str, bytes | str]:
    """Field, name and content of what was given; the file where there are both."""
    file = filled.uploaded("file")
    if file:
        return "file", str(file.get("name") or PASTED), desk.fetch_file(str(file.get("url_private_download") or ""))
    if not filled.text("text"):
        raise InvalidFields({"text": "nothing_given"})
    return "text", PASTED, filled.text("text")


def _told(problems: tuple[Problem, ...], caller: Caller) -> tuple[Told, ...]:
    return tuple((n, import_words.problem(code, column, caller.say)) for n, code, column in problems)


def _dry_run(card: ProjectCard, batch: Batch, problems: tuple[Told, ...], caller: Caller) -> View:
    say, key = caller.say, caller.envelope.request_key
    counts = [
        say.plural("{n} feature", "{n} features", len(batch.features)) if batch.features else "",
        say.plural("{n} patent", "{n} patents", len(batch.families)) if batch.families else "",
        say.plural("{n} claim", "{n} claims", batch.claimed) if batch.claimed else "",
        say.plural("{n} standard", "{n} standards", len(batch.standards)) if batch.standards else "",
        say.plural("{n} clause", "{n} clauses", batch.claused) if batch.claused else "",
        say.plural("{n} contribution", "{n} contributions", len(batch.outwards)) if batch.outwards else "",
        say.plural("{n} link", "{n} links", len(batch.ties)) if batch.ties else "",
    ]
    return forms_intake.dry_run(card, [text for text in counts if text], problems, key, caller.lens)


def _put_by(desk: Desk, caller: Caller, card: ProjectCard, *, source: str, text: str) -> None:
    """A list is too long for a form to carry, so it waits in the inbox under the request that brought it."""
    draft = Receipt(command=DRAFT, project_id=card.id, project_key=card.key, params={"text": text, "source": source})
    with desk.store.write() as uow:
        uow.inbox.remember(caller.actor.team_id, caller.envelope.request_key, draft, now=caller.now)
        uow.commit()
