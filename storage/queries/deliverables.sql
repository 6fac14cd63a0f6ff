-- Deliverables and their submissions.

-- name: of_project
-- Every deliverable of a project in its order. Columns as rows.DELIVERABLE reads them.
select id, stage, spec, strand, title_zh, title_en, role, required, assignee, due, state, request, comment, settled_by
from deliverables
where team_id = :team_id and project_id = :project_id
order by position, id;

-- name: of_stage
-- The deliverables of one stage in their order. Columns as of_project.
select id, stage, spec, strand, title_zh, title_en, role, required, assignee, due, state, request, comment, settled_by
from deliverables
where team_id = :team_id and project_id = :project_id and stage = :stage
order by position, id;

-- name: put
-- Add a deliverable, or store its present state.
insert into deliverables (
    team_id, id, project_id, position, stage, spec, strand, title_zh, title_en, role, required, assignee, due, state,
    request, comment, settled_by
) values (
    :team_id, :id, :project_id, :position, :stage, :spec, :strand, :title_zh, :title_en, :role, :required, :assignee,
    :due, :state, :request, :comment, :settled_by
)
on conflict (team_id, project_id, id) do update
set position = excluded.position, stage = excluded.stage, spec = excluded.spec, strand = excluded.strand,
    title_zh = excluded.title_zh, title_en = excluded.title_en, role = excluded.role, required = excluded.required,
    assignee = excluded.assignee, due = excluded.due, state = excluded.state, request = excluded.request,
    comment = excluded.comment, settled_by = excluded.settled_by;

-- name: submissions_of_project
-- Every submission of a project, the deliverable's id first, oldest version first.
select deliverable_id, number, submitted_by, submitted_at, body, link, file_id, file_name
from submissions
where team_id = :team_id and project_id = :project_id
order by deliverable_id, number;

-- name: submissions_of_stage
-- The submissions of one stage. Columns as submissions_of_project.
select s.deliverable_id, s.number, s.submitted_by, s.submitted_at, s.body, s.link, s.file_id, s.file_name
from deliverables d
join submissions s on s.team_id = d.team_id and s.project_id = d.project_id and s.deliverable_id = d.id
where d.team_id = :team_id and d.project_id = :project_id and d.stage = :stage
order by d.position, s.deliverable_id, s.number;

-- name: submissions_of
-- The submissions of one deliverable. Columns as submissions_of_project.
select deliverable_id, number, submitted_by, submitted_at, body, link, file_id, file_name
from submissions
where team_id = :team_id and project_id = :project_id and deliverable_id = :deliverable_id
order by number;

-- name: add_submission
-- A new version of a deliverable. Versions are never changed.
insert into submissions (
    team_id, project_id, deliverable_id, number, submitted_by, submitted_at, body, link, file_id, file_name
) values (
    :team_id, :project_id, :deliverable_id, :number, :submitted_by, :submitted_at, :body, :link, :file_id, :file_name
);
