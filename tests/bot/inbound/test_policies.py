"""``/liandong policy``: everybody reads it, admins change it, nothing typed is lost, every change is on the record."""

from dataclasses import replace

import pytest
from slack_sdk import WebClient

from bot.app import build_app
from bot.ids import Act, Form, Ref, unpack
from bot.listeners import policies
from flows.lifecycle.policies import Policy
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, LIU, Office
from tests.bot.inbound.payloads import Json, click, command, submission


@pytest.fixture
def desk(office: Office) -> Office:
    """Emma, Liu and a guest are named as admins."""
    office.desk = replace(
        office.desk, settings=office.desk.settings.model_copy(update={"admin_ids": f"{EMMA}, {LIU}, {GUEST}"})
    )
    office.app = build_app(office.desk, WebClient(base_url="http://127.0.0.1:9/"))
    return office


def rules(office: Office) -> Policy:
    with office.store.read() as reads:
        return reads.policy(p.TEAM)


def filled(**changes: Json) -> dict[str, Json]:
    """The form of the terms as it opens, with some fields changed."""
    values: dict[str, Json] = {
        "creators": p.option("everyone"),
        "named_creators": p.people(),
        "confidentiality": p.option("members"),
        "legal_acts": p.options("declaration", "disclosure", "licence", "clearance_override"),
        "reward_days": p.text("30"),
        "declare_within_days": p.text("30"),
        "buffer_days": p.text("1"),
        "confirm_dates": p.options("yes"),
    }
    return values | changes


def save(office: Office, values: dict[str, Json], user: str = EMMA, shown: int = 0) -> Json:
    ack = office.send(submission(Form.POLICY, Ref(shown=shown), values, user))
    assert isinstance(ack, dict)
    return ack


def gate_values(**changes: Json) -> dict[str, Json]:
    empty = {
        "deciders": p.options(), "floor": p.option(None), "quorum": p.text(None), "legal_veto": p.options(),
    }  # fmt: skip
    return empty | changes


def told(ack: Json) -> str:
    assert ack["response_action"] == "update", ack
    return "\n".join(block["text"]["text"] for block in ack["view"]["blocks"] if block["type"] == "section")


