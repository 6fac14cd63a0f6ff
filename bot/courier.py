"""Carries one parcel: renders it, looks whether it arrived before, edits or posts, and says what became of it."""

import logging
from dataclasses import dataclass
from datetime import datetime

from bot.blocks.kit import Message
from bot.blocks.lifecycle.card import moved
from bot.discretion import Discretion
from bot.gateway import Gateway
from bot.outcomes import Failure, Refused, Sent
from bot.pacing import Pace
from bot.rendering import Matter, Renderer, home_view, is_person, is_wanted, message
from bot.verdicts import Dead, Done, Halt, Later, Verdict, after
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Notice, NoticeKind
from flows.ports import Parcel, Post

log = logging.getLogger(__name__)

SAFE_TO_REPEAT = frozenset({NoticeKind.CARD, NoticeKind.ASK, NoticeKind.REVIEW, NoticeKind.BALLOT, NoticeKind.TOLD})
"""Sent again where nobody can tell whether they arrived. An announcement is not: the card shows the truth anyway."""
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
THREAD_RETRY_SECONDS = 2.0
PATIENCE_SECONDS = 20.0
"""How long an answer waits for its card, which usually stands before it in the same queue; then it is posted plainly.
A person's answer does not wait: what it would stand under was sent before it, or never will be."""
SEARCH_MARGIN_SECONDS = 600.0
"""Clocks differ: a message is looked for from this long before its parcel was written."""


@dataclass(frozen=True, slots=True)
class Address:
    """The conversation a parcel goes to, and whether it may only hear the project's key and stage."""

    channel: str
    withheld: bool


class Courier:
    """Thread-safe; the relay calls it from several threads, never twice at once for one audience."""

    def __init__(self, renderer: Renderer, gateway: Gateway, discretion: Discretion, pace: Pace) -> None:
        self._renderer, self._gateway, self._discretion, self._pace = renderer, gateway, discretion, pace

    def deliver(self, parcel: Parcel, *, now: datetime) -> Verdict:
        """Make one attempt. Never waits for a rate limit or for a missing message: that is ``Later``."""
        matter = self._renderer.gather(parcel.notice, now=now)
        if parcel.notice.kind is NoticeKind.HOME:
            return self._publish(parcel, matter)
        if matter.card is None:
            log.warning("parcel %s is about a project that is gone", parcel.id)
            return Done()
        address = self._address(parcel.notice, matter.card)
        if not isinstance(address, Address):
            return after(address, parcel, writing=False)
        letter = message(parcel.notice, matter.card, matter, withheld=address.withheld)
        # What was settled before anybody was asked is not asked any more, unless it was and must still be edited.
        if letter is None or not (matter.kept or parcel.ambiguous or is_wanted(parcel.notice, matter.card)):
            return Done()
        kept = matter.kept
        if kept is not None and kept.channel_id != address.channel:
            left_behind = self._edit(parcel, kept, moved(matter.card, matter.lens))
            if isinstance(left_behind, Later | Halt):
                return left_behind
        elif kept is not None:
            edited = self._edit(parcel, kept, letter)
            if edited != Dead("message_not_found"):
                return edited
        return self._place(parcel, address.channel, letter, matter, now)

    def _address(self, notice: Notice, card: ProjectCard) -> Address | Failure:
        if is_person(notice.audience):
            channel = self._gateway.direct_channel(notice.audience)
            return Address(channel, withheld=False) if isinstance(channel, str) else channel
        withheld = self._discretion.withheld(card, notice.audience)
        return Address(notice.audience, withheld) if isinstance(withheld, bool) else withheld

    def _publish(self, parcel: Parcel, matter: Matter) -> Verdict:
        view = home_view(parcel.notice, matter)
        if view is None:
            return Done()
        outcome = self._gateway.publish_home(parcel.notice.audience, view)
        return Done() if isinstance(outcome, Sent) else after(outcome, parcel, writing=False)

    def _edit(self, parcel: Parcel, kept: Post, letter: Message) -> Verdict:
        """Edit a kept message. Doing it twice is harmless, so an unclear answer is simply tried again."""
        wait = self._pace.take_any()
        if wait:
            return Later(wait, ambiguous=parcel.ambiguous)
        outcome = self._gateway.update(kept.channel_id, kept.ts, letter)
        if isinstance(outcome, Sent):
            return Done(kept)
        if isinstance(outcome, Refused) and outcome.code in GONE:
            return Dead("message_not_found")
        return after(outcome, parcel, writing=False)

    def _place(self, parcel: Parcel, channel: str, letter: Message, matter: Matter, now: datetime) -> Verdict:
        """Post a message, unless it turns out that an earlier attempt did."""
        notice, above = parcel.notice, matter.above
        if notice.kind is NoticeKind.REPLY and notice.thread_of and above is None:
            age = (now - parcel.created_at).total_seconds()
            if age < PATIENCE_SECONDS:
                return Later(THREAD_RETRY_SECONDS, ambiguous=parcel.ambiguous)
        thread_ts = above.ts if above is not None and above.channel_id == channel else ""
        if parcel.ambiguous:
            earlier = self._earlier(parcel, channel, thread_ts)
            if earlier is not None:
                return earlier
        wait = self._pace.take(channel)
        if wait:
            return Later(wait, ambiguous=parcel.ambiguous)
        outcome = self._gateway.post(channel, letter, parcel_id=parcel.id, thread_ts=thread_ts)
        if isinstance(outcome, Sent):
            return Done(_kept(notice, outcome.channel, outcome.ts), rest=self._pace.until_free(channel))
        return after(outcome, parcel, writing=True)

    def _earlier(self, parcel: Parcel, channel: str, thread_ts: str) -> Verdict | None:
        """What to do about a parcel that may have arrived already; None: it did not, or may be repeated."""
        oldest = parcel.created_at.timestamp() - SEARCH_MARGIN_SECONDS
        found = self._gateway.find_notice(channel, parcel.id, thread_ts=thread_ts, oldest=oldest)
        if found is None:
            return None
        if isinstance(found, str):
            log.info("parcel %s had arrived before: %s in %s", parcel.id, found, channel)
            return Done(_kept(parcel.notice, channel, found))
        if not isinstance(found, Refused):
            return after(found, parcel, writing=False)
        refused = after(found, parcel, writing=False)
        if isinstance(refused, Halt):
            return refused
        if parcel.notice.kind in SAFE_TO_REPEAT:
            return None
        log.warning("parcel %s may have arrived and cannot be looked up (%s); not repeated", parcel.id, found.code)
        return Done()


def _kept(notice: Notice, channel: str, ts: str) -> Post | None:
    return Post(post_key=notice.post_key, channel_id=channel, ts=ts) if notice.post_key else None
