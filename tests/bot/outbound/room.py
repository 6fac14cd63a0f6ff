"""A channel whose readers a test changes, and what a test reads there."""

from bot.delivery import Relay
from flows.notices import Notice, NoticeKind, card_key
from flows.ports import Person, Store

from .conftest import CHANNEL, LEAD, TEAM, Office
from .scripted_slack import Answer, Call, ScriptedSlack
from .test_relay import until

GUEST = "U0GUEST"


class Room:
    """A channel whose readers a test changes. Everybody in it is known to the workspace."""

    def __init__(self, slack: ScriptedSlack, store: Store) -> None:
        self.slack, self._store = slack, store
        self.members, self.shared = [LEAD], False
        self.introduce(GUEST, is_guest=True)
        slack.answer_to = self._answer

    def introduce(self, user: str, *, is_guest: bool) -> None:
        with self._store.write() as uow:
            uow.people.upsert([Person(team_id=TEAM, user_id=user, name=user, is_guest=is_guest)])
            uow.commit()

    def _answer(self, call: Call) -> Answer | None:
        if call.method == "conversations.members":
            return Answer({"ok": True, "members": self.members})
        if call.method == "conversations.info":
            channel = {"id": CHANNEL, "name": "radar", "is_member": True, "is_ext_shared": self.shared}
            return Answer({"ok": True, "channel": channel})
        return None


class Hand:
    """Moves monotonic seconds."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def bring(office: Office, relay: Relay, *notices: Notice) -> None:
    office.put(*notices)
    relay.wake()
    until(lambda: office.waiting() == 0)


def card(office: Office, key: str) -> Notice:
    return office.notice(NoticeKind.CARD, key, post_key=card_key(office.project_id))


def texts(slack: ScriptedSlack, method: str) -> list[str]:
    return [call.arguments["text"] for call in slack.of(method, channel=CHANNEL)]


def told(slack: ScriptedSlack) -> list[str]:
    return [call.arguments["text"] for call in slack.of("chat.postMessage", channel=f"D{LEAD}")]
