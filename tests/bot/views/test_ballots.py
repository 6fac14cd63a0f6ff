"""A ballot asks only those who have not voted, and says so where all have voted and nothing is decided."""

from dataclasses import replace

import pytest

from bot.blocks.lifecycle import home
from bot.blocks.lifecycle.ballots import ballot
from bot.blocks.lifecycle.parts import votes_line
from flows.lifecycle.readmodels import VoteLine
from flows.names import Decision
from tests.builders import STEER, STEER2, build_gate, build_vote

from .samples import NO_WORK, lens, vote_line, voting_card

ONE_VOTE = build_gate(votes=(build_vote(STEER),))
TIE = build_gate(votes=(build_vote(STEER), build_vote(STEER2, Decision.RECYCLE)))


def test_whoever_has_voted_is_not_asked_again() -> None:
    card = voting_card(gate=ONE_VOTE)
    assert "you have voted" in ballot(card, ONE_VOTE.id, STEER, lens("en")).text
    assert "your vote is needed" in ballot(card, ONE_VOTE.id, STEER2, lens("en")).text


@pytest.mark.parametrize(("locale", "says"), [("en", "change a vote, or withdraw"), ("zh_CN", "请改票，或撤回评审")])
def test_a_tie_says_that_it_waits_for_somebody_to_move(locale: str, says: str) -> None:
    assert says in votes_line(voting_card(gate=TIE), lens(locale))
    assert says not in votes_line(voting_card(gate=ONE_VOTE), lens(locale))
    assert says not in votes_line(voting_card(gate=replace(TIE, votes=())), lens(locale))


@pytest.mark.parametrize(("lines", "said"), [
    ((vote_line(), vote_line(gate_id="gate_2", voted=Decision.HOLD)), "1 vote"),
    ((vote_line(voted=Decision.GO),), "Nothing waits for you."),
])  # fmt: skip
def test_home_counts_only_votes_that_are_still_to_be_given(lines: tuple[VoteLine, ...], said: str) -> None:
    view = home.my_work(replace(NO_WORK, votes=lines), lens("en"), user_id=STEER)
    assert view["blocks"][1]["text"]["text"].endswith(said)
