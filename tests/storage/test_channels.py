"""Who reads in a channel is kept as Slack told last, and forgotten when it may be otherwise."""

import pytest

from flows.linkage.surroundings import Audience
from storage import SqliteStore
from tests.builders import TEAM


def keep(store: SqliteStore, channel: str, audience: Audience, team: str = TEAM) -> None:
    with store.write() as uow:
        uow.channels.keep(team, channel, audience)
        uow.commit()


def heard(store: SqliteStore, channel: str) -> Audience | None:
    with store.read() as reads:
        return reads.audience(TEAM, channel)


@pytest.mark.parametrize(
    "audience",
    [
        Audience(),
        Audience(shared=True),
        Audience(external=True),
        Audience(guests=True),
        Audience(open=True, shared=True),
    ],
)
def test_what_was_told_last_is_known(store: SqliteStore, audience: Audience) -> None:
    keep(store, "C1", Audience(open=True, guests=True))
    keep(store, "C1", audience)
    assert heard(store, "C1") == audience


def test_a_channel_nobody_looked_at_is_unknown(store: SqliteStore) -> None:
    keep(store, "C1", Audience())
    keep(store, "C2", Audience(), team="T0OTHER")
    assert heard(store, "C2") is None


def test_one_channel_or_all_of_a_workspace_are_forgotten(store: SqliteStore) -> None:
    for channel in ("C1", "C2", "C3"):
        keep(store, channel, Audience())
    keep(store, "C1", Audience(), team="T0OTHER")
    with store.write() as uow:
        uow.channels.forget(TEAM, "C1")
        assert [uow.reads.audience(TEAM, c) is None for c in ("C1", "C2")] == [True, False]
        uow.channels.forget(TEAM)
        assert [uow.reads.audience(TEAM, c) for c in ("C2", "C3")] == [None, None]
        assert uow.reads.audience("T0OTHER", "C1") == Audience()
        uow.commit()
