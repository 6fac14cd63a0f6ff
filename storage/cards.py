"""One project as views show it. The hot path of ``/liandong status``: three reads, more where there is more."""

from flows.lifecycle.project import Deliverable, Member
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Confidentiality, Decision, Status
from storage import rows
from storage.folding import key_text
from storage.gates import open_gate
from storage.instants import read_day_or_none, read_moment
from storage.session import Row, Session

ID_PREFIX = "prj_"


def card(session: Session, team_id: str, project: str, stage: str | None) -> ProjectCard | None:
    """By id, or by short key in any case and width."""
    row = _find(session, team_id, project, stage)
    if row is None:
        return None
    (id_, key, name, summary, strands, confidentiality, channel_id, template, template_version, present_stage,
     stage_entered_at, status, held_until, reason, strand_states, version, at_gate, decided,
     submitted) = row  # fmt: skip
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
    )


def stamp(session: Session, team_id: str, key: str) -> tuple[str, int] | None:
    """Id and version of a project by its short key: enough to know whether an earlier answer still holds."""
    row = session.one("projects.stamp", team_id=team_id, project_key=key_text(key))
    return None if row is None else (row[0], row[1])


def members(session: Session, team_id: str, project_id: str) -> tuple[Member, ...]:
    """The people of a project in the order they were added."""
    return rows.members(session.all("projects.members", team_id=team_id, project_id=project_id))


def _find(session: Session, team_id: str, project: str, stage: str | None) -> Row | None:
    if project.startswith(ID_PREFIX):
        return session.one("cards.by_id", team_id=team_id, id=project, stage=stage)
    return session.one("cards.by_key", team_id=team_id, project_key=key_text(project), stage=stage)


def _of_stage(
    session: Session, team_id: str, project_id: str, stage: str, *, submitted: bool
) -> tuple[Deliverable, ...]:
    place = {"team_id": team_id, "project_id": project_id, "stage": stage}
    found = session.all("deliverables.of_stage", **place)
    versions = rows.submissions(session.all("deliverables.submissions_of_stage", **place)) if submitted else {}
    return tuple([rows.deliverable(row, versions) for row in found])
