"""A form that was overtaken: shown again over the present state, with the person's text and what has changed."""

from typing import Protocol

from bot.blocks.inputs import Draft
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import forms_project
from bot.blocks.lifecycle.sentences import happened
from bot.context import Caller, Desk
from bot.envelope import Body
from bot.filled import draft_of
from bot.ids import Form, unpack
from bot.outward import View
from flows.errors import StaleProject
from flows.lifecycle.readmodels import HistoryLine, ProjectCard

MOST = 5
LOOK_BACK = 50
"""History lines to look through for what changed since a form was opened."""


def reopened(desk: Desk, caller: Caller, body: Body, stale: StaleProject) -> View:
    """The same form over the project as it is now. Raises ``NotFound`` where it can no longer be seen."""
    view = body["view"]
    ref = unpack(view["private_metadata"])
    with desk.look(caller.envelope) as sight:
        card = sight.card(ref.project_id)
        lines = sight.reads.history(sight.team_id, card.id, limit=LOOK_BACK)
    changes = since_shown(lines, stale.current - stale.shown)
    draft = draft_of(view["state"]["values"])
    return _FORMS[Form(view["callback_id"])](card, caller.lens, draft=draft, notice=notice(changes, card, caller.lens))


def notice(changes: tuple[HistoryLine, ...], card: ProjectCard, lens: Lens) -> str:
    """What somebody else did meanwhile, as mrkdwn."""
    lines = [f"• {happened(x.event, x.params, by=x.by, title=x.title, card=card, lens=lens)}" for x in changes[:MOST]]
    return "\n".join(
        [lens.say("This project changed while you were writing. Your text is kept; please check it:"), *lines]
    )


class Reopening(Protocol):
    """A form that can be shown again over the text a person had typed."""

    def __call__(self, card: ProjectCard, lens: Lens, *, draft: Draft, notice: str) -> View: ...


_FORMS: dict[Form, Reopening] = {
    Form.EDIT: forms_project.edit,
    Form.ROLES: forms_project.roles,
    Form.STRANDS: forms_project.strands,
    Form.HOLD: forms_project.hold,
}
"""The forms that overwrite what they show, and so can be overtaken."""


def since_shown(lines: tuple[HistoryLine, ...], saves: int) -> tuple[HistoryLine, ...]:
    """The lines of the last ``saves`` saved changes, newest first. All events of one change share their moment."""
    moments = list(dict.fromkeys(line.at for line in lines))[:saves]
    return tuple(line for line in lines if line.at in moments)
