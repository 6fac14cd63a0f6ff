"""Makes domain objects for tests: plain functions with sensible defaults, any field can be overridden by keyword."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from flows.lifecycle.project import Deliverable, Gate, Member, Project, Submission, Vote
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.template import Template, Templates
from flows.lifecycle.template_text import parse_template
from flows.names import (
    STRANDS,
    Actor,
    Bilingual,
    Confidentiality,
    Decision,
    DeliverableState,
    Role,
    Strand,
)

TEAM = "T0LIANDONG"
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LEAD = "U0LIN"
TECH = "U0CHEN"
PATENT = "U0ZHAO"
STD = "U0WANG"
BUSINESS = "U0RAJ"
LEGAL = "U0SOFIA"
STEER = "U0EMMA"
STEER2 = "U0LIU"
CONTRIBUTOR = "U0HAN"
GUEST = "U0GUEST"
STRANGER = "U0STRANGER"
CHANNEL = "C0RADAR"
PROJECT_ID = "prj_0000000001"

MEMBERS = (
    Member(LEAD, (Role.LEAD,)),
    Member(TECH, (Role.TECHNOLOGY,)),
    Member(PATENT, (Role.PATENT,)),
    Member(STD, (Role.STANDARD,)),
    Member(BUSINESS, (Role.BUSINESS,)),
    Member(LEGAL, (Role.LEGAL,)),
    Member(STEER, (Role.STEERING,)),
    Member(STEER2, (Role.STEERING,)),
    Member(CONTRIBUTOR),
)

SHIPPED = Path(__file__).parent.parent / "flows" / "lifecycle" / "templates" / "standard.toml"


@cache
def standard_template() -> Template:
    """The shipped template, read once."""
    return parse_template(SHIPPED.read_text(encoding="utf-8"), SHIPPED.name)


@cache
def shipped_templates() -> Templates:
    """Every template that ships, read once."""
    files = sorted(SHIPPED.parent.glob("*.toml"))
    return Templates(parse_template(file.read_text(encoding="utf-8"), file.name) for file in files)


def build_templates() -> Templates:
    return shipped_templates()


def build_actor(user_id: str = LEAD, *, is_guest: bool = False, team_id: str = TEAM) -> Actor:
    return Actor(team_id=team_id, user_id=user_id, is_guest=is_guest)


def build_submission(**overrides: Any) -> Submission:
    fields: dict[str, Any] = {"number": 1, "by": TECH, "at": NOW - timedelta(hours=2), "text": "See the report."}
    return Submission(**(fields | overrides))


def build_deliverable(**overrides: Any) -> Deliverable:
    """An open, required technology deliverable of ideation, assigned to ``TECH``, due in a week."""
    fields: dict[str, Any] = {
        "id": "dlv_0000000001",
        "stage": "ideation",
        "spec": "idea_card",
        "strand": Strand.TECHNOLOGY,
        "title": Bilingual(zh="构思卡", en="Idea card"),
        "role": Role.TECHNOLOGY,
        "required": True,
        "assignee": TECH,
        "due": TODAY + timedelta(days=7),
    }
    return Deliverable(**(fields | overrides))


def build_vote(voter: str = STEER, decision: Decision = Decision.GO, comment: str = "", **overrides: Any) -> Vote:
    return Vote(voter=voter, decision=decision, comment=comment, **({"at": NOW} | overrides))


def build_gate(**overrides: Any) -> Gate:
    """The open gate of ideation, requested by the lead, nobody has voted."""
    fields: dict[str, Any] = {
        "id": "gate_0000000001",
        "stage": "ideation",
        "requested_by": LEAD,
        "requested_at": NOW - timedelta(hours=1),
        "gatekeepers": (STEER, STEER2),
        "note": "All evidence is attached.",
    }
    return Gate(**(fields | overrides))


def build_stage_deliverables(stage: str = "ideation", **overrides: Any) -> tuple[Deliverable, ...]:
    """Every deliverable the shipped template asks for in a stage; overrides apply to each of them."""
    holders = {role: member.user_id for member in reversed(MEMBERS) for role in member.roles}
    return tuple(
        build_deliverable(
            id=f"dlv_{stage}_{spec.key}",
            stage=stage,
            spec=spec.key,
            strand=spec.strand,
            title=spec.title,
            role=spec.role,
            required=spec.required,
            **({"assignee": holders[spec.role], "due": TODAY + timedelta(days=spec.due_days)} | overrides),
        )
        for spec in standard_template().stage(stage).deliverables
    )


def build_settled(stage: str = "ideation") -> tuple[Deliverable, ...]:
    """Every deliverable of a stage, submitted by its assignee and accepted by the lead."""
    return tuple(
        replace(
            deliverable,
            state=DeliverableState.ACCEPTED,
            submissions=(build_submission(by=deliverable.assignee),),
            settled_by=LEAD,
        )
        for deliverable in build_stage_deliverables(stage)
    )


def build_project(**overrides: Any) -> Project:
    """An active project in ideation with every role held and every deliverable open."""
    stage = overrides.get("stage", "ideation")
    fields: dict[str, Any] = {
        "id": PROJECT_ID,
        "team_id": TEAM,
        "key": "LD-12",
        "name": "Radar without interference",
        "summary": "Interference-free sensing for crowded roads",
        "strands": STRANDS,
        "confidentiality": Confidentiality.MEMBERS,
        "channel_id": CHANNEL,
        "template": "standard",
        "template_version": 1,
        "stage": stage,
        "stage_entered_at": NOW - timedelta(days=1),
        "created_by": LEAD,
        "created_at": NOW - timedelta(days=1),
        "members": MEMBERS,
        "strand_states": tuple((strand, "") for strand in STRANDS),
        "deliverables": build_stage_deliverables(stage),
        "version": 3,
    }
    return Project(**(fields | overrides))


def build_card(**overrides: Any) -> ProjectCard:
    """The card of ``build_project``; overrides are fields of the card."""
    project = build_project(**{"stage": overrides["stage"]} if "stage" in overrides else {})
    shared = set(ProjectCard.__dataclass_fields__) & set(Project.__dataclass_fields__)
    fields: dict[str, Any] = {name: getattr(project, name) for name in shared}
    return ProjectCard(**({"shown_stage": project.stage, "decided": None} | fields | overrides))
