"""What is written in channels is handed on to be looked at, and never answered or refused there."""

from typing import Any

import pytest

from bot.written import Written, written
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import LIN, Office
from tests.bot.inbound.payloads import BOT, TEAM, Json

ROOM = "C0PARTNER"


def said(text: str = "R1-2412345", **more: Any) -> Written | None:
    return written(p.in_channel(text, LIN, channel=ROOM, **more), TEAM)


def test_a_message_in_a_channel_is_only_handed_on(office: Office) -> None:
    office.send(body := p.in_channel("R1-2412345", LIN, channel=ROOM))
    assert [dict(heard["event"]) for heard in office.overheard] == [body["event"]]
    assert office.slack.quiet


def test_a_message_to_us_is_not_looked_at_as_one_in_a_channel(office: Office) -> None:
    office.send(p.dm("R1-2412345", LIN))
    assert office.overheard == []


def test_its_words_and_the_names_of_its_files_are_looked_at() -> None:
    files = [{"id": "F1", "name": "R1-2412345.docx", "title": "The sweep"}, {"id": "F2", "mode": "tombstone"}]
    heard = said("see <https://example.org|this> &amp; that", subtype="file_share", files=files)
    assert heard is not None
    assert heard.words.splitlines() == ["see https://example.org & that", "R1-2412345.docx", "The sweep"]


def test_an_edited_message_is_the_same_message_with_other_words() -> None:
    now = {"user": LIN, "team": TEAM, "text": "now with R1-2412345", "ts": "1790000002.000100"}
    edit = {"subtype": "message_changed", "ts": "1790000009.000000", "message": now, "previous_message": now}
    body = p.event({"type": "message", "channel_type": "channel", "channel": ROOM, **edit})
    assert written(body, TEAM) == Written(
        author=LIN, channel=ROOM, ts="1790000002.000100", thread_ts="", words="now with R1-2412345"
    )


@pytest.mark.parametrize(
    "more",
    [{"bot_id": BOT}, {"user": ""}, {"subtype": "channel_join"}, {"subtype": "message_deleted"},
     {"user_team": "T0PARTNER"}, {"team": "T0PARTNER"}],
)  # fmt: skip
def test_what_no_colleague_wrote_is_left_alone(more: Json) -> None:
    assert said(**more) is None


def test_an_answer_in_a_thread_is_warned_of_in_its_thread() -> None:
    heard = said(thread_ts="1790000001.000100")
    assert heard is not None
    assert heard.thread_ts == "1790000001.000100"
    parent = said(thread_ts="1790000002.000100")
    assert parent is not None
    assert parent.thread_ts == ""
