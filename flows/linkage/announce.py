"""What a change of a register must tell to whom. Pure: compares the register before and after, and reads the events.

The card is rendered again, since it carries a line about the linkage; whoever plans or decides a clearance has one
message about it that is kept current.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Protocol

from flows.lifecycle.eventwords import scalars
from flows.linkage import events as e
from flows.linkage.codes import ClearanceState, DocketState, OutwardState
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance
from flows.linkage.novelty import shown_too_early
from flows.linkage.recalling import called
from flows.linkage.register import Register, label_of
from flows.linkage.reminding import DATES
from flows.linkage.ties import ties
from flows.names import SYSTEM, Role
from flows.notices import NEEDED_ON, Notice, NoticeKind, Scalar, card_key, clearance_key, home_key

REPLIES = (
    e.FamilyRecorded, e.ApplicationRecorded, e.ClearanceDecided, e.OutwardMade, e.OutwardWithdrawn, e.ReceptionNoted,
    e.Declared, e.RowsToRecheck, e.ItemsImported,
)  # fmt: skip
"""Events that a team reads about in the card's thread."""

FILINGS = (e.FamilyRecorded, e.ApplicationRecorded, e.FeatureCleared, e.ItemsTied, e.ItemsUntied)
"""Events after which something may have been filed in time that was not, or the other way round."""


class Home(Protocol):
    """As much of a project as says where its people are: ``Project`` and ``ProjectCard`` are this."""

    @property
    def id(self) -> str: ...
    @property
    def team_id(self) -> str: ...
    @property
    def channel_id(self) -> str: ...
    @property
    def lead(self) -> str: ...
    def holders(self, role: Role) -> tuple[str, ...]: ...


def announce_linkage(
    project: Home, before: Register, after: Register, events: Sequence[e.LinkageEvent]
) -> tuple[Notice, ...]:
    """Every notice that one change of a register owes. ``after.version`` is that of the saved change."""
    if not events:
        return ()
    kept = tuple(_clearances(project, before, after, _turned(before, after, events)))
    return (
        _notice(project, after, NoticeKind.CARD, project.channel_id or project.lead, card_key(project.id)),
        *kept,
        *_replies(project, after, events),
        *_told(project, before, after, events),
        *_homes(project, before, after, kept),
    )


def concerned(project: Home, asked: Sequence[Clearance], outward: Outward) -> tuple[str, ...]:
    """Who has a message about an item's clearances, old and new: who planned it, asked or decided, the patent lead,
    and legal where one waits, or has just waited, for them."""
    legal = project.holders(Role.LEGAL) if any(c.state is ClearanceState.AWAITING_LEGAL for c in asked) else ()
    deciders = project.holders(Role.PATENT) or (project.lead,)
    people = (user for c in asked for user in (c.asked_by, c.decided_by, c.legal_by))
    found = dict.fromkeys((outward.planned_by, *people, *deciders, *legal))
    return tuple(user for user in found if user and user != SYSTEM)


def _turned(before: Register, after: Register, events: Sequence[e.LinkageEvent]) -> frozenset[str]:
    """The ids of what is out that was filed in time as far as anybody knew, and was not after all; or the other way
    round (R01)."""
    out = [outward for outward in after.outwards if outward.state is OutwardState.MADE]
    if not out or not any(isinstance(event, FILINGS) for event in events):
        return frozenset()
    was, now = ties(before), ties(after)
    return frozenset(o.id for o in out if bool(shown_too_early(o, was)) is not bool(shown_too_early(o, now)))


def _clearances(project: Home, before: Register, after: Register, turned: frozenset[str]) -> Iterator[Notice]:
    """The message of everybody concerned by an item whose plan or clearance is another one now, or that ``turned``."""
    for outward in after.outwards:
        own = [c for c in after.clearances if c.outward_id == outward.id]
        was = [c for c in before.clearances if c.outward_id == outward.id]
        if not own or (before.find(outward.id) == outward and was == own and outward.id not in turned):
            continue
        for user in concerned(project, (*was, *own), outward):
            key = clearance_key(outward.id, user)
            params: dict[str, Scalar] = {"outward_id": outward.id, NEEDED_ON: outward.available_on.isoformat()}
            yield _notice(project, after, NoticeKind.CLEARANCE, user, key, params=params)


