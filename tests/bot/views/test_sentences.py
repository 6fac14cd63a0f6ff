"""Every event and every command has its sentence, in both languages, and a vote stays secret until the gate closes."""

import dataclasses
import json
import re
from datetime import date, datetime
from typing import Any

import pytest

from bot.blocks.lifecycle import answers, threads
from bot.blocks.lifecycle.help import topics
from bot.blocks.lifecycle.receipts import _TEXTS
from bot.blocks.lifecycle.sentences import _SENTENCES, happened
from bot.grammar import ADMIN_SPELLINGS, SPELLINGS, Verb
from flows.lifecycle import commands as do
from flows.lifecycle import events as facts
from flows.lifecycle.evaluation import Change, Given, ImprovementState
from flows.lifecycle.events import EVENTS
from flows.lifecycle.project import Vote
from flows.names import SYSTEM, Confidentiality, Decision, Outcome, Strand
from flows.notices import Scalar
from tests.builders import LEAD, NOW, PATENT, PROJECT_ID, STD, STEER, TECH, TODAY, build_deliverable

from .digesting import project_digest
from .samples import LOCALES, done, history_line, lens, mixed_card, mixed_deliverables, voting_card

BASE: dict[str, Any] = {"project_id": PROJECT_ID, "by": LEAD, "at": NOW}
IDEA = mixed_deliverables()[0]
ABOUT: dict[str, Any] = {"deliverable_id": IDEA.id}
SAMPLES: list[facts.Event] = [
    facts.ProjectCreated(
        **BASE, team_id="T", key="LD-12", name="n", summary="s", strands=(), confidentiality=Confidentiality.OPEN,
        channel_id="", template="standard", template_version=1, members=(),
    ),
    facts.ProjectEdited(**BASE, name="n", summary="s", channel_id="", confidentiality=Confidentiality.OPEN),
    facts.RolesChanged(**BASE, members=()),
    facts.StrandStatesChanged(**BASE, states=((Strand.PATENT, "filed"),)),
    facts.StageEntered(**BASE, stage="assessment", deliverables=()),
    facts.DeliverableSubmitted(**BASE, **ABOUT, number=2, text="t", link="", file_id="", file_name=""),
    facts.SubmissionAccepted(**BASE, **ABOUT, number=2),
    facts.ChangesRequested(**BASE, **ABOUT, number=2, comment="More data"),
    facts.DeliverableWaived(**BASE, **ABOUT, reason="Known"),
    facts.WaiverAsked(**BASE, **ABOUT, reason="Known"),
    facts.MoreTimeAsked(**BASE, **ABOUT, until=date(2026, 12, 1), reason="Fair"),
    facts.RequestDeclined(**BASE, **ABOUT),
    facts.DeliverableBlocked(**BASE, **ABOUT, reason="No sample"),
    facts.BlockLifted(**BASE, **ABOUT),
    facts.DueDateChanged(**BASE, **ABOUT, due=date(2026, 12, 1), reason="Fair"),
    facts.DeliverableHandedOver(**BASE, **ABOUT, to=STD, reason="On leave"),
    facts.DeliverableReopened(**BASE, **ABOUT, reason="New art"),
    facts.GateRequested(**BASE, gate_id="g", stage="ideation", gatekeepers=(STEER,), note="Ready"),
    facts.GateWithdrawn(**BASE, gate_id="g"),
    facts.VoteCast(**BASE, gate_id="g", vote=Vote(STEER, Decision.GO, "Fine", NOW)),
    facts.ScoreSubmitted(**BASE, stage="ideation", sheet="screening", sheet_version=1, number=2, marks=()),
    facts.GateDecided(**BASE, gate_id="g", stage="ideation", decision=Decision.HOLD, comments="Wait"),
    facts.ProjectHeld(**BASE, until=date(2027, 1, 4), reason="Budget"),
    facts.ProjectResumed(**BASE),
    facts.ProjectStopped(**BASE, reason="Known"),
    facts.ProjectCompleted(**BASE),
    facts.OutcomeProposed(**BASE, outcome=Outcome.PARTIAL, note="No grant yet"),
    facts.IndicatorsAnswered(**BASE, given=(Given("spend", "96", "", LEAD, NOW),)),
    facts.DeliverableAdded(**BASE, deliverable_id="dlv", deliverable=build_deliverable()),
    facts.ImprovementAdded(**BASE, improvement_id="imp", lesson="File first", owner=STD, due=date(2026, 12, 1)),
    facts.ImprovementSettled(
        **BASE, improvement_id="imp", lesson="File first", state=ImprovementState.DONE, note="In the handbook"
    ),
    facts.FollowUpOpened(**BASE, months=12, asked=(LEAD,)),
    facts.FollowUpAnswered(**BASE, months=12, verdict=Outcome.SUCCESS, changes=(Change.GRANTED,), note="Granted"),
    facts.FollowUpSkipped(**BASE, months=36, reason="Sold"),
    facts.ProjectFollows(**BASE, other_id="prj_2", other_key="LD-2"),
    facts.ProjectFollowed(**BASE, other_id="prj_3", other_key="LD-13"),
    facts.AccessOverridden(**BASE, reason="Audit", until=BASE["at"]),
    facts.LeadAppointed(**BASE, lead=STD, reason="Left the company"),
    facts.TemplateMigrated(
        **BASE, stage="ideation", from_version=1, to_version=2, added=mixed_deliverables()[:1], renewed=(),
        retired=("dlv_1", "dlv_2"), released=(),
    ),
    facts.VoteAbstained(**BASE, gate_id="g", reason="New here"),
    facts.ConflictDeclared(**BASE, gate_id="g", reason="Shares"),
    facts.VoteHandedOver(**BASE, gate_id="g", to=STD, reason="On leave"),
    facts.GatekeeperLeft(**BASE, gate_id="g", user_id=STEER),
    facts.ConditionsSet(**BASE, gate_id="g", stage="assessment", deliverables=(IDEA,)),
    facts.ProjectTookOver(**BASE, other_id="prj_2", other_key="LD-9"),
]  # fmt: skip
ENGLISH = {
    "StageEntered": "The project entered the stage *Assessment*",
    "DeliverableSubmitted": f"<@{LEAD}> submitted *Idea card*, version 2",
    "ChangesRequested": f"<@{LEAD}> requested changes to *Idea card*: More data",
    "MoreTimeAsked": f"<@{LEAD}> asked for more time for *Idea card*, until Tue, Dec 1: Fair",
    "DeliverableHandedOver": f"<@{LEAD}> handed *Idea card* over to <@{STD}>: On leave",
    "ScoreSubmitted": f"<@{LEAD}> changed their scores of *Ideation*, version 2",
    "GateDecided": "The gate of *Ideation* is decided: *Hold*: Wait",
    "ProjectHeld": f"<@{LEAD}> put the project on hold until Mon, Jan 4, 2027: Budget",
    "StrandStatesChanged": f"<@{LEAD}> updated the strand states: Patent: Filed",
}


