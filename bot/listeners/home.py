"""The App Home: opened and paged through. The relay renders and publishes it; here it is only asked for."""

from bot.context import Caller, Desk
from flows.notices import Lane, Notice, NoticeKind, home_key
from flows.ports import UnitOfWork


def show(desk: Desk, uow: UnitOfWork, caller: Caller, *, page: int = 0) -> None:
    """Queue a fresh App Home for the caller; pages count from 0."""
    user_id = caller.user_id
    notice = Notice(
        kind=NoticeKind.HOME,
        team_id=caller.actor.team_id,
        audience=user_id,
        project_id=None,
        dedupe_key=f"home:{user_id}:{caller.envelope.request_key}",
        post_key=home_key(user_id),
        params={"page": page, "guest": caller.actor.is_guest},
        lane=Lane.NOW,
    )
    uow.outbox.put([notice], now=caller.now, new_id=desk.new_id)


def turn_to(desk: Desk, caller: Caller, page: int) -> None:
    """Show another page of the caller's App Home."""
    with desk.store.write() as uow:
        show(desk, uow, caller, page=page)
        uow.commit()
    desk.wake()