def _replies(project: Home, after: Register, events: Sequence[e.LinkageEvent]) -> Iterator[Notice]:
    """An import speaks for all it brings."""
    audience = project.channel_id or project.lead
    imported = any(isinstance(event, e.ItemsImported) for event in events)
    for index, event in enumerate(events):
        if not isinstance(event, REPLIES) or audience == event.by:
            continue
        if imported and not isinstance(event, e.ItemsImported):
            continue
        yield Notice(
            kind=NoticeKind.REPLY,
            team_id=project.team_id,
            audience=audience,
            project_id=project.id,
            dedupe_key=f"reply:{project.id}:l{after.version}:{index}",
            thread_of=card_key(project.id),
            params=_params(event, after),
        )


def _told(project: Home, before: Register, after: Register, events: Sequence[e.LinkageEvent]) -> Iterator[Notice]:
    """An edited message makes no sound: who asked hears of a decision, who owns a date hears that there is one."""
    yield from _owed(project, before, after)
    for index, event in enumerate(events):
        for user, thread_of in _ears(before, after, event):
            if user not in ("", SYSTEM, event.by):
                yield Notice(
                    kind=NoticeKind.TOLD,
                    team_id=project.team_id,
                    audience=user,
                    project_id=project.id,
                    dedupe_key=f"told:{project.id}:{user}:l{after.version}:{index}",
                    thread_of=thread_of,
                    params=_params(event, after),
                )


def _owed(project: Home, before: Register, after: Register) -> Iterator[Notice]:
    """A disclosure that is owed is due at once: the patent lead hears of it now, not the day after it was missed
    (R20)."""
    known = {item.id for item in before.docket}
    new = [d.id for d in after.docket if d.rule == "R20" and d.state is DocketState.OPEN and d.id not in known]
    for user in (project.holders(Role.PATENT) or (project.lead,)) if new else ():
        yield Notice(
            kind=NoticeKind.TOLD,
            team_id=project.team_id,
            audience=user,
            project_id=project.id,
            dedupe_key=f"dates:{project.id}:{user}:l{after.version}",
            params={"event": DATES, "items": json.dumps(new)},
        )


def _ears(before: Register, after: Register, event: e.LinkageEvent) -> Iterator[tuple[str, str | None]]:
    if isinstance(event, e.ClearanceDecided):
        found = next((c for c in after.clearances if c.id == event.clearance_id), None)
        if found is not None:
            yield found.asked_by, clearance_key(found.outward_id, found.asked_by)
    if isinstance(event, e.DocketRecorded):
        known = {item.id for item in before.docket}
        new = {item.owner for item in event.items if item.id not in known and item.state is DocketState.OPEN}
        yield from ((user, None) for user in sorted(new))


def _params(event: e.LinkageEvent, register: Register) -> dict[str, Scalar]:
    """Who did what to which entry."""
    params: dict[str, Scalar] = {"event": type(event).__name__, "by": event.by, **scalars(event)}
    if isinstance(event, e.ClearanceDecided):
        return {**params, **_before_it_goes_out(event.clearance_id, register)}
    item = getattr(event, "item", None) or register.find(_subject(event))
    return {**params, "title": called(item)} if item is not None else params


def _before_it_goes_out(clearance_id: str, register: Register) -> dict[str, Scalar]:
    """Whether something may go out has to be read before it does. A thread may have readers who must not know yet what
    it is: the label tells those who may look it up."""
    asked = register.find(clearance_id)
    outward = register.find(asked.outward_id) if isinstance(asked, Clearance) else None
    if not isinstance(outward, Outward):
        return {}
    return {NEEDED_ON: outward.available_on.isoformat(), "title": label_of(outward)}


def _subject(event: e.LinkageEvent) -> str:
    names = ("outward_id", "family_id", "standard_id", "feature_id")
    return next((str(found) for name in names if (found := getattr(event, name, ""))), "")


def _homes(project: Home, before: Register, after: Register, kept: Sequence[Notice]) -> Iterator[Notice]:
    """Everybody whose clearances or dates are other ones now."""
    owners = [d.owner for d in (*before.docket, *after.docket) if d.owner] if before.docket != after.docket else []
    for user in dict.fromkeys([*(notice.audience for notice in kept), *owners]):
        yield _notice(project, after, NoticeKind.HOME, user, home_key(user))


def _notice(
    project: Home, register: Register, kind: NoticeKind, audience: str, key: str, *,
    params: dict[str, Scalar] | None = None,
) -> Notice:  # fmt: skip
    """A kept message, once per version of the register."""
    return Notice(
        kind=kind,
        team_id=project.team_id,
        audience=audience,
        project_id=project.id,
        dedupe_key=f"{key}:{project.id}:l{register.version}",
        post_key=key,
        params=params or {},
    )
