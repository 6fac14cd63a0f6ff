"""Private actions in conversation: the patent lead reads all, releases words, and R&D gets those words alone."""

from datetime import timedelta
from typing import Any

import pytest

from bot.acting import follower
from bot.ids import Act, Form, Ref
from bot.rendering import Renderer, home_view, message
from flows.linkage import commands as do
from flows.linkage.codes import ApplicationStatus, Body, LinkKind
from flows.linkage.items import Application, Claim, Clause, Family, Standard
from flows.notices import Notice, NoticeKind
from flows.watches.action_commands import ACTION_EVENTS
from flows.watches.actions import Action, ActionState
from flows.watches.benchmark_commands import BENCHMARK_EVENTS
from flows.watches.hits import Found, Hit
from flows.watches.observations import Event, Severity
from flows.watches.subjects import Day, LegalEvent, Patent, Subject
from flows.watches.subjects import Standard as Seen
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, LIN, STRANGER, WANG, ZHAO, Office
from tests.bot.inbound.payloads import TEAM
from tests.builders import build_templates
from tests.flows.watches.observed import watch
from tests.wordbooks import word_book

from bot.blocks.watches.acting_sentences import ACTION_SENTENCES  # isort: skip

NUMBER = "EP4000001"


@pytest.fixture
def project(office: Office) -> str:
    """A family of ours with a claim charted on a standard."""
    project_id = office.create()
    base: Any = {"project_id": project_id}
    office.do(do.RecordFamily(item=Family(id="", number=0, title="Sweep"), **base), ZHAO)
    office.do(
        do.RecordStandard(item=Standard(id="", number=0, body=Body.ISO, reference="ISO 1", stage="30.60"), **base), WANG
    )
    with office.store.read() as reads:
        book = reads.register(TEAM, project_id)
    family, norm = book.families[0].id, book.standards[0].id
    now = office.clock.now().date()
    filed = Application(
        office="EP",
        status=ApplicationStatus.PUBLISHED,
        filed_on=now - timedelta(days=900),
        publication_number="EP4000001A1",
    )
    office.do(do.RecordApplication(family_id=family, application=filed, **base), ZHAO)
    office.do(do.RecordClaims(family_id=family, claims=(Claim(number=1, text="x"),), **base), ZHAO)
    office.do(do.RecordClauses(standard_id=norm, version="CD", clauses=(Clause(number="5.1"),), **base), WANG)
    tie = do.TieItems(kind=LinkKind.CLAIM_CLAUSE, source=family, target=norm, claim=1, clause="5.1", **base)
    office.do(tie, ZHAO)
    return project_id


def happened(office: Office, project: str, subject: Subject, kind: str, **after: str) -> None:
    """An event of a source, carried out as the pulling job does."""
    now = office.clock.now()
    seen = Event(
        kind=f"{subject.WHAT}.{kind}", source="s", native_id="1", observed_at=now, subject=subject, after=after,
        dedupe_key=f"sha256:{kind}", severity=Severity.URGENT,
    )  # fmt: skip
    hit = Hit(
        id="hit_1", team_id=TEAM, project_id=project, number=1, watch_id="wat_1", event_id="evt_1", seen_at=now,
        severity=Severity.URGENT,
    )  # fmt: skip
    follow = follower(office.desk.laws, office.clock, office.desk.settings.zone, office.desk.new_id)
    with office.store.write() as uow:
        card = uow.reads.card(TEAM, project)
        assert card is not None
        uow.outbox.put(follow(uow, card, watch(), Found(hit=hit, event=seen)), now=now, new_id=office.desk.new_id)
        uow.commit()


def adverse(office: Office, project: str) -> Action:
    noted = LegalEvent("PGFP", "Lapsed: fee not paid", None, "-", "DE")
    happened(office, project, Patent(ref="EP4000001B1", office="EP", legal_event=noted), "legal")
    (action,) = actions(office, project)
    return action


def actions(office: Office, project: str) -> tuple[Action, ...]:
    with office.store.read() as reads:
        return reads.actions_of(TEAM, project)


def told(office: Office) -> dict[str, str]:
    """What each person reads, as JSON text."""
    return {n.audience: rendered(office, n) for n in office.notices(NoticeKind.ACTION)}


def rendered(office: Office, notice: Notice) -> str:
    renderer = Renderer(office.store, word_book(), build_templates(), office.desk.settings.zone)
    matter = renderer.gather(notice, now=office.clock.now())
    assert matter.card is not None
    shown = message(notice, matter.card, matter, withheld=False)
    return "" if shown is None else shown.text + str(shown.blocks)


def test_an_adverse_event_reaches_the_patent_lead_first_and_the_others_only_as_released_words(
    office: Office, project: str
) -> None:
    action = adverse(office, project)
    first = told(office)
    assert ZHAO in first
    assert CHEN not in first
    assert NUMBER in first[ZHAO]
    ref = Ref(project_id=project, item_id=action.id)
    for nobody in (CHEN, LIN, STRANGER):
        office.send(p.click(Act.RELEASE, ref, nobody))
        office.send(p.click(Act.ACTION_DONE, ref, nobody))
        assert NUMBER not in str(office.slack.answers)
    assert actions(office, project) == (action,)
    office.send(p.submission(Form.RELEASE, ref, {"summary": p.text(f"About {NUMBER} B1")}, ZHAO))
    assert actions(office, project)[0].summary == ""
    office.send(p.submission(Form.RELEASE, ref, {"summary": p.text("One fee is late; nothing to do for R&D.")}, ZHAO))
    after = told(office)
    assert "One fee is late" in after[CHEN]
    assert NUMBER not in after[CHEN]
    assert "Lapsed" not in after[CHEN]


