"""Who hears of a hit, and where. Pure.

A hit has one kept message in each place; whatever happens to it, that message is rendered again and shows how it
stands. The thread of the card only hears of projects that speak in their channel; of a restricted project, persons
alone. What is about patents goes to the patent lead and legal first, whatever the watch says (DOMAIN.md R27): the
others hear what the patent lead releases (``action_rules.py``).
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from flows.lifecycle.project import Member
from flows.linkage import announce
from flows.names import Confidentiality, Role
from flows.notices import Notice, NoticeKind, card_key, hit_key, is_person
from flows.watches.action_rules import cleared
from flows.watches.hits import Found, Hit, Verdict
from flows.watches.observations import Event, Severity
from flows.watches.triggers import is_private
from flows.watches.urgency import rank
from flows.watches.watches import Watch


class Circle(Protocol):
    """As much of a project as says who is in it."""

    @property
    def confidentiality(self) -> Confidentiality: ...
    @property
    def members(self) -> tuple[Member, ...]: ...
    @property
    def lead(self) -> str: ...
    def holders(self, role: Role) -> tuple[str, ...]: ...


class Home(Circle, announce.Home, Protocol):
    """The same, with where it lives: whether its channel may hear of it."""


def belongs(project: Circle, person: str) -> bool:
    """Whether somebody may read the project at all; who is gone is kept out where messages are sent."""
    return project.confidentiality is Confidentiality.OPEN or any(m.user_id == person for m in project.members)


def at_once(watch: Watch, severity: Severity) -> bool:
    """Whether a hit has a message of its own; the others wait for the digest."""
    return rank(severity) <= rank(watch.triage.at_once)


def places(project: Home, watch: Watch, event: Event) -> tuple[str, ...]:
    """Channel and persons that hear of a hit first. Whoever has left the project does not: then the lead does."""
    if is_private(event):
        return cleared(project)
    channel = project.channel_id if project.confidentiality is not Confidentiality.RESTRICTED else ""
    persons = tuple(person for person in watch.audience.persons if belongs(project, person))
    if watch.audience.in_channel and channel:
        return (channel, *persons)
    return persons or (answers(project, watch),)


def answers(project: Circle, watch: Watch) -> str:
    """Who answers the hits of a watch: its owner, or the lead where that person may not read the project any more."""
    return watch.owner if belongs(project, watch.owner) else project.lead


def answerers(project: Circle, watch: Watch, found: Found) -> tuple[str, ...]:
    """Whose answer a hit waits for: who was given it; of what is private the patent lead and legal (R27), else the
    owner of its watch, or the lead where the owner has left. Nobody's once it is answered otherwise, or silenced."""
    hit = found.hit
    if hit.answer is not None:
        given = hit.answer.verdict is Verdict.ASSIGNED and belongs(project, hit.answer.to)
        return (hit.answer.to,) if given else ()
    if hit.silenced_by:
        return ()
    if is_private(found.event):
        return cleared(project)
    return (answers(project, watch),)


def again(project: Home, found: Found, told: Iterable[str], occasion: str) -> Iterator[Notice]:
    """The messages that ``told`` had of it once more, as the hit stands now: buttons go, the verdict is there. Not in a
    channel where the project lives no more. ``occasion`` is unique."""
    for place in told:
        if is_person(place) or place == project.channel_id:
            yield message(project, found.hit, place, occasion)


def assigned(project: Home, hit: Hit, occasion: str) -> Iterator[Notice]:
    """Whom a hit was assigned to has its message from now on."""
    if hit.answer is not None and hit.answer.to and hit.answer.to != hit.answer.by:
        yield message(project, hit, hit.answer.to, f"to:{occasion}")


def message(project: Home, hit: Hit, place: str, occasion: str) -> Notice:
    """The kept message of a hit in one place, to be made or brought up to date. ``occasion`` is unique there."""
    key = hit_key(hit.id, place)
    in_channel = place == project.channel_id
    return Notice(
        kind=NoticeKind.HIT,
        team_id=project.team_id,
        audience=place,
        project_id=project.id,
        dedupe_key=f"{key}:{occasion}",
        post_key=key,
        thread_of=card_key(project.id) if in_channel else None,
        params={"hit_id": hit.id},
    )
