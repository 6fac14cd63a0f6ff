"""One attempt at one parcel: what is sent, what waits and for how long, and what is given up."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.courier import PATIENCE_SECONDS, Courier
from bot.discretion import Discretion
from bot.gateway import Gateway
from bot.pacing import Pace
from bot.rendering import Renderer
from bot.verdicts import MAX_ATTEMPTS, Dead, Done, Halt, Later, backoff
from flows.notices import Notice, NoticeKind, ask_key, ballot_key, card_key, home_key, review_key
from flows.ports import Parcel, Post, Store
from tests.wordbooks import shipped_templates, word_book

from .conftest import CHANNEL, LEAD, TEAM, Office
from .scripted_slack import Answer, ScriptedSlack, limited, refused

NOW = datetime.now(UTC)


def parcel(notice: Notice, attempts: int = 1, *, ambiguous: bool = False, age: float = 0.0) -> Parcel:
    created = NOW - timedelta(seconds=age)
    return Parcel(id="out_1", notice=notice, attempts=attempts, ambiguous=ambiguous, created_at=created)


def keep(store: Store, post_key: str, channel: str, ts: str) -> None:
    with store.write() as uow:
        uow.posts.keep(TEAM, Post(post_key=post_key, channel_id=channel, ts=ts))
        uow.commit()


@pytest.fixture
def home(office: Office) -> Notice:
    return office.notice(NoticeKind.HOME, "home", LEAD, post_key=home_key(LEAD))


def test_a_home_is_published_only_for_those_who_have_opened_it(
    slack: ScriptedSlack, store: Store, courier: Courier, home: Notice
) -> None:
    assert courier.deliver(parcel(home), now=NOW) == Done()
    assert slack.of("views.publish") == []
    with store.write() as uow:
        uow.people.home_opened(TEAM, LEAD, now=NOW)
        uow.commit()
    assert courier.deliver(parcel(home), now=NOW) == Done()
    assert slack.of("views.publish")[0].arguments["user_id"] == LEAD


def test_a_home_that_failed_unclearly_is_simply_published_again(
    slack: ScriptedSlack, store: Store, courier: Courier, home: Notice
) -> None:
    with store.write() as uow:
        uow.people.home_opened(TEAM, LEAD, now=NOW)
        uow.commit()
    slack.will("views.publish", Answer(cut=True))
    verdict = courier.deliver(parcel(home), now=NOW)
    assert isinstance(verdict, Later)
    assert not verdict.ambiguous


def test_every_kind_of_personal_message_can_be_sent(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    project = office.project_id
    told = {"event": "ProjectResumed", "by": "U0EMMA"}
    for kind, key in (
        (NoticeKind.ASK, ask_key(project, "ideation", LEAD)),
        (NoticeKind.REVIEW, review_key(project, "ideation", LEAD)),
        (NoticeKind.BALLOT, ballot_key("gate_1", LEAD)),
        (NoticeKind.TOLD, None),
    ):
        if kind in (NoticeKind.REVIEW, NoticeKind.BALLOT):  # nothing waits now, but something did
            keep(store, str(key), f"D{LEAD}", "1.0")
        notice = office.notice(kind, f"n:{kind}", LEAD, post_key=key, params=told)
        verdict = courier.deliver(parcel(notice), now=NOW)
        assert isinstance(verdict, Done)
        assert (verdict.keep.post_key if verdict.keep else None) == key
    assert [c.arguments["channel"] for c in slack.of("chat.postMessage")] == [f"D{LEAD}"] * 2
    assert [c.arguments["channel"] for c in slack.of("chat.update")] == [f"D{LEAD}"] * 2


def test_nobody_is_asked_for_what_was_settled_before_the_question_went_out(
    slack: ScriptedSlack, office: Office, courier: Courier
) -> None:
    project, nobody = office.project_id, "U0NOBODY"
    for kind, key in (
        (NoticeKind.ASK, ask_key(project, "ideation", nobody)),
        (NoticeKind.REVIEW, review_key(project, "ideation", nobody)),
        (NoticeKind.BALLOT, ballot_key("gate_1", nobody)),
    ):
        assert courier.deliver(parcel(office.notice(kind, key, nobody, post_key=key)), now=NOW) == Done()
    assert slack.of("chat.postMessage") == []


def test_people_are_written_to_in_their_own_language(slack: ScriptedSlack, office: Office, courier: Courier) -> None:
    office.welcome("U0EMMA", "en-US")
    params = {"event": "ProjectResumed", "by": LEAD}
    for user in (LEAD, "U0EMMA"):
        courier.deliver(parcel(office.notice(NoticeKind.TOLD, f"n{user}", user, params=params)), now=NOW)
    chinese, english = (c.arguments["text"] for c in slack.of("chat.postMessage"))
    assert any("一" <= letter <= "鿿" for letter in chinese)
    assert not any("一" <= letter <= "鿿" for letter in english)


def test_a_channel_hears_its_project_in_the_leads_language(
    slack: ScriptedSlack, office: Office, courier: Courier
) -> None:
    courier.deliver(parcel(office.reply("r")), now=NOW)
    assert any("一" <= letter <= "鿿" for letter in slack.of("chat.postMessage")[0].arguments["text"])


def test_an_answer_waits_a_little_for_its_card_and_is_then_posted_plainly(
    slack: ScriptedSlack, office: Office, courier: Courier
) -> None:
    reply = office.notice(
        NoticeKind.REPLY, "r", thread_of=card_key(office.project_id), params={"event": "ProjectResumed", "by": LEAD}
    )
    assert isinstance(courier.deliver(parcel(reply), now=NOW), Later)
    assert isinstance(courier.deliver(parcel(reply, age=PATIENCE_SECONDS + 1), now=NOW), Done)
    assert "thread_ts" not in slack.of("chat.postMessage")[0].arguments


def test_an_answer_to_a_card_in_another_channel_is_posted_plainly(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    keep(store, card_key(office.project_id), "C0OLD", "1.0")
    reply = office.notice(
        NoticeKind.REPLY, "r", thread_of=card_key(office.project_id), params={"event": "ProjectResumed", "by": LEAD}
    )
    assert isinstance(courier.deliver(parcel(reply), now=NOW), Done)
    assert "thread_ts" not in slack.of("chat.postMessage", channel=CHANNEL)[0].arguments


def test_a_card_whose_project_moved_to_another_channel_is_posted_there(
    store: Store, office: Office, courier: Courier
) -> None:
    key = card_key(office.project_id)
    keep(store, key, "C0OLD", "1.0")
    verdict = courier.deliver(parcel(office.notice(NoticeKind.CARD, "c", post_key=key)), now=NOW)
    assert isinstance(verdict, Done)
    assert verdict.keep is not None
    assert verdict.keep.channel_id == CHANNEL


def test_a_card_that_moved_leaves_nothing_but_its_key_where_it_stood(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    key = card_key(office.project_id)
    keep(store, key, "C0OLD", "1.0")
    courier.deliver(parcel(office.notice(NoticeKind.CARD, "c", post_key=key)), now=NOW)
    with store.read() as reads:
        card = reads.card(TEAM, office.project_id)
    assert card is not None
    (left,) = slack.of("chat.update", channel="C0OLD")
    assert card.key in str(left.arguments)
    assert card.name not in str(left.arguments)
    assert "action_id" not in str(left.arguments)


def test_a_card_moves_although_its_old_place_cannot_be_reached(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    key = card_key(office.project_id)
    keep(store, key, "C0OLD", "1.0")
    slack.will("chat.update", refused("not_in_channel"))
    assert isinstance(courier.deliver(parcel(office.notice(NoticeKind.CARD, "c", post_key=key)), now=NOW), Done)
    assert len(slack.of("chat.postMessage", channel=CHANNEL)) == 1


def test_a_card_is_not_posted_anew_before_its_old_place_is_cleared(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    key = card_key(office.project_id)
    keep(store, key, "C0OLD", "1.0")
    slack.will("chat.update", limited(7))
    verdict = courier.deliver(parcel(office.notice(NoticeKind.CARD, "c", post_key=key)), now=NOW)
    assert verdict == Later(7.0, "ratelimited")
    assert slack.of("chat.postMessage") == []


def test_an_edit_that_failed_unclearly_is_not_doubted(
    slack: ScriptedSlack, store: Store, office: Office, courier: Courier
) -> None:
    key = card_key(office.project_id)
    keep(store, key, CHANNEL, "1.0")
    slack.will("chat.update", Answer("oops", 502))
    verdict = courier.deliver(parcel(office.notice(NoticeKind.CARD, "c", post_key=key)), now=NOW)
    assert isinstance(verdict, Later)
    assert not verdict.ambiguous


def test_doubt_survives_a_rate_limit_while_looking(slack: ScriptedSlack, office: Office, courier: Courier) -> None:
    slack.will("conversations.history", limited(5))
    assert courier.deliver(parcel(office.reply("r"), ambiguous=True), now=NOW) == Later(5.0, "ratelimited", True)
    assert slack.of("chat.postMessage") == []


def test_a_token_revoked_while_looking_stops_everything_and_posts_nothing(
    slack: ScriptedSlack, office: Office, courier: Courier
) -> None:
    slack.will("conversations.history", refused("token_revoked"))
    card = office.notice(NoticeKind.CARD, "c", post_key=card_key(office.project_id))
    assert courier.deliver(parcel(card, ambiguous=True), now=NOW) == Halt("token_revoked")
    assert slack.of("chat.postMessage") == []


def test_unclear_answers_are_given_up_in_the_end_and_a_missing_network_never(
    slack: ScriptedSlack, office: Office, courier: Courier
) -> None:
    slack.will("chat.postMessage", Answer(cut=True), refused("service_unavailable"))
    assert isinstance(courier.deliver(parcel(office.reply("r"), MAX_ATTEMPTS), now=NOW), Dead)
    verdict = courier.deliver(parcel(office.reply("r"), MAX_ATTEMPTS), now=NOW)
    assert isinstance(verdict, Later)
    assert verdict.unreachable


def test_steps_between_attempts_grow_and_then_stay() -> None:
    steps = [backoff(n) for n in range(15)]
    assert steps[:5] == [1.0, 1.0, 2.0, 4.0, 8.0]
    assert steps == sorted(steps)
    assert steps[-1] == steps[-2] == 600.0


def test_a_paced_channel_makes_the_message_wait_unsent(
    slack: ScriptedSlack, store: Store, office: Office, gateway: Gateway
) -> None:
    renderer = Renderer(store, word_book(), shipped_templates(), ZoneInfo("Asia/Shanghai"))
    paced = Courier(renderer, gateway, Discretion(store, gateway, TEAM), Pace(0.1, 0))
    first = courier_done(paced, office)
    assert first.rest > 0
    second = paced.deliver(parcel(office.reply("r2")), now=NOW)
    assert isinstance(second, Later)
    assert (second.error, second.ambiguous) == ("", False)
    assert len(slack.of("chat.postMessage")) == 1


def courier_done(courier: Courier, office: Office) -> Done:
    verdict = courier.deliver(parcel(office.reply("r1")), now=NOW)
    assert isinstance(verdict, Done)
    return verdict


def test_a_notice_about_a_project_that_is_gone_is_dropped(slack: ScriptedSlack, courier: Courier) -> None:
    gone = Notice(kind=NoticeKind.CARD, team_id=TEAM, audience=CHANNEL, project_id="prj_none", dedupe_key="x")
    assert courier.deliver(parcel(gone), now=NOW) == Done()
    assert slack.calls == []
