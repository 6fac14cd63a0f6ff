"""Hits for a channel where outsiders read: whoever answers them hears instead, once, and the channel later, once."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.settling import settle
from bot.verdicts import Done
from flows.linkage.surroundings import Audience as Readers
from flows.names import Confidentiality
from flows.notices import Notice, NoticeKind, hit_key
from flows.ports import NewId, Parcel
from flows.watches import commands as c
from flows.watches.hits import Verdict
from flows.watches.watches import Audience
from storage import SqliteStore
from tests.builders import CHANNEL, LEAD, PROJECT_ID, STD, TEAM, TECH
from tests.flows.watches.observed import plan, seen
from tests.storage.telling import LATER, names, parcels, rung, showing, the_hit
from tests.storage.test_projects import changed, created
from tests.storage.watching import DAY, Watching

IN_CHANNEL = Audience(in_channel=True)


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Watching:
    created(store)
    return Watching(store, new_id)


def read_by(desk: Watching, *, guests: bool) -> None:
    """What was found out about the project's channel."""
    with desk.store.write() as uow:
        uow.channels.keep(TEAM, CHANNEL, Readers(guests=guests))
        uow.commit()


def brought(desk: Watching, notice: Notice, verdict: Done) -> list[Notice]:
    """What follows once a notice has been tried."""
    parcel = Parcel(id="out_x", notice=notice, attempts=1, ambiguous=False, created_at=desk.now)
    settle(desk.store, parcel, verdict, now=desk.now, new_id=desk.new_id)
    return parcels(desk)


def told(desk: Watching) -> set[str]:
    """Everybody who counts as told of the first hit, by what a wide digest would still tell them."""
    with desk.store.read() as reads:
        since = desk.now - 30 * DAY
        return {
            place for place in (CHANNEL, STD, LEAD, TECH)
            if not reads.untold(TEAM, PROJECT_ID, place, since=since, limit=9)
        }  # fmt: skip


class TestKnownBeforehand:
    def test_what_cannot_wait_goes_to_the_owner_instead(self, desk: Watching) -> None:
        read_by(desk, guests=True)
        desk.started(audience=IN_CHANNEL)
        desk.look([seen("1")])
        desk.look([seen("1", stage="40.20")])
        assert desk.notices() == [("hit", STD)]

    def test_so_does_what_waits_for_a_digest_and_others_hear_as_ever(self, desk: Watching) -> None:
        read_by(desk, guests=True)
        showing(desk, "1", audience=Audience(in_channel=True, persons=(TECH,)))
        assert [notice.audience for notice in rung(desk)] == [STD, TECH]
        assert told(desk) == {STD, TECH}

    def test_a_digest_of_the_channels_own_does_not_keep_it_from_the_owner(self, desk: Watching) -> None:
        read_by(desk, guests=True)
        showing(desk, "1", audience=IN_CHANNEL)
        assert [notice.audience for notice in rung(desk, own=(CHANNEL,))] == [STD]

    def test_where_nobody_is_owner_any_more_the_lead_hears(self, desk: Watching) -> None:
        read_by(desk, guests=True)
        showing(desk, "1", audience=IN_CHANNEL)
        with desk.store.write() as uow:
            project = uow.projects.load(TEAM, PROJECT_ID)
        assert project is not None
        rest = tuple(member for member in project.members if member.user_id != STD)
        changed(desk.store, project, confidentiality=Confidentiality.MEMBERS, members=rest)
        assert [notice.audience for notice in rung(desk)] == [LEAD]

    def test_once_the_outsiders_are_gone_the_channel_hears_of_the_last_days_and_the_owner_nothing_again(
        self, desk: Watching
    ) -> None:
        read_by(desk, guests=True)
        showing(desk, "1", audience=IN_CHANNEL)
        rung(desk)
        desk.now += DAY
        assert rung(desk) == []
        read_by(desk, guests=False)
        desk.now += DAY
        (notice,) = rung(desk)
        assert (notice.audience, names(desk, notice)) == (CHANNEL, ["1"])


