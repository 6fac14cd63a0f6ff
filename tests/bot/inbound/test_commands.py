"""Every verb of the slash command, in both languages."""

import json

import pytest

from bot.ids import Act, Form, Pick, unpack
from flows.lifecycle import commands as do
from flows.names import Confidentiality, Role
from tests.bot.inbound import payloads
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, NEWCOMER, STRANGER, Office
from tests.bot.inbound.payloads import command


@pytest.mark.parametrize(
    ("typed", "user", "expected"),
    [
        ("help", EMMA, "What Liandong understands"),
        ("", EMMA, "What Liandong understands"),
        ("帮助", LIN, "联动能做什么"),
        ("help gate", EMMA, "/liandong gate LD-12"),
        ("帮助 评审", LIN, "/liandong gate LD-12"),
    ],
)
def test_help_comes_in_the_language_of_the_person(office: Office, typed: str, user: str, expected: str) -> None:
    ack = office.send(command(typed, user))
    assert ack["response_type"] == "ephemeral"
    assert ack["blocks"]
    assert expected in ack["text"]


@pytest.mark.parametrize(("typed", "meant"), [("statsu LD-1", "status"), ("hepl", "help")])
def test_a_misspelt_verb_gets_a_suggestion(office: Office, typed: str, meant: str) -> None:
    assert f"/liandong {meant}" in office.send(command(typed, EMMA))["text"]


def test_a_word_that_is_nothing_gets_the_way_to_help(office: Office) -> None:
    text = office.send(command("xyzzy <!channel>", EMMA))["text"]
    assert "/liandong help" in text
    assert "<!channel>" not in text


@pytest.mark.parametrize("typed", ["new Sea radar", "新建 Sea radar", "ＮＥＷ Sea radar"])
def test_new_opens_the_form_with_the_name_and_the_channel(office: Office, typed: str) -> None:
    assert office.send(command(typed, LIN)) == ""
    trigger, view = office.slack.views[0]
    assert trigger
    assert view["callback_id"] == Form.NEW
    elements = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert elements["name"]["initial_value"] == "Sea radar"
    assert elements["channel"]["initial_conversation"] == "C0RADAR"
    assert elements["lead"]["initial_user"] == LIN


def test_a_name_is_taken_as_it_was_typed_not_as_slack_encodes_it(office: Office) -> None:
    office.send(command("new R&amp;D &lt;phase 2&gt;", LIN))
    elements = {b["block_id"]: b["element"] for b in office.slack.view["blocks"] if b["type"] == "input"}
    assert elements["name"]["initial_value"] == "R&D <phase 2>"


@pytest.mark.parametrize(("channel", "name"), [("D0DM", "directmessage"), ("G0MP", "mpdm-lin--chen-1")])
def test_new_offers_no_channel_in_direct_messages(office: Office, channel: str, name: str) -> None:
    office.send(command("new", LIN, channel=channel, channel_name=name))
    elements = {b["block_id"]: b["element"] for b in office.slack.view["blocks"] if b["type"] == "input"}
    assert "initial_conversation" not in elements["channel"]


def test_a_guest_is_told_before_filling_in_a_form(office: Office) -> None:
    assert "Guests cannot start a project" in office.send(command("new", GUEST))["text"]
    assert office.slack.quiet


@pytest.mark.parametrize("typed", ["status LD-1", "状态 ld-1", "LD-1", "ｌｄ－１", "status ld1"])
def test_status_shows_the_project(office: Office, typed: str) -> None:
    office.create("Radar")
    ack = office.send(command(typed, CHEN))
    assert ack["response_type"] == "ephemeral"
    assert "LD-1" in ack["text"]
    assert "Radar" in ack["text"]


def test_status_speaks_the_language_of_each_person(office: Office) -> None:
    office.create("Radar")
    assert "构思" in office.send(command("status LD-1", LIN))["text"]
    assert "Ideation" in office.send(command("status LD-1", EMMA))["text"]


