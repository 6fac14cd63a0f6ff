"""The history by topic and person, and as a file for its reader alone."""

import json
from datetime import timedelta

import pytest

from bot.filing import paper
from bot.ids import Act, unpack
from flows.lifecycle import commands as do
from flows.names import Confidentiality, Decision, Role, Strand
from flows.notices import NoticeKind
from flows.ports import Parcel
from tests.bot.inbound import payloads
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, LIU, RADAR, STRANGER, Office
from tests.bot.inbound.payloads import TEAM, Json, command
from tests.bot.views.samples import lens


def choices(ack: Json) -> dict[str, str]:
    """What the selects and buttons of an answer offer: words to packed values."""
    found: dict[str, str] = {}
    for block in ack["blocks"]:
        for element in block.get("elements", []):
            for option in element.get("options", []):
                found[option["text"]["text"]] = option["value"]
            if element["type"] == "button":
                found[element["text"]["text"]] = element["value"]
    return found


def written(office: Office, user: str) -> str | None:
    """The file this person would get now."""
    with office.store.read() as reads:
        notice = office.notices(NoticeKind.FILE)[-1]
        parcel = Parcel(
            id="out_0123456789abcdef", notice=notice, attempts=1, ambiguous=False, created_at=office.clock.at
        )
        made = paper(reads, parcel, reads.person(TEAM, user), lens("en"))
    return made.content.decode() if made else None


def test_a_topic_shows_only_what_belongs_to_it(office: Office) -> None:
    project_id = office.create()
    office.do(do.HoldProject(project_id=project_id, until=None, reason="Budget"), LIN)
    text = office.send(command("history LD-1 people", EMMA))["text"]
    assert "who holds which role" in text
    assert "put the project on hold" not in text
    assert "Only: People" in text


def test_a_person_is_found_by_name(office: Office) -> None:
    project_id = office.create()
    office.do(do.SetStrandStates(project_id=project_id, states=((Strand.TECHNOLOGY, "trl4"),)), CHEN)
    text = office.send(command(f"history LD-1 @{CHEN}", EMMA))["text"]
    assert f"<@{CHEN}> updated the strand states" in text
    assert f"<@{LIN}>" not in text


def test_the_selects_carry_topic_and_person_on(office: Office) -> None:
    office.create()
    offered = choices(office.send(command("history LD-1 gates", EMMA)))
    act, _, packed = offered[CHEN.lower()].partition("|")
    assert act == Act.HISTORY
    assert (unpack(packed).stage, unpack(packed).extra) == ("gates", CHEN)
    office.send(payloads.pick_menu(Act.HISTORY, unpack(packed), EMMA))
    assert "Only: Gates" in office.slack.answers[-1][1].text


def test_older_pages_keep_to_the_topic(office: Office) -> None:
    project_id = office.create()
    for day in range(20):
        office.clock.at += timedelta(days=1)
        reason = f"reason {day:02d}"
        office.do(do.HoldProject(project_id=project_id, until=None, reason=reason), LIN)
        office.do(do.ResumeProject(project_id=project_id), LIN)
    ack = office.send(command("history LD-1 project", EMMA))
    assert "reason 19" in ack["text"]
    office.send(payloads.click(Act.HISTORY, unpack(choices(ack)["Show older"]), EMMA))
    older = office.slack.answers[-1][1].text
    assert "Only: Project" in older
    assert "reason 11" in older
    assert "reason 19" not in older


def test_a_word_that_is_nothing_gets_the_words_there_are(office: Office) -> None:
    office.create()
    text = office.send(command("history LD-1 xlsx", EMMA))["text"]
    assert "“xlsx”" in text
    assert "csv and json" in text


