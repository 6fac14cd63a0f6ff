"""An answer typed under a reminder, which tells of open work in all projects, is offered for any of it."""

import pytest

from bot.ids import Act, unpack
from flows.names import Confidentiality, DeliverableState
from flows.ports import Post
from flows.rhythm.prompting import prompt_key
from tests.bot.inbound.office import CHEN, LIN, STRANGER, Office
from tests.bot.inbound.payloads import TEAM, click, dm
from tests.bot.inbound.test_events import buttons, work_of

TS = "1790000000.000300"


@pytest.fixture
def reminded(office: Office) -> Office:
    """Chen's reminder stands in the direct messages, about one deliverable in each of two projects."""
    office.create("Radar")
    office.create("Lidar")
    with office.store.write() as uow:
        uow.posts.keep(TEAM, Post(post_key=prompt_key(CHEN, 1), channel_id="D0DM", ts=TS))
        uow.commit()
    return office


def test_the_answer_is_offered_for_each_of_the_open_work_and_handed_in_once(reminded: Office) -> None:
    reminded.send(dm("See the report", CHEN, thread_ts=TS))
    ((_, thread_ts, message),) = reminded.slack.posts
    offered = [unpack(button["value"]) for button in buttons(message.blocks)]
    assert thread_ts == TS
    assert len({ref.project_id for ref in offered}) == 2
    assert all(key in str(message.blocks) for key in ("LD-1 Radar", "LD-2 Lidar"))
    for _ in range(2):
        reminded.send(click(Act.USE_TEXT, offered[1], CHEN))
    (handed_in,) = work_of(reminded, offered[1].project_id, CHEN)
    assert [one.text for one in handed_in.submissions] == ["See the report"]
    (other,) = work_of(reminded, offered[0].project_id, CHEN)
    assert other.state is DeliverableState.OPEN


def test_nobody_else_hands_in_what_was_typed_under_a_reminder(reminded: Office) -> None:
    reminded.send(dm("Mine", CHEN, thread_ts=TS))
    ref = unpack(buttons(reminded.slack.posts[0][2].blocks)[0]["value"])
    for other in (LIN, STRANGER):
        reminded.send(click(Act.USE_TEXT, ref, other))
    (work,) = work_of(reminded, ref.project_id, CHEN)
    assert work.submissions == ()


def test_with_nothing_open_it_is_like_anything_else_that_is_typed(office: Office) -> None:
    office.settle_stage(office.create("Radar", confidentiality=Confidentiality.OPEN))
    with office.store.write() as uow:
        uow.posts.keep(TEAM, Post(post_key=prompt_key(CHEN, 1), channel_id="D0DM", ts=TS))
        uow.commit()
    office.send(dm("Late", CHEN, thread_ts=TS))
    assert buttons(office.slack.posts[0][2].blocks) == []
