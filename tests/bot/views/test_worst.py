"""With the worst data a view still fits Slack, is honest about what it leaves out, and cannot be abused."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.kit import Message, escape
from bot.blocks.lifecycle import (
    answers,
    ballots,
    day,
    forms_deliverable,
    forms_gate,
    forms_info,
    forms_project,
    home,
    prompts,
    threads,
)
from bot.blocks.lifecycle import work as waiting
from bot.blocks.lifecycle.card import headline
from bot.ids import Act
from flows.errors import Blocker
from flows.lifecycle.evaluation import Improvement
from flows.lifecycle.project import Request
from flows.lifecycle.readmodels import DutyLine, ProjectCard
from flows.names import Ask, Bilingual, DeliverableState, Status
from tests.builders import LEAD, NOW, TODAY, build_card, build_deliverable, build_submission

from .digesting import project_digest
from .reading import blocks_of, check, presses, texts
from .samples import LOCALES, Maker, View, a_row, done, lens
from .samples_days import my_day_digest, own_work
from .worst import LONG, NAME, TITLE, a_hundred_deliverables, worst_card, worst_gate_card, worst_history, worst_work

CARD, GATE = worst_card(), worst_gate_card()
ONE = a_hundred_deliverables()[1]
DRAFT: dict[str, Any] = {"name": LONG, "summary": LONG, "reason": LONG, "comment": LONG, "text": LONG, "note": LONG}

WORST: dict[str, Maker] = {
    "card": lambda at: headline(CARD, at),
    "card_gate": lambda at: headline(GATE, at),
    "card_stopped": lambda at: headline(replace(CARD, status=Status.STOPPED), at),
    "ask": lambda at: prompts.ask(CARD, LEAD, at),
    "ask_all_open": lambda at: prompts.ask(
        worst_card(deliverables=a_hundred_deliverables(state=DeliverableState.CHANGES_REQUESTED)), LEAD, at
    ),
    "ask_all_done": lambda at: prompts.ask(
        worst_card(deliverables=a_hundred_deliverables(state=DeliverableState.ACCEPTED)), LEAD, at
    ),
    "review": lambda at: prompts.review(CARD, LEAD, at),
    "ballot": lambda at: ballots.ballot(GATE, GATE.gate.id if GATE.gate else "", LEAD, at),
    "reply": lambda at: threads.reply(
        {"event": "GateDecided", "by": LEAD, "decision": "stop", "comments": LONG}, CARD, at
    ),
    "reply_vote": lambda at: threads.reply({"event": "VoteCast", "by": LEAD}, GATE, at),
    "told": lambda at: threads.told(
        {"event": "ChangesRequested", "by": LEAD, "deliverable_id": ONE.id, "comment": LONG}, CARD, LEAD, at
    ),
    "digest": lambda at: project_digest(GATE, worst_history(), at) or Message("", []),
    "status": lambda at: answers.status(CARD, LEAD, at),
    "status_gate": lambda at: answers.status(GATE, LEAD, at),
    "mine": lambda at: answers.mine(worst_work(), at),
    "history": lambda at: answers.history(CARD, worst_history(), at, more=1),
    "listing": lambda at: answers.listing([a_row(id=f"prj_{n:020d}", name=NAME) for n in range(10)], at, more="prj_9"),
    "pick": lambda at: answers.pick_project([a_row(id=f"prj_{n:020d}", name=NAME) for n in range(20)], "status", at),
    "unknown": lambda at: answers.unknown(LONG, None, at),
    "problem": lambda at: answers.problem(escape(LONG * 5), at),
    "receipt": lambda at: answers.receipt(
        done("SubmitDeliverable", "DeliverableSubmitted", deliverable_id=ONE.id), CARD, at
    ),
    "edit": lambda at: forms_project.edit(CARD, at, notice=escape(LONG * 3)),
    "new": lambda at: forms_project.new(at, creator=LEAD, channel_id="C1", draft=DRAFT),
    "roles": lambda at: forms_project.roles(CARD, at),
    "strands": lambda at: forms_project.strands(CARD, at),
    "hold": lambda at: forms_project.hold(CARD, at, draft=DRAFT),
    "stop": lambda at: forms_project.stop(CARD, at, draft=DRAFT),
    "submit": lambda at: forms_deliverable.submit(CARD, ONE, at, draft=DRAFT),
    "more_time": lambda at: forms_deliverable.more_time(CARD, ONE, at, draft=DRAFT),
    "request_changes": lambda at: forms_deliverable.request_changes(CARD, ONE, at, draft=DRAFT),
    "versions": lambda at: forms_deliverable.versions(
        CARD, replace(ONE, submissions=tuple(replace(ONE.submissions[0], number=n) for n in range(1, 60))), at
    ),
    "gate": lambda at: forms_gate.request(CARD, at, draft=DRAFT),
    "vote": lambda at: forms_gate.vote(GATE, at, user_id="U0000000001", draft=DRAFT),
    "blocked": lambda at: forms_gate.blocked(
        CARD, [Blocker("deliverable_missing", d.id, TITLE, (LEAD,) * 60) for d in CARD.deliverables], at
    ),
    "info": lambda at: forms_info.info(NAME, escape(LONG * 20), at),
}  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", WORST)
def test_the_worst_view_fits_slack(name: str, locale: str) -> None:
    check(WORST[name](lens(locale)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("page", range(20))
def test_every_page_of_the_busiest_home_fits_slack(page: int, locale: str) -> None:
    check(home.my_work(worst_work(), lens(locale), user_id=LEAD, page=page))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_of_the_busiest_day_fits_slack_and_is_heard_whole(locale: str) -> None:
    moved = (day.followed(CARD, worst_history(), lens(locale)) for _ in range(50))
    first, *thread = my_day_digest(worst_work(), own_work(CARD.id), lens(locale), *moved)
    for message in (first, *thread):
        check(message)
        assert not message.text.endswith("…")
    asked = [press.ref.gate_id for message in thread for press in presses(message) if press.act is Act.VOTE]
    assert asked == [f"gate_{n:020d}" for n in range(100)]


@pytest.mark.parametrize("name", WORST)
def test_nobody_can_mention_a_channel_or_a_person_through_a_text(name: str) -> None:
    mrkdwn = _mrkdwn(WORST[name](lens("en")))
    assert [t for t in mrkdwn if "<!channel" in t or "<@U0EVIL" in t] == []


def _mrkdwn(view: View) -> list[str]:
    found: list[str] = [view.text] if isinstance(view, Message) else []
    for block in blocks_of(view):
        parts = [block.get("text"), *(block.get("elements") or [])]
        found += [p["text"] for p in parts if isinstance(p, dict) and p.get("type") == "mrkdwn"]
    return found


@pytest.mark.parametrize("name", WORST)
def test_an_escape_is_never_cut_in_two(name: str) -> None:
    for text in _mrkdwn(WORST[name](lens("en"))):
        assert not re.search(r"&(?!amp;|lt;|gt;)", text), text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_prompt_that_cannot_show_all_says_how_many_are_left(locale: str) -> None:
    card = worst_card(deliverables=a_hundred_deliverables(state=DeliverableState.CHANGES_REQUESTED))
    message = prompts.ask(card, LEAD, lens(locale))
    shown = len({press.ref.deliverable_id for press in presses(message) if press.act is Act.SUBMIT})
    assert shown >= 4
    assert str(100 - shown) in message.blocks[-1]["text"]["text"]
    assert "`/liandong mine`" in message.blocks[-1]["text"]["text"]


def test_every_line_of_the_busiest_person_is_on_exactly_one_page() -> None:
    work = worst_work()
    seen: list[str] = []
    for page in range(40):
        view = home.my_work(work, lens("en"), user_id=LEAD, page=page)
        seen += [p.ref.deliverable_id for p in presses(view) if p.act is Act.SUBMIT]
        if not any(p.act is Act.HOME_PAGE and p.ref.number == page + 1 for p in presses(view)):
            break
    assert sorted(seen) == sorted(line.deliverable.id for line in work.work)


def test_what_is_counted_is_what_would_be_drawn() -> None:
    item = Improvement("imp_1", NAME, LEAD, TODAY)
    due = DutyLine(project_id="prj_1", project_key="LD-1", project_name=NAME, due=TODAY)
    for duties in ((), (due,), (due, replace(due, improvement=item))):
        work = replace(worst_work(), duties=duties)
        assert waiting.count(work) == len(list(waiting.entries(work, lens("en"))))


def test_a_page_past_the_last_shows_the_last() -> None:
    last = home.my_work(worst_work(), lens("en"), user_id=LEAD, page=10_000)
    back = [p.ref.number for p in presses(last) if p.act is Act.HOME_PAGE]
    assert len(back) == 1
    assert last == home.my_work(worst_work(), lens("en"), user_id=LEAD, page=back[0] + 1)


def test_a_crowd_is_counted_not_listed() -> None:
    line = headline(GATE, lens("en")).text
    assert "31 of 61" not in line
    assert "30 of 61 have voted" in line
    assert "19 more people" in line


SPICY = st.text(alphabet=st.sampled_from("<>&*_~`|\n\t ;aé汉🚀@!#{}%\\\"'"), min_size=1, max_size=400) | st.text(
    alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=3000
)


def spicy_card(name: str, text: str) -> ProjectCard:
    shown = text.strip()[:200] or "no title"
    title = Bilingual(zh=shown, en=shown)
    open_ = build_deliverable(title=title, comment=text, assignee=LEAD)
    asked = build_deliverable(id="dlv_2", title=title, request=Request(Ask.WAIVER, LEAD, NOW, text, TODAY))
    sent = build_deliverable(
        id="dlv_3",
        title=title,
        state=DeliverableState.SUBMITTED,
        submissions=(build_submission(text=text, link=f"https://example.org/{text}"),),
    )
    return build_card(name=name[:80], summary=text, reason=text, deliverables=(open_, asked, sent))


@settings(max_examples=150, deadline=None)
@given(name=SPICY, text=SPICY)
def test_whatever_people_type_every_view_fits_slack_and_shows_no_foreign_markup(name: str, text: str) -> None:
    card = spicy_card(name, text)
    at = lens("en")
    views: list[View] = [
        headline(card, at),
        answers.status(card, LEAD, at),
        prompts.ask(card, LEAD, at),
        prompts.review(card, LEAD, at),
        forms_project.edit(card, at),
        forms_deliverable.versions(card, card.deliverables[2], at),
        threads.told({"event": "ProjectStopped", "by": LEAD, "reason": text}, card, LEAD, at),
        forms_info.info(name[:20], text, at),
    ]
    for view in views[:-1]:
        check(view)
        for shown in _mrkdwn(view):
            for markup in re.findall(r"<[^>]*>?", shown):
                assert re.fullmatch(r"<@U0\w+>|<!date\^[^>]*>|<https?://[^>]*>", markup)


def test_all_texts_of_the_worst_prompt_are_found() -> None:
    """Guards the tests above: the nasty texts do reach the views."""
    assert any("&lt;!channel&gt;" in text for text in texts(blocks_of(prompts.ask(CARD, LEAD, lens("en")))))
