"""Every view of the lifecycle wing with ordinary data, by name; and the same views with the worst data there can be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import (
    answers,
    ballots,
    day,
    forms_deliverable,
    forms_gate,
    forms_info,
    forms_project,
    home,
    overrides,
    prompts,
    reminders,
    threads,
)
from bot.blocks.lifecycle import card as cards
from flows.errors import Blocker
from flows.lifecycle.project import CONDITION, Condition, Deliverable, Link, LinkKind, Request
from flows.lifecycle.readmodels import HistoryLine, MyWork, ProjectCard, ProjectRow, VoteLine, WorkLine
from flows.lifecycle.upkeep import OVERDUE, REMINDER
from flows.names import Ask, Bilingual, Decision, DeliverableState, Role, Status, Strand
from flows.ports import Receipt
from tests.builders import (
    CONTRIBUTOR,
    LEAD,
    NOW,
    PATENT,
    PROJECT_ID,
    STD,
    STEER,
    STEER2,
    TECH,
    TODAY,
    build_card,
    build_deliverable,
    build_gate,
    build_settled,
    build_stage_deliverables,
    build_submission,
    build_templates,
    build_vote,
)
from tests.wordbooks import word_book

from .digesting import project_digest, project_still
from .samples_days import DAY_ANSWERS, my_day_digest, own_work
from .samples_evaluation import EVALUATION_FORMS, EVALUATION_MESSAGES
from .samples_help import HELP_ANSWERS
from .samples_policies import POLICY_ANSWERS, POLICY_FORMS
from .samples_reminders import REMINDER_MESSAGES
from .samples_rhythm import RHYTHM_ANSWERS, RHYTHM_FORMS
from .samples_scores import SCORE_ANSWERS, SCORE_FORMS
from .samples_templates import TEMPLATE_ANSWERS, TEMPLATE_FORMS
from .samples_watches import WATCH_ANSWERS, WATCH_FORMS

LOCALES = ("en", "zh_CN")
GATE_ID = "gate_0000000001"

View = Message | dict[str, Any]


@cache
def lens(locale: str) -> Lens:
    return Lens(word_book().for_locale(locale.replace("_", "-")), build_templates(), TODAY)


def mixed_deliverables() -> tuple[Deliverable, ...]:
    """Ideation in full swing: in review, accepted, sent back and overdue, a request open, untouched."""
    card, record, look, disclosure, *rest = build_stage_deliverables()
    submission = build_submission(
        text="Measured on <three> roads & two tunnels\nSee the annex.",
        link="https://example.org/report?a=1&b=2", file_id="F1", file_name="report.pdf",
    )  # fmt: skip
    return (
        replace(card, state=DeliverableState.SUBMITTED, submissions=(submission,)),
        replace(
            record, state=DeliverableState.ACCEPTED, submissions=(build_submission(by=PATENT),), settled_by=LEAD
        ),
        replace(
            look, state=DeliverableState.CHANGES_REQUESTED, due=TODAY - timedelta(days=3),
            submissions=(build_submission(by=PATENT),), comment="Please add the family filed in 2024.",
        ),
        replace(
            disclosure, due=TODAY + timedelta(days=1),
            request=Request(Ask.MORE_TIME, PATENT, NOW, "The fair is next week", TODAY + timedelta(days=9)),
        ),
        *rest,
    )  # fmt: skip


def mixed_card(**overrides: Any) -> ProjectCard:
    states = ((Strand.TECHNOLOGY, "trl4"), (Strand.PATENT, "drafting"), (Strand.STANDARD, ""))
    return build_card(**({"deliverables": mixed_deliverables(), "strand_states": states} | overrides))


def voting_card(**overrides: Any) -> ProjectCard:
    gate = build_gate(votes=(build_vote(STEER2, Decision.HOLD, "Wait for the filing"),))
    return build_card(**({"deliverables": build_settled(), "gate": gate} | overrides))


LINKS = (Link(LinkKind.MERGED_INTO, "prj_2", "LD-9"),)


def a_condition() -> Deliverable:
    return build_deliverable(
        id="dlv_condition", spec=CONDITION, strand=Strand.MANAGEMENT, role=Role.LEAD, assignee=PATENT,
        title=Bilingual(zh="会前提交申请", en="会前提交申请"),
    )  # fmt: skip


def teeth_card() -> ProjectCard:
    """A gate with a proposal, a last day, a deputy, somebody who stepped aside, and a version after a vote."""
    first, *rest = build_settled()
    late = replace(first, submissions=(*first.submissions, build_submission(number=2, at=NOW + timedelta(hours=1))))
    conditions = (Condition("会前提交申请", PATENT, TODAY + timedelta(days=9)),)
    gate = build_gate(
        gatekeepers=(STEER, STEER2), deputies=((STEER, CONTRIBUTOR),), recused=(TECH,), proposal=Decision.GO,
        closes_on=TODAY + timedelta(days=6),
        votes=(build_vote(STEER2, Decision.CONDITIONAL_GO, "Nearly", conditions=conditions),),
    )  # fmt: skip
    return build_card(deliverables=(late, *rest), gate=gate)


def a_row(**overrides: Any) -> ProjectRow:
    fields: dict[str, Any] = {
        "id": PROJECT_ID, "key": "LD-12", "name": "Radar without interference", "template": "standard",
        "template_version": 1, "stage": "initiation", "status": Status.ACTIVE, "lead": LEAD, "open_count": 3,
        "settled_count": 2, "overdue_count": 1, "next_due": TODAY - timedelta(days=1),
    }  # fmt: skip
    return ProjectRow(**(fields | overrides))


def work_line(deliverable: Deliverable, name: str = "Radar without interference") -> WorkLine:
    return WorkLine(project_id=PROJECT_ID, project_key="LD-12", project_name=name, deliverable=deliverable)


def vote_line(**overrides: Any) -> VoteLine:
    fields: dict[str, Any] = {
        "project_id": PROJECT_ID, "project_key": "LD-12", "project_name": "Radar without interference",
        "gate_id": GATE_ID, "stage": "ideation", "template": "standard", "template_version": 1, "requested_at": NOW,
        "voted": None,
    }  # fmt: skip
    return VoteLine(**(fields | overrides))


def my_work(**overrides: Any) -> MyWork:
    card, _, look, disclosure, scan, note = mixed_deliverables()
    fields: dict[str, Any] = {
        "work": tuple(map(work_line, (look, disclosure, scan, replace(note, due=TODAY + timedelta(days=60))))),
        "reviews": (work_line(card),),
        "votes": (vote_line(), vote_line(gate_id="gate_2", voted=Decision.HOLD)),
        "projects": (a_row(), a_row(id="prj_2", key="LD-9", status=Status.HELD)),
        "project_total": 5,
    }
    return MyWork(**(fields | overrides))


NO_WORK = MyWork(work=(), reviews=(), votes=(), projects=(), project_total=0)


def history_line(event: str, by: str = LEAD, *, about: Deliverable | None = None, **params: object) -> HistoryLine:
    return HistoryLine(
        seq=7, at=NOW, by=by, event=event, params=params, deliverable_title=about.title if about else None
    )


def some_history() -> tuple[HistoryLine, ...]:
    idea = mixed_deliverables()[0]
    vote = {"voter": STEER, "decision": "hold", "comment": "Wait for the filing"}
    return (
        history_line("VoteCast", STEER, gate_id="gate_old", vote=vote),
        history_line("StrandStatesChanged", states=[["technology", "trl4"], ["patent", "filed"]]),
        history_line("DeliverableSubmitted", TECH, about=idea, deliverable_id=idea.id, number=2),
        history_line("ProjectCreated"),
    )


def done(command: str, *events: str, **params: str) -> Receipt:
    return Receipt(command=command, project_id=PROJECT_ID, project_key="LD-12", events=events, params=params)


def samples(look: Lens) -> dict[str, View]:
    """One or more of every view, with ordinary data."""
    return {name: make(look) for name, make in (MESSAGES | ANSWERS | FORMS).items()}


def second_version() -> dict[str, str | int]:
    idea = mixed_deliverables()[0].id
    return {"event": "DeliverableSubmitted", "by": TECH, "deliverable_id": idea, "number": 2}


Maker = Callable[[Lens], View]

MESSAGES: dict[str, Maker] = {
    "card": lambda at: cards.headline(mixed_card(), at),
    "card_voting": lambda at: cards.headline(voting_card(), at),
    "card_held": lambda at: cards.headline(
        mixed_card(status=Status.HELD, held_until=TODAY + timedelta(days=40), reason="Budget is frozen"), at
    ),
    **EVALUATION_MESSAGES, **REMINDER_MESSAGES,
    "card_stopped": lambda at: cards.headline(mixed_card(status=Status.STOPPED, reason="Known since 1998"), at),
    "card_withheld": lambda at: cards.headline(mixed_card(), at, withheld=True),
    "ask": lambda at: prompts.ask(mixed_card(), PATENT, at),
    "ask_done": lambda at: prompts.ask(mixed_card(), TECH, at),
    "ask_nothing": lambda at: prompts.ask(mixed_card(), CONTRIBUTOR, at),
    "ask_past_stage": lambda at: prompts.ask(mixed_card(stage="assessment", shown_stage="ideation"), PATENT, at),
    "review": lambda at: prompts.review(mixed_card(), LEAD, at),
    "review_nothing": lambda at: prompts.review(mixed_card(), TECH, at),
    "ballot": lambda at: ballots.ballot(voting_card(), GATE_ID, STEER, at),
    "ballot_voted": lambda at: ballots.ballot(voting_card(), GATE_ID, STEER2, at),
    "ballot_decided": lambda at: ballots.ballot(
        build_card(deliverables=build_settled(), decided=Decision.CONDITIONAL_GO), GATE_ID, STEER, at
    ),
    "ballot_withdrawn": lambda at: ballots.ballot(build_card(deliverables=build_settled()), GATE_ID, STEER, at),
    "ballot_teeth": lambda at: ballots.ballot(teeth_card(), GATE_ID, STEER2, at),
    "card_conditions": lambda at: cards.headline(mixed_card(deliverables=(*mixed_deliverables(), a_condition())), at),
    "card_merged": lambda at: cards.headline(mixed_card(status=Status.STOPPED, reason="Same idea", links=LINKS), at),
    "ask_at_the_gate": lambda at: prompts.ask(voting_card(), PATENT, at),
    "reminder": lambda at: reminders.told({"event": REMINDER, "gate_id": GATE_ID}, teeth_card(), STEER, at)
    or Message("", []),
    "overdue": lambda at: reminders.told({"event": OVERDUE, "gate_id": GATE_ID}, teeth_card(), LEAD, at)
    or Message("", []),
    "told_after_vote": lambda at: threads.told(second_version(), voting_card(), STEER2, at),
    "told_to_review": lambda at: threads.told(second_version(), mixed_card(), LEAD, at),
    "reply": lambda at: threads.reply({"event": "VoteCast", "by": STEER2, "gate_id": GATE_ID}, voting_card(), at),
    "told": lambda at: threads.told(
        {"event": "ChangesRequested", "by": LEAD, "deliverable_id": mixed_deliverables()[2].id, "number": 1,
         "comment": "Please add the family filed in 2024."}, mixed_card(), PATENT, at),
    "digest": lambda at: project_digest(mixed_card(), some_history(), at) or Message("", []),
    "digest_still": lambda at: project_still(mixed_card(status=Status.HELD, reason="Budget is frozen"), at),
    "digest_my_day": lambda at: my_day_digest(
        my_work(), own_work(PROJECT_ID), at, day.followed(mixed_card(), some_history(), at)
    )[0],
}  # fmt: skip

ANSWERS: dict[str, Maker] = {
    **DAY_ANSWERS,
    **HELP_ANSWERS,
    "listing": lambda at: answers.listing((a_row(), a_row(id="prj_2", overdue_count=0)), at, more="prj_2"),
    "listing_empty": lambda at: answers.listing((), at, more=""),
    "status_lead": lambda at: answers.status(mixed_card(), LEAD, at),
    "status_contributor": lambda at: answers.status(mixed_card(), CONTRIBUTOR, at),
    "mine": lambda at: answers.mine(my_work(), at),
    "mine_nothing": lambda at: answers.mine(NO_WORK, at),
    "history": lambda at: answers.history(mixed_card(), some_history(), at, more=7),
    "receipt": lambda at: answers.receipt(
        done("SubmitDeliverable", "DeliverableSubmitted", deliverable_id=mixed_deliverables()[0].id), mixed_card(), at
    ),
    "receipt_nothing": lambda at: answers.receipt(done("AcceptSubmission"), None, at),
    **TEMPLATE_ANSWERS,
    **POLICY_ANSWERS, **RHYTHM_ANSWERS, **WATCH_ANSWERS,
    **SCORE_ANSWERS,
    "pick_project": lambda at: answers.pick_project((a_row(), a_row(id="prj_2")), "history", at),
}  # fmt: skip

FORMS: dict[str, Maker] = {
    "home": lambda at: home.my_work(my_work(), at, user_id=LEAD),
    "home_empty": lambda at: home.my_work(NO_WORK, at, user_id=LEAD),
    "form_new": lambda at: forms_project.new(at, creator=LEAD, channel_id="C0RADAR"),
    "form_edit": lambda at: forms_project.edit(mixed_card(), at, notice="The name has changed."),
    "form_roles": lambda at: forms_project.roles(mixed_card(), at),
    "form_strands": lambda at: forms_project.strands(mixed_card(), at),
    "form_hold": lambda at: forms_project.hold(mixed_card(), at),
    "form_stop": lambda at: forms_project.stop(mixed_card(), at),
    "form_submit": lambda at: forms_deliverable.submit(mixed_card(), mixed_deliverables()[2], at),
    "form_pick_submit": forms_deliverable.pick_submit,
    "form_not_needed": lambda at: forms_deliverable.not_needed(mixed_card(), mixed_deliverables()[2], at),
    "form_more_time": lambda at: forms_deliverable.more_time(mixed_card(), mixed_deliverables()[2], at),
    "form_stuck": lambda at: forms_deliverable.blocked(mixed_card(), mixed_deliverables()[2], at),
    "form_hand_over": lambda at: forms_deliverable.hand_over(mixed_card(), mixed_deliverables()[2], at),
    "form_request_changes": lambda at: forms_deliverable.request_changes(mixed_card(), mixed_deliverables()[0], at),
    "form_reopen": lambda at: forms_deliverable.reopen(mixed_card(), mixed_deliverables()[1], at),
    "form_versions": lambda at: forms_deliverable.versions(mixed_card(), mixed_deliverables()[0], at),
    "form_gate": lambda at: forms_gate.request(mixed_card(), at),
    "form_vote": lambda at: forms_gate.vote(voting_card(), at, user_id=STEER2),
    "form_appoint": lambda at: overrides.appoint("prj_1", "LD-12", at),
    "form_deputy": lambda at: forms_gate.deputy(voting_card(), GATE_ID, at),
    "form_blocked": lambda at: forms_gate.blocked(
        mixed_card(),
        (Blocker("deliverable_missing", "x", mixed_deliverables()[4].title, (STD,)),
         Blocker("no_gatekeepers", roles=(Role.STEERING,))), at),
    **EVALUATION_FORMS,
    **SCORE_FORMS,
    **TEMPLATE_FORMS,
    **POLICY_FORMS,
    **RHYTHM_FORMS,
    **WATCH_FORMS,
    "form_info": lambda at: forms_info.info("Liandong", "Something to read.", at),
}  # fmt: skip
