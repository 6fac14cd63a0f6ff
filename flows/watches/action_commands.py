"""What people can ask of actions, imperative, and what has happened to them, past tense."""

from dataclasses import dataclass

from flows.lifecycle.commands import Command
from flows.lifecycle.event import Event
from flows.watches.actions import ActionState


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCommand(Command):
    action_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleAction(ActionCommand):
    """It is done, or decided not to be: then ``note`` says why."""

    state: ActionState
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenAction(ActionCommand):
    """Take it back that an action was settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeWork(ActionCommand):
    """Make it a deliverable of the present stage, for whoever was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandActionOver(ActionCommand):
    """Somebody else does it."""

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSummary(ActionCommand):
    """The patent lead lets the others know, in words that name no patent."""

    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEvent(Event):
    """``number`` is the action's. Of a private one neither what it is about nor a note is in the history, which
    everybody on the project reads; that it was told, and to whom, is (R27)."""

    action_id: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionOpened(ActionEvent):
    """``trigger`` and ``title`` are empty where it is private; ``told`` are the people who were told."""

    trigger: str
    title: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSettled(ActionEvent):
    state: ActionState
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionReopened(ActionEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionMadeWork(ActionEvent):
    deliverable_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionHandedOver(ActionEvent):
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryReleased(ActionEvent):
    summary: str
    told: tuple[str, ...]


ACTION_EVENTS: dict[str, type[ActionEvent]] = {
    cls.__name__: cls
    for cls in (ActionOpened, ActionSettled, ActionReopened, ActionMadeWork, ActionHandedOver, SummaryReleased)
}
"""Every event by its name, as history rows store it. They are not folded: rows of their own hold the actions."""
