"""Nothing of a score reaches anybody before their own is in or the gate has closed over it."""

import pytest

from bot.ids import Act, Form, Ref
from flows.lifecycle import commands as do
from flows.names import Confidentiality
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, LIU, RAJ, STRANGER, WANG, ZHAO, Office
from tests.bot.inbound.payloads import click, command, submission
from tests.bot.inbound.scoring_desk import (
    SECRET,
    hand_in,
    page,
    pass_gate,
    ref_of,
    score,
    text_of,
)


class TestWhoMayRead:
    """Nothing of a score reaches anybody before their own is in or the gate has closed over it."""

    TRACES = (SECRET, "15 of 20", "Passes the screen", "spread", "15 分（满分 20）", "通过筛选", "相差")

    def shown(self, office: Office, project_id: str, user: str) -> str:
        """Everything this person can be shown about the project's scores."""
        texts = [text_of(office.send(command(f"{verb} LD-1", user))) for verb in ("status", "history", "score")]
        texts.append(text_of(office.send(command("score", user))))
        office.send(click(Act.SCORES, Ref(project_id=project_id, stage="ideation"), user))
        texts += [text_of(view) for _, view in office.slack.views]
        texts += [message.text + text_of({"b": message.blocks}) for _, message in office.slack.answers]
        office.slack.views.clear()
        office.slack.answers.clear()
        return "\n".join(texts)

    @pytest.mark.parametrize("user", [LIN, LIU, CHEN, ZHAO, WANG, RAJ, STRANGER, GUEST])
    def test_an_open_score_leaves_no_trace_with_anybody_else(self, office: Office, user: str) -> None:
        project_id = office.create()
        hand_in(office, project_id, EMMA)
        found = self.shown(office, project_id, user)
        assert [trace for trace in self.TRACES if trace in found] == []

    def test_the_traces_are_there_for_those_who_may_see_them(self, office: Office) -> None:
        """Else the test above could not fail."""
        project_id = office.create()
        hand_in(office, project_id, EMMA)
        score(office, project_id, LIU, 2)
        for user, traces in ((EMMA, self.TRACES[:1] + self.TRACES[3:4]), (LIU, self.TRACES[:1] + self.TRACES[6:])):
            assert [trace for trace in traces if trace not in self.shown(office, project_id, user)] == []

    def test_who_has_scored_sees_the_others(self, office: Office) -> None:
        project_id = office.create()
        hand_in(office, project_id, EMMA)
        score(office, project_id, LIU, 2)
        assert SECRET in self.shown(office, project_id, LIU)

    def test_everybody_on_the_project_sees_them_when_the_gate_is_decided(self, office: Office) -> None:
        project_id = office.create()
        hand_in(office, project_id, EMMA)
        pass_gate(office, project_id)
        assert SECRET in self.shown(office, project_id, RAJ)
        assert SECRET not in self.shown(office, project_id, STRANGER)

    def test_a_withdrawn_gate_shows_nothing(self, office: Office) -> None:
        project_id = office.create()
        hand_in(office, project_id, EMMA)
        gate_id = office.open_gate(project_id)
        office.do(do.WithdrawGate(project_id=project_id, gate_id=gate_id), LIN)
        assert SECRET not in self.shown(office, project_id, RAJ)

    @pytest.mark.parametrize("user", [STRANGER, GUEST])
    def test_a_strangers_answers_are_those_for_a_project_that_does_not_exist(self, office: Office, user: str) -> None:
        project_id = office.create(confidentiality=Confidentiality.RESTRICTED)
        hand_in(office, project_id, EMMA)
        values = page("ideation", "3", keys=("importance", "novelty", "protectability"))
        real, wrong = (
            office.send(submission(Form.SCORE, ref_of(known), values, user)) for known in (project_id, "prj_0000000000")
        )
        assert real == wrong
        typed = [text_of(office.send(command(f"score {key}", user))) for key in ("LD-1", "LD-9")]
        assert typed[0].replace("LD-1", "LD-9") == typed[1]
        assert "Nothing has been scored yet" in text_of(office.send(command("score", user)))
