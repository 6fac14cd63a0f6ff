"""Brings a private warning to the author of a message, if outsiders read there and the author may know why."""

import json
import logging

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.linkage.caution import Named, caution
from bot.discretion import Discretion
from bot.gateway import Gateway
from bot.laws import Laws
from bot.outcomes import Sent
from bot.pacing import Pace
from bot.verdicts import Done, Later, Verdict, after
from flows.lifecycle.permissions import may_see
from flows.linkage.house import house_of
from flows.linkage.overheard import given_away
from flows.linkage.signs import SignKind
from flows.linkage.surroundings import Audience, Surroundings
from flows.names import Actor
from flows.notices import Notice
from flows.ports import Parcel, Person, Reads, Store

log = logging.getLogger(__name__)


class Forewarning:
    """Thread-safe. What the message named is judged now, by the register as it is and by who reads there."""

    def __init__(self, store: Store, gateway: Gateway, discretion: Discretion, pace: Pace, *, laws: Laws) -> None:
        self._store, self._gateway, self._discretion, self._pace = store, gateway, discretion, pace
        self._laws = laws

    def deliver(self, parcel: Parcel, lens: Lens) -> Verdict:
        """One attempt. An unclear answer is tried again: nobody can look whether it was seen, and twice is no harm."""
        notice = parcel.notice
        channel = str(notice.params["channel"])
        audience = self._discretion.audience(channel)
        if not isinstance(audience, Audience):
            return after(audience, parcel, writing=False)
        message = self._message(notice, audience, lens) if audience.has_outsiders else None
        if message is None:
            return Done()
        wait = self._pace.take(channel)
        if wait:
            return Later(wait)
        thread_ts = str(notice.params.get("thread_ts") or "")
        outcome = self._gateway.post_privately(channel, notice.audience, message, thread_ts=thread_ts)
        return Done() if isinstance(outcome, Sent) else after(outcome, parcel, writing=False)

    def _message(self, notice: Notice, audience: Audience, lens: Lens) -> Message | None:
        with self._store.read() as reads:
            person = reads.person(notice.team_id, notice.audience)
            around = Surroundings(
                today=lens.today,
                house=house_of(reads.policy(notice.team_id)),
                calendars=self._laws.calendars,
                audience=audience,
            )
            named = [one for sign in _signs(notice) if (one := _known(reads, notice, person, sign, around)) is not None]
        return caution(named, audience, lens) if named else None


def _signs(notice: Notice) -> list[tuple[str, str, str, str]]:
    return [(project, item, kind, shown) for project, item, kind, shown in json.loads(str(notice.params["found"]))]


def _known(
    reads: Reads, notice: Notice, person: Person | None, sign: tuple[str, str, str, str], around: Surroundings
) -> Named | None:
    """What the author named, if they may see its project and it may not be read there. Who may not see it hears
    nothing: a warning would tell them that the number means something."""
    project_id, item_id, kind, shown = sign
    card = reads.card(notice.team_id, project_id)
    reader = Actor(
        notice.team_id, notice.audience, is_guest=person is None or person.is_guest,
        is_gone=person is not None and person.deleted,
    )  # fmt: skip
    if card is None or not may_see(card, reader):
        return None
    register = reads.register(notice.team_id, project_id)
    item = register.find(item_id)
    findings = given_away(register, item, around) if item is not None else ()
    if item is None or not findings:
        return None
    return Named(card=card, item=item, kind=SignKind(kind), shown=shown, findings=findings)