def as_json(event: facts.Event) -> dict[str, Any]:
    """An event's own fields as a history line keeps them."""

    def plain(value: object) -> str:
        assert isinstance(value, date | datetime)
        return value.isoformat()

    return dict(json.loads(json.dumps(dataclasses.asdict(event), default=plain)))


def scalars(event: facts.Event) -> dict[str, Any]:
    """An event's fields as a notice carries them."""
    values = {k: v for k, v in as_json(event).items() if not isinstance(v, dict | list)}
    return {"event": type(event).__name__, **values}


def sentence(event: facts.Event, locale: str) -> str:
    values, name = as_json(event), type(event).__name__
    return happened(name, values, by=event.by, title=IDEA.title, card=mixed_card(), lens=lens(locale))


def test_every_event_has_a_sentence_and_a_sample_here() -> None:
    assert set(_SENTENCES) == set(EVENTS) == {type(event).__name__ for event in SAMPLES}


def test_every_command_has_a_receipt() -> None:
    commands = {c.__name__ for c in vars(do).values() if isinstance(c, type) and issubclass(c, do.Command)}
    clockwork = {
        do.ClockCommand.__name__,
        *(c.__name__ for c in do.ClockCommand.__subclasses__()),
    }  # nobody waits for an answer
    assert set(_TEXTS) == commands - clockwork - {"Command"}


def test_every_verb_has_help() -> None:
    assert set(topics(lens("en").say)) == set(Verb) - set(ADMIN_SPELLINGS.values()) == set(SPELLINGS.values())


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("event", SAMPLES, ids=lambda e: type(e).__name__)
def test_an_event_reads_as_one_complete_line(event: facts.Event, locale: str) -> None:
    text = sentence(event, locale)
    assert "\n" not in text
    assert "None" not in text
    assert "{" not in re.sub(r"<!date[^>]*>", "", text)


