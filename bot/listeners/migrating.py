"""``/liandong template migrate LD-12``: what another version would change for a project, and the change itself."""

from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info, forms_template, template_words
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, of_interaction
from bot.grammar import project_key
from bot.ids import Ref, unpack
from bot.listeners.replies import AckBody, instead
from bot.outward import View
from flows.errors import NotAllowed, NotFound, StaleProject
from flows.lifecycle.migration import Plan, migrate
from flows.ports import Receipt, UnitOfWork

DONE = "MigrateTemplate"
"""What the inbox receipt of a carried out migration is called."""


def require_admin(desk: Desk, caller: Caller, deed: str) -> None:
    """Raises ``NotAllowed`` for everybody who is not named in LIANDONG_ADMINS; without names, for everybody."""
    if not caller.actor.is_admin:
        raise NotAllowed(deed, tuple(sorted(desk.settings.admins)))


def preview(desk: Desk, sight: Sight, typed: str) -> Message | View:
    """The dry run: rolled back, whatever it comes to. An admin moves only projects that they may see."""
    card = sight.card(project_key(typed) or typed)
    target = sight.caller.lens.templates.latest(card.template)
    ref = Ref(project_id=card.id, number=target.version, shown=card.version)
    with desk.store.write() as uow:
        plan = _migrated(desk, sight.caller, ref, uow)
    lines = template_words.migration(plan, sight.caller.say)
    if plan.refused:
        return forms_template.told(lines, sight.caller.lens)
    return forms_template.migration(lines, ref, sight.caller.lens)


def carry_out(desk: Desk, caller: Caller, ref: Ref) -> tuple[str, ...]:
    """The lines that say what was done. Raises ``StaleProject`` where the preview does not hold any more."""
    team_id, request_key = caller.actor.team_id, caller.envelope.request_key
    with desk.store.write() as uow:
        if uow.inbox.first(team_id, request_key) is not None:
            return (caller.say("This was done already."),)
        current = uow.reads.card(team_id, ref.project_id)
        if current is None:
            raise NotFound("project", ref.project_id)
        if current.version != ref.shown:
            raise StaleProject(ref.project_id, ref.shown, current.version)
        plan = _migrated(desk, caller, ref, uow)
        receipt = Receipt(command=DONE, project_id=ref.project_id, project_key=plan.project_key)
        uow.inbox.remember(team_id, request_key, receipt, now=caller.now)
        uow.commit()
    desk.wake()
    return tuple(template_words.migration(plan, caller.say))


def confirmed(desk: Desk, caller: Caller, body: Body) -> AckBody:
    """The confirmed preview. Whether the sender may is judged by whoever calls this."""
    ref = unpack(body["view"]["private_metadata"])
    with desk.look(of_interaction(body)) as sight:
        sight.card(ref.project_id)
    told = "\n".join(carry_out(desk, caller, ref))
    return instead(forms_info.info(caller.say("Liandong"), told, caller.lens))


def _migrated(desk: Desk, caller: Caller, ref: Ref, uow: UnitOfWork) -> Plan:
    return migrate(
        caller.actor.team_id,
        ref.project_id,
        ref.number,
        by=caller.user_id,
        uow=uow,
        templates=caller.lens.templates,
        now=caller.now,
        today=caller.lens.today,
        new_id=desk.new_id,
    )
