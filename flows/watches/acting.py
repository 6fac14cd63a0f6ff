"""Carries out what events outside and benchmarks call for, in the caller's transaction: actions, the register, news.

Whoever stores the hits of a source calls ``carry_out`` before committing; a delivery that comes again does nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from flows.errors import IllegalMove, InvalidFields, LiandongError
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage import events as linkage
from flows.linkage.announce import announce_linkage
from flows.linkage.codes import LinkKind
from flows.linkage.evolve import replay
from flows.linkage.register import Register
from flows.linkage.situation import Situation
from flows.linkage.usecases import judge_command
from flows.names import SYSTEM
from flows.notices import Notice, NoticeKind, home_key
from flows.ports import UnitOfWork
from flows.watches.action_commands import ActionOpened
from flows.watches.action_judging import became_work
from flows.watches.action_rules import Occasion, about_event, about_values, opened, told_of
from flows.watches.actions import Action, ActionState
from flows.watches.benchmarks import Indicator
from flows.watches.benchmarks import triggers_of as called_for
from flows.watches.consequences import commands_of
from flows.watches.hits import Found
from flows.watches.observations import Event, Severity
from flows.watches.surroundings import Surroundings
from flows.watches.taking import Follow
from flows.watches.triggers import Fired, Trigger, triggers_of
from flows.watches.urgency import haste, severity_for
from flows.watches.watches import Watch
from flows.watches.working import ALWAYS_WORK, is_unsettled, make_deliverable

ABOUT_ROWS = frozenset({Trigger.TEXT_CHANGED, Trigger.STAGE_CHANGED})
"""Triggers that ask for a look at claim-chart rows: where there are none, nobody has to look."""


@dataclass(slots=True)
class Outcome:
    """What came of some events: ``severities`` by dedupe key, ``actions`` that are new, ``notices`` to be sent, and
    commands that the register ``refused``."""

    severities: dict[str, Severity] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    refused: list[LiandongError] = field(default_factory=list)


def carry_out(
    uow: UnitOfWork, card: ProjectCard, events: Iterable[Event], around: Surroundings, *, hit_id: str = ""
) -> Outcome:
    """Judge events for one project and store what follows. Nothing is committed: that is for who stores the hits.

    What the register refuses (a number that cannot be) never keeps a hit from being stored; it is told in ``refused``.
    """
    before = uow.registers.load(card.team_id, card.id)
    desk, outcome = _Desk(card, before, around), Outcome()
    for event in events:
        fired = triggers_of(event, desk.register)
        new = [f for f in fired if not uow.actions.is_known(card.team_id, card.id, f.trigger, event.dedupe_key)]
        docket = {item.id: item for item in desk.register.docket}
        for each in new:
            desk.apply(event, each, outcome)
        dates = [item for item in desk.register.docket if docket.get(item.id) != item]
        outcome.severities[event.dedupe_key] = severity_for(event, fired, dates, around.today)
        why = haste(event, fired, dates, around.today)
        for each in new:
            if each.trigger not in ABOUT_ROWS or _has_rows(desk.register, each):
                occasion = Occasion(
                    trigger=each.trigger, key=event.dedupe_key, item_id=each.item_id, due_on=each.due_on,
                    about=about_event(event, each, why.value if why else "") | {"hit_id": hit_id},
                )  # fmt: skip
                _open(uow, card, occasion, around, outcome, hasty=why is not None)
    if desk.told:
        after = replace(desk.register, version=before.version + 1)
        uow.registers.save(before, after)
        uow.history.append(card.team_id, desk.told)
        outcome.notices += announce_linkage(card, before, after, desk.told)
    return outcome


def compare(uow: UnitOfWork, card: ProjectCard, indicator: Indicator, around: Surroundings) -> Outcome:
    """Open what the values of an indicator call for, once per occasion. Nothing is committed.

    While a deliverable about the same clause waits, a corrected value of it makes no second one.
    """
    outcome, known = Outcome(), uow.reads.actions_of(card.team_id, card.id)
    for called in called_for(indicator):
        about = about_values(indicator, called)
        waits = [a for a in known if (a.trigger, a.item_id) == (called.trigger, indicator.id) and is_unsettled(a, card)]
        if called.trigger in ALWAYS_WORK and any(a.about.get("who") == about["who"] for a in waits):
            continue
        occasion = Occasion(trigger=called.trigger, key=called.key, about=about, item_id=indicator.id)
        _open(uow, card, occasion, around, outcome)
    return outcome


def following(around: Surroundings, on_refusal: Callable[[LiandongError], None]) -> Follow:
    """What comes of a new hit, for ``taking.Desk``; made anew for every look, since ``around`` knows the moment."""

    def follow(uow: UnitOfWork, card: ProjectCard, _watch: Watch, found: Found) -> tuple[Notice, ...]:
        outcome = carry_out(uow, card, (found.event,), around, hit_id=found.hit.id)
        for refusal in outcome.refused:
            on_refusal(refusal)
        return tuple(outcome.notices)

    return follow


class _Desk:
    """The register while events change it, and what happened to it."""

    def __init__(self, card: ProjectCard, register: Register, around: Surroundings) -> None:
        self.register, self.told = register, list[linkage.LinkageEvent]()
        self._follow_up = around.follow_up
        self._situation = Situation(
            project_id=card.id, project=card, by=SYSTEM, at=around.now, today=around.today, new_id=around.new_id,
            house=around.house, calendars=around.calendars,
        )  # fmt: skip

    def apply(self, event: Event, fired: Fired, outcome: Outcome) -> None:
        for command in commands_of(fired, event, self.register):
            try:
                events = judge_command(self.register, command, self._situation, self._follow_up)
            except LiandongError as refusal:
                outcome.refused.append(refusal)
                continue
            self.register = replay(events, self.register)
            self.told += events


def _open(
    uow: UnitOfWork, card: ProjectCard, occasion: Occasion, around: Surroundings, outcome: Outcome, *,
    hasty: bool = False,
) -> None:  # fmt: skip
    """Store an action that is new, with its line in the history. A private one is told to the patent lead and legal
    alone, and the history says that it was, to whom, and nothing else. One that is work from the start is told by its
    deliverable; where there can be none just now, it waits as an action."""
    action = opened(
        occasion, card, number=uow.actions.next_number(card.team_id, card.id), now=around.now, today=around.today,
        new_id=around.new_id, hasty=hasty,
    )  # fmt: skip
    if uow.actions.is_known(card.team_id, card.id, occasion.trigger, occasion.key):
        return
    if occasion.trigger in ALWAYS_WORK:
        action, told = _as_work(uow, card, action, around)
        outcome.notices += told
    if not uow.actions.open(action):
        return
    private = action.is_private
    event = ActionOpened(
        project_id=card.id, by=SYSTEM, at=around.now, action_id=action.id, number=action.number,
        trigger="" if private else action.trigger.value, title="" if private else action.about.get("ref", ""),
        told=told_of(action, card),
    )  # fmt: skip
    uow.history.append(card.team_id, (event,))
    outcome.actions.append(action)
    if action.told_at is not None and action.state is ActionState.OPEN:
        outcome.notices += notices_of(action, card)


def _as_work(
    uow: UnitOfWork, card: ProjectCard, action: Action, around: Surroundings
) -> tuple[Action, tuple[Notice, ...]]:
    """As a deliverable that was added just now; as it is where the project is held or a gate is open."""
    try:
        deliverable_id, told = make_deliverable(uow, card, action, around, by=SYSTEM)
    except (IllegalMove, InvalidFields):
        return action, ()
    return became_work(action, deliverable_id, by=SYSTEM, at=around.now), told


def _has_rows(register: Register, fired: Fired) -> bool:
    return any(x.kind is LinkKind.CLAIM_CLAUSE and x.target == fired.item_id for x in register.links)


def notices_of(action: Action, card: ProjectCard, *others: str) -> tuple[Notice, ...]:
    """The message of everybody who is told, and of ``others`` who were, kept current; and their App Home."""
    found: list[Notice] = []
    for user in dict.fromkeys((*told_of(action, card), *others)):
        key = action_key(action.id, user)
        found.append(
            Notice(
                kind=NoticeKind.ACTION, team_id=card.team_id, audience=user, project_id=card.id,
                dedupe_key=f"{key}:v{action.version}", post_key=key, params={"action_id": action.id},
            )
        )  # fmt: skip
        home = home_key(user)
        found.append(
            Notice(
                kind=NoticeKind.HOME, team_id=card.team_id, audience=user, project_id=card.id,
                dedupe_key=f"{home}:{action.id}:v{action.version}", post_key=home,
            )
        )  # fmt: skip
    return tuple(found)


def action_key(action_id: str, user_id: str) -> str:
    """The post key of what one person is told about an action."""
    return f"action:{action_id}:{user_id}"