@pytest.mark.parametrize("typed", ["history LD-1 csv", "history csv", "历史 LD-1 CSV"])
def test_a_file_goes_to_the_one_who_asked_and_nowhere_else(office: Office, typed: str) -> None:
    office.create()
    assert "on its way" in office.send(command(typed, EMMA))["text"]
    (notice,) = office.notices(NoticeKind.FILE)
    assert notice.audience == EMMA
    assert notice.params["file"] == "history.csv"


@pytest.mark.parametrize(("act", "file"), [(Act.HISTORY_CSV, "history.csv"), (Act.HISTORY_JSON, "history.json")])
def test_buttons_order_what_the_page_shows(office: Office, act: Act, file: str) -> None:
    office.create()
    offered = choices(office.send(command("history LD-1 gates", EMMA)))
    office.send(payloads.click(act, unpack(offered[file[8:].upper()]), EMMA, channel=RADAR))
    (notice,) = office.notices(NoticeKind.FILE)
    assert (notice.audience, notice.params["file"], notice.params["topic"]) == (EMMA, file, "gates")


def test_one_command_delivered_twice_is_one_file(office: Office) -> None:
    office.create()
    for _ in range(2):
        office.send(command("history LD-1 csv", EMMA, trigger_id="trg-again"))
    assert len(office.notices(NoticeKind.FILE)) == 1


@pytest.mark.parametrize("rest", ["", " gates", " csv", " json", " xlsx", " @lin", " gates csv"])
@pytest.mark.parametrize("user", [STRANGER, GUEST])
def test_a_stranger_gets_the_answer_of_an_unknown_key(office: Office, rest: str, user: str) -> None:
    office.create(confidentiality=Confidentiality.RESTRICTED)
    known = json.dumps(office.send(command(f"history LD-1{rest}", user)))
    unknown = json.dumps(office.send(command(f"history LD-7{rest}", user)))
    assert known.replace("LD-1", "LD-7") == unknown
    assert office.notices(NoticeKind.FILE) == []


@pytest.mark.parametrize("act", [Act.HISTORY, Act.HISTORY_CSV, Act.HISTORY_JSON])
def test_a_strangers_forged_button_does_nothing(office: Office, act: Act) -> None:
    project_id = office.create()
    offered = choices(office.send(command("history LD-1", EMMA)))
    ref = unpack(offered["CSV"])
    assert ref.project_id == project_id
    office.send(payloads.click(act, ref, STRANGER))
    assert "Radar" not in office.slack.answers[-1][1].text
    assert office.notices(NoticeKind.FILE) == []


def test_who_has_left_meanwhile_gets_no_file(office: Office) -> None:
    project_id = office.create()
    office.send(command("history LD-1 json", LIU))
    office.do(do.AssignRoles(project_id=project_id, holders=((Role.STEERING, (EMMA,)),)), LIN)
    assert written(office, LIU) is None


def test_the_votes_of_an_open_gate_are_in_nobodys_file_but_the_voters(office: Office) -> None:
    project_id = office.create()
    gate_id = office.open_gate(project_id)
    vote = do.CastVote(project_id=project_id, gate_id=gate_id, decision=Decision.GO, comment="Secret so far")
    office.do(vote, EMMA)
    office.send(command("history LD-1 json", LIN))
    others = written(office, LIN)
    assert others is not None
    assert "VoteCast" in others
    assert "Secret so far" not in others
    office.send(command("history LD-1 json", EMMA))
    own = written(office, EMMA)
    assert own is not None
    assert "Secret so far" in own


def test_a_file_holds_the_whole_history_however_long_it_is(office: Office) -> None:
    project_id = office.create()
    for _ in range(300):
        office.do(do.HoldProject(project_id=project_id, until=None, reason="x"), LIN)
        office.do(do.ResumeProject(project_id=project_id), LIN)
    office.send(command("history LD-1 json", LIN))
    text = written(office, LIN)
    assert text is not None
    events = [entry["event"] for entry in json.loads(text)["history"]]
    assert events[0] == "ProjectCreated"
    assert events.count("ProjectHeld") == 300
