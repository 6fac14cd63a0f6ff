"""Files that somebody asks for: ordered through the outbox, so that a crash loses none and doubles none."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.blocks.kit import Message
from bot.blocks.lifecycle import histories
from bot.context import Caller, Desk
from bot.filing import File
from flows.notices import Notice, NoticeKind, Scalar


@dataclass(frozen=True, slots=True)
class Order:
    """A file about a project that the caller may see, or about all of them. ``params`` say which part of it."""

    project_id: str | None
    file: File
    params: Mapping[str, Scalar] = field(default_factory=dict)


def place(desk: Desk, caller: Caller, order: Order) -> Message:
    """Queue a file for the caller's own messages; asked for once more by the same request, it is the same file."""
    notice = Notice(
        kind=NoticeKind.FILE,
        team_id=desk.team.id,
        audience=caller.user_id,
        project_id=order.project_id,
        dedupe_key=f"file:{caller.envelope.request_key}",
        params={"file": order.file.value, **order.params},
    )
    with desk.store.write() as uow:
        uow.outbox.put([notice], now=caller.now, new_id=desk.new_id)
        uow.commit()
    desk.wake()
    return histories.ordered(caller.lens)
