"""Every way to answer a hit, from button to statistics and back; and what an answer must not give away."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.acting import follower
from bot.envelope import Envelope
from bot.ids import Act, Form, Ref
from bot.watchdesk import carry_out
from flows.watches.actions import ActionState
from flows.watches.commands import BringHits
from flows.watches.hits import ACTED, Verdict
from flows.watches.observations import Observation
from flows.watches.subjects import Patent
from tests.bot.feeds.far_side import FarSide
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, WANG, ZHAO, Office
from tests.bot.inbound.payloads import TEAM
from tests.bot.inbound.test_watching import hits, looked, send, started, watches
from tests.bot.inbound.watching import with_standard


@pytest.fixture
def project(office: Office) -> str:
    return with_standard(office)


def asked(office: Office, project: str) -> list[ActionState]:
    with office.store.read() as reads:
        return [action.state for action in reads.actions_of(TEAM, project)]


@pytest.mark.parametrize(
    ("press", "expected"),
    [
        (lambda o, r: o.send(p.click(Act.JUDGE, replace(r, extra="act"), WANG, suffix=":act")), (Verdict.ACT, "open")),
        (lambda o, r: o.send(p.click(Act.JUDGE, replace(r, extra="watch"), WANG, suffix=":watch")), (Verdict.WATCH,
         "open")),
        (lambda o, r: send(o, Form.NOT_RELEVANT, r, WANG, reason=p.text("No")), (Verdict.NOT_RELEVANT, "dropped")),
        (lambda o, r: send(o, Form.ASSIGN, r, WANG, to=p.one_person(CHEN)), (Verdict.ASSIGNED, "open")),
        (lambda o, r: o.send(p.click(Act.TO_WORK, r, WANG)), (Verdict.DELIVERABLE, "work")),
        (lambda o, r: o.send(p.click(Act.TO_REGISTER, r, WANG)), (Verdict.REGISTERED, "open")),
    ],
    ids=[verdict.value for verdict in Verdict],
)  # fmt: skip
def test_each_of_the_six_answers_is_counted_settles_what_it_can_and_is_taken_back(
    office: Office, far: FarSide, project: str, press: Callable[[Office, Ref], Any], expected: tuple[Verdict, str]
) -> None:  # fmt: skip
    verdict, left = expected
    started(office, project)
    follow = follower(office.desk.laws, office.clock, office.desk.settings.zone, office.desk.new_id)
    looked(office, far, 3000)
    looked(office, far, 4020, follow)
    ref = Ref(project_id=project, item_id=hits(office, project)[0].hit.id, part="list")
    press(office, ref)
    answer = hits(office, project)[0].hit.answer
    assert answer is not None
    assert answer.verdict is verdict
    assert asked(office, project) == [left]
    with office.store.read() as reads:
        (stats,) = reads.statistics(TEAM, project).values()
    assert (stats.hits, stats.answered, stats.acted, stats.noise) == (
        1, 1, int(verdict in ACTED), int(verdict is Verdict.NOT_RELEVANT)
    )  # fmt: skip
    office.send(p.click(Act.REOPEN_HIT, ref, WANG))
    assert hits(office, project)[0].hit.waits
    assert ("产出物已撤回" in office.slack.answers[-1][1].text) is (verdict is Verdict.DELIVERABLE)
    if verdict in (Verdict.DELIVERABLE, Verdict.NOT_RELEVANT):
        assert asked(office, project) == ["open"], "what it settled is asked again"


def test_a_watch_that_is_mostly_noise_asks_to_be_narrowed(office: Office, project: str) -> None:
    watch = started(office, project)
    for n in range(5):
        send(
            office, Form.BRING, Ref(project_id=project), WANG, watch=p.option(watch.id), title=p.text(f"Rumour {n}"),
            text=p.text(""), link=p.text(""),
        )  # fmt: skip
    for n, one in enumerate(hits(office, project)):
        ref = Ref(project_id=project, item_id=one.hit.id)
        assert "narrow this watch" not in str(office.send(p.command("watch LD-1", EMMA))), n
        send(office, Form.NOT_RELEVANT, ref, WANG, reason=p.text("Noise"))
    assert "Please narrow this watch, or end it" in str(office.send(p.command("watch LD-1", EMMA)))
    assert "请缩小" in str(office.send(p.command("跟踪 LD-1", WANG)))


def test_r27_a_hit_about_a_patent_becomes_a_deliverable_that_names_no_patent(office: Office, project: str) -> None:
    send(office, Form.WATCH, Ref(project_id=project, extra="patent", part="patent"), ZHAO, name=p.text("Filings"),
         sources=p.text(""), keywords=p.text("radar"))  # fmt: skip
    watch = watches(office, project)[-1]
    seen = Observation(source="people", native_id="x", subject=Patent(ref="EP4000001B1", title="Their radar"))
    caller = office.desk.caller(Envelope(user_id=ZHAO, request_key="bring"))
    carry_out(office.desk, BringHits(project_id=project, watch_id=watch.id, observations=(seen,)), caller)
    (one,) = hits(office, project)
    office.send(p.click(Act.TO_WORK, Ref(project_id=project, item_id=one.hit.id), ZHAO))
    (made,) = [d for d in office.card(project).deliverables if d.spec == "extra"]
    assert made.title.en == f"Filings #{one.hit.number}"
    assert made.assignee == ZHAO
    for reader in (CHEN, EMMA):
        assert "EP4000001" not in str(office.send(p.command("status LD-1", reader)))
        assert "Their radar" not in str(office.send(p.command("history LD-1", reader)))


def test_a_watch_without_a_source_says_where_its_hits_come_from(office: Office, project: str) -> None:
    answer = send(
        office, Form.WATCH, Ref(project_id=project, extra="standards", part="standard"), WANG, name=p.text("Ours"),
        sources=p.text(""), work_items=p.text("ISO 9001"),
    )  # fmt: skip
    assert "线索来自人工和文件" in str(answer)


@pytest.mark.parametrize(
    "press",
    [
        lambda o, r: o.send(p.click(Act.JUDGE, replace(r, extra="act"), CHEN, suffix=":act")),
        lambda o, r: (o.send(p.click(Act.NOT_RELEVANT, r, CHEN)),
                      send(o, Form.NOT_RELEVANT, r, CHEN, reason=p.text("No"))),
        lambda o, r: o.send(p.click(Act.TO_WORK, r, CHEN)),
    ],
    ids=["act", "not_relevant", "deliverable"],
)  # fmt: skip
def test_who_was_given_a_hit_answers_it_where_it_stands_in_their_day_and_nobody_else_does(
    office: Office, far: FarSide, project: str, press: Callable[[Office, Ref], Any]
) -> None:
    started(office, project)
    looked(office, far, 3000)
    looked(office, far, 4020)
    ref = Ref(project_id=project, item_id=hits(office, project)[0].hit.id, part="list")
    send(office, Form.ASSIGN, ref, WANG, to=p.one_person(CHEN))
    office.send(p.click(Act.NOT_RELEVANT, ref, WANG))
    assert "已" in office.slack.answer
    press(office, ref)
    answer = hits(office, project)[0].hit.answer
    assert answer is not None
    assert (answer.by, answer.verdict is Verdict.ASSIGNED) == (CHEN, False)
