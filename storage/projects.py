"""The project aggregate in the database: loaded whole for a decision, saved by what changed."""

from flows.errors import StaleProject
from flows.lifecycle.project import Deliverable, Project
from flows.names import Confidentiality, Status
from storage import evaluations, rows, scores
from storage.codec import dump, plain
from storage.gates import open_gate, save_gate
from storage.instants import moment, read_day_or_none, read_moment
from storage.session import Session

KEY_PREFIX = "LD"


class ProjectRepository:
    """Implements ``flows.ports.Projects`` inside a writing transaction, which is the lock ``load`` promises."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load(self, team_id: str, project_id: str) -> Project | None:
        row = self._session.one("projects.by_id", team_id=team_id, id=project_id)
        if row is None:
            return None
        (id_, team, key, name, summary, strands, confidentiality, channel_id, template, template_version,
         stage, stage_entered_at, created_by, created_at, status, held_until, reason, strand_states,
         version, standing_votes) = row  # fmt: skip
        place = {"team_id": team, "project_id": id_}
        versions = rows.submissions(self._session.all("deliverables.submissions_of_project", **place))
        return Project(
            id=id_,
            team_id=team,
            key=key,
            name=name,
            summary=summary,
            strands=rows.strands(strands),
            confidentiality=Confidentiality(confidentiality),
            channel_id=channel_id,
            template=template,
            template_version=template_version,
            stage=stage,
            stage_entered_at=read_moment(stage_entered_at),
            created_by=created_by,
            created_at=read_moment(created_at),
            status=Status(status),
            held_until=read_day_or_none(held_until),
            reason=reason,
            members=rows.members(self._session.all("projects.members", **place)),
            strand_states=rows.strand_states(strand_states),
            deliverables=tuple(
                rows.deliverable(item, versions) for item in self._session.all("deliverables.of_project", **place)
            ),
            gate=open_gate(self._session, team, id_),
            standing_votes=rows.votes(standing_votes),
            links=rows.links(self._session.all("projects.links", **place)),
            scores=scores.of_project(self._session, team, id_),
            evaluation=evaluations.of_project(self._session, team, id_),
            version=version,
        )

    def save(self, before: Project | None, after: Project) -> None:
        """Raises ValueError for a step that is not one version, or that loses a deliverable or a submission."""
        shown = 0 if before is None else before.version
        if after.version != shown + 1:
            raise ValueError(f"version {after.version} does not follow {shown}")
        statement = "projects.insert" if before is None else "projects.update"
        if self._session.run(statement, **rows.project_values(after)) != 1:
            stored = self._session.one("projects.lock_version", team_id=after.team_id, id=after.id)
            raise StaleProject(after.id, shown=shown, current=0 if stored is None else stored[0])
        self._save_members(before, after)
        self._save_deliverables(before, after)
        save_gate(self._session, before, after)
        self._save_links(before, after)
        scores.save_scores(self._session, before, after)
        evaluations.save_evaluation(self._session, before, after)

    def next_key(self, team_id: str) -> str:
        row = self._session.one("projects.next_number", team_id=team_id, name="project")
        if row is None:
            raise LookupError("a counter answers always")
        return f"{KEY_PREFIX}-{row[0]}"

    def _save_members(self, before: Project | None, after: Project) -> None:
        stored = () if before is None else before.members
        if stored == after.members:
            return
        place = {"team_id": after.team_id, "project_id": after.id}
        for user_id in {m.user_id for m in stored} - {m.user_id for m in after.members}:
            self._session.run("projects.drop_member", **place, user_id=user_id)
        known = set(enumerate(stored))
        for position, member in enumerate(after.members):
            if (position, member) not in known:
                roles = dump(plain(member.roles))
                self._session.run(
                    "projects.put_member", **place, user_id=member.user_id, position=position, roles=roles
                )

    def _save_links(self, before: Project | None, after: Project) -> None:
        known = () if before is None else before.links
        if after.links[: len(known)] != known:
            raise ValueError("links are never changed or removed")
        for position, link in enumerate(after.links[len(known) :], start=len(known)):
            self._session.run(
                "projects.add_link",
                team_id=after.team_id,
                project_id=after.id,
                position=position,
                kind=link.kind.value,
                other_id=link.project_id,
                other_key=link.key,
            )

    def _save_deliverables(self, before: Project | None, after: Project) -> None:
        stored = {} if before is None else {d.id: (n, d) for n, d in enumerate(before.deliverables)}
        lost = stored.keys() - {d.id for d in after.deliverables}
        if lost:
            raise ValueError(f"deliverables are never removed: {sorted(lost)}")
        for position, item in enumerate(after.deliverables):
            at, old = stored.get(item.id, (-1, None))
            if item is old and at == position:
                continue
            if item != old or at != position:
                values = rows.deliverable_values(after.team_id, after.id, position, item)
                self._session.run("deliverables.put", **values)
                self._add_submissions(after, old, item)

    def _add_submissions(self, project: Project, old: Deliverable | None, item: Deliverable) -> None:
        known = () if old is None else old.submissions
        if item.submissions[: len(known)] != known:
            raise ValueError(f"submissions of {item.id} are never changed or removed")
        for version in item.submissions[len(known) :]:
            self._session.run(
                "deliverables.add_submission",
                team_id=project.team_id,
                project_id=project.id,
                deliverable_id=item.id,
                number=version.number,
                submitted_by=version.by,
                submitted_at=moment(version.at),
                body=version.text,
                link=version.link,
                file_id=version.file_id,
                file_name=version.file_name,
            )
