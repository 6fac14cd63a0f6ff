"""Carries one parcel: renders it, looks whether it arrived before, edits or posts, and says what became of it."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.addressing import Address, heard_by_outsiders, is_wanted, letter_for
from bot.arrivals import arrived, kept, oldest
from bot.blocks import service
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle.card import moved
from bot.discretion import Discretion
from bot.filing import File
from bot.gateway import Gateway
from bot.hours import Brings, Hears, Leaves, at_any_hour, everything, to_nobody
from bot.outcomes import Failure, Refused, Sent
from bot.pacing import Pace
from bot.rendering import Matter, Renderer, home_view
from bot.verdicts import Dead, Done, Halt, Later, PutOff, Verdict, after
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Notice, NoticeKind, is_person
from flows.ports import Parcel, Person, Post
from flows.rhythm.hearing import Hearing

log = logging.getLogger(__name__)

GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
BRING_HITS = (NoticeKind.HIT, NoticeKind.DIGEST)
"""What a place cannot or will not hear of these is not told there (``flows/watches/reaching.py``)."""
THREAD_RETRY_SECONDS = 2.0
PATIENCE_SECONDS = 20.0
"""How long an answer waits for its card, which usually stands before it in the same queue; then it is posted plainly.
A person's answer does not wait: what it would stand under was sent before it, or never will be."""


