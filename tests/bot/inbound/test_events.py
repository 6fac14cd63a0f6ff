"""The Events API: home, typed answers, people; each event counts once, however often Slack delivers it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.ids import Act, Ref, unpack
from flows.lifecycle import commands as do
from flows.lifecycle.project import Deliverable
from flows.names import DeliverableState
from flows.notices import NoticeKind, ask_key, review_key
from flows.ports import Post
from flows.rhythm.calendar import DoNotDisturb
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, NEWCOMER, STRANGER, ZHAO, Office
from tests.bot.inbound.payloads import BOT, BOT_USER, TEAM, click, dm, event, home_opened

ASK_TS = "1790000000.000200"


def asked(office: Office, user: str = ZHAO, *, ts: str = ASK_TS) -> str:
    """A project whose prompt to a person stands in their direct messages."""
    project_id = office.create("Radar")
    with office.store.write() as uow:
        uow.posts.keep(TEAM, Post(post_key=ask_key(project_id, "ideation", user), channel_id="D0DM", ts=ts))
        uow.commit()
    return project_id


def work_of(office: Office, project_id: str, user: str) -> list[Deliverable]:
    return [d for d in office.card(project_id).deliverables if d.assignee == user]


def buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    inside = [e for b in blocks for e in [*b.get("elements", []), b.get("accessory")] if e]
    return [e for e in inside if e.get("action_id") == Act.USE_TEXT]


def test_opening_the_home_asks_the_relay_for_it(office: Office) -> None:
    office.send(home_opened(EMMA))
    assert [(n.audience, n.params) for n in office.notices(NoticeKind.HOME)] == [(EMMA, {"page": 0, "guest": False})]
    with office.store.read() as reads:
        assert reads.home_openers(TEAM, [EMMA, LIN]) == (EMMA,)
    assert office.wakes


def test_opening_the_messages_tab_asks_for_nothing(office: Office) -> None:
    office.send(home_opened(EMMA, tab="messages"))
    assert office.notices(NoticeKind.HOME) == []


@pytest.mark.complaint(6)
def test_three_deliveries_of_one_event_have_one_effect(office: Office) -> None:
    bodies = [home_opened(EMMA, event_id="Ev1") for _ in range(3)]
    for body in bodies:
        office.send(body)
    assert len(office.notices(NoticeKind.HOME)) == 1
    for _ in range(3):
        office.send(dm("hello", EMMA, event_id="Ev2"))
    assert len(office.slack.posts) == 1


@pytest.mark.complaint(6)
def test_deliveries_at_the_same_moment_have_one_effect(office: Office) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(office.send, [dm("hello", EMMA, event_id="Ev1") for _ in range(6)]))
    assert len(office.slack.posts) == 1


def test_an_answer_under_a_prompt_is_offered_as_the_submission(office: Office) -> None:
    project_id = asked(office, CHEN)
    (deliverable,) = work_of(office, project_id, CHEN)
    office.send(dm("See <https://example.org/a?x=1&amp;y=2|the report> &amp; tell me", CHEN, thread_ts=ASK_TS))
    ((channel, thread_ts, message),) = office.slack.posts
    assert (channel, thread_ts) == ("D0DM", ASK_TS)
    assert deliverable.title.zh in message.text
    (button,) = buttons(message.blocks)
    office.send(click(Act.USE_TEXT, unpack(button["value"]), CHEN))
    (after,) = work_of(office, project_id, CHEN)
    assert after.state is DeliverableState.SUBMITTED
    assert after.submissions[0].text == "See https://example.org/a?x=1&y=2 & tell me"
    assert deliverable.title.zh in office.slack.answer


def test_an_answer_to_a_prompt_of_several_lets_the_person_choose(office: Office) -> None:
    project_id = asked(office, ZHAO)
    office.send(dm("<https://example.org/search>", ZHAO, thread_ts=ASK_TS))
    offered = buttons(office.slack.posts[0][2].blocks)
    works = work_of(office, project_id, ZHAO)
    assert len(offered) == len(works) > 1
    chosen = unpack(offered[1]["value"])
    office.send(click(Act.USE_TEXT, chosen, ZHAO))
    after = {d.id: d for d in work_of(office, project_id, ZHAO)}
    assert after[chosen.deliverable_id].submissions[0].link == "https://example.org/search"
    assert sum(bool(d.submissions) for d in after.values()) == 1


def test_an_attached_file_is_the_submission(office: Office) -> None:
    project_id = asked(office, CHEN)
    files = [{"id": "F1", "name": "report.pdf"}]
    office.send(dm("", CHEN, thread_ts=ASK_TS, subtype="file_share", files=files))
    office.send(click(Act.USE_TEXT, unpack(buttons(office.slack.posts[0][2].blocks)[0]["value"]), CHEN))
    (submission,) = work_of(office, project_id, CHEN)[0].submissions
    assert (submission.file_id, submission.file_name) == ("F1", "report.pdf")


def test_using_the_same_words_twice_submits_once(office: Office) -> None:
    project_id = asked(office, CHEN)
    office.send(dm("Done", CHEN, thread_ts=ASK_TS))
    ref = unpack(buttons(office.slack.posts[0][2].blocks)[0]["value"])
    for _ in range(2):
        office.send(click(Act.USE_TEXT, ref, CHEN))
    assert len(work_of(office, project_id, CHEN)[0].submissions) == 1


def test_words_that_are_not_kept_any_more_are_asked_for_again(office: Office) -> None:
    project_id = asked(office, CHEN)
    ref = Ref(project_id=project_id, deliverable_id=work_of(office, project_id, CHEN)[0].id, extra="evt:gone")
    office.send(click(Act.USE_TEXT, ref, EMMA))
    assert "not there any more" in office.slack.answer


def test_an_answer_to_a_finished_prompt_says_so(office: Office) -> None:
    project_id = asked(office, CHEN)
    office.settle_stage(project_id)
    office.send(dm("Late", CHEN, thread_ts=ASK_TS))
    assert buttons(office.slack.posts[0][2].blocks) == []
    assert "LD-1" in office.slack.posts[0][2].text


def test_under_another_persons_prompt_nothing_of_the_project_is_told(office: Office) -> None:
    asked(office, CHEN)
    office.send(dm("What is this?", STRANGER, thread_ts=ASK_TS))
    assert "LD-1" not in office.slack.posts[0][2].text
    assert buttons(office.slack.posts[0][2].blocks) == []


def test_an_answer_under_a_review_gets_the_hint(office: Office) -> None:
    project_id = asked(office)
    with office.store.write() as uow:
        post = Post(post_key=review_key(project_id, "ideation", LIN), channel_id="D0DM", ts="1.2")
        uow.posts.keep(TEAM, post)
        uow.commit()
    office.send(dm("Fine", LIN, thread_ts="1.2"))
    assert "/liandong submit" in office.slack.posts[0][2].text


@pytest.mark.parametrize("user", [LIN, EMMA, GUEST, NEWCOMER])
def test_any_other_message_gets_one_line_of_help(office: Office, user: str) -> None:
    office.send(dm("hello", user))
    ((_, thread_ts, message),) = office.slack.posts
    assert thread_ts == ""
    assert "/liandong help" in message.text
    assert len(message.blocks) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "message_changed", "message": {}},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message", "bot_id": "B0OTHER"},
        {"bot_id": BOT, "user": BOT_USER},
        {"channel_type": "channel", "channel": "C0RADAR"},
    ],
)
def test_bots_edits_and_channels_are_not_answered(office: Office, more: dict[str, Any]) -> None:
    office.send(dm("hello", **{"user": EMMA, **more}))
    assert office.slack.quiet


def test_being_called_in_a_channel_is_answered_in_the_thread(office: Office) -> None:
    inner = {"type": "app_mention", "channel": "C0RADAR", "user": EMMA, "text": f"<@{BOT_USER}> hi", "ts": "5.6"}
    office.send(event(inner))
    ((channel, thread_ts, _),) = office.slack.posts
    assert (channel, thread_ts) == ("C0RADAR", "5.6")


@pytest.mark.parametrize("kind", ["team_join", "user_change"])
def test_people_are_kept_as_slack_tells(office: Office, kind: str) -> None:
    user = {"id": NEWCOMER, "name": "new", "profile": {"real_name": "N"}, "locale": "zh-CN", "is_restricted": True}
    office.send(event({"type": kind, "user": user}))
    with office.store.read() as reads:
        person = reads.person(TEAM, NEWCOMER)
    assert person is not None
    assert (person.locale, person.is_guest) == ("zh-CN", True)


def test_do_not_disturb_is_kept_as_slack_tells(office: Office) -> None:
    window = {"dnd_enabled": True, "next_dnd_start_ts": 1795449600, "next_dnd_end_ts": 1795485600}
    for status, kept in ((window, DoNotDisturb(*(datetime.fromtimestamp(window[f"next_dnd_{edge}_ts"], UTC)
                                                 for edge in ("start", "end")))),
                         ({**window, "dnd_enabled": False}, None)):  # fmt: skip
        for _ in range(2):
            office.send(event({"type": "dnd_updated_user", "user": CHEN, "dnd_status": status}))
        with office.store.read() as reads:
            assert reads.dnd(TEAM, CHEN) == kept


def test_a_person_told_without_a_language_is_looked_up(office: Office) -> None:
    office.send(event({"type": "user_change", "user": {"id": LIN, "name": "lin", "profile": {}}}))
    assert office.learned == [LIN]
    with office.store.read() as reads:
        person = reads.person(TEAM, LIN)
    assert person is not None
    assert person.locale == "zh-CN", "what we knew is kept until then"


def test_an_event_we_have_no_use_for_is_acknowledged(office: Office) -> None:
    office.send(event({"type": "reaction_added", "user": EMMA, "reaction": "eyes", "item": {}}))
    assert office.slack.quiet


@pytest.mark.complaint(7)
def test_a_redelivered_event_after_a_restart_is_still_known(office: Office) -> None:
    body = dm("hello", EMMA, event_id="Ev9")
    office.send(body)
    office.app.dispatch(
        BoltRequest(
            mode="socket_mode",
            body=body,
            headers={"x-slack-retry-num": ["1"], "x-slack-retry-reason": ["http_timeout"]},
        )
    )
    assert len(office.slack.posts) == 1


@pytest.mark.complaint(7)
def test_a_retry_of_what_never_arrived_is_answered(office: Office) -> None:
    """The first delivery was lost on the way: only what was seen before is left out, and not whatever is a retry."""
    body = dm("hello", EMMA, event_id="Ev10")
    office.app.dispatch(BoltRequest(mode="socket_mode", body=body, headers={"x-slack-retry-num": ["1"]}))
    assert len(office.slack.posts) == 1


def test_a_held_project_says_so_when_words_are_used(office: Office) -> None:
    project_id = asked(office, CHEN)
    office.send(dm("Done", CHEN, thread_ts=ASK_TS))
    ref = unpack(buttons(office.slack.posts[0][2].blocks)[0]["value"])
    office.do(do.HoldProject(project_id=project_id, until=None, reason="x"), LIN)
    office.send(click(Act.USE_TEXT, ref, CHEN))
    assert "项目已暂缓" in office.slack.answer
