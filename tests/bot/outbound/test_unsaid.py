"""What a channel does not hear, because outsiders read there or because people want it quiet, is known to be unsaid."""

from datetime import UTC, datetime

import pytest

from bot.courier import Courier
from bot.discretion import Discretion
from bot.gateway import Gateway
from bot.pacing import Pace
from bot.rendering import Renderer
from bot.verdicts import Done
from flows.notices import NoticeKind
from flows.ports import Store
from flows.rhythm.hearing import Hearing
from tests.wordbooks import shipped_templates, word_book

from .conftest import CHANNEL, LEAD, TEAM, Office
from .digesting import SHANGHAI, composer
from .room import GUEST, Room
from .scripted_slack import ScriptedSlack
from .test_courier import parcel

NOW = datetime.now(UTC)
SLOT = {"slot": "s", "since": "2026-01-01T00:00:00+00:00", "hit_id": "hit_1"}


def unsaid(office: Office, courier: Courier, kind: NoticeKind, audience: str = CHANNEL) -> bool:
    verdict = courier.deliver(parcel(office.notice(kind, f"n:{kind}", audience, params=SLOT)), now=NOW)
    assert isinstance(verdict, Done)
    return verdict.unsaid


@pytest.mark.parametrize("kind", [NoticeKind.HIT, NoticeKind.DIGEST])
def test_hits_are_unsaid_where_a_guest_reads(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier, kind: NoticeKind
) -> None:
    room = Room(slack, store)
    assert not unsaid(office, courier, kind)
    room.members.append(GUEST)
    courier._discretion.reconsider(CHANNEL)  # what an event of Slack's does
    assert unsaid(office, courier, kind)
    assert not unsaid(office, courier, NoticeKind.REPLY)


@pytest.mark.parametrize(("hearing", "expected"), [(Hearing.SEND, False), (Hearing.SILENT, True)])
def test_so_are_they_where_people_want_to_hear_no_digest_and_never_to_a_person(
    store: Store, gateway: Gateway, office: Office, hearing: Hearing, expected: bool
) -> None:
    renderer = Renderer(store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
    chosen = Courier(
        renderer, gateway, Discretion(store, gateway, TEAM), Pace(0, 0), hears=lambda _notice, _now: hearing
    )  # fmt: skip
    assert unsaid(office, chosen, NoticeKind.DIGEST) is expected
    assert not unsaid(office, chosen, NoticeKind.DIGEST, LEAD)


def test_a_digest_whose_schedule_is_gone_is_unsaid_unless_it_may_have_arrived(office: Office, courier: Courier) -> None:
    notice = office.notice(NoticeKind.DIGEST, "sch_gone:2026-01-01", LEAD, params={**SLOT, "schedule": "sch_gone"})
    for ambiguous in (False, True):
        verdict = courier.deliver(parcel(notice, ambiguous=ambiguous), now=NOW)
        assert isinstance(verdict, Done)
        assert verdict.unsaid is not ambiguous
