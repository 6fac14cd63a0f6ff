"""Who may read and change which schedule, and which channel may hear of which project."""

from flows.errors import NotAllowed
from flows.lifecycle.permissions import may_see
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Actor, Confidentiality, Role
from flows.notices import is_person
from flows.rhythm.defaults import is_usual
from flows.rhythm.schedules import Schedule


def may_read(schedule: Schedule, actor: Actor, card: ProjectCard | None) -> bool:
    """``card`` is the project it is about, as the actor may see it. What goes to one person is theirs alone."""
    if actor.is_gone or schedule.team_id != actor.team_id:
        return False
    if is_person(schedule.audience):
        return schedule.audience == actor.user_id
    return card is not None if schedule.project_id else not actor.is_guest


def may_change(schedule: Schedule, actor: Actor, card: ProjectCard | None) -> bool:
    """Those who set it up, who lead or steer its project, and administrators. Reading by override changes nothing."""
    if not may_read(schedule, actor, card):
        return False
    if is_person(schedule.audience):
        return True
    if card is not None and not may_see(card, actor):
        return False
    return actor.is_admin or actor.user_id in changers(schedule, card)


def changers(schedule: Schedule, card: ProjectCard | None) -> tuple[str, ...]:
    """The user ids of those who may change what a channel hears, beside administrators."""
    leading = (*card.holders(Role.LEAD), *card.holders(Role.STEERING)) if card else ()
    owner = () if is_usual(schedule) else (schedule.owner,)
    return tuple(dict.fromkeys((*owner, *leading)))


def require_change(schedule: Schedule, actor: Actor, card: ProjectCard | None) -> None:
    """Raises ``NotAllowed`` with those who may."""
    if not may_change(schedule, actor, card):
        raise NotAllowed("change_schedule", can=changers(schedule, card))


def require_place(actor: Actor, card: ProjectCard | None) -> None:
    """Whether somebody may have something said in a channel: about a project its members (guests are not asked),
    about all projects administrators. Raises ``NotAllowed``."""
    if card is None:
        if not actor.is_admin:
            raise NotAllowed("schedule_for_all")
        return
    is_member = any(member.user_id == actor.user_id for member in card.members)
    if not may_see(card, actor) or actor.is_guest or not (is_member or actor.is_admin):
        raise NotAllowed("place_schedule", can=card.holders(Role.LEAD))


def unheard(card: ProjectCard, audience: str) -> str:
    """Why a channel may hear nothing of a project: ``restricted``, or ``not_its_channel``; empty where it may.

    A restricted project is spoken of to persons only (DOMAIN.md R02); one for its members only where it lives; an open
    one anywhere in the workspace. An empty audience is where the project lives.
    """
    if is_person(audience) or not (audience or card.channel_id):
        return ""
    if card.confidentiality is Confidentiality.RESTRICTED:
        return "restricted"
    elsewhere = audience not in ("", card.channel_id)
    return "not_its_channel" if elsewhere and card.confidentiality is not Confidentiality.OPEN else ""
