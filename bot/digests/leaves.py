"""A digest leaf by leaf: the message, and what follows in its thread, each sent by a notice of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.blocks.kit import Message
from flows.notices import Lane, Notice, NoticeKind

LANGUAGE = "language"
"""The param of a file that is written in another language than its reader's own; may be empty."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One leaf, and what is to be sent once it stands there."""

    message: Message
    follow: tuple[Notice, ...] = ()


def leaf(notice: Notice, laid: Sequence[Message], *, appendix: str = "", language: str = "") -> Letter | None:
    """Of all leaves the one that a DIGEST notice asks for; None where there are not so many any more. ``appendix`` is
    a file that comes below the last one, in ``language`` where the digest has one."""
    number = _number(notice)
    if number >= len(laid):
        return None
    if number + 1 < len(laid):
        return Letter(laid[number], (_next(notice),))
    return Letter(laid[number], (_below(notice, appendix, language),) if appendix else ())


def first_key(notice: Notice) -> str:
    """The dedupe key of the notice that brought the first leaf."""
    return notice.thread_of or notice.dedupe_key


def _next(notice: Notice) -> Notice:
    """In the thread of the first. It goes out at once: somebody has just begun to read."""
    number, first = _number(notice) + 1, first_key(notice)
    return replace(notice, dedupe_key=f"{first}:{number}", thread_of=first, lane=Lane.NOW,
                   params={**notice.params, "leaf": number})  # fmt: skip


def _below(notice: Notice, appendix: str, language: str) -> Notice:
    first = first_key(notice)
    return replace(notice, kind=NoticeKind.FILE, dedupe_key=f"{first}:file", thread_of=first, lane=Lane.NOW,
                   params={"file": appendix, LANGUAGE: language})  # fmt: skip


def _number(notice: Notice) -> int:
    """0 for the message itself."""
    return int(notice.params.get("leaf") or 0)
