"""Evaluation in Slack: the table, the form page by page, items, follow-ups, and ideas that follow on."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bot.envelope import Envelope
from bot.ids import Act, Form, Ref, unpack
from bot.listeners import evaluating
from flows.lifecycle import commands as do
from flows.lifecycle.evaluation import FollowUpState, ImprovementState
from flows.lifecycle.figures import Figure, asked
from flows.names import Confidentiality, Decision, Outcome, Status
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import EMMA, LIN, LIU, RADAR, RAJ, STRANGER, Office
from tests.bot.inbound.payloads import TEAM


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.store.close()


def complete(office: Office, project_id: str) -> None:
    """Pass the gates of all stages that are left."""
    while office.card(project_id).status is Status.ACTIVE:
        gate_id = office.open_gate(project_id)
        for user in (LIU, EMMA, RAJ):
            gate = office.card(project_id).gate
            if gate is not None and user in gate.gatekeepers:
                office.do(do.CastVote(project_id=project_id, gate_id=gate_id, decision=Decision.GO), user)


def asks(office: Office, text: str, by: str = LIN) -> str:
    return str(office.send(p.command(text, by)))


def test_the_table_says_what_is_computed_and_what_is_missing_in_both_languages(office: Office) -> None:
    project_id = office.create()
    office.settle_stage(project_id)
    key = office.card(project_id).key
    english = asks(office, f"evaluation {key}", EMMA)
    chinese = asks(office, f"评价 {key}", LIN)
    for shown, words in ((english, ("Deliverables on time", "100 %", "computed, from", "not filled in yet")),
                         (chinese, ("按期产出物", "系统计算", "尚未填写"))):  # fmt: skip
        for word in words:
            assert word in shown, word


def test_figures_are_saved_page_by_page_and_shown_with_their_giver(office: Office) -> None:
    project_id = office.create()
    office.send(p.click(Act.INDICATORS, Ref(project_id=project_id), LIN))
    pages = 0
    view: dict[str, Any] | None = office.slack.view
    while view:
        pages += 1
        fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        assert len(fields) <= 8
        filled = {name: p.text("why" if name.endswith("_note") else "7") for name in fields}
        body = p.submission(Form.INDICATORS, unpack(view["private_metadata"]), filled, LIN)
        answer = office.send(body)
        view = answer.get("view") if isinstance(answer, dict) else None
        assert len(office.card(project_id).evaluation.given) >= pages  # nothing waits for the last page
    assert all(given.by == LIN for given in office.card(project_id).evaluation.given)


def test_a_word_in_the_place_of_a_number_is_marked_and_nothing_of_the_page_is_saved(office: Office) -> None:
    project_id = office.create()
    filled = {"spend": p.text("much"), "implementers": p.text("3")}
    answer = office.send(p.submission(Form.INDICATORS, Ref(project_id=project_id, number=1), filled, LIN))
    assert set(answer["errors"]) == {"spend"}
    assert office.card(project_id).evaluation.given == ()


def test_what_another_wing_hands_in_is_shown_and_not_asked(office: Office) -> None:
    card = office.card(office.create())
    desk = replace(office.desk, more=lambda _reads, _card: (Figure("filed_first", Fraction(75), 4),))
    with desk.look(Envelope(user_id=EMMA, request_key="k")) as sight:
        shown = evaluating.show(sight, card.id).text
        wanted = asked(evaluating.reported(sight, card))
    assert "Filed before contribution: *75 %* · computed, from 4" in shown
    assert "filed_first" not in {indicator.key for indicator in wanted}


def test_outcome_item_and_follow_up_through_their_forms_to_a_closed_project(office: Office) -> None:
    project_id = office.create()
    while office.card(project_id).stage != "evaluation":
        gate_id = office.open_gate(project_id)
        for user in (LIU, EMMA, RAJ):
            gate = office.card(project_id).gate
            if gate is not None and user in gate.gatekeepers:
                office.do(do.CastVote(project_id=project_id, gate_id=gate_id, decision=Decision.GO), user)
    ref = Ref(project_id=project_id)
    office.send(p.submission(Form.OUTCOME, ref, {"outcome": p.option("partial"), "note": p.text("Why")}, LIN))
    item = {"lesson": p.text("File first"), "owner": p.one_person(EMMA), "due": p.day("2027-03-01")}
    office.send(p.submission(Form.IMPROVE, ref, item, LIN))
    complete(office, project_id)
    card = office.card(project_id)
    assert (card.status, card.evaluation.outcome) == (Status.COMPLETED, Outcome.PARTIAL)
    assert "Partial success" in asks(office, f"status {card.key}", EMMA)
    assert "部分成功" in asks(office, "list", LIN)

    assert "File first" in asks(office, "mine", EMMA)
    settle = replace(ref, extra=card.evaluation.improvements[0].id)
    office.send(p.submission(Form.SETTLE, settle, {"state": p.option("done"), "note": p.text("In use")}, EMMA))
    answer = {"verdict": p.option("success"), "changes": p.options("granted"), "note": p.text("Granted in May")}
    office.send(p.submission(Form.FOLLOW_UP, replace(ref, number=12), answer, LIN))
    later = {"verdict": p.option("skip"), "changes": p.options(), "note": p.text("Sold")}
    office.send(p.submission(Form.FOLLOW_UP, replace(ref, number=36), later, LIN))
    found = office.card(project_id).evaluation
    assert found.improvements[0].state is ImprovementState.DONE
    assert [each.state for each in found.follow_ups] == [FollowUpState.ANSWERED, FollowUpState.SKIPPED]
    assert "Granted in May" in asks(office, f"evaluation {card.key}", EMMA)
    assert "File first" in asks(office, f"history {card.key} evaluation", EMMA)


def follow_on(office: Office, earlier: str, *, by: str = LIN) -> None:
    office.send(p.click(Act.FOLLOW_ON, Ref(project_id=earlier), by))
    ref = unpack(office.slack.view["private_metadata"])
    assert ref.project_id == earlier
    filled = {
        "name": p.text("Radar two"), "summary": p.text(None), "strands": p.options("patent"),
        "lead": p.one_person(by), "channel": p.channel(RADAR), "confidentiality": p.option("open"),
        "template": p.option("standard"),
    }  # fmt: skip
    office.send(p.submission(Form.NEW, ref, filled, by))


def test_a_follow_on_shows_its_tie_only_to_those_who_see_both(office: Office) -> None:
    earlier = office.create("Secret beginnings", confidentiality=Confidentiality.MEMBERS)
    office.do(do.StopProject(project_id=earlier, reason="Known"), LIN)
    follow_on(office, earlier)
    first = office.card(earlier)
    (link,) = first.links
    assert link.key in asks(office, f"status {first.key}")
    member, stranger = asks(office, f"status {link.key}"), asks(office, f"status {link.key}", STRANGER)
    assert first.key in member
    assert "Radar two" in stranger
    for said in (
        stranger,
        asks(office, f"history {link.key}", STRANGER),
        asks(office, f"evaluation {link.key}", STRANGER),
    ):
        assert first.key not in said
        assert "Secret" not in said
    assert first.key in asks(office, f"history {link.key}")


def test_nothing_follows_on_from_a_project_that_is_not_over(office: Office) -> None:
    project_id = office.create()
    office.send(p.click(Act.FOLLOW_ON, Ref(project_id=project_id), LIN))
    assert not office.slack.views
    with office.store.read() as reads:
        assert reads.card(TEAM, "LD-2") is None
