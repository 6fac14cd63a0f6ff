"""A ballot tells by which rule its gate decides, and what others voted only where and when the template allows it."""

from dataclasses import replace

import pytest

from bot.blocks.lens import Lens
from bot.blocks.lifecycle import ballots
from flows.lifecycle.template import Templates, Voting
from flows.names import Bilingual, Decision, HideVotes, Role, VoteRule
from tests.builders import STEER, STEER2, TODAY, build_gate, build_vote, standard_template
from tests.wordbooks import word_book

from .samples import GATE_ID, voting_card

RULES = {
    "as soon as one gatekeeper votes": Voting(rule=VoteRule.ANY),
    "all who do not abstain": Voting(rule=VoteRule.ALL),
    "more than half of the 2": Voting(),
    "when 2 of the 2": Voting(rule=VoteRule.N_OF_M, needed=2),
    "60% of all weight": Voting(rule=VoteRule.SCORE, threshold=60),
    f"No go without <@{STEER}> and <@{STEER2}>": Voting(veto=(Role.STEERING,)),
}


def look(rules: Voting, locale: str = "en") -> Lens:
    shipped = standard_template()
    stages = tuple(replace(stage, gate=replace(stage.gate, voting=rules)) for stage in shipped.stages)
    return Lens(word_book().for_locale(locale), Templates([replace(shipped, stages=stages)]), TODAY)


@pytest.mark.parametrize("words", RULES)
def test_a_ballot_states_its_rule_and_the_tie_rule(words: str) -> None:
    text = ballots.ballot(voting_card(), GATE_ID, STEER, look(RULES[words])).text
    assert words in text
    assert "A tie decides nothing" in text


def test_votes_stay_hidden_until_one_has_voted_or_until_the_gate_closes() -> None:
    both = voting_card(gate=build_gate(votes=(build_vote(STEER), build_vote(STEER2, Decision.HOLD, "Wait"))))
    others = f"<@{STEER2}>: *Hold*"
    until_voted = look(Voting(hide_votes=HideVotes.UNTIL_VOTED))
    assert others not in ballots.ballot(voting_card(), GATE_ID, STEER, until_voted).text
    assert others in ballots.ballot(both, GATE_ID, STEER, until_voted).text
    assert others not in ballots.ballot(both, GATE_ID, STEER, look(Voting())).text


@pytest.mark.parametrize(("locale", "name"), [("zh-CN", "放行"), ("en", "Release")])
def test_decisions_carry_the_names_of_their_template(locale: str, name: str) -> None:
    rules = Voting(names=((Decision.GO, Bilingual("放行", "Release")),))
    card = voting_card(gate=build_gate(votes=(build_vote(STEER),)))
    ballot = ballots.ballot(card, GATE_ID, STEER, look(rules, locale))
    assert f"*{name}*" in ballot.text
    assert name in [e["text"]["text"] for b in ballot.blocks for e in b.get("elements", ()) if e["type"] == "button"]
