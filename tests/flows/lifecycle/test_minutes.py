"""What happened at a gate, as its events tell it."""

from datetime import timedelta

from flows.lifecycle.minutes import Ballot, minutes_of
from flows.lifecycle.readmodels import HistoryLine
from flows.names import Decision
from tests.builders import BUSINESS, LEAD, LEGAL, NOW, STEER, STEER2, TECH

Told = tuple[str, str, dict[str, object]]
"""Event, who, and its fields."""
GATE = "gate_1"
A, B, C, D = STEER, STEER2, BUSINESS, LEGAL


def story(*told: Told, gate_id: str = GATE) -> list[HistoryLine]:
    """History lines newest first, as reads give them."""
    lines = [
        HistoryLine(
            seq=number,
            at=NOW + timedelta(hours=number),
            by=by,
            event=event,
            params={"gate_id": gate_id, **params},
            deliverable_title=None,
        )
        for number, (event, by, params) in enumerate(told)
    ]
    return lines[::-1]


def opened(*keepers: str, **more: object) -> Told:
    return "GateRequested", LEAD, {"stage": "ideation", "gatekeepers": list(keepers), "note": "Please", **more}


def vote(by: str, decision: str, comment: str = "") -> Told:
    return "VoteCast", by, {"vote": {"voter": by, "decision": decision, "comment": comment}}


DECIDED: Told = ("GateDecided", B, {"stage": "ideation", "decision": "go", "comments": ""})


def test_everybody_has_their_place_in_the_minutes() -> None:
    found = minutes_of(story(opened(A, B, C, D), vote(A, "go", "Fine"), vote(B, "stop", "Too late"), DECIDED), GATE)
    assert found is not None
    assert found.asked == (A, B, C, D)
    assert found.ballots == (Ballot(A, Decision.GO, "Fine"), Ballot(B, Decision.STOP, "Too late"))
    assert found.dissent == (Ballot(B, Decision.STOP, "Too late"),)
    assert found.silent == (C, D)
    assert (found.requested_by, found.note, found.stage) == (LEAD, "Please", "ideation")
    assert found.decided_at == NOW + timedelta(hours=3)


def test_the_last_vote_of_a_person_counts() -> None:
    found = minutes_of(story(opened(A, B), vote(A, "stop", "No"), vote(A, "go"), vote(B, "go"), DECIDED), GATE)
    assert found is not None
    assert found.ballots == (Ballot(A, Decision.GO, ""), Ballot(B, Decision.GO, ""))
    assert found.dissent == ()


def test_who_abstains_or_steps_aside_has_no_vote() -> None:
    found = minutes_of(
        story(
            opened(A, B, C, D),
            vote(A, "go"),
            ("VoteAbstained", A, {"reason": "Away"}),
            ("ConflictDeclared", C, {"reason": "My company"}),
            ("GatekeeperLeft", "liandong", {"user_id": D}),
            vote(B, "go"),
            DECIDED,
        ),
        GATE,
    )
    assert found is not None
    assert [ballot.voter for ballot in found.ballots] == [B]
    assert found.abstained == ((A, "Away"),)
    assert found.recused == ((C, "My company"),)
    assert found.left == (D,)
    assert found.silent == ()
    assert found.as_gate().gatekeepers == (A, B)


def test_a_deputy_votes_in_the_place_of_another() -> None:
    handed: Told = ("VoteHandedOver", A, {"to": TECH, "reason": ""})
    found = minutes_of(story(opened(A, B), handed, vote(TECH, "go"), vote(B, "go"), DECIDED), GATE)
    assert found is not None
    assert found.deputies == ((TECH, A),)
    assert [ballot.voter for ballot in found.ballots] == [TECH, B]
    assert found.silent == ()


def test_votes_that_stood_from_before_are_votes() -> None:
    standing = [{"voter": A, "decision": "go", "comment": "As before"}]
    found = minutes_of(story(opened(A, B, votes=standing), vote(B, "go"), DECIDED), GATE)
    assert found is not None
    assert found.ballots[0] == Ballot(A, Decision.GO, "As before")


def test_an_open_a_withdrawn_and_another_gate_have_no_minutes() -> None:
    assert minutes_of(story(opened(A), vote(A, "go")), GATE) is None
    assert minutes_of(story(opened(A), ("GateWithdrawn", LEAD, {})), GATE) is None
    assert minutes_of(story(opened(A), vote(A, "go"), DECIDED, gate_id="gate_2"), GATE) is None
