"""Typed refusals. They carry data; ``bot/errors.py`` is the one place that turns them into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.names import Bilingual, Role


class LiandongError(Exception):
    """Base of every error that has an explanation for people."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why a gate cannot be requested or passed, and who can lift it.

    ``code`` is one of ``deliverable_missing``, ``deliverable_in_review``, ``changes_requested``,
    ``no_gatekeepers``, ``too_few_gatekeepers``, ``no_legal`` (the workspace wants legal at this gate), ``gate_open``,
    ``held``, ``sheet_missing`` (nobody has scored), ``sheet_below`` (what the gate asks of it), or of what other wings
    put before a gate: ``not_cleared``, ``date_missed``. ``subject_id`` names the deliverable, gate or item, ``title``
    its name. ``lifters`` are Slack user ids; where it is empty, ``roles`` says which role must first be given.
    """

    code: str
    subject_id: str = ""
    title: Bilingual | None = None
    lifters: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(eq=False)
class NotFound(LiandongError):
    """No such thing, or none that this person may see: the answer is the same (DESIGN.md 5.10).

    ``what`` is ``project``, ``deliverable``, ``submission``, ``template``, ``gate``,
    ``improvement``, ``follow_up`` or ``schedule``; ``key`` is what the person gave.
    """

    what: str
    key: str


@dataclass(eq=False)
class NotAllowed(LiandongError):
    """The person sees the thing but may not do this. ``action`` is the command's name in snake case.

    ``can`` are Slack user ids of those who may; ``roles`` the roles that would allow it.
    """

    action: str
    can: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(eq=False)
class GateNotMet(LiandongError):
    """A gate was asked for too early. Lists every blocker, never only the first."""

    blockers: tuple[Blocker, ...]


@dataclass(eq=False)
class IllegalMove(LiandongError):
    """The project, deliverable or gate is not in a state where ``action`` makes sense.

    ``state`` is the state it is in: a ``Status``, a ``DeliverableState``, or one of ``closed``, ``gate_open``,
    ``undecided`` (no majority), ``stage_over``, ``superseded`` (a newer submission), ``answered`` (the request),
    ``no_sheet`` (the stage is not scored), ``manned`` (somebody there can give roles), ``not_last`` (there are
    stages after this one).
    """

    action: str
    state: str


@dataclass(eq=False)
class StaleProject(LiandongError):
    """Somebody changed the project after the form was opened: ``shown`` and ``current`` versions."""

    project_id: str
    shown: int
    current: int


@dataclass(eq=False)
class StalePolicy(LiandongError):
    """Somebody changed the rules of the workspace after the form was opened: ``shown`` and ``current`` versions."""

    shown: int
    current: int


@dataclass(eq=False)
class InvalidFields(LiandongError):
    """Input that a form can mark field by field: field name -> problem code.

    Problem codes: ``missing``, ``too_long``, ``in_the_past``, ``not_a_link``, ``unknown_person``, ``guest``,
    ``cannot_vote``, ``too_many``, ``no_strand``, ``nothing_given``, ``comment_required``, ``date_required``,
    ``unknown_value``, ``unreadable`` (a file), ``extreme`` (the lowest and the highest score need a reason),
        ``nothing_scored`` (nothing in a strand applies), ``not_a_number`` (a whole number within bounds),
    ``condition_line:N`` (line N of the conditions cannot be read), ``condition_owner:@name`` (nobody, or several).
    """

    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class TemplateFault(LiandongError):
    """A template (of a workflow, of a watch) that cannot be used: where it is wrong, and how.

    ``line`` counts from 1; ``key`` is a dotted path such as ``stages[2].deliverables[0].role``.
    """

    file: str
    key: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.problem}"


class StorageError(LiandongError):
    """Base of what can go wrong with the database itself."""


@dataclass(eq=False)
class DatabaseUnusable(StorageError):
    """The file is damaged, is no database, or is not ours. It was left untouched."""

    location: str
    problem: str


@dataclass(eq=False)
class DatabaseNewer(StorageError):
    """The file was written by a newer version of Liandong. It was left untouched."""

    location: str
    unknown_migrations: tuple[str, ...]


@dataclass(eq=False)
class DatabaseBusy(StorageError):
    """Another process kept the database locked for longer than we wait. Nothing was written."""

    location: str
