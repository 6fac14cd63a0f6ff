"""An open gate has its pack under the card and under every ballot; a closed one has its minutes."""

import pytest

from .test_exports import content
from .test_six_stages import EMMA, LIN, LIU, RADAR, create, do_the_work, give_roles, has, speak
from .workspace import Human, Json, Workspace, eventually, words

PACK, MINUTES = "gate.pack_html", "gate.minutes_md"


def under(human: Human, channel: str, above: Json, action: str) -> Json:
    """The newest message under another that has a button with this action."""

    def look() -> Json | None:
        found = [m for m in human.messages(channel, above["ts"]) if m["ts"] != above["ts"] and has(action)(m)]
        return found[-1] if found else None

    return eventually(look, f"{action} under {above['ts']}")


@pytest.mark.timeout(180)
def test_pack_while_the_gate_is_open_and_minutes_when_it_closes(workspace: Workspace) -> None:
    speak(workspace, "en-US")
    lin, emma, liu = (workspace.human(user) for user in (LIN, EMMA, LIU))
    card = create(lin, "Radar pack")
    give_roles(lin, card)
    do_the_work(workspace)
    lin.command(RADAR, "/liandong gate LD-1")
    lin.fill("form.gate", note="All evidence is attached")
    ballot = emma.find_dm(has("gate.vote_go"), "Emma's ballot")
    pack = under(lin, RADAR, card, PACK)
    own = under(emma, emma.dm, ballot, PACK)
    for shown in (pack, own):
        assert "All evidence is attached" in words(shown)
        assert "0 of 2 have voted" in words(shown)
        assert "Idea card" in words(shown)
        assert "Changed since the last gate" in words(shown)
    emma.press(emma.dm, own, PACK)
    (page,) = eventually(emma.files, "the pack as a file")
    text = content(emma, page)
    assert page["name"].endswith(".html")
    assert "<script" not in text
    assert "https://example.org/report" in text

    emma.press(emma.dm, ballot, "gate.vote_go")
    eventually(lambda: "1 of 2 have voted" in words(under(lin, RADAR, card, PACK)), "the pack follows the votes")
    assert under(lin, RADAR, card, PACK)["ts"] == pack["ts"]
    liu.press_dm(has("gate.vote_go"), "Liu's ballot", "gate.vote_go")
    minutes = under(lin, RADAR, card, MINUTES)
    assert "is decided: *Go*" in words(minutes)
    assert f"<@{EMMA}>: *Go*" in words(minutes)
    assert "Idea card* · version 1" in words(minutes)
    eventually(lambda: not has(PACK)(message(lin, card, pack["ts"])), "the pack is closed")
    lin.press(RADAR, minutes, MINUTES)
    (file,) = eventually(lin.files, "the minutes as a file")
    assert "## Evidence" in content(lin, file)
    assert {m["channel"] for m in workspace.posted() if m["via"].startswith("files.")} == {lin.dm, emma.dm}


def message(human: Human, above: Json, ts: str) -> Json:
    return next(m for m in human.messages(RADAR, above["ts"]) if m["ts"] == ts)


def test_a_stranger_who_presses_gets_no_file(workspace: Workspace) -> None:
    lin, stranger = workspace.human(LIN), workspace.human("U0SOFIA")
    create(lin, "Members only")
    known = words(stranger.answer_to(RADAR, "/liandong history LD-1 csv"))
    unknown = words(stranger.answer_to(RADAR, "/liandong history LD-8 csv"))
    assert known.replace("LD-1", "LD-8") == unknown
    assert stranger.files() == []
