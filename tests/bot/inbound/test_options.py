"""External selects and shortcuts."""

import pytest

from bot.ids import Form, Pick, Ref, Shortcut, unpack
from flows.names import Confidentiality
from tests.bot.inbound import payloads
from tests.bot.inbound.office import CHEN, GUEST, LIN, STRANGER, ZHAO, Office
from tests.bot.inbound.payloads import Json, suggestion


def texts(answer: Json) -> list[str]:
    return [option["text"]["text"] for option in answer["options"]]


def test_a_person_picks_among_their_own_open_deliverables(office: Office) -> None:
    project_id = office.create("Radar")
    offered = office.send(suggestion(Pick.DELIVERABLE, "", ZHAO))["options"]
    own = {d.id for d in office.card(project_id).deliverables if d.assignee == ZHAO}
    assert {unpack(o["value"]).deliverable_id for o in offered} == own
    assert all(o["text"]["text"].startswith("LD-1 · ") for o in offered)
    assert office.send(suggestion(Pick.DELIVERABLE, "", STRANGER)) == {"options": []}


def test_settled_work_is_not_offered(office: Office) -> None:
    office.settle_stage(office.create("Radar"))
    assert office.send(suggestion(Pick.DELIVERABLE, "", ZHAO)) == {"options": []}


@pytest.mark.parametrize(("typed", "found"), [("构思", 1), ("ld-1", 1), ("ＬＤ－１", 1), ("radar", 1), ("nothing", 0)])
def test_typing_narrows_the_choice_by_title_key_and_project(office: Office, typed: str, found: int) -> None:
    office.create("Radar")
    assert len(office.send(suggestion(Pick.DELIVERABLE, typed, CHEN))["options"]) == found


def test_titles_come_in_the_language_of_the_person(office: Office) -> None:
    office.create("Radar")
    assert texts(office.send(suggestion(Pick.DELIVERABLE, "", CHEN))) == ["LD-1 · 构思卡"]


@pytest.mark.parametrize(
    ("user", "typed", "expected"),
    [
        (LIN, "", {"LD-1 · Radar", "LD-2 · Lidar"}),
        (LIN, "lid", {"LD-2 · Lidar"}),
        (LIN, "ld 1", {"LD-1 · Radar"}),
        (STRANGER, "", {"LD-2 · Lidar"}),
        (GUEST, "", set()),
    ],
)
def test_projects_are_offered_to_those_who_may_see_them(
    office: Office, user: str, typed: str, expected: set[str]
) -> None:
    office.create("Radar")
    office.create("Lidar", confidentiality=Confidentiality.OPEN)
    assert set(texts(office.send(suggestion(Pick.PROJECT, typed, user)))) == expected


def test_never_more_than_a_hundred_options(office: Office) -> None:
    for number in range(101):
        office.create(f"Project {number}", staffed=False)
    for pick in Pick:
        assert len(office.send(suggestion(pick, "", LIN))["options"]) <= 100


@pytest.mark.parametrize(("shortcut", "form"), [(Shortcut.NEW, Form.NEW), (Shortcut.SUBMIT, Form.PICK_SUBMIT)])
def test_a_shortcut_opens_its_form(office: Office, shortcut: Shortcut, form: Form) -> None:
    office.create()
    body = payloads.shortcut(shortcut, CHEN)
    assert office.send(body) == ""
    assert office.slack.views[0][0] == body["trigger_id"]
    assert office.slack.view["callback_id"] == form


def test_a_shortcut_that_is_refused_says_why_in_a_modal(office: Office) -> None:
    office.send(payloads.shortcut(Shortcut.NEW, GUEST))
    assert office.slack.view["callback_id"] == Form.INFO
    assert "Guests cannot start a project" in str(office.slack.view["blocks"])


def test_an_option_carries_what_its_form_needs(office: Office) -> None:
    project_id = office.create("Radar")
    (option,) = office.send(suggestion(Pick.DELIVERABLE, "", CHEN))["options"]
    (own,) = [d for d in office.card(project_id).deliverables if d.assignee == CHEN]
    assert unpack(option["value"]) == Ref(project_id=project_id, deliverable_id=own.id)


def test_in_one_project_the_lead_is_offered_what_others_owe(office: Office) -> None:
    project_id = office.create("Radar")
    open_work = {d.id for d in office.card(project_id).deliverables}
    offered = office.send(suggestion(Pick.DELIVERABLE, "", LIN, ref=Ref(project_id=project_id)))["options"]
    assert {unpack(o["value"]).deliverable_id for o in offered} == open_work
    assert office.send(suggestion(Pick.DELIVERABLE, "", LIN)) == {"options": []}, "nothing waits for Lin in person"


def test_the_only_thing_to_submit_is_chosen_already(office: Office) -> None:
    office.create("Radar")
    for user, chosen in ((CHEN, "LD-1 · 构思卡"), (ZHAO, "")):
        office.slack.views.clear()
        office.send(payloads.command("submit", user))
        picker = next(b for b in office.slack.view["blocks"] if b.get("block_id") == "deliverable")["element"]
        assert picker.get("initial_option", {"text": {"text": ""}})["text"]["text"] == chosen
