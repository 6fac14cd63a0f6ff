"""The demo organisation: a project in each stage, in both languages, and nothing of the past to read through."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.playground.demo import seed
from flows.names import Status
from flows.notices import NoticeKind
from flows.ports import Parcel, Store
from storage import open_store

TEAM = "T0LIANDONG"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
STAGES = ["ideation", "assessment", "initiation", "implementation", "use_of_results", "evaluation"]


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'demo.db'}"
    assert seed(address, NOW, TEAM) == 6
    return address


@pytest.fixture
def store(url: str) -> Store:
    return open_store(url)


def test_there_is_one_active_project_in_each_stage(store: Store) -> None:
    with store.read() as reads:
        cards = [reads.card(TEAM, f"LD-{n}") for n in range(1, 7)]
    assert [card.stage for card in cards if card] == STAGES
    assert {card.status for card in cards if card} == {Status.ACTIVE}
    store.close()


def test_every_past_stage_was_really_decided(store: Store) -> None:
    with store.read() as reads:
        last = reads.card(TEAM, "LD-6")
        assert last is not None
        lines = reads.history(TEAM, last.id, limit=1000)
    assert [line.event for line in lines].count("GateDecided") == 5
    assert store.verify_history() == ()
    store.close()


def test_nobody_starts_with_old_messages(store: Store) -> None:
    parcels: list[Parcel] = []
    with store.write() as uow:
        while claimed := uow.outbox.claim(owner="test", now=NOW, lease_until=NOW, limit=100):
            parcels += claimed
            for parcel in claimed:
                uow.outbox.sent(parcel.id, now=NOW)
    kinds = {p.notice.kind for p in parcels}
    assert kinds == {NoticeKind.CARD, NoticeKind.ASK, NoticeKind.REVIEW, NoticeKind.BALLOT, NoticeKind.CLEARANCE}
    assert {str(p.notice.params["stage"]) for p in parcels if "stage" in p.notice.params} <= set(STAGES)
    assert len([p for p in parcels if p.notice.kind is NoticeKind.CARD]) == 6
    store.close()


def test_a_database_with_projects_is_left_alone(url: str) -> None:
    assert seed(url, NOW, TEAM) == 0