def test_status_shows_a_change_at_once_though_it_was_asked_before(office: Office) -> None:
    project_id = office.create("Radar")
    before = office.send(command("status LD-1", EMMA))
    assert office.send(command("status LD-1", EMMA)) == before
    office.do(do.HoldProject(project_id=project_id, until=None, reason="budget"), LIN)
    assert "On hold" in office.send(command("status LD-1", EMMA))["text"]


def test_an_answer_kept_for_one_person_is_never_given_to_another(office: Office) -> None:
    project_id = office.create("Radar")
    office.send(command("status LD-1", CHEN))
    assert "Radar" not in office.send(command("status LD-1", STRANGER))["text"]
    holders = ((Role.TECHNOLOGY, (LIN,)),)
    office.do(do.AssignRoles(project_id=project_id, holders=holders), LIN)
    assert "LD-1" in office.send(command("status LD-1", CHEN))["text"], "still a member, though without a role"


@pytest.mark.parametrize("verb", ["status", "gate", "history", "submit"])
@pytest.mark.parametrize("user", [STRANGER, GUEST, NEWCOMER])
def test_a_hidden_project_is_answered_exactly_as_a_wrong_key(office: Office, verb: str, user: str) -> None:
    office.create("Radar")
    hidden = office.send(command(f"{verb} LD-1", user))
    wrong = office.send(command(f"{verb} LD-2", user))
    assert json.dumps(hidden) == json.dumps(wrong).replace("LD-2", "LD-1")
    assert office.slack.quiet


def test_an_open_project_is_seen_by_everybody_but_guests(office: Office) -> None:
    office.create("Radar", confidentiality=Confidentiality.OPEN)
    assert "Radar" in office.send(command("status LD-1", STRANGER))["text"]
    assert "Radar" not in office.send(command("status LD-1", GUEST))["text"]
    assert "Radar" not in office.send(command("status LD-1", NEWCOMER))["text"]


def test_somebody_never_seen_before_is_looked_up_in_the_background(office: Office) -> None:
    assert office.send(command("mine", NEWCOMER))["text"]
    assert office.learned == [NEWCOMER]
    assert office.slack.quiet


def test_status_without_a_key_means_the_project_of_the_channel(office: Office) -> None:
    office.create("Radar")
    office.create("Elsewhere", channel="C0OTHER")
    text = office.send(command("status", EMMA))["text"]
    assert "LD-1" in text
    assert "LD-2" not in text


def test_status_without_a_key_lists_the_choice_where_a_channel_has_several(office: Office) -> None:
    office.create("Radar")
    office.create("Lidar")
    text = office.send(command("status", EMMA))["text"]
    assert "LD-1" in text
    assert "LD-2" in text


def test_a_hidden_project_of_the_channel_does_not_hide_the_visible_one(office: Office) -> None:
    office.create("Secret")
    office.create("Public", confidentiality=Confidentiality.OPEN)
    text = office.send(command("status", STRANGER))["text"]
    assert "Public" in text
    assert "Secret" not in text


@pytest.mark.parametrize(("typed", "user"), [("list", EMMA), ("列表", LIN)])
def test_list_shows_what_the_person_may_see(office: Office, typed: str, user: str) -> None:
    office.create("Radar")
    assert "Radar" in office.send(command(typed, user))["text"]
    assert "Radar" not in office.send(command(typed, STRANGER))["text"]


def test_a_long_list_comes_in_pages(office: Office) -> None:
    for number in range(12):
        office.create(f"Project {number}", staffed=False)
    ack = office.send(command("list", LIN))
    button = next(b for b in ack["blocks"] if b["type"] == "actions")["elements"][0]
    assert button["action_id"] == Act.LIST_MORE
    office.send(payloads.click(Act.LIST_MORE, unpack(button["value"]), LIN))
    assert "Project 0" in office.slack.answer
    assert "Project 11" not in office.slack.answer


@pytest.mark.parametrize(("typed", "user"), [("mine", CHEN), ("我的", CHEN)])
def test_mine_shows_what_waits_for_the_person(office: Office, typed: str, user: str) -> None:
    office.create("Radar")
    assert "构思卡" in office.send(command(typed, user))["text"]


