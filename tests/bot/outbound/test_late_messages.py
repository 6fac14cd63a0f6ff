"""Whoever was told that work is late is not asked for help any more once it is done: their message says so."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.prompting import PromptWriter
from bot.settling import settle
from bot.verdicts import Done
from flows.lifecycle import commands as c
from flows.notices import Notice, NoticeKind
from flows.ports import Parcel, Post
from flows.rhythm.climbing import WORK_LATE
from tests.bot.views.reading import presses
from tests.builders import LEAD, STD, TEAM, TECH, TODAY, build_templates
from tests.flows.rhythm.asking_bench import AskingBench, at
from tests.wordbooks import word_book

LATER = "12-18 09:00"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[AskingBench]:
    """The idea card is late, and the lead has been told."""
    bench = AskingBench(tmp_path)
    bench.only(TECH)
    yield bench
    bench.store.close()


def told(bench: AskingBench, *, arrives: bool = True) -> Notice:
    """The message to the lead, as it was queued; where it arrives it stands in Slack."""
    bench.reminded("30 09:00")
    moment = at("12-01 09:00")
    while moment < at("12-15 09:00"):
        bench.climbing().tend(moment)
        for notice in bench.emptied():
            if notice.params.get("event") == WORK_LATE and notice.audience == LEAD:
                if arrives:
                    keep(bench, notice)
                return notice
        moment += timedelta(days=1)
    raise AssertionError("nobody was told")


def keep(bench: AskingBench, notice: Notice) -> None:
    assert notice.post_key is not None
    with bench.store.write() as uow:
        uow.posts.keep(TEAM, Post(post_key=notice.post_key, channel_id="DLEAD", ts="1.0"))
        uow.commit()


def letter(bench: AskingBench, notice: Notice, locale: str = "en") -> Message | None:
    lens = Lens(word_book().for_locale(locale), build_templates(), TODAY)
    with bench.store.read() as reads:
        card = reads.card(TEAM, bench.project_id)
        found = PromptWriter(bench.working).letter(reads, notice, card, lens, at(LATER))
    return None if found is None else found.message


def asked_again(bench: AskingBench, user: str) -> list[Notice]:
    """What follows once the message that asks somebody for their work was brought up to date."""
    ask = Notice(kind=NoticeKind.ASK, team_id=TEAM, audience=user, project_id=bench.project_id, dedupe_key="ask")
    parcel = Parcel(id="out_ask", notice=ask, attempts=1, ambiguous=False, created_at=at(LATER))
    settle(bench.store, parcel, Done(), now=at(LATER), new_id=bench.new_id)
    return [notice for notice in bench.emptied() if notice.params.get("event") == WORK_LATE]


@pytest.mark.parametrize(("locale", "said"), [("en", "nothing here needs you"), ("zh-CN", "没有需要您协助的事项")])
def test_the_message_loses_its_buttons_the_moment_the_work_is_done(bench: AskingBench, locale: str, said: str) -> None:
    first = told(bench)
    before = letter(bench, first)
    assert before is not None
    assert list(presses(before))
    (work,) = bench.work(TECH)
    bench.ask(c.SubmitDeliverable(project_id=bench.project_id, deliverable_id=work.id, text="Here"), TECH)
    bench.emptied()
    (again,) = asked_again(bench, TECH)
    assert (again.audience, again.post_key, again.params) == (LEAD, first.post_key, first.params)
    after = letter(bench, again, locale)
    assert after is not None
    assert said in after.text
    assert not list(presses(after))


def test_what_never_arrived_is_not_sent_to_say_that_it_is_over(bench: AskingBench) -> None:
    first = told(bench, arrives=False)
    (work,) = bench.work(TECH)
    bench.ask(c.SubmitDeliverable(project_id=bench.project_id, deliverable_id=work.id, text="Here"), TECH)
    bench.emptied()
    assert asked_again(bench, TECH) == []
    assert letter(bench, first) is None


def test_work_of_others_and_a_message_that_still_holds_stay_as_they_are(bench: AskingBench) -> None:
    first = told(bench)
    assert asked_again(bench, "U0WU") == []
    (again,) = asked_again(bench, TECH)
    assert letter(bench, again) == letter(bench, first)


def test_of_work_that_was_handed_over_before_the_message_came_only_the_newer_one_speaks(bench: AskingBench) -> None:
    """Both wait for the reader's morning: the same was told twice there."""
    first = told(bench, arrives=False)
    (work,) = bench.work(TECH)
    bench.ask(c.HandOver(project_id=bench.project_id, deliverable_id=work.id, to=STD), TECH)
    with bench.store.read() as reads:
        (mine,) = [one for one in reads.told_of(TEAM, bench.project_id) if one.user_id == LEAD]
    with bench.store.write() as uow:
        assert uow.asks.told(TEAM, replace(mine, assignee=STD))
        uow.commit()
    newer = replace(first, params={**first.params, "asked": str(first.params["asked"]).replace(TECH, STD)})
    assert letter(bench, first) is None
    assert letter(bench, newer) is not None


def test_a_message_that_was_queued_before_it_named_the_assignee_still_goes_out(bench: AskingBench) -> None:
    first = told(bench, arrives=False)
    (work,) = bench.work(TECH)
    older = {name: value for name, value in first.params.items() if name != "asked"}
    assert letter(bench, replace(first, params={**older, "items": f'["{work.id}"]'})) == letter(bench, first)
