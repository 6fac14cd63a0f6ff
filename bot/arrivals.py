"""What an earlier attempt may have left in Slack: where a parcel is looked for, and what its finding means."""

import logging

from bot.outcomes import Failure, Refused
from bot.verdicts import Done, Halt, Paused, Verdict, after
from flows.notices import Notice, NoticeKind
from flows.ports import Parcel, Post

log = logging.getLogger(__name__)

SAFE_TO_REPEAT = frozenset(
    {
        NoticeKind.CARD,
        NoticeKind.ASK,
        NoticeKind.REVIEW,
        NoticeKind.BALLOT,
        NoticeKind.TOLD,
        NoticeKind.FILE,
        NoticeKind.PACK,
        NoticeKind.CLEARANCE,
        NoticeKind.HIT,
        NoticeKind.CAUTION,
        NoticeKind.PROMPT,
    }
)
"""Sent again where nobody can tell whether they arrived. An announcement is not: the card shows the truth anyway."""
SEARCH_MARGIN_SECONDS = 600.0
"""Clocks differ: a message is looked for from this long before its parcel was written."""


def arrived(parcel: Parcel, channel: str, found: str | Failure | None) -> Verdict | None:
    """The verdict on what a search for the parcel found; None: send it."""
    if found is None:
        return None
    if isinstance(found, str):
        log.info("parcel %s had arrived before: %s in %s", parcel.id, found, channel)
        return Done(kept(parcel.notice, channel, found))
    if not isinstance(found, Refused):
        return after(found, parcel, writing=False)
    refused = after(found, parcel, writing=False)
    if isinstance(refused, Halt | Paused):
        return refused
    if parcel.notice.kind in SAFE_TO_REPEAT:
        return None
    log.warning("parcel %s may have arrived and cannot be looked up (%s); not repeated", parcel.id, found.code)
    return Done()


def oldest(parcel: Parcel) -> float:
    """From when on a parcel can have arrived, in seconds of the epoch."""
    return parcel.created_at.timestamp() - SEARCH_MARGIN_SECONDS


def kept(notice: Notice, channel: str, ts: str, *, withheld: bool = False) -> Post | None:
    """``withheld`` is left out for a message of an earlier attempt: the next edit says it again."""
    if not notice.post_key:
        return None
    return Post(post_key=notice.post_key, channel_id=channel, ts=ts, withheld=withheld)
