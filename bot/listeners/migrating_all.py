"""``/liandong template migrate all``: every project that its admin may see, previewed in pages, then moved one by one.

The projects and the versions that the preview showed wait in the inbox; what changed since is left alone and named.
"""

from collections.abc import Sequence

from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info, forms_template, template_words
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, of_interaction
from bot.ids import Ref, unpack
from bot.listeners.migrating import require_admin
from bot.listeners.replies import AckBody, instead
from bot.outward import View
from flows.errors import NotFound
from flows.lifecycle.migration import Plan, migrate
from flows.lifecycle.permissions import may_see
from flows.lifecycle.readmodels import ProjectRow
from flows.lifecycle.template import Templates
from flows.names import Status
from flows.ports import Receipt, UnitOfWork

DRAFT = "MigrationDraft"
"""What the inbox receipt is called that holds what a preview showed."""
MOST = 100
"""Projects in one go: planning one takes milliseconds, and Slack waits three seconds."""
LOOKED_AT = 2000
PAGE = 20

Step = tuple[str, int, int]
"""A project id, the version of the project that was shown, and the version of the workflow to move to."""


def preview(desk: Desk, sight: Sight) -> Message | View:
    """The first page of a dry run over everything; rolled back, whatever it comes to."""
    steps = [_step(row, sight) for row in _behind(sight)]
    if not steps:
        return forms_template.told([sight.caller.say("Every project that you may see follows the newest version.")],
                                   sight.caller.lens)  # fmt: skip
    key = f"migrate:{sight.caller.envelope.request_key}"
    params = {"steps": "\n".join(f"{project} {shown} {to}" for project, shown, to in steps), "by": sight.caller.user_id}
    with desk.store.write() as uow:
        draft = Receipt(command=DRAFT, project_id="", project_key="", params=params)
        uow.inbox.remember(sight.team_id, key, draft, now=sight.caller.now)
        uow.commit()
    return _page(desk, sight.caller, steps, Ref(extra=key, number=1))


def _behind(sight: Sight) -> list[ProjectRow]:
    """Projects that go on and follow an older version, of those the caller may see."""
    newest = {template.name: template.version for template in sight.caller.lens.templates.choices()}
    rows = sight.projects(limit=LOOKED_AT)
    going = (row for row in rows if row.status in (Status.ACTIVE, Status.HELD))
    return [row for row in going if row.template_version < newest.get(row.template, 0)][:MOST]


def _step(row: ProjectRow, sight: Sight) -> Step:
    glance = sight.reads.glance(sight.team_id, row.id, sight.caller.user_id)
    return row.id, glance.version if glance else 0, sight.caller.lens.templates.latest(row.template).version


def _page(desk: Desk, caller: Caller, steps: Sequence[Step], ref: Ref) -> View:
    """What would happen to the projects of one page."""
    shown = steps[(ref.number - 1) * PAGE : ref.number * PAGE]
    with desk.store.write() as uow:  # never committed
        plans = [_migrated(desk, caller, step, uow) for step in shown]
    told = [template_words.migration(plan, caller.say) for plan in plans]
    return forms_template.migration_page(told, ref, caller.lens, total=len(steps), last=_is_last(steps, ref))


def _is_last(steps: Sequence[Step], ref: Ref) -> bool:
    return ref.number * PAGE >= len(steps)


def turn(desk: Desk, body: Body) -> AckBody:
    """The next page of the preview, or after the last one the move itself."""
    caller, ref = desk.caller(of_interaction(body)), unpack(body["view"]["private_metadata"])
    require_admin(desk, caller, "migrate_template")
    steps = _kept(desk, caller, ref.extra)
    if not _is_last(steps, ref):
        return instead(_page(desk, caller, steps, Ref(extra=ref.extra, number=ref.number + 1)))
    lines = [line for step in steps for line in _moved(desk, caller, step)]
    desk.wake()
    return instead(forms_info.info(caller.say("Liandong"), forms_template.moved(lines), caller.lens))


def _kept(desk: Desk, caller: Caller, key: str) -> list[Step]:
    """What this person was shown. Somebody else's preview is none of theirs."""
    with desk.store.write() as uow:
        draft = uow.inbox.first(caller.actor.team_id, key)
    if draft is None or draft.command != DRAFT or draft.params.get("by") != caller.user_id:
        raise NotFound("template", "")
    parts = (line.split() for line in str(draft.params["steps"]).splitlines())
    return [(project, int(shown), int(to)) for project, shown, to in parts]


def _moved(desk: Desk, caller: Caller, step: Step) -> list[str]:
    """One project, one transaction: whole or not at all, and none keeps another from being moved."""
    project_id, shown, _ = step
    with desk.store.write() as uow:
        card = uow.reads.card(caller.actor.team_id, project_id)
        if card is None or not may_see(card, caller.actor):  # an override lets administrators read, not move
            return []
        plan = _migrated(desk, caller, step, uow)
        if not plan.refused and card.version != shown:
            return [caller.say("{key} was changed meanwhile and stays; please look at it again.", key=card.key)]
        if not plan.refused:
            uow.commit()
    return template_words.migration(plan, caller.say)[:1]


def _migrated(desk: Desk, caller: Caller, step: Step, uow: UnitOfWork) -> Plan:
    templates: Templates = caller.lens.templates
    return migrate(
        caller.actor.team_id,
        step[0],
        step[2],
        by=caller.user_id,
        uow=uow,
        templates=templates,
        now=caller.now,
        today=caller.lens.today,
        new_id=desk.new_id,
    )
