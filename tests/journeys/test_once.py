"""Once is once: clicks at the same moment, redelivered events and a far side that fails in between."""

from concurrent.futures import ThreadPoolExecutor

from .test_six_stages import EMMA, LIN, LIU, RADAR, create, do_the_work, give_roles, has
from .workspace import Json, Workspace, eventually, words


def test_eight_simultaneous_clicks_give_one_vote_and_one_message(workspace: Workspace) -> None:
    lin = workspace.human(LIN)
    card = create(lin, "Eight clicks")
    give_roles(lin, card)
    do_the_work(workspace)
    lin.command(RADAR, "/liandong gate LD-1")
    lin.fill("form.gate", note="")
    emma = workspace.human(EMMA)
    ballot = emma.find_dm(has("gate.vote_go"), "Emma's ballot")
    before = len(workspace.posted())
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: emma.press(emma.dm, ballot, "gate.vote_go"), range(8)))
    assert all(r["ok"] for r in results)
    liu = workspace.human(LIU)
    eventually(lambda: "1" in words(liu.find_dm(has("gate.vote_go"), "Liu's ballot")), "Liu sees that one has voted")
    new = [m for m in workspace.posted()[before:] if not m.get("ephemeral")]
    assert [m for m in new if m["channel"] == RADAR and not m.get("thread_ts")] == []
    assert len([m for m in new if m.get("thread_ts")]) <= 1
    history = words(lin.answer_to(RADAR, "/liandong history LD-1"))
    assert history.count(f"<@{EMMA}>") == 1


def test_three_deliveries_of_one_event_have_one_effect(workspace: Workspace) -> None:
    lin = workspace.human(LIN)
    create(lin, "Three deliveries")
    deliveries: list[Json] = [
        d
        for d in workspace.control("GET", "traffic")["traffic"]
        if d.get("direction") == "delivery" and "view_submission" in str(d)
    ]
    assert deliveries
    workspace.control("POST", "deliver", delivery_id=deliveries[-1]["delivery_id"], times=3)
    listing = words(lin.answer_to(RADAR, "/liandong list"))
    assert "LD-1" in listing
    assert "LD-2" not in listing
