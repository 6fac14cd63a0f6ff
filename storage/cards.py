"""One project as views show it. The hot path of ``/liandong status``: three reads, more where there is more."""

from flows.lifecycle.project import Deliverable, Member
from flows.lifecycle.readmodels import Glance, ProjectCard
from flows.names import Actor, Confidentiality, Decision, Status
from storage import evaluations, rows, scores
from storage.folding import key_text
from storage.gates import open_gate
from storage.instants import read_day_or_none, read_moment
from storage.session import Row, Session, Value

ID_PREFIX = "prj_"


def card(session: Session, team_id: str, project: str, stage: str | None) -> ProjectCard | None:
    """By id, or by short key in any case and width."""
    row = _find(session, team_id, project, stage)
    if row is None:
        return None
    (id_, key, name, summary, strands, confidentiality, channel_id, template, template_version, present_stage,
     stage_entered_at, status, held_until, reason, strand_states, version, at_gate, decided,
     submitted, linked, has_scores, evaluation) = row  # fmt: skip
    shown_stage = present_stage if stage is None else stage
    return ProjectCard(
        id=id_,
        team_id=team_id,
        key=key,
        name=name,
        summary=summary,
        strands=rows.strands(strands),
        confidentiality=Confidentiality(confidentiality),
        channel_id=channel_id,
        template=template,
        template_version=template_version,
        stage=present_stage,
        stage_entered_at=read_moment(stage_entered_at),
        status=Status(status),
        held_until=read_day_or_none(held_until),
        reason=reason,
        members=members(session, team_id, id_),
        strand_states=rows.strand_states(strand_states),
        shown_stage=shown_stage,
        deliverables=_of_stage(session, team_id, id_, shown_stage, submitted=submitted == 1),
        gate=open_gate(session, team_id, id_) if at_gate else None,
        decided=None if decided is None else Decision(decided),
        version=version,
        links=rows.links(session.all("projects.links", team_id=team_id, project_id=id_)) if linked else (),
        scores=scores.of_stage(session, team_id, id_, shown_stage) if has_scores else (),
        evaluation=evaluations.read(evaluation),
    )


def glance(session: Session, team_id: str, project: str, user_id: str) -> Glance | None:
    """By id, or by short key in any case and width: one point read, whoever asks."""
    who = {"team_id": team_id, "user_id": user_id}
    if project.startswith(ID_PREFIX):
        row = session.one("projects.glance_by_id", **who, id=project)
    else:
        row = session.one("projects.glance_by_key", **who, project_key=key_text(project))
    return None if row is None else Glance(row[0], row[1], Confidentiality(row[2]), row[3] == 1)


def scored(session: Session, actor: Actor, limit: int) -> tuple[ProjectCard, ...]:
    """One card for every stage with scores: in projects of one's own, and in open ones unless for a guest."""
    if actor.is_gone:
        return ()
    who: dict[str, Value] = {"team_id": actor.team_id, "limit": limit}
    places = session.all("scores.own_scored", **who, user_id=actor.user_id, guest=int(actor.is_guest))
    if not actor.is_guest:
        places += session.all("scores.open_scored", **who)
    chosen = sorted(set(places), key=lambda place: (-place[0], place[2]))[:limit]
    found = (card(session, actor.team_id, project_id, stage) for _, project_id, stage in chosen)
    return tuple(each for each in found if each is not None)


def members(session: Session, team_id: str, project_id: str) -> tuple[Member, ...]:
    """The people of a project in the order they were added."""
    return rows.members(session.all("projects.members", team_id=team_id, project_id=project_id))


def _find(session: Session, team_id: str, project: str, stage: str | None) -> Row | None:
    if not project.startswith(ID_PREFIX):
        found = session.one("cards.id_of", team_id=team_id, project_key=key_text(project))
        project = str(found[0]) if found else ""
    return session.one("cards.by_id", team_id=team_id, id=project, stage=stage)


def _of_stage(
    session: Session, team_id: str, project_id: str, stage: str, *, submitted: bool
) -> tuple[Deliverable, ...]:
    place = {"team_id": team_id, "project_id": project_id, "stage": stage}
    found = session.all("deliverables.of_stage", **place)
    versions = rows.submissions(session.all("deliverables.submissions_of_stage", **place)) if submitted else {}
    return tuple([rows.deliverable(row, versions) for row in found])
