"""Score sheets from the outside: the form page by page, what others may see and when, projects side by side."""

from collections.abc import Mapping

import pytest

from bot.ids import Act, Form, unpack
from flows.lifecycle.scores import why_field
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, LIN, LIU, RAJ, STRANGER, Office
from tests.bot.inbound.payloads import Json, click, command, pick_menu, submission
from tests.bot.inbound.scoring_desk import (
    SECRET,
    fields,
    hand_in,
    page,
    pass_gate,
    ref_of,
    score,
    send_page,
    status,
    text_of,
)
from tests.scorecards import sheet_for


@pytest.mark.parametrize("typed", ["score LD-1", "评分 LD-1", "评分LD-1", "scores ld 1"])
def test_the_verb_opens_the_sheet_of_the_present_stage(office: Office, typed: str) -> None:
    office.create()
    assert office.send(command(typed, EMMA)) == ""
    view = office.slack.view
    assert view["callback_id"] == Form.SCORE
    assert fields(view) == [name for c in sheet_for("ideation").criteria[:3] for name in (c.key, why_field(c.key))]
    options = view["blocks"][1]["element"]["options"]
    assert [o["value"] for o in options] == ["4", "3", "2", "1", "0", "na"]
    assert options[0]["text"]["text"] == "4 · the industry needs it urgently"
    assert options[1]["text"]["text"] == "3 · between 2 and 4"


def test_a_criterion_that_can_hold_always_applies(office: Office) -> None:
    office.create()
    office.send(command("score LD-1", EMMA))
    novelty = next(b for b in office.slack.view["blocks"] if b.get("block_id") == "novelty")
    assert "na" not in [o["value"] for o in novelty["element"]["options"]]


def test_a_sheet_that_is_handed_in_is_answered_with_the_scores(office: Office) -> None:
    project_id = office.create()
    ack = hand_in(office, project_id, EMMA)
    assert ack["response_action"] == "update"
    assert "15 of 20 points" in text_of(ack)
    (kept,) = office.card(project_id).scores
    assert (kept.scorer, kept.number) == (EMMA, 1)
    assert {(m.points, m.comment) for m in kept.marks} == {(3, SECRET)}


def test_the_first_address_in_a_reason_is_the_evidence(office: Office) -> None:
    project_id = office.create()
    hand_in(office, project_id, EMMA, why="见 https://example.org/report。另见 https://example.org/other")
    assert {m.evidence for m in office.card(project_id).scores[0].marks} == {"https://example.org/report"}


def test_missing_points_and_reasons_are_marked_at_their_fields(office: Office) -> None:
    project_id = office.create()
    values = page("ideation", "4", keys=("importance", "novelty", "protectability"), why="") | {
        "novelty": p.option(None)
    }
    ack = office.send(submission(Form.SCORE, ref_of(project_id), values, EMMA))
    assert ack["response_action"] == "errors"
    assert set(ack["errors"]) == {"novelty", "importance_why", "protectability_why"}
    assert office.card(project_id).scores == ()