def acts(answer: Json) -> set[str]:
    return {
        element["action_id"]
        for block in answer["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    }


@pytest.mark.parametrize(
    ("typed", "user", "words"),
    [("policy", CHEN, "除访客外的所有人"), ("制度", LIN, "除访客外的所有人"), ("rules", EMMA, "everybody but guests")],
)
def test_every_member_reads_the_rules_in_their_own_language(desk: Office, typed: str, user: str, words: str) -> None:
    assert words in desk.send(command(typed, user))["text"]


def test_only_admins_get_the_buttons_that_change_them(desk: Office) -> None:
    assert acts(desk.send(command("policy", CHEN))) == {Act.POLICY_HISTORY}
    assert acts(desk.send(command("policy", EMMA))) == {Act.POLICY, "menu:policy", Act.POLICY_HISTORY}


@pytest.mark.parametrize("typed", ["policy", "policy history"])
def test_a_guest_reads_nothing_even_where_named_as_admin(desk: Office, typed: str) -> None:
    assert desk.send(command(typed, GUEST))["text"] == "You cannot read the rules of this workspace."


@pytest.mark.parametrize("act", [Act.POLICY, Act.POLICY_GATE])
def test_a_button_that_found_its_way_to_somebody_else_opens_nothing(desk: Office, act: Act) -> None:
    desk.send(click(act, Ref(stage="ideation"), CHEN))
    assert not desk.slack.views
    assert "不能" in desk.slack.answer


def test_a_forged_form_of_somebody_else_changes_nothing(desk: Office) -> None:
    assert "不能" in told(save(desk, filled(reward_days=p.text("5")), CHEN))
    assert rules(desk).version == 0


def test_the_form_opens_with_what_holds_and_has_eight_fields(desk: Office) -> None:
    desk.send(click(Act.POLICY, Ref(), EMMA))
    inputs = [block for block in desk.slack.view["blocks"] if block["type"] == "input"]
    assert [block["block_id"] for block in inputs] == list(filled())
    assert inputs[4]["element"]["initial_value"] == "30"


def test_a_change_is_answered_with_what_it_altered_and_holds_at_once(desk: Office) -> None:
    text = told(save(desk, filled(reward_days=p.text(None), confidentiality=p.option("restricted"))))
    assert "days before a reward is due: 30 → none" in text
    assert "who may see new projects: Members only → Restricted" in text
    assert (rules(desk).version, rules(desk).reward_days) == (1, 0)
    desk.send(command("new", LIN))
    options = next(b for b in desk.slack.view["blocks"] if b.get("block_id") == "confidentiality")
    assert options["element"]["initial_option"]["value"] == "restricted"


def test_saving_what_is_there_already_records_nothing(desk: Office) -> None:
    assert "Nothing is different" in told(save(desk, filled()))
    assert rules(desk).version == 0


@pytest.mark.parametrize(
    ("field", "typed"), [("reward_days", "soon"), ("declare_within_days", "-1"), ("buffer_days", "31"),
                         ("reward_days", "३"), ("reward_days", "1.5")],
)  # fmt: skip
def test_what_is_no_number_is_marked_at_its_field_and_the_rest_is_kept(desk: Office, field: str, typed: str) -> None:
    ack = save(desk, filled(**{field: p.text(typed)}))
    assert ack == {"response_action": "errors", "errors": {field: "Please give a whole number within the range shown."}}
    assert rules(desk).version == 0


def test_named_people_must_be_named(desk: Office) -> None:
    ack = save(desk, filled(creators=p.option("named")))
    assert ack["errors"] == {"named_creators": "Please fill this in."}
    ack = save(desk, filled(creators=p.option("named"), named_creators=p.people(GUEST)))
    assert list(ack["errors"]) == ["named_creators"]


def test_somebody_who_may_not_start_a_project_hears_it_before_typing(desk: Office) -> None:
    save(desk, filled(creators=p.option("named"), named_creators=p.people(LIN)))
    assert "<@U0LIN>" in desk.send(command("new", EMMA))["text"]
    assert not desk.slack.views
    desk.send(command("new", LIN))
    assert desk.slack.view["callback_id"] == Form.NEW
    save(desk, filled(creators=p.option("admins")), shown=1)
    assert "管理员" in desk.send(command("new", LIN))["text"]


def test_who_is_overtaken_sees_what_changed_and_keeps_what_was_typed(desk: Office) -> None:
    save(desk, filled(reward_days=p.text("7")), LIU)
    ack = save(desk, filled(buffer_days=p.text("3")), EMMA, shown=0)
    view = ack["view"]
    assert "days before a reward is due: 30 → 7" in view["blocks"][0]["text"]["text"]
    fields = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert fields["buffer_days"]["initial_value"] == "3"
    assert rules(desk).version == 1
    assert unpack(view["private_metadata"]).shown == 1


def test_a_form_delivered_twice_changes_once(desk: Office) -> None:
    body = submission(Form.POLICY, Ref(), filled(reward_days=p.text("7")), EMMA)
    assert told(desk.send(body)) == told(desk.send(body))
    assert rules(desk).version == 1


def test_a_gate_gets_a_rule_and_the_next_review_of_that_stage_follows_it(desk: Office) -> None:
    project_id = desk.create()
    desk.settle_stage(project_id)
    values = gate_values(
        deciders=p.options("lead", "business"), floor=p.option("all"), quorum=p.text("2"), legal_veto=p.options("yes")
    )
    ack = desk.send(submission(Form.POLICY_GATE, Ref(stage="ideation"), values, EMMA))
    assert "Ideation: who decides: as the workflow says → Project lead and Business owner" in told(ack)
    desk.send(click(Act.GATE, Ref(project_id=project_id), LIN))
    asked = desk.slack.view["blocks"][0]["text"]["text"]
    assert all(f"<@{user}>" in asked for user in (LIN, "U0RAJ", "U0SOFIA"))
    assert f"<@{EMMA}>" not in asked
    desk.send(submission(Form.GATE, Ref(project_id=project_id), {"note": p.text(None)}, LIN))
    gate = desk.card(project_id).gate
    assert gate is not None
    assert gate.gatekeepers == (LIN, "U0RAJ", "U0SOFIA")


def test_an_open_review_keeps_the_rules_it_was_opened_with(desk: Office) -> None:
    project_id = desk.create()
    desk.open_gate(project_id)
    before = desk.card(project_id).gate
    values = gate_values(deciders=p.options("business"), floor=p.option("all"))
    assert "open gates keep" in told(desk.send(submission(Form.POLICY_GATE, Ref(stage="ideation"), values, EMMA)))
    assert desk.card(project_id).gate == before


def test_the_history_of_the_rules_is_read_page_by_page(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "LINES", 1)
    save(desk, filled(reward_days=p.text("7")))
    save(desk, filled(reward_days=p.text("8")), LIU, shown=1)
    answer = desk.send(command("policy history", EMMA))
    assert "version 2" in answer["text"]
    assert "version 1" not in answer["text"]
    older = next(b for b in answer["blocks"] if b.get("block_id") == "older")["elements"][0]
    desk.send(click(Act.POLICY_HISTORY, unpack(older["value"]), EMMA))
    assert "30 → 7" in desk.slack.answer


def test_the_chain_of_the_workspace_holds_and_no_project_shows_a_change_of_rules(desk: Office) -> None:
    project_id = desk.create()
    save(desk, filled(reward_days=p.text("7")))
    desk.create("Second")
    assert desk.store.verify_history() == ()
    assert "rules" not in desk.send(command(f"history {desk.card(project_id).key}", EMMA))["text"]
