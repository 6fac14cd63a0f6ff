"""Files go to the person who asked for them, and to nobody when that person may not have them."""

from datetime import timedelta

import pytest

from bot.courier import Courier
from bot.settling import settle
from bot.verdicts import Dead, Done, Later
from flows.notices import NoticeKind
from flows.ports import Parcel, Store
from tests.builders import NOW

from .conftest import CHANNEL, LEAD, Office
from .scripted_slack import Answer, Call, ScriptedSlack, refused

ASKED, SHARED = "files.getUploadURLExternal", "files.completeUploadExternal"


@pytest.fixture(autouse=True)
def uploads(slack: ScriptedSlack) -> None:
    """Where the bytes go: a path of the same server."""

    def answer(call: Call) -> Answer | None:
        address = {"upload_url": f"{slack.url}upload", "file_id": "F1"}
        return Answer({"ok": True, **address}) if call.method == ASKED else None

    slack.answer_to = answer


def parcel(office: Office, audience: str = LEAD, *, ambiguous: bool = False) -> Parcel:
    notice = office.notice(NoticeKind.FILE, "file:1", audience, params={"file": "history.csv"})
    return Parcel(id="out_0123456789abcdefghij", notice=notice, attempts=1, ambiguous=ambiguous, created_at=NOW)


def test_a_file_is_shared_in_the_direct_message_only(slack: ScriptedSlack, office: Office, courier: Courier) -> None:
    assert courier.deliver(parcel(office), now=NOW) == Done(through=True)
    (shared,) = slack.of(SHARED)
    assert shared.arguments["channel_id"] == f"D{LEAD}"
    (asked,) = slack.of(ASKED)
    assert asked.arguments["filename"] == "LD-1-history-2026-11-23-abcdefghij.csv"


def test_a_file_never_goes_to_a_channel(slack: ScriptedSlack, office: Office, courier: Courier) -> None:
    assert isinstance(courier.deliver(parcel(office, CHANNEL), now=NOW), Dead)
    assert slack.calls == []


@pytest.mark.parametrize("reader", ["U0STRANGER", "U0NOBODY"])
def test_who_may_not_see_the_project_gets_nothing(
    slack: ScriptedSlack, office: Office, courier: Courier, reader: str
) -> None:
    assert courier.deliver(parcel(office, reader), now=NOW) == Done()
    assert slack.of(ASKED) == []


def test_only_the_last_step_can_have_arrived(slack: ScriptedSlack, office: Office, courier: Courier) -> None:
    slack.will(ASKED, Answer("oops", 500))
    first = courier.deliver(parcel(office), now=NOW)
    slack.will(SHARED, Answer("oops", 500))
    last = courier.deliver(parcel(office), now=NOW)
    assert isinstance(first, Later)
    assert isinstance(last, Later)
    assert (first.ambiguous, last.ambiguous) == (False, True)


def test_a_file_that_is_there_already_is_not_sent_again(slack: ScriptedSlack, office: Office, courier: Courier) -> None:
    found = {"ts": "7.7", "files": [{"name": "LD-1-history-2026-11-23-abcdefghij.csv"}]}
    slack.will("conversations.history", Answer({"ok": True, "messages": [{"ts": "7.6"}, found]}))
    assert courier.deliver(parcel(office, ambiguous=True), now=NOW) == Done()
    assert slack.of(SHARED) == []


def test_a_refused_file_is_told_to_the_one_who_asked(
    slack: ScriptedSlack, office: Office, courier: Courier, store: Store
) -> None:
    slack.will(ASKED, refused("missing_scope"))
    verdict = courier.deliver(parcel(office), now=NOW)
    assert verdict == Dead("missing_scope")
    settle(store, parcel(office, "U0CHEN"), verdict, now=NOW, new_id=lambda prefix: f"{prefix}_told")
    with store.write() as uow:
        (told,) = uow.outbox.claim(owner="t", now=NOW, lease_until=NOW + timedelta(minutes=1), limit=9)
    assert (told.notice.audience, told.notice.params["code"]) == ("U0CHEN", "missing_scope")