class Courier:
    """Thread-safe; the relay calls it from several threads, never twice at once for one audience."""

    def __init__(
        self, renderer: Renderer, gateway: Gateway, discretion: Discretion, pace: Pace, leaves: Leaves = at_any_hour, *,
        hears: Hears = everything, brings: Brings = to_nobody,
        forewarn: Callable[[Parcel, Lens], Verdict] | None = None,
    ) -> None:  # fmt: skip
        """``leaves`` says when a new message may go out, ``hears`` whether its reader wants it at all, ``brings`` what
        a deputy hears of it; edits disturb nobody and go at once. ``forewarn`` brings the private warnings to authors
        of messages, which cannot wait for anybody's hours."""
        self._renderer, self._gateway, self._discretion, self._pace = renderer, gateway, discretion, pace
        self._leaves, self._hears, self._brings, self._forewarn = leaves, hears, brings, forewarn

    def deliver(self, parcel: Parcel, *, now: datetime) -> Verdict:
        """Make one attempt. Never waits for a rate limit or for a missing message: that is ``Later``."""
        if parcel.notice.kind is NoticeKind.FILE:
            return self._hand_over(parcel, now)
        if parcel.notice.kind is NoticeKind.CAUTION and self._forewarn is not None:
            return self._forewarn(parcel, self._renderer.lens_of(parcel.notice, now=now))
        if _is_composed_late(parcel):
            leaves = self._leaves(parcel, now)
            if leaves > now:
                return PutOff(leaves)
        matter = self._renderer.gather(parcel.notice, now=now)
        if parcel.notice.kind is NoticeKind.HOME:
            return self._publish(parcel, matter)
        if parcel.notice.kind is NoticeKind.PROMPT:
            return self._remind(parcel, matter, now)
        if parcel.notice.kind is NoticeKind.SERVICE:
            said = service.told(parcel.notice.params, matter.lens)
            return Done() if said is None else self._directly(parcel, said, matter, now)
        if parcel.notice.kind is NoticeKind.DIGEST:
            return self._read_out(parcel, matter, now)
        return self._tell(parcel, matter, now)

    def _read_out(self, parcel: Parcel, matter: Matter, now: datetime) -> Verdict:
        """Bring a page of a digest. Where others follow, the first is kept: they stand in its thread."""
        notice, follow = parcel.notice, matter.digest.follow if matter.digest else ()
        if follow and not notice.thread_of:
            parcel = replace(parcel, notice=replace(notice, post_key=notice.dedupe_key))
        bring = self._tell if notice.project_id else self._announce
        verdict = bring(parcel, matter, now)
        if isinstance(verdict, Done) and (verdict.keep or notice.thread_of):
            return replace(verdict, follow=(*verdict.follow, *follow))
        return verdict

    def _tell(self, parcel: Parcel, matter: Matter, now: datetime) -> Verdict:
        """Bring what is about a project."""
        if matter.card is None:
            log.warning("parcel %s is about a project that is gone", parcel.id)
            return Done()
        address = self._address(parcel.notice, matter.card, matter.person)
        if not isinstance(address, Address):
            return after(address, parcel, writing=False)
        verdict = self._bring(parcel, matter.card, matter, address, now)
        if isinstance(verdict, Done) and address.withheld and parcel.notice.kind in BRING_HITS:
            verdict = replace(verdict, unsaid=True)
        if isinstance(verdict, Done) and heard_by_outsiders(matter.card, matter.headline, address):
            return replace(verdict, overheard=True)
        return verdict

    def _announce(self, parcel: Parcel, matter: Matter, now: datetime) -> Verdict:
        """Bring a digest that is about no single project. Where outsiders read, nothing is said at all."""
        notice, person = parcel.notice, matter.person
        if matter.digest is None or (person is not None and person.deleted):
            return _unsaid(parcel)
        if is_person(notice.audience):
            return self._directly(parcel, matter.digest.message, matter, now)
        heard = self._discretion.overheard(notice.audience, notice.lane)
        if not isinstance(heard, bool):
            return after(heard, parcel, writing=False)
        if heard:
            log.info("parcel %s is not for a channel where outsiders read", parcel.id)
            return Done()
        return self._place(parcel, Address(notice.audience, withheld=False), matter.digest.message, matter, now)

    def _bring(self, parcel: Parcel, card: ProjectCard, matter: Matter, address: Address, now: datetime) -> Verdict:
        """Edit the kept message where there is one, else post. Who may not see the project gets nothing new."""
        kept = matter.kept
        here = kept if kept is not None and kept.channel_id == address.channel else None
        if address.closed and here is None:
            log.info("parcel %s is about a project that its reader may not see any more", parcel.id)
            return _unsaid(parcel)
        letter = letter_for(parcel.notice, card, matter, address)
        # What was settled before anybody was asked is not asked any more, unless it was and must still be edited.
        if letter is None or not (kept or parcel.ambiguous or is_wanted(parcel.notice, card)):
            return _unsaid(parcel) if parcel.notice.kind is NoticeKind.DIGEST else Done()
        if here is not None:
            edited = self._edit(parcel, replace(here, withheld=address.withheld), letter)
            if edited != Dead("message_not_found"):
                return edited
        elif kept is not None:
            left_behind = self._edit(parcel, kept, moved(card, matter.lens))
            if isinstance(left_behind, Later | Halt):
                return left_behind
        if address.closed:
            return Done()
        return self._place(parcel, address, letter, matter, now)

    def _address(self, notice: Notice, card: ProjectCard, person: Person | None) -> Address | Failure:
        if is_person(notice.audience):
            if person is not None and person.deleted:
                return Refused("user_disabled")
            closed = self._discretion.hidden_from(card, notice.audience, person)
            if not isinstance(closed, bool):
                return closed
            channel = self._gateway.direct_channel(notice.audience)
            return Address(channel, withheld=False, closed=closed) if isinstance(channel, str) else channel
        withheld = self._discretion.withheld(card, notice.audience, notice.lane)
        return Address(notice.audience, withheld) if isinstance(withheld, bool) else withheld

    def _publish(self, parcel: Parcel, matter: Matter) -> Verdict:
        view = home_view(parcel.notice, matter)
        if view is None:
            return Done()
        outcome = self._gateway.publish_home(parcel.notice.audience, view)
        return Done() if isinstance(outcome, Sent) else after(outcome, parcel, writing=False)

    def _directly(self, parcel: Parcel, letter: Message, matter: Matter, now: datetime) -> Verdict:
        """Say to one person what is about no single project."""
        channel = self._gateway.direct_channel(parcel.notice.audience)
        if not isinstance(channel, str):
            return after(channel, parcel, writing=False)
        return self._place(parcel, Address(channel, withheld=False), letter, matter, now)

    def _remind(self, parcel: Parcel, matter: Matter, now: datetime) -> Verdict:
        """Edit a reminder where it stands; post it only while it asks anything of its reader."""
        letter = matter.prompted
        if letter is None or matter.person is None or matter.person.deleted:
            return Done()
        if matter.kept is not None:
            edited = self._edit(parcel, matter.kept, letter.message)
            return Done() if edited == Dead("message_not_found") else edited
        if not (letter.asks or parcel.ambiguous):
            return Done()
        return self._directly(parcel, letter.message, matter, now)

    def _hand_over(self, parcel: Parcel, now: datetime) -> Verdict:
        """Bring a file to the one person who asked for it, unless an earlier attempt did; to a channel only what shows
        no project."""
        notice = parcel.notice
        if not is_person(notice.audience):
            if notice.params["file"] != File.PORTFOLIO_PNG:
                return Dead("files go to people only")
            heard = self._discretion.overheard(notice.audience, notice.lane)
            if heard is not False:
                return Done() if heard is True else after(heard, parcel, writing=False)
        paper = self._renderer.paper(parcel, now=now)
        if paper is None:
            log.info("parcel %s: the file is not for this person any more", parcel.id)
            return Done()
        channel = self._gateway.direct_channel(notice.audience) if is_person(notice.audience) else notice.audience
        if not isinstance(channel, str):
            return after(channel, parcel, writing=False)
        thread_ts = paper.under.ts if paper.under is not None and paper.under.channel_id == channel else ""
        if parcel.ambiguous:
            found = self._gateway.find_file(channel, paper.name, thread_ts=thread_ts, oldest=oldest(parcel))
            earlier = arrived(parcel, channel, found)
            if earlier is not None:
                return earlier
        wait = self._pace.take(channel)
        if wait:
            return Later(wait, ambiguous=parcel.ambiguous)
        file_id = self._gateway.stage_file(paper.name, paper.content)
        if not isinstance(file_id, str):
            return after(file_id, parcel, writing=False)
        outcome = self._gateway.share_file(channel, file_id, title=paper.name, words=paper.words, thread_ts=thread_ts)
        if isinstance(outcome, Sent):
            return Done(rest=self._pace.until_free(channel), through=True)
        return after(outcome, parcel, writing=True)

    def _edit(self, parcel: Parcel, kept: Post, letter: Message) -> Verdict:
        """Edit a kept message. Doing it twice is harmless, so an unclear answer is simply tried again."""
        wait = self._pace.take_any()
        if wait:
            return Later(wait, ambiguous=parcel.ambiguous)
        outcome = self._gateway.update(kept.channel_id, kept.ts, letter)
        if isinstance(outcome, Sent):
            return Done(kept, through=True)
        if isinstance(outcome, Refused) and outcome.code in GONE:
            return Dead("message_not_found")
        return after(outcome, parcel, writing=False)

    def _place(self, parcel: Parcel, address: Address, letter: Message, matter: Matter, now: datetime) -> Verdict:
        """Post a message, unless it turns out that an earlier attempt did."""
        notice, above, channel = parcel.notice, matter.above, address.channel
        if not parcel.ambiguous and self._hears(notice, now) is not Hearing.SEND:
            log.debug("parcel %s is not what its reader wants to hear", parcel.id)
            return Done(unsaid=not is_person(notice.audience) and notice.kind in BRING_HITS)
        if notice.kind in (NoticeKind.REPLY, NoticeKind.PACK, NoticeKind.HIT) and notice.thread_of and above is None:
            age = (now - parcel.created_at).total_seconds()
            if age < PATIENCE_SECONDS:
                return Later(THREAD_RETRY_SECONDS, ambiguous=parcel.ambiguous)
        thread_ts = above.ts if above is not None and above.channel_id == channel else ""
        if parcel.ambiguous:
            earlier = self._earlier(parcel, channel, thread_ts)
            if earlier is not None:
                return earlier
        leaves = now if _is_composed_late(parcel) else self._leaves(parcel, now)
        follow = self._brings(notice, now)
        if leaves > now:
            return PutOff(leaves, follow)
        wait = self._pace.take(channel)
        if wait:
            return Later(wait, ambiguous=parcel.ambiguous)
        outcome = self._gateway.post(channel, letter, parcel_id=parcel.id, thread_ts=thread_ts)
        if isinstance(outcome, Sent):
            keep = kept(notice, outcome.channel, outcome.ts, withheld=address.withheld)
            return Done(keep, rest=self._pace.until_free(channel), through=True, follow=follow)
        return after(outcome, parcel, writing=True)

    def _earlier(self, parcel: Parcel, channel: str, thread_ts: str) -> Verdict | None:
        """What to do about a parcel that may have arrived already; None: it did not, or may be repeated."""
        found = self._gateway.find_notice(channel, parcel.id, thread_ts=thread_ts, oldest=oldest(parcel))
        return arrived(parcel, channel, found)


def _is_composed_late(parcel: Parcel) -> bool:
    """Whether it is asked first when a message may leave: a thousand digests are not composed to wait for their minute.
    One that may have arrived is looked for first."""
    return parcel.notice.kind is NoticeKind.DIGEST and not parcel.ambiguous


def _unsaid(parcel: Parcel) -> Done:
    """Nothing is said. What it would have told of hits that still wait is not told, unless an earlier attempt may have
    arrived."""
    return Done(unsaid=parcel.notice.kind in BRING_HITS and not parcel.ambiguous)
