"""The privacy probe over the wire: the real bot, real payloads, people who may not see what they ask for."""

from bot.grammar import ADMIN_SPELLINGS, SPELLINGS, Verb

from .test_six_stages import CHEN, LIN, RADAR, RAJ, create, give_roles
from .workspace import Human, Json, Workspace, elements, eventually, words

GUEST, PARTNER = "U0GUEST", "C0PARTNER"
KEY, NOWHERE = "LD-1", "LD-9"
TOPICS = {Verb.HELP, Verb.NEW, Verb.TEMPLATE}
"""Verbs that take no project's key."""


def told(message: Json) -> str:
    """What an answer says, without what the workspace adds: time, place, and the ids of blocks that have none."""
    return repr((message["text"], [{**block, "block_id": ""} for block in message["blocks"]]))


def asked(human: Human, channel: str, text: str) -> str:
    return told(human.answer_to(channel, f"/liandong {text}"))


def private_answers(human: Human, channel: str) -> list[str]:
    return [told(m) for m in human.messages(channel) if m.get("ephemeral")]


def warned(message: Json) -> bool:
    """The line that tells a lead about outsiders in the channel."""
    return RADAR in str(message["blocks"]) and KEY in words(message)


def test_every_command_answers_a_stranger_and_a_guest_as_if_there_was_no_project(workspace: Workspace) -> None:
    lin = workspace.human(LIN)
    give_roles(lin, create(lin, "Quasar lens"))
    workspace.profile("U0NEW", name="newcomer")
    workspace.control("GET", "health")
    for user, channel in (("U0NEW", "C0GENERAL"), (GUEST, PARTNER)):
        workspace.http.post("/user/channel/members", json={"channel": channel, "add": [user]})
        human = workspace.human(user)
        for word, verb in (SPELLINGS | ADMIN_SPELLINGS).items():
            if not word or verb in TOPICS:
                continue
            hidden, unknown = asked(human, channel, f"{word} {KEY}"), asked(human, channel, f"{word} {NOWHERE}")
            assert hidden.replace(KEY, NOWHERE) == unknown, (user, word)
            assert "Quasar" not in hidden
        assert human.view_count() == 0
    assert words(lin.answer_to(RADAR, f"/liandong status {KEY}")).count("Quasar lens")


def test_every_button_of_a_card_in_a_public_channel_is_shut_to_those_who_are_no_members(workspace: Workspace) -> None:
    lin, raj = workspace.human(LIN), workspace.human(RAJ)
    card = create(lin, "Quasar lens")
    posted = len(workspace.posted())
    pressed = 0
    for element in elements(card["blocks"]):
        for chosen in element.get("options") or [None]:
            before = len(private_answers(raj, RADAR))
            value = {"option": chosen["value"]} if chosen else {"value": element.get("value", "")}
            raj._press(RADAR, card, element, **value)
            eventually(lambda seen=before: len(private_answers(raj, RADAR)) > seen, f"an answer to {element}")  # type: ignore[misc]
            pressed += 1
    assert pressed > 5
    assert len(set(private_answers(raj, RADAR))) == 1
    assert "There is no such project" in private_answers(raj, RADAR)[0]
    assert raj.view_count() == 0
    new = [m for m in workspace.posted()[posted:] if m["channel"] == RADAR and m["via"] != "response_url"]
    assert new == []


def test_a_guest_in_the_channel_shortens_its_card_and_the_lead_hears_of_it_once(workspace: Workspace) -> None:
    lin = workspace.human(LIN)
    card = create(lin, "Quasar lens")
    for _ in range(2):
        workspace.http.post("/user/channel/members", json={"channel": RADAR, "add": [GUEST]})

    def shortened() -> bool:
        now = next(m for m in lin.messages(RADAR) if m["ts"] == card["ts"])
        return "Quasar lens" not in words(now) and KEY in words(now)

    eventually(shortened, "the card shows key and stage only")
    lin.find_dm(warned, "the lead is told")
    lin.command(RADAR, f"/liandong gate {KEY}")
    workspace.http.post("/user/channel/members", json={"channel": RADAR, "add": ["U0GUEST"]})
    assert len([m for m in lin.messages(lin.dm) if warned(m)]) == 1
    guest = workspace.human(GUEST)
    assert "Quasar lens" not in words({"all": guest.messages(RADAR)})


def test_a_member_who_becomes_a_guest_loses_a_restricted_project_at_once(workspace: Workspace) -> None:
    lin, chen = workspace.human(LIN), workspace.human(CHEN)
    card = create(lin, "Quasar lens")
    give_roles(lin, card)
    lin.pick(RADAR, card, "prj.edit")
    lin.fill("form.edit", name="Quasar lens", summary="", channel=RADAR, confidentiality="restricted")
    assert "Quasar lens" in words(chen.home())
    assert "Quasar lens" in words(chen.answer_to(RADAR, f"/liandong status {KEY}"))
    workspace.profile(CHEN, is_guest=True)
    eventually(lambda: "Quasar lens" not in words(chen._get("home")["view"]), "the App Home forgets the project")
    assert asked(chen, RADAR, f"status {KEY}").replace(KEY, NOWHERE) == asked(chen, RADAR, f"status {NOWHERE}")
