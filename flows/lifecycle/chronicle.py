"""A project's history as its readers get it: sorted by topic, and without what a reader may not know yet."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from flows.lifecycle import events as e
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.lifecycle.scoring import readable


class Topic(StrEnum):
    """What somebody wants to read about."""

    ALL = "all"
    GATES = "gates"
    DELIVERABLES = "deliverables"
    PEOPLE = "people"
    STRANDS = "strands"
    PROJECT = "project"
    EVALUATION = "evaluation"
    LINKAGE = "linkage"
    WATCHES = "watches"
    """Events of other wings, which these name: see ``bot/history_words.py``."""


_TOPICS: Mapping[Topic, tuple[type[e.Event], ...]] = {
    Topic.GATES: (
        e.GateRequested, e.GateWithdrawn, e.VoteCast, e.VoteAbstained, e.ConflictDeclared, e.VoteHandedOver,
        e.GatekeeperLeft, e.ConditionsSet, e.GateDecided, e.ScoreSubmitted, e.StageEntered,
    ),
    Topic.DELIVERABLES: (
        e.DeliverableSubmitted, e.SubmissionAccepted, e.ChangesRequested, e.DeliverableWaived, e.WaiverAsked,
        e.MoreTimeAsked, e.RequestDeclined, e.DueDateChanged, e.DeliverableHandedOver, e.DeliverableReopened,
        e.ConditionsSet, e.DeliverableAdded, e.DeliverableBlocked, e.BlockLifted,
    ),
    Topic.PEOPLE: (
        e.RolesChanged, e.DeliverableHandedOver, e.VoteHandedOver, e.GatekeeperLeft, e.ConflictDeclared,
        e.AccessOverridden, e.LeadAppointed,
    ),
    Topic.STRANDS: (e.StrandStatesChanged,),
    Topic.PROJECT: (
        e.ProjectCreated, e.ProjectEdited, e.StageEntered, e.ProjectHeld, e.ProjectResumed, e.ProjectStopped,
        e.ProjectTookOver, e.ProjectCompleted, e.TemplateMigrated, e.ProjectFollows, e.ProjectFollowed,
        e.OutcomeProposed,
    ),
    Topic.EVALUATION: (
        e.OutcomeProposed, e.IndicatorsAnswered, e.ImprovementAdded, e.ImprovementSettled, e.FollowUpOpened,
        e.FollowUpAnswered, e.FollowUpSkipped, e.ProjectFollows, e.ProjectFollowed, e.ProjectCompleted,
    ),
}  # fmt: skip
"""An event may be read under several topics. A new event needs one at least; a test says which are forgotten."""


def events_about(topic: Topic) -> tuple[str, ...]:
    """The names of the events of a topic; none for ALL, which leaves none out."""
    return tuple(event.__name__ for event in _TOPICS.get(topic, ()))


def disclosed(lines: Iterable[HistoryLine], card: ProjectCard, reader: str) -> tuple[HistoryLine, ...]:
    """The lines without what others voted at a gate that is still open, and without scores the reader may not see.

    Lines about a follow-on project are left out where ``card`` has no tie to it: the reader may not see that one.
    ``card`` shows the present stage. With an empty ``reader`` nobody's own votes and scores are told either.
    """
    tied = {link.project_id for link in card.links}
    return tuple(
        replace(line, params=_told(line, card, reader))
        for line in lines
        if line.event not in _TIES or line.params.get("other_id") in tied
    )


_TIES = frozenset({e.ProjectFollows.__name__, e.ProjectFollowed.__name__})


def _told(line: HistoryLine, card: ProjectCard, reader: str) -> dict[str, object]:
    params, gate = line.params, card.gate
    if gate is not None and params.get("gate_id") == gate.id:
        own = {name: value for name, value in params.items() if name not in ("vote", "votes")}
        return params if line.by == reader and line.event == e.VoteCast.__name__ else own
    if line.event == e.ScoreSubmitted.__name__ and params.get("stage") == card.stage:
        hidden = not readable(card.scores, reader) and line.by != reader
        return {name: value for name, value in params.items() if name != "marks"} if hidden else params
    return params
