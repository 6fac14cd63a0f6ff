"""The pack of an open gate is kept where people decide, and only there."""

from dataclasses import replace

from flows.lifecycle import commands as c
from flows.lifecycle.project import Project
from flows.names import Decision, Strand
from flows.notices import NoticeKind, ballot_key, card_key, pack_key
from tests.builders import CHANNEL, LEAD, PROJECT_ID, STEER, STEER2, TECH
from tests.flows.lifecycle.test_announce import EVERYBODY, at_gate, notices, to

GATE_ID = "gate_0000000001"
GO = c.CastVote(gate_id=GATE_ID, decision=Decision.GO)
STATES = c.SetStrandStates(states=((Strand.TECHNOLOGY, "trl4"),))


def places(project: Project, command: c.Command, by: str) -> set[tuple[str, str | None, str | None]]:
    found = notices(project, command, by)
    return {(n.audience, n.post_key, n.thread_of) for n in found if n.kind is NoticeKind.PACK}


def test_an_open_gate_has_its_pack_under_the_card_and_under_each_ballot() -> None:
    assert places(at_gate(), GO, STEER) == {
        (CHANNEL, pack_key(GATE_ID), card_key(PROJECT_ID)),
        (STEER, pack_key(GATE_ID, STEER), ballot_key(GATE_ID, STEER)),
        (STEER2, pack_key(GATE_ID, STEER2), ballot_key(GATE_ID, STEER2)),
    }


def test_without_a_channel_the_lead_has_the_packs_of_the_team() -> None:
    found = places(at_gate(channel_id=""), GO, STEER)
    assert (LEAD, pack_key(GATE_ID), card_key(PROJECT_ID)) in found


def test_a_strand_that_moves_shows_in_the_pack_and_not_in_the_ballot() -> None:
    found = notices(at_gate(), STATES, TECH)
    assert to(found, NoticeKind.PACK) == {CHANNEL, STEER, STEER2}
    assert to(found, NoticeKind.BALLOT) == set()


def test_closing_the_gate_closes_its_packs() -> None:
    found = notices(at_gate((STEER, Decision.GO)), GO, STEER2)
    assert to(found, NoticeKind.PACK) == {CHANNEL, STEER, STEER2}
    assert to(found, NoticeKind.HOME) == EVERYBODY


def test_without_a_gate_there_is_no_pack() -> None:
    assert places(replace(at_gate(), gate=None), STATES, TECH) == set()
