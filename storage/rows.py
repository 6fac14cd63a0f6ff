"""Rows to dataclasses and back for the project aggregate. Column order is that of the named statements."""

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from flows.lifecycle.project import (
    Condition,
    Deliverable,
    Link,
    LinkKind,
    Member,
    Project,
    Request,
    Submission,
    Vote,
)
from flows.names import Bilingual, Decision, DeliverableState, Role, Strand
from storage.codec import build, dump, plain
from storage.folding import fold, key_text
from storage.instants import day_or_none, moment, read_day_or_none, read_moment
from storage.session import Row, Value

Submissions = dict[str, list[Submission]]

# A look-up in a dict costs a quarter of an enum's constructor, and a card makes two dozen.
STRAND = {strand.value: strand for strand in Strand}
ROLE = {role.value: role for role in Role}
STATE = {state.value: state for state in DeliverableState}


@lru_cache(maxsize=4096)
def title(zh: str, en: str) -> Bilingual:
    """Titles come from templates: a few hundred pairs in ever the same rows."""
    return Bilingual(zh, en)


@lru_cache(maxsize=1024)
def roles(text: str) -> tuple[Role, ...]:
    """There are few combinations of roles, and every card reads several."""
    return tuple(Role(code) for code in json.loads(text))


@lru_cache(maxsize=1024)
def strands(text: str) -> tuple[Strand, ...]:
    return tuple(Strand(code) for code in json.loads(text))


@lru_cache(maxsize=4096)
def strand_states(text: str) -> tuple[tuple[Strand, str], ...]:
    return tuple((Strand(strand), state) for strand, state in json.loads(text))


def members(rows: Iterable[Row]) -> tuple[Member, ...]:
    return tuple([_member(user_id, codes) for user_id, codes in rows])


@lru_cache(maxsize=4096)
def _member(user_id: str, codes: str) -> Member:
    """The same people hold the same roles in many projects."""
    return Member(user_id, roles(codes))


def submissions(rows: Iterable[Row]) -> Submissions:
    """Versions by deliverable, in the order of the rows."""
    found: Submissions = {}
    for deliverable_id, number, by, at, text, link, file_id, file_name in rows:
        version = Submission(number, by, read_moment(at), text, link, file_id, file_name)
        found.setdefault(deliverable_id, []).append(version)
    return found


def deliverable(row: Row, versions: Submissions) -> Deliverable:
    (id_, stage, spec, strand, zh, en, role, required, assignee, due, state, request, comment, settled_by) = row
    return Deliverable(
        id_,
        stage,
        spec,
        STRAND[strand],
        title(zh, en),
        ROLE[role],
        required == 1,
        assignee,
        date.fromisoformat(due),
        STATE[state],
        tuple(versions.get(id_, ())),
        None if request is None else build(Request, json.loads(request)),
        comment,
        settled_by,
    )


def vote(row: Row) -> Vote:
    voter, decision, comment, at, hold_until, reopen, conditions, merge_into = row
    return Vote(
        voter,
        Decision(decision),
        comment,
        read_moment(at),
        read_day_or_none(hold_until),
        tuple(json.loads(reopen)),
        _conditions(conditions),
        merge_into,
    )


def _conditions(text: str) -> tuple[Condition, ...]:
    return tuple(build(Condition, condition) for condition in json.loads(text)) if text != EMPTY_LIST else ()


EMPTY_LIST = "[]"


def votes(text: str) -> tuple[Vote, ...]:
    """Votes kept as JSON beside a project."""
    return tuple(build(Vote, vote) for vote in json.loads(text)) if text != EMPTY_LIST else ()


def links(found: Iterable[Row]) -> tuple[Link, ...]:
    return tuple(Link(LinkKind(kind), other_id, other_key) for kind, other_id, other_key in found)


def project_values(project: Project) -> dict[str, Value]:
    """A project's own row, without its members and work."""
    return {
        "team_id": project.team_id,
        "id": project.id,
        "project_key": key_text(project.key),
        "key_number": key_number(project.key),
        "find_text": f"{fold(project.key)} {fold(project.name)}",
        "name": project.name,
        "summary": project.summary,
        "strands": dump(plain(project.strands)),
        "confidentiality": project.confidentiality.value,
        "channel_id": project.channel_id,
        "template": project.template,
        "template_version": project.template_version,
        "stage": project.stage,
        "stage_entered_at": moment(project.stage_entered_at),
        "created_by": project.created_by,
        "created_at": moment(project.created_at),
        "status": project.status.value,
        "held_until": day_or_none(project.held_until),
        "reason": project.reason,
        "strand_states": dump(plain(project.strand_states)),
        "standing_votes": dump(plain(project.standing_votes)),
        "outcome": project.evaluation.outcome.value if project.evaluation.outcome else None,
        "lead": next(iter(project.holders(Role.LEAD)), ""),
        "version": project.version,
    }


def key_number(key: str) -> int:
    """The number at the end of a short key, by which lists are ordered; 0 where there is none."""
    digits = key.rpartition("-")[2]
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def deliverable_values(team_id: str, project_id: str, position: int, item: Deliverable) -> dict[str, Value]:
    return {
        "team_id": team_id,
        "id": item.id,
        "project_id": project_id,
        "position": position,
        "stage": item.stage,
        "spec": item.spec,
        "strand": item.strand.value,
        "title_zh": item.title.zh,
        "title_en": item.title.en,
        "role": item.role.value,
        "required": int(item.required),
        "assignee": item.assignee,
        "due": item.due.isoformat(),
        "state": item.state.value,
        "request": None if item.request is None else dump(plain(item.request)),
        "comment": item.comment,
        "settled_by": item.settled_by,
    }
