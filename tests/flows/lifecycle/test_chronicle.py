"""The history sorted by topic, and what its readers may not know yet."""

from flows.lifecycle.chronicle import Topic, disclosed, events_about
from flows.lifecycle.events import EVENTS
from flows.lifecycle.project import Mark, Score
from flows.lifecycle.readmodels import HistoryLine
from tests.builders import LEAD, NOW, STEER, STEER2, build_card, build_gate

GATE = build_gate()
VOTE = {"voter": STEER, "decision": "hold", "comment": "Wait for the filing"}
MARKS = [{"criterion": "novelty", "points": 2}]


def line(event: str, by: str, **params: object) -> HistoryLine:
    return HistoryLine(seq=1, at=NOW, by=by, event=event, params=params, deliverable_title=None)


def sheet(scorer: str, *, closed: bool = False) -> Score:
    marks = (Mark("novelty", 2),)
    return Score("ideation", scorer, NOW, "screening", 1, marks, closed=closed)


def test_every_event_can_be_found_under_a_topic_and_every_name_is_an_event() -> None:
    found = {name for topic in Topic for name in events_about(topic)}
    assert found == set(EVENTS)


def test_everything_leaves_no_event_out() -> None:
    assert events_about(Topic.ALL) == ()


def test_what_others_voted_stays_secret_while_the_gate_is_open() -> None:
    vote = line("VoteCast", STEER, gate_id=GATE.id, vote=VOTE)
    card = build_card(gate=GATE)
    (others,) = disclosed([vote], card, STEER2)
    (own,) = disclosed([vote], card, STEER)
    (nobodys,) = disclosed([vote], card, "")
    assert others.params == nobodys.params == {"gate_id": GATE.id}
    assert own == vote


def test_votes_carried_into_a_gate_stay_secret_with_it() -> None:
    opened = line("GateRequested", LEAD, gate_id=GATE.id, note="", votes=[VOTE])
    (seen,) = disclosed([opened], build_card(gate=GATE), LEAD)
    assert seen.params == {"gate_id": GATE.id, "note": ""}


def test_once_the_gate_is_closed_everybody_on_the_project_may_read_the_votes() -> None:
    vote = line("VoteCast", STEER, gate_id=GATE.id, vote=VOTE)
    assert disclosed([vote], build_card(gate=None), STEER2) == (vote,)
    assert disclosed([vote], build_card(gate=build_gate(id="gate_next")), STEER2) == (vote,)


def test_scores_are_told_to_those_who_have_scored_and_to_all_after_the_gate() -> None:
    scored = line("ScoreSubmitted", STEER, stage="ideation", number=1, marks=MARKS)
    open_card = build_card(scores=(sheet(STEER),))
    assert disclosed([scored], open_card, STEER) == (scored,)
    assert disclosed([scored], open_card, LEAD)[0].params == {"stage": "ideation", "number": 1}
    assert disclosed([scored], build_card(scores=(sheet(STEER, closed=True),)), LEAD) == (scored,)


def test_scores_of_an_earlier_stage_are_open_to_all() -> None:
    scored = line("ScoreSubmitted", STEER, stage="ideation", number=1, marks=MARKS)
    assert disclosed([scored], build_card(stage="assessment", scores=(sheet(STEER),)), LEAD) == (scored,)