class TestFoundOutWhenSending:
    def test_a_digest_that_could_not_be_said_is_told_to_the_owners_of_its_hits(self, desk: Watching) -> None:
        showing(desk, "1", audience=IN_CHANNEL)
        desk.ask(c.StartWatch(plan=plan(name="Other", owner=TECH, triage=LATER, audience=IN_CHANNEL)))
        desk.look([seen("0"), seen("1"), seen("2")])
        (digest,) = rung(desk)
        assert digest.audience == CHANNEL
        instead = brought(desk, digest, Done(unsaid=True))
        assert {notice.audience: names(desk, notice) for notice in instead} == {STD: ["1", "2"], TECH: ["2"]}
        assert CHANNEL not in told(desk)
        assert the_hit(desk).told_at is not None, "the days for an answer count"

    def test_tried_again_it_is_told_nobody_twice_and_what_was_said_is_said(self, desk: Watching) -> None:
        showing(desk, "1", audience=IN_CHANNEL)
        (digest,) = rung(desk)
        assert len(brought(desk, digest, Done(unsaid=True))) == 1
        assert brought(desk, digest, Done(unsaid=True)) == []
        assert brought(desk, digest, Done()) == []

    def test_the_next_digest_to_that_channel_is_another_try_and_its_owner_hears_nothing_more(
        self, desk: Watching
    ) -> None:
        showing(desk, "1", audience=IN_CHANNEL)
        (digest,) = rung(desk)
        brought(desk, digest, Done(unsaid=True))
        desk.now += DAY
        (again,) = rung(desk)
        assert (again.audience, names(desk, again)) == (CHANNEL, ["1"])
        assert brought(desk, again, Done(unsaid=True)) == []

    def test_a_page_that_outsiders_came_before_goes_to_the_owner_and_the_page_before_stays_told(
        self, desk: Watching
    ) -> None:
        showing(desk, "1", audience=IN_CHANNEL)
        (digest,) = rung(desk)
        page = replace(digest, thread_of=digest.dedupe_key, dedupe_key=f"{digest.dedupe_key}:1")
        assert [notice.audience for notice in brought(desk, page, Done(unsaid=True))] == [STD]
        assert CHANNEL in told(desk)

    def test_a_hit_with_a_message_of_its_own_gets_one_to_the_owner(self, desk: Watching) -> None:
        desk.started(audience=IN_CHANNEL)
        desk.look([seen("1")])
        desk.look([seen("1", stage="40.20")])
        (notice,) = parcels(desk)
        (instead,) = brought(desk, notice, Done(unsaid=True))
        assert (instead.kind, instead.audience) == (NoticeKind.HIT, STD)
        assert instead.post_key == hit_key(the_hit(desk).id, STD)
        assert told(desk) == {STD}
        assert brought(desk, notice, Done(unsaid=True)) == []

    def test_a_person_who_was_not_told_after_all_is_told_with_the_next_digest(self, desk: Watching) -> None:
        """A schedule was taken away before its digest went out."""
        showing(desk, "1", audience=Audience(persons=(TECH,)))
        (digest,) = rung(desk)
        assert brought(desk, digest, Done(unsaid=True)) == []
        assert (the_hit(desk).told_at, told(desk)) == (None, set())
        desk.now += 30 * DAY
        (again,) = rung(desk)
        assert (again.audience, names(desk, again)) == (TECH, ["1"])

    def test_what_somebody_had_who_may_not_read_any_more_goes_to_whom_it_is_for_now(self, desk: Watching) -> None:
        desk.started(audience=Audience(persons=(TECH,)))
        desk.look([seen("1")])
        desk.look([seen("1", stage="40.20")])
        (notice,) = parcels(desk)
        with desk.store.write() as uow:
            project = uow.projects.load(TEAM, PROJECT_ID)
        assert project is not None
        rest = tuple(member for member in project.members if member.user_id != TECH)
        changed(desk.store, project, confidentiality=Confidentiality.MEMBERS, members=rest)
        assert brought(desk, notice, Done(unsaid=True)) == []
        (digest,) = rung(desk)
        assert (digest.audience, names(desk, digest)) == (STD, ["1"])

    def test_of_two_who_were_told_the_other_stays_told(self, desk: Watching) -> None:
        showing(desk, "1", audience=Audience(persons=(TECH, LEAD)))
        mine = next(notice for notice in rung(desk) if notice.audience == TECH)
        brought(desk, mine, Done(unsaid=True))
        assert told(desk) == {LEAD}
        assert the_hit(desk).told_at is not None

    def test_of_what_is_answered_nobody_hears(self, desk: Watching) -> None:
        showing(desk, "1", audience=IN_CHANNEL)
        (digest,) = rung(desk)
        desk.ask(c.JudgeHit(hit_id=the_hit(desk).id, verdict=Verdict.ACT))
        parcels(desk)
        assert brought(desk, digest, Done(unsaid=True)) == []

    def test_what_brings_no_hits_is_nobodys_business_here(self, desk: Watching) -> None:
        reply = Notice(kind=NoticeKind.REPLY, team_id=TEAM, audience=CHANNEL, project_id=PROJECT_ID, dedupe_key="r")
        assert brought(desk, reply, Done(unsaid=True)) == []


def test_the_owner_reads_it_as_a_watch_digest_of_that_moment(desk: Watching) -> None:
    showing(desk, "1", audience=IN_CHANNEL)
    (digest,) = rung(desk)
    (instead,) = brought(desk, digest, Done(unsaid=True))
    assert instead.kind is NoticeKind.DIGEST
    assert datetime.fromisoformat(str(instead.params["at"])) == desk.now
