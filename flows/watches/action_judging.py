"""What an action is after a command about it. Pure; who may give which one stands in ``action_rules.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flows.errors import IllegalMove, NotAllowed, NotFound
from flows.lifecycle.fields import COMMENT_LIMIT, Fields
from flows.lifecycle.permissions import Guarded
from flows.names import Role
from flows.watches import action_commands as c
from flows.watches.action_rules import able, cleared, may_read
from flows.watches.actions import Action, ActionState
from flows.watches.triggers import RESPONSES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """Who acts in which project, and when."""

    project: Guarded
    by: str
    now: datetime


def judge(action: Action, command: c.ActionCommand, project: Guarded, *, by: str, now: datetime) -> Action:
    """The action after a command; itself where nothing is different.

    Raises ``NotFound`` for who may not read it, ``NotAllowed``, ``IllegalMove`` or ``InvalidFields``.
    """
    if not may_read(action, project, by):
        raise NotFound("entry", "")
    if type(command).__name__ not in able(action, project, by):
        can = (project.holders(Role.PATENT) or cleared(project)) if action.is_private else (action.owner,)
        raise NotAllowed(_DEEDS[type(command)], can, RESPONSES[action.trigger].roles)
    after = _JUDGES[type(command)](action, command, _Moment(project=project, by=by, now=now))
    return action if after == action else replace(after, version=action.version + 1)


def became_work(action: Action, deliverable_id: str, *, by: str, at: datetime) -> Action:
    """The action once a deliverable stands for it; its version is for who saves it."""
    return replace(action, state=ActionState.WORK, deliverable_id=deliverable_id, settled_by=by, settled_at=at)


def _settle(action: Action, command: c.SettleAction, moment: _Moment) -> Action:
    if command.state not in (ActionState.DONE, ActionState.DROPPED) or action.state is not ActionState.OPEN:
        if action.state is command.state:
            return action
        raise IllegalMove("settle_action", "settled")
    given = Fields()
    needs = "missing" if command.state is ActionState.DROPPED else ""
    note = given.text("note", command.note, COMMENT_LIMIT, missing=needs)
    given.finish()
    return replace(action, state=command.state, note=note, settled_by=moment.by, settled_at=moment.now)


def opened_again(action: Action) -> Action:
    """The action as something that is still to be done; its version is for who saves it."""
    return replace(action, state=ActionState.OPEN, note="", settled_by="", settled_at=None, deliverable_id="")


def _reopen(action: Action, _command: c.ReopenAction, _moment: _Moment) -> Action:
    """What becomes of a deliverable that it was is for who saves it."""
    return opened_again(action)


def _work(action: Action, _command: c.MakeWork, moment: _Moment) -> Action:
    """Without the deliverable's id: that is for who makes it."""
    if action.is_private:
        raise IllegalMove("make_work", "private")
    if action.state is ActionState.WORK:
        return action
    if action.state is not ActionState.OPEN:
        raise IllegalMove("make_work", "settled")
    return became_work(action, "", by=moment.by, at=moment.now)


def _hand_over(action: Action, command: c.HandActionOver, moment: _Moment) -> Action:
    """To a member; what is private stays among those who may read it. The other hears of it at once."""
    if action.state is not ActionState.OPEN:
        raise IllegalMove("hand_action_over", "settled")
    given = Fields()
    if not command.to:
        given.fault("to", "missing")
    elif command.to not in {member.user_id for member in moment.project.members}:
        given.fault("to", "not_a_member")
    elif action.is_private and command.to not in cleared(moment.project):
        given.fault("to", "not_cleared")
    given.finish()
    return action if command.to == action.owner else replace(action, owner=command.to, told_at=moment.now)


def _release(action: Action, command: c.ReleaseSummary, moment: _Moment) -> Action:
    if not action.is_private:
        raise IllegalMove("release_summary", "not_private")
    given = Fields()
    summary = given.text("summary", command.summary, COMMENT_LIMIT, missing="missing")
    if telltale := _telltale(summary, action):
        given.fault("summary", f"names_patent:{telltale}")
    given.finish()
    if summary == action.summary:
        return action
    return replace(action, summary=summary, released_by=moment.by, released_at=moment.now)


# Any: each judge takes the one command class it is registered under.
_JUDGES: Mapping[type[c.ActionCommand], Callable[[Action, Any, _Moment], Action]] = MappingProxyType({
    c.SettleAction: _settle, c.ReopenAction: _reopen, c.MakeWork: _work, c.HandActionOver: _hand_over,
    c.ReleaseSummary: _release,
})  # fmt: skip
_DEEDS: Mapping[type[c.ActionCommand], str] = MappingProxyType({
    c.SettleAction: "settle_action", c.ReopenAction: "settle_action", c.ReleaseSummary: "release_summary",
    c.MakeWork: "make_work", c.HandActionOver: "hand_action_over",
})  # fmt: skip


def _telltale(summary: str, action: Action) -> str:
    """What of the patent a summary still names; empty where it names nothing that we know."""
    folded = _squeezed(summary)
    names = (action.about.get("ref", ""), action.about.get("link", ""), *action.about.get("who", "").split("; "))
    return next((name for name in names if len(_squeezed(name)) > len("EP1") and _squeezed(name) in folded), "")


def _squeezed(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
