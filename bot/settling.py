"""Writes down what became of a parcel, and tells the project's lead about a dead letter, in one transaction."""

from datetime import datetime, timedelta

from bot.digests.leaves import first_key
from bot.pausing import pause, pause_all
from bot.rendering import OVERHEARD, UNDELIVERED
from bot.verdicts import Dead, Done, Halt, Later, Paused, PutOff, Verdict, backoff
from flows.names import SYSTEM
from flows.notices import Notice, NoticeKind, Scalar, card_again, packs_again
from flows.ports import NewId, Parcel, Store, UnitOfWork
from flows.rhythm.climbing import late_again
from flows.rhythm.prompting import prompt_again
from flows.rhythm.standing_in import shown_again
from flows.watches.reaching import retold


def settle(store: Store, parcel: Parcel, verdict: Verdict, *, now: datetime, new_id: NewId) -> None:
    """May raise ``DatabaseBusy``; then nothing is written, and the lease decides."""
    notice = parcel.notice
    with store.write() as uow:
        match verdict:
            case Done(keep, rest, overheard, through, follow, unsaid):
                uow.outbox.sent(parcel.id, now=now)
                if through:
                    uow.pauses.end(notice.team_id, notice.audience, now=now)
                if keep is not None:
                    uow.posts.keep(notice.team_id, keep)
                if rest:
                    uow.outbox.defer_audience(notice.team_id, notice.audience, until=now + timedelta(seconds=rest))
                if notice.kind is NoticeKind.ASK:
                    uow.outbox.put((*_reminder(uow, parcel), *_late(uow, parcel)), now=now, new_id=new_id)
                uow.outbox.put((*follow, *_deputy(uow, parcel)), now=now, new_id=new_id)
                if unsaid:
                    instead = retold(uow, notice, first_key(notice), now=now)
                    uow.outbox.put(instead, now=now, new_id=new_id)
                if overheard:
                    uow.outbox.put(_overheard(uow, parcel), now=now, new_id=new_id)
            case Later(seconds, error, ambiguous):
                at = now + timedelta(seconds=seconds)
                uow.outbox.retry(parcel.id, at=at, error=error, ambiguous=ambiguous)
                uow.outbox.defer_audience(notice.team_id, notice.audience, until=at)
            case PutOff(until, follow):
                uow.outbox.put_off(parcel.id, until=until)
                uow.outbox.put((*follow, *_deputy(uow, parcel)), now=now, new_id=new_id)
            case Paused(code):
                uow.outbox.retry(parcel.id, at=now, error=code, ambiguous=parcel.ambiguous)
                about = notice.project_id or ""
                pause(uow, notice.team_id, notice.audience, code, now=now, new_id=new_id, project_id=about)
            case Halt(code):
                uow.outbox.retry(parcel.id, at=now, error=code, ambiguous=parcel.ambiguous)
                pause_all(uow, notice.team_id, code, now=now)
            case Dead(code):
                uow.outbox.bury(parcel.id, now=now, error=code)
                _tell_lead(uow, notice, code, now=now, new_id=new_id)
        uow.commit()


def settle_alone(store: Store, parcel: Parcel, verdict: Verdict, *, now: datetime) -> None:
    """What became of the parcel, and nothing that follows from it: where that fails, a message that was sent must not
    be sent again, and the others of its place go on."""
    with store.write() as uow:
        match verdict:
            case Done(keep):
                uow.outbox.sent(parcel.id, now=now)
                if keep is not None:
                    uow.posts.keep(parcel.notice.team_id, keep)
            case PutOff(until):
                uow.outbox.put_off(parcel.id, until=until)
            case Dead(code):
                uow.outbox.bury(parcel.id, now=now, error=code)
            case Later(seconds, error, ambiguous):
                at = now + timedelta(seconds=seconds)
                uow.outbox.retry(parcel.id, at=at, error=error, ambiguous=ambiguous)
            case Paused(code) | Halt(code):
                at = now + timedelta(seconds=backoff(parcel.attempts))
                uow.outbox.retry(parcel.id, at=at, error=code, ambiguous=parcel.ambiguous)
        uow.commit()


def _reminder(uow: UnitOfWork, parcel: Parcel) -> tuple[Notice, ...]:
    """What is asked of somebody has changed, so their reminder, where they have one, says so too."""
    notice = parcel.notice
    number = uow.reads.newest_prompt(notice.team_id, notice.audience)
    if not number:
        return ()
    return (prompt_again(notice.team_id, notice.audience, number, f"prompt:{parcel.id}"),)


def _late(uow: UnitOfWork, parcel: Parcel) -> tuple[Notice, ...]:
    """And so do the messages of those who were told that it is late."""
    notice = parcel.notice
    return late_again(uow.reads, notice.team_id, notice.project_id or "", notice.audience, parcel.id)


def _deputy(uow: UnitOfWork, parcel: Parcel) -> tuple[Notice, ...]:
    """And so does the message of whoever stands in."""
    return shown_again(uow.reads, parcel.notice, parcel.id)


def _tell_lead(uow: UnitOfWork, notice: Notice, code: str, *, now: datetime, new_id: NewId) -> None:
    """Once for each place and reason: the dedupe key holds for ever. A telling that dies is not told again.

    A file concerns nobody but the one who asked for it.
    """
    if notice.project_id is None or notice.kind is NoticeKind.HOME or notice.params.get("event") == UNDELIVERED:
        return
    card = uow.reads.card(notice.team_id, notice.project_id)
    if card is None:
        return
    told = Notice(
        kind=NoticeKind.TOLD,
        team_id=notice.team_id,
        audience=notice.audience if notice.kind is NoticeKind.FILE else card.lead,
        project_id=notice.project_id,
        dedupe_key=f"undelivered:{notice.project_id}:{notice.audience}:{code}",
        params={
            "event": UNDELIVERED,
            "by": SYSTEM,
            "notice": notice.kind.value,
            "place": notice.audience,
            "code": code,
        },
    )
    uow.outbox.put([told], now=now, new_id=new_id)


def _overheard(uow: UnitOfWork, parcel: Parcel) -> tuple[Notice, ...]:
    """Whatever noticed it has the card shortened; the card, once done, has the packs shortened and the lead told."""
    notice = parcel.notice
    card = uow.reads.card(notice.team_id, notice.project_id) if notice.project_id else None
    if card is None:
        return ()
    if notice.kind is not NoticeKind.CARD:
        return (card_again(card.team_id, card.id, notice.audience, parcel.id),)
    packs = packs_again(card.team_id, card.id, notice.audience, parcel.id,
                        uow.reads.packs_in(card.team_id, card.id, notice.audience))  # fmt: skip
    params: dict[str, Scalar] = {"event": OVERHEARD, "by": SYSTEM, "place": notice.audience}
    told = Notice(
        kind=NoticeKind.TOLD,
        team_id=notice.team_id,
        audience=card.lead,
        project_id=card.id,
        dedupe_key=f"overheard:{parcel.id}",
        params=params,
    )
    return (told, *packs)