def test_a_draft_that_changes_asks_for_its_claim_chart_rows_again_and_one_tap_settles_it(
    office: Office, project: str
) -> None:
    happened(office, project, Seen(ref="ISO/DIS 1", stage="40.20", stage_on=Day(office.clock.now().date())),
             "stage_changed", stage="40.20")  # fmt: skip
    (action,) = actions(office, project)
    with office.store.read() as reads:
        assert [link.recheck for link in reads.register(TEAM, project).links] == ["stage_changed"]
    assert set(told(office)) == {action.owner} == {WANG}
    ref = Ref(project_id=project, item_id=action.id)
    office.send(p.click(Act.ACTION_DONE, ref, WANG))
    assert actions(office, project)[0].state is ActionState.DONE
    office.send(p.click(Act.ACTION_REOPEN, ref, WANG, suffix=":again"))
    assert actions(office, project)[0].state is ActionState.OPEN
    office.send(p.submission(Form.ACTION_DROP, ref, {"note": p.text("Not our field")}, WANG))
    assert actions(office, project)[0].note == "Not our field"


def test_every_event_of_actions_and_benchmarks_has_a_sentence() -> None:
    assert set(ACTION_SENTENCES) == {*ACTION_EVENTS, *BENCHMARK_EVENTS}


@pytest.mark.parametrize(
    ("typed", "user", "words"),
    [("watch actions LD-1", EMMA, "What the watches ask for"), ("跟踪 待办 LD-1", LIN, "跟踪待办")],
)  # fmt: skip
def test_the_list_shows_what_is_asked_and_each_of_it_can_be_done_handed_over_or_dropped(
    office: Office, project: str, typed: str, user: str, words: str
) -> None:  # fmt: skip
    stage_changed(office, project)
    answer = office.send(p.command(typed, user))
    assert words in answer["text"]
    assert "ISO/DIS 1" in answer["text"]
    (action,) = actions(office, project)
    ref = Ref(project_id=project, item_id=action.id, part="list")
    office.send(p.click(Act.ACTION_HAND_OVER, ref, WANG))
    assert "转交" in str(office.slack.view)
    office.send(p.submission(Form.ACTION_HAND_OVER, ref, {"to": p.one_person(CHEN)}, WANG))
    assert actions(office, project)[0].owner == CHEN
    assert CHEN in told(office)
    office.send(p.click(Act.ACTION_DONE, ref, CHEN))
    assert "已完成" in office.slack.answer
    assert "已完成" in str(office.send(p.command("跟踪 待办 LD-1", WANG)))
    office.send(p.click(Act.ACTION_REOPEN, ref, CHEN, suffix=":again"))
    answer = office.send(p.submission(Form.ACTION_DROP, ref, {"note": p.text("Not our field")}, CHEN))
    assert "Not our field" in str(answer["view"])


def test_ones_own_actions_of_all_projects_are_in_the_home_and_the_lists_and_nobody_elses_are(
    office: Office, project: str
) -> None:
    stage_changed(office, project)
    adverse_too(office, project)
    for typed in ("mine", "watch actions"):
        mine = str(office.send(p.command(typed, WANG, channel="C0ELSEWHERE")))
        assert "ISO/DIS 1" in mine
        assert NUMBER not in mine
        assert NUMBER in str(office.send(p.command(typed, ZHAO, channel="C0ELSEWHERE")))
        assert "ISO/DIS 1" not in str(office.send(p.command(typed, CHEN, channel="C0ELSEWHERE")))
    office.send(p.home_opened(WANG))
    (notice,) = [n for n in office.notices(NoticeKind.HOME) if n.audience == WANG][-1:]
    renderer = Renderer(office.store, word_book(), build_templates(), office.desk.settings.zone)
    view = str(home_view(notice, renderer.gather(notice, now=office.clock.now())))
    assert "ISO/DIS 1" in view
    assert NUMBER not in view


def test_what_was_settled_before_it_could_be_told_is_told_to_nobody(office: Office, project: str) -> None:
    stage_changed(office, project)
    (action,) = actions(office, project)
    office.send(p.click(Act.ACTION_DONE, Ref(project_id=project, item_id=action.id), WANG))
    assert told(office)[WANG] == ""


def stage_changed(office: Office, project: str) -> None:
    happened(office, project, Seen(ref="ISO/DIS 1", stage="40.20", stage_on=Day(office.clock.now().date())),
             "stage_changed", stage="40.20")  # fmt: skip


def adverse_too(office: Office, project: str) -> None:
    noted = LegalEvent("PGFP", "Lapsed: fee not paid", None, "-", "DE")
    happened(office, project, Patent(ref="EP4000001B1", office="EP", legal_event=noted), "legal")


def test_r27_the_status_says_what_is_still_asked_to_whom_may_read_it_and_at_once_that_it_is_done(
    office: Office, project: str
) -> None:
    assert "watches ask for" not in str(office.send(p.command("status LD-1", EMMA)))
    stage_changed(office, project)
    adverse_too(office, project)
    mine, patent = (str(office.send(p.command("status LD-1", user))) for user in (EMMA, ZHAO))
    assert "*What the watches ask for* · 1 to be done" in mine
    assert "ISO/DIS 1" in mine
    assert NUMBER not in mine
    assert Act.ACTIONS in mine
    assert "2 项" in patent
    assert NUMBER in patent
    office.send(p.click(Act.STATUS, Ref(project_id=project), EMMA))
    assert "ISO/DIS 1" in str(office.slack.answer)
    ballot = next(action for action in actions(office, project) if "ISO/DIS 1" in str(action.about))
    office.send(p.click(Act.ACTION_DONE, Ref(project_id=project, item_id=ballot.id), WANG))
    assert "watches ask for" not in str(office.send(p.command("status LD-1", EMMA)))
