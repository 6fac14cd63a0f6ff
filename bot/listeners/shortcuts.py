"""Shortcuts from Slack's own menus: each opens a form."""

import logging

from bot.blocks.lifecycle import answers
from bot.context import Caller, Desk
from bot.envelope import Body, of_interaction
from bot.errors import explain
from bot.ids import Ref, Shortcut
from bot.listeners import adding, openers
from bot.listeners.openers import Opener
from bot.listeners.replies import NOTHING, AckBody, open_view, tell
from flows.errors import LiandongError

log = logging.getLogger(__name__)


def start(desk: Desk, body: Body) -> AckBody:
    """Open the form of a shortcut."""
    if body["callback_id"] == Shortcut.ADD:
        return adding.start(desk, body)
    build = _SHORTCUTS.get(body["callback_id"])
    if build is None:
        log.warning("unknown shortcut %s", body["callback_id"])
        return NOTHING
    with desk.look(of_interaction(body)) as sight:
        view = build(sight, Ref())
    open_view(desk, sight.caller, view)
    return NOTHING


def refuse(desk: Desk, caller: Caller, body: Body, error: LiandongError) -> AckBody:
    """Say in a modal why no form opened."""
    del body  # a global shortcut has no place but its trigger
    tell(desk, caller, answers.problem(explain(error, caller.lens), caller.lens))
    return NOTHING


_SHORTCUTS: dict[str, Opener] = {
    Shortcut.NEW: openers.new,
    Shortcut.SUBMIT: openers.pick_submit,
}