@pytest.mark.parametrize("typed", ["submit", "提交"])
def test_submit_opens_a_form_with_a_choice_of_deliverables(office: Office, typed: str) -> None:
    office.create()
    office.send(command(typed, CHEN))
    assert office.slack.view["callback_id"] == Form.PICK_SUBMIT
    picker = next(b for b in office.slack.view["blocks"] if b.get("block_id") == "deliverable")["element"]
    assert picker["action_id"] == Pick.DELIVERABLE


def test_submit_says_so_where_there_is_nothing_to_submit(office: Office) -> None:
    office.send(command("submit", CHEN))
    assert office.slack.view["callback_id"] == Form.INFO
    assert "nothing for you to submit" in str(office.slack.view["blocks"]) or "没有需要您提交" in str(
        office.slack.view["blocks"]
    )


@pytest.mark.parametrize("verb", ["submit", "gate"])
def test_no_form_opens_for_a_project_that_is_over(office: Office, verb: str) -> None:
    project = office.create()
    office.do(do.StopProject(project_id=project, reason="No market"), LIN)
    assert "终止" in str(office.send(command(f"{verb} LD-1", LIN)))
    assert office.slack.views == []


def test_a_guest_is_not_sent_to_a_command_that_refuses_guests(office: Office) -> None:
    for typed in ("list", "status"):
        answer = office.send(command(typed, GUEST))["text"]
        assert "guests" in answer
        assert "/liandong new" not in answer


def test_submit_with_a_key_limits_the_choice_to_that_project(office: Office) -> None:
    first, _second = office.create("Radar"), office.create("Lidar")
    office.send(command("submit LD-1", CHEN))
    ref = unpack(office.slack.view["private_metadata"])
    assert ref.project_id == first
    offered = office.send(payloads.suggestion(Pick.DELIVERABLE, "", CHEN, ref=ref))["options"]
    assert {unpack(o["value"]).project_id for o in offered} == {first}


@pytest.mark.parametrize("typed", ["gate LD-1", "评审 LD-1", "gate"])
def test_gate_opens_the_request_when_nothing_is_in_the_way(office: Office, typed: str) -> None:
    project_id = office.create("Radar")
    office.settle_stage(project_id)
    office.send(command(typed, LIN))
    assert office.slack.view["callback_id"] == Form.GATE


def test_gate_explains_everything_that_is_in_the_way_and_who_lifts_it(office: Office) -> None:
    project_id = office.create("Radar")
    office.send(command("gate LD-1", LIN))
    view = office.slack.view
    assert view["callback_id"] == Form.INFO
    required = [d for d in office.card(project_id).deliverables if d.required]
    said = str(view["blocks"])
    assert all(d.title.zh in said and f"<@{d.assignee}>" in said for d in required)


def test_gate_is_refused_to_who_may_not_ask_for_it_naming_who_may(office: Office) -> None:
    office.create("Radar")
    text = office.send(command("gate LD-1", CHEN))["text"]
    assert all(f"<@{user}>" in text for user in (LIN, EMMA))
    assert office.slack.quiet


@pytest.mark.parametrize("typed", ["history LD-1", "历史 LD-1", "history"])
def test_history_tells_what_happened_newest_first(office: Office, typed: str) -> None:
    project_id = office.create("Radar")
    office.do(do.HoldProject(project_id=project_id, until=None, reason="no budget"), LIN)
    text = office.send(command(typed, EMMA))["text"]
    assert text.index("no budget") < text.index("created")


def test_older_history_is_one_click_away(office: Office) -> None:
    project_id = office.create("Radar")
    for number in range(20):
        office.do(do.HoldProject(project_id=project_id, until=None, reason=f"reason {number}"), LIN)
    ack = office.send(command("history LD-1", EMMA))
    button = next(b for b in ack["blocks"] if b["type"] == "actions")["elements"][0]
    office.send(payloads.click(Act.HISTORY, unpack(button["value"]), EMMA))
    assert "created" in office.slack.answer
    assert "reason 18" not in office.slack.answer


def test_a_form_that_slack_cannot_open_is_apologised_for(office: Office) -> None:
    office.slack.trigger_problem = "expired_trigger_id"
    office.send(command("new", EMMA))
    assert "try once more" in office.slack.answer
