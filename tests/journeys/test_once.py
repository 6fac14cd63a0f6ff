"""Once is once: clicks at the same moment, redelivered events and a far side that fails in between."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from .test_six_stages import EMMA, LIN, RADAR, create, do_the_work, give_roles, has
from .workspace import Json, Workspace, eventually


def test_eight_simultaneous_clicks_give_one_vote_and_one_message(workspace: Workspace) -> None:
    lin = workspace.human(LIN)
    card = create(lin, "Eight clicks")
    give_roles(lin, card)
    do_the_work(workspace)
    lin.command(RADAR, "/liandong gate LD-1")
    lin.fill("form.gate", note="")
    emma = workspace.human(EMMA)
    ballot = emma.find_dm(has("gate.vote_go"), "Emma's ballot")
    workspace.settle()  # the pack comes after the ballot
    before = len(workspace.posted())
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: emma.press(emma.dm, ballot, "gate.vote_go"), range(8)))
    assert all(r["ok"] for r in results)
    eventually(lambda: new_messages(workspace, before), "the vote is announced")
    workspace.settle()
    lin.answer_to(RADAR, "/liandong status LD-1")
    (announced,) = new_messages(workspace, before)
    assert announced["thread_ts"]
    cast = [line for line in lines_of(lin.answer_to(RADAR, "/liandong history LD-1")) if f"<@{EMMA}>" in line]
    assert len(cast) == 1


def new_messages(workspace: Workspace, before: int) -> list[Json]:
    """What was posted since; edits of kept messages are not new."""
    return [m for m in workspace.posted()[before:] if m["via"] == "chat.postMessage"]


def lines_of(message: Json) -> list[str]:
    """The lines of the spoken text, which says everything once."""
    return str(message["text"]).splitlines()


@pytest.mark.complaint(6)
def test_three_deliveries_of_one_event_have_one_effect(workspace: Workspace) -> None:
    lin = workspace.human(LIN)
    create(lin, "Three deliveries")
    sent = [d for d in workspace.control("GET", "traffic")["traffic"] if d["name"] == "submit:form.new"]
    assert len(sent) == 1
    before = len(workspace.posted())
    workspace.control("POST", "deliver", delivery_id=sent[0]["delivery_id"], times=3)
    listing = str(lin.answer_to(RADAR, "/liandong list")["text"])
    assert "LD-1" in listing
    assert "LD-2" not in listing
    assert [m for m in workspace.posted()[before:] if m["via"] == "chat.postMessage"] == []