class TestPages:
    """The assessment sheet: five pages."""

    @pytest.fixture
    def project_id(self, office: Office) -> str:
        made = office.create()
        pass_gate(office, made)
        return made

    def send(self, office: Office, project_id: str, number: int, points: str = "7", why: str = SECRET) -> Json:
        return send_page(office, project_id, EMMA, "assessment", number, points=points, why=why)

    def test_each_page_leads_to_the_next_and_the_last_hands_in(self, office: Office, project_id: str) -> None:
        for number in (1, 2, 3, 4):
            ack = self.send(office, project_id, number)
            assert ack["response_action"] == "update"
            assert unpack(ack["view"]["private_metadata"]).number == number + 1
            assert len(fields(ack["view"])) == {2: 6, 3: 4, 4: 6, 5: 6}[number + 1]
            assert office.card(project_id).scores == ()
        assert "70 of 100 points" in text_of(self.send(office, project_id, 5))
        assert len(office.card(project_id).scores[0].marks) == 15

    def test_what_was_filled_in_is_there_when_the_form_is_opened_again(self, office: Office, project_id: str) -> None:
        self.send(office, project_id, 1)
        office.slack.views.clear()
        office.send(command("score LD-1", EMMA))
        select, why = office.slack.view["blocks"][1]["element"], office.slack.view["blocks"][2]["element"]
        assert (select["initial_option"]["value"], why["initial_value"]) == ("7", SECRET)
        office.slack.views.clear()
        office.send(command("score LD-1", LIU))
        assert "initial_option" not in office.slack.view["blocks"][1]["element"]

    def test_a_draft_is_nobody_elses(self, office: Office, project_id: str) -> None:
        self.send(office, project_id, 1)
        for user in (LIN, LIU, CHEN, RAJ):
            assert SECRET not in status(office, user)

    def test_a_page_with_a_fault_keeps_nothing(self, office: Office, project_id: str) -> None:
        ack = self.send(office, project_id, 1, points="10", why="")
        assert ack["response_action"] == "errors"
        office.slack.views.clear()
        office.send(command("score LD-1", EMMA))
        assert "initial_option" not in office.slack.view["blocks"][1]["element"]

    def test_the_last_page_alone_is_no_whole_sheet(self, office: Office, project_id: str) -> None:
        ack = self.send(office, project_id, 5)
        assert ack["response_action"] == "errors"
        assert set(ack["errors"]) == {"essentiality"}
        assert office.card(project_id).scores == ()

    def test_a_strand_of_which_nothing_applies_is_refused_at_its_last_page(
        self, office: Office, project_id: str
    ) -> None:
        self.send(office, project_id, 1)
        assert self.send(office, project_id, 2, points="na")["response_action"] == "update"
        ack = self.send(office, project_id, 3, points="na")
        assert set(ack["errors"]) == {"ownership"}
        assert "at least one criterion" in ack["errors"]["ownership"]
        assert self.send(office, project_id, 3)["response_action"] == "update"

    def test_a_page_of_a_stage_that_is_over_is_refused_in_words(self, office: Office, project_id: str) -> None:
        ack = office.send(submission(Form.SCORE, ref_of(project_id), page("ideation", "3"), EMMA))
        assert "its stage is over" in text_of(ack)


def test_who_is_not_asked_to_score_reads_instead(office: Office) -> None:
    office.create()
    office.send(command("score LD-1", RAJ))
    assert office.slack.view["callback_id"] == Form.INFO
    assert "0 of 5 have scored" in text_of(office.slack.view)


def test_the_button_tells_whoever_may_not_score_why(office: Office) -> None:
    project_id = office.create()
    office.send(click(Act.SCORE, ref_of(project_id), RAJ))
    assert "You cannot score this stage" in office.slack.answer


def test_a_stage_without_a_sheet_says_so(office: Office) -> None:
    project_id = office.create()
    pass_gate(office, project_id)
    pass_gate(office, project_id)
    office.send(command("score LD-1", EMMA))
    assert "no score sheet" in text_of(office.slack.view)


def test_projects_are_compared_sheet_by_sheet_without_betraying_what_is_hidden(office: Office) -> None:
    ids = [office.create(name) for name in ("Low", "Hidden", "High")]
    for project_id, points in zip(ids, (1, 4, 3), strict=True):
        score(office, project_id, LIU, points)
    for project_id, points in ((ids[0], 1), (ids[2], 3)):
        score(office, project_id, EMMA, points)
    found = text_of(office.send(command("score", EMMA)))
    assert found.index("High") < found.index("Low") < found.index("Hidden")
    assert "15 of 20 points" in found
    assert "5 of 20 points" in found
    assert "20 of 20" not in found
    assert "Nothing has been scored yet" in text_of(office.send(command("score", STRANGER)))


def test_the_scores_of_a_stage_that_is_over_are_read_from_the_comparison(office: Office) -> None:
    project_id = office.create()
    hand_in(office, project_id, EMMA)
    pass_gate(office, project_id)
    reply = office.send(command("score", RAJ))
    (menu,) = [e for block in reply["blocks"] for e in block.get("elements", []) if "options" in e]
    act, _, packed = menu["options"][0]["value"].partition("|")
    office.send(pick_menu(Act(act), unpack(packed), RAJ))
    assert SECRET in text_of(office.slack.view)


@pytest.mark.parametrize(
    ("user", "expected"),
    [(EMMA, ("Change my scores", "Read scores")), (LIU, ("Score",)), (RAJ, ())],
)
def test_the_status_offers_what_one_may_do(office: Office, user: str, expected: tuple[str, ...]) -> None:
    project_id = office.create()
    score(office, project_id, EMMA, 3)
    reply: Mapping[str, list[Json]] = office.send(command("status LD-1", user))
    rows = [block["elements"] for block in reply["blocks"] if block.get("block_id") == "scores"]
    shown = tuple(button["text"]["text"] for row in rows for button in row)
    assert shown == (expected if user == EMMA else tuple({"Score": "评分"}.get(t, t) for t in expected))
