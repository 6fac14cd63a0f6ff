"""Channels close and open, people leave and come back: kept meanwhile, told once, and all there in the end."""

from .test_relay_kill import new_project
from .test_six_stages import LIN, RADAR, give_roles
from .workspace import Human, Json, Workspace, eventually, words

BOT = "U0LIANDONG"


def heard(lin: Human, word: str) -> list[Json]:
    """What the lead was told in a direct message about a place that cannot be reached."""
    return [m for m in lin.messages(lin.dm) if word in words(m) and RADAR in words(m)] if lin.dm else []


def cards(workspace: Workspace, name: str) -> list[Json]:
    return [m for m in workspace.posted(RADAR) if name in words(m) and m["via"] == "chat.postMessage"]


def test_an_archived_channel_and_one_without_the_bot_get_everything_later_and_once(workspace: Workspace) -> None:
    lin = workspace.human(LIN)
    state = f"{workspace.url}/user/channel/state"
    new_project(workspace, "First")
    eventually(lambda: cards(workspace, "First"), "the card of the first project")
    workspace.http.post(state, json={"channel": RADAR, "archived": True}).raise_for_status()
    eventually(lambda: heard(lin, "归档"), "Lin hears that the channel is archived")
    assert len(heard(lin, "归档")) == 1
    workspace.http.post(state, json={"channel": RADAR, "archived": False, "name": "renamed"}).raise_for_status()
    members = f"{workspace.url}/user/channel/members"
    workspace.http.post(members, json={"channel": RADAR, "remove": [BOT]}).raise_for_status()
    eventually(lambda: heard(lin, "/invite"), "Lin hears that the bot was removed")
    new_project(workspace, "Second")
    workspace.settle(1.0)
    assert cards(workspace, "Second") == []
    assert len(heard(lin, "/invite")) == 1
    workspace.http.post(members, json={"channel": RADAR, "add": [BOT]}).raise_for_status()
    eventually(lambda: cards(workspace, "Second"), "what was kept arrives")
    card = lin.find(RADAR, lambda m: "Second" in words(m) and bool(m["blocks"]), "the card")
    give_roles(lin, card)
    zhao = workspace.human("U0ZHAO")
    zhao.find_dm(lambda m: "LD-2" in words(m), "Zhao is asked")
    workspace.profile("U0ZHAO", deleted=True)
    told = lin.find_dm(lambda m: "U0ZHAO" in words(m), "Lin hears that Zhao has left")
    assert any(option for block in told["blocks"] for e in block.get("elements", []) for option in e.get("options", []))
    assert len(cards(workspace, "Second")) == 1
