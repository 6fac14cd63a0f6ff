"""Pauses and ends what is sent to a place that cannot be reached, and tells whoever can put it right, once.

Nothing is thrown away meanwhile. A pause ends with an event (the channel is unarchived, the bot is invited again, the
person is back), with a message that got through, or with a token that Slack takes again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from bot.rendering import UNDELIVERED
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SYSTEM, Role, Status
from flows.notices import Notice, NoticeKind, is_person
from flows.pauses import TRY_AGAIN, WORKSPACE, Pause
from flows.ports import NewId, Reads, Store, UnitOfWork

MOST_PROJECTS = 50


def pause(
    uow: UnitOfWork, team_id: str, audience: str, code: str, *, now: datetime, new_id: NewId, project_id: str = ""
) -> None:
    """Keep everything for a place. ``project_id`` is what the message was about that found it closed."""
    begun = Pause(team_id, audience, code, now)
    if uow.pauses.begin(begun, try_again=now + TRY_AGAIN):
        told = tuple(_tell(uow.reads, begun, _concerned(uow.reads, begun, project_id)))
        uow.outbox.put(told, now=now, new_id=new_id)


def pause_all(uow: UnitOfWork, team_id: str, code: str, *, now: datetime) -> None:
    """Slack does not take our token: nobody can be told before it does."""
    uow.pauses.begin(Pause(team_id, WORKSPACE, code, now), try_again=None)


def token_is_good(store: Store, team_id: str, admins: Iterable[str], *, now: datetime, new_id: NewId) -> None:
    """Slack takes our token. Where it did not for a while, the administrators are told since when, and what waited."""
    with store.write() as uow:
        ended = uow.pauses.end(team_id, WORKSPACE, now=now)
        if ended is None:
            return
        waiting = uow.outbox.waiting(team_id)
        uow.outbox.put((_service(ended, admin, waiting) for admin in sorted(admins)), now=now, new_id=new_id)
        uow.commit()


def _service(ended: Pause, admin: str, waiting: int) -> Notice:
    return Notice(
        kind=NoticeKind.SERVICE,
        team_id=ended.team_id,
        audience=admin,
        project_id=None,
        dedupe_key=f"token:{ended.since.isoformat()}:{admin}",
        params={"code": ended.code, "since": ended.since.isoformat(), "waiting": waiting},
    )


def _concerned(reads: Reads, begun: Pause, project_id: str) -> Iterator[ProjectCard]:
    """The projects that live in a channel, or in which something waits for a person; those that are over are not."""
    team_id, audience = begun.team_id, begun.audience
    if is_person(audience):
        work = reads.my_work(team_id, audience, today=begun.since.date(), guest=False, projects=MOST_PROJECTS)
        ids = [line.project_id for line in (*work.work, *work.reviews)]
        ids += [vote.project_id for vote in work.votes]
        ids += [row.id for row in work.projects if row.lead == audience]
    else:
        ids = [row.id for row in reads.card_of_channel(team_id, audience)]
    for one in dict.fromkeys([*ids, project_id]):
        card = reads.card(team_id, one) if one else None
        if card is not None and card.status in (Status.ACTIVE, Status.HELD):
            yield card


def _tell(reads: Reads, begun: Pause, cards: Iterable[ProjectCard]) -> Iterator[Notice]:
    """One message for each lead about a channel; about a person one for each project, since each has work to hand over.

    Where the lead is who cannot be reached, the steering group is told.
    """
    about_person = is_person(begun.audience)
    asked = [(reader, card) for card in cards for reader in _readers(reads, card, begun.audience)]
    for reader, group in groupby(sorted(asked, key=_by_reader), key=_by_reader):
        own = [card for _, card in group]
        if about_person:
            yield from (_told(begun, reader, card, card.key) for card in own)
        else:
            yield _told(begun, reader, own[0], ", ".join(card.key for card in own))


def _told(begun: Pause, reader: str, card: ProjectCard, keys: str) -> Notice:
    return Notice(
        kind=NoticeKind.TOLD,
        team_id=begun.team_id,
        audience=reader,
        project_id=card.id,
        dedupe_key=f"undelivered:{card.id}:{begun.audience}:{begun.since.isoformat()}:{reader}",
        params={"event": UNDELIVERED, "by": SYSTEM, "place": begun.audience, "code": begun.code, "keys": keys},
    )


def _by_reader(asked: tuple[str, ProjectCard]) -> str:
    return asked[0]


def _readers(reads: Reads, card: ProjectCard, gone: str) -> tuple[str, ...]:
    lead = reads.person(card.team_id, card.lead)
    if card.lead != gone and not (lead is not None and lead.deleted):
        return (card.lead,)
    others = reads.persons(card.team_id, card.holders(Role.STEERING))
    return tuple(person.user_id for person in others if not person.deleted and person.user_id != gone)