@pytest.mark.parametrize("name", ENGLISH)
def test_a_sentence_tells_who_did_what_to_what_and_why(name: str) -> None:
    event = next(e for e in SAMPLES if type(e).__name__ == name)
    assert sentence(event, "en") == ENGLISH[name]


def test_chinese_sentences_follow_chinese_word_order() -> None:
    event = next(e for e in SAMPLES if isinstance(e, facts.MoreTimeAsked))
    assert sentence(event, "zh_CN") == f"<@{LEAD}> 申请将《构思卡》延期至 12月1日周二：Fair"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("event", SAMPLES, ids=lambda e: type(e).__name__)
def test_a_notice_with_scalars_alone_can_be_said_in_the_thread_and_to_a_person(event: facts.Event, locale: str) -> None:
    params, card = scalars(event), mixed_card()
    assert threads.reply(params, card, lens(locale)).text
    assert threads.told(params, card, TECH, lens(locale)).text.startswith("*LD-12* · ")


def test_what_the_clock_did_is_said_in_our_own_name() -> None:
    text = happened("ProjectResumed", {}, by=SYSTEM, title=None, card=mixed_card(), lens=lens("en"))
    assert text == "Liandong resumed the project"


VOTE: dict[str, Any] = {"gate_id": "gate_0000000001", "vote": {"decision": "hold", "comment": "Wait for the filing"}}


def test_while_the_gate_is_open_nobody_learns_what_was_voted() -> None:
    card, line = voting_card(), history_line("VoteCast", STEER, **VOTE)
    views = [
        answers.history(card, (line,), lens("en"), more=None),
        project_digest(card, (line,), lens("en")),
        threads.reply({"event": "VoteCast", "by": STEER, "gate_id": "gate_0000000001"}, card, lens("en")),
        answers.status(card, LEAD, lens("en")),
    ]
    for view in views:
        assert view is not None
        assert "Hold" not in view.text
        assert "Wait for the filing" not in view.text


def test_after_the_gate_is_closed_the_history_tells_what_was_voted() -> None:
    message = answers.history(mixed_card(), (history_line("VoteCast", STEER, **VOTE),), lens("en"), more=None)
    assert f"<@{STEER}> voted *Hold*: Wait for the filing" in message.text


def test_a_vote_in_the_thread_tells_who_is_still_missing() -> None:
    card = voting_card()
    text = threads.reply({"event": "VoteCast", "by": "U0LIU", "gate_id": "g"}, card, lens("en")).text
    assert text == f"<@U0LIU> voted on the gate · Ideation gate: 1 of 2 have voted · still to vote: <@{STEER}>"


def test_whoever_is_told_about_own_work_sees_what_is_now_due() -> None:
    look = mixed_deliverables()[2]
    params: dict[str, Scalar] = {
        "event": "ChangesRequested",
        "by": LEAD,
        "deliverable_id": look.id,
        "number": 1,
        "comment": "More",
    }
    told = threads.told(params, mixed_card(), PATENT, lens("en")).text
    assert told.splitlines()[1].startswith("○ *Quick prior-art look* · Changes requested, overdue by 3 days")


def test_a_quiet_project_has_no_digest() -> None:
    calm = mixed_card(deliverables=())
    assert project_digest(calm, (), lens("en")) is None


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("command", _TEXTS)
def test_every_receipt_names_its_project_and_says_something(command: str, locale: str) -> None:
    receipt = done(command, "SomethingHappened", deliverable_id=IDEA.id, decision="go")
    for card in (mixed_card(), None):
        text = answers.receipt(receipt, card, lens(locale)).text
        assert text.startswith("*LD-12")
        assert len(text.splitlines()) >= 2


def test_a_waiver_that_took_effect_reads_differently_from_one_that_was_asked() -> None:
    now = answers.receipt(done("SayNotNeeded", "DeliverableWaived", **ABOUT), mixed_card(), lens("en")).text
    asked = answers.receipt(done("SayNotNeeded", "WaiverAsked", **ABOUT), mixed_card(), lens("en")).text
    assert "*Idea card* is waived." in now
    assert "A reviewer is asked to waive *Idea card*" in asked


def test_due_days_are_told_in_words() -> None:
    at = lens("en")
    days = {n: at.due(date.fromordinal(TODAY.toordinal() + n)) for n in (-2, -1, 0, 1, 2)}
    assert days == {
        -2: "overdue by 2 days, was due Sat, Nov 21", -1: "overdue by 1 day, was due Sun, Nov 22", 0: "due today",
        1: "due tomorrow, Tue, Nov 24", 2: "due Wed, Nov 25",
    }  # fmt: skip
