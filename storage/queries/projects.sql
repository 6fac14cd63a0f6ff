-- The project aggregate: its row, members, deliverables, submissions, gates and votes.

-- name: lock_version
-- The stored version of a project.
select version from projects where team_id = :team_id and id = :id;

-- name: by_id
-- One project. Columns as rows.PROJECT reads them.
select id, team_id, project_key, name, summary, strands, confidentiality, channel_id, template, template_version,
    stage, stage_entered_at, created_by, created_at, status, held_until, reason, strand_states, version
from projects
where team_id = :team_id and id = :id;

-- name: stamp
-- Id and version of a project by its short key.
select id, version from projects where team_id = :team_id and project_key = :project_key;

-- name: insert
-- A new project; no row changes where the id is taken.
insert into projects (
    team_id, id, project_key, key_number, find_text, name, summary, strands, confidentiality, channel_id,
    template, template_version, stage, stage_entered_at, created_by, created_at, status, held_until, reason,
    strand_states, lead, version
) values (
    :team_id, :id, :project_key, :key_number, :find_text, :name, :summary, :strands, :confidentiality, :channel_id,
    :template, :template_version, :stage, :stage_entered_at, :created_by, :created_at, :status, :held_until, :reason,
    :strand_states, :lead, :version
)
on conflict (team_id, id) do nothing;

-- name: update
-- The next version of a project; no row changes where somebody else saved in between.
update projects
set project_key = :project_key, key_number = :key_number, find_text = :find_text, name = :name, summary = :summary,
    strands = :strands, confidentiality = :confidentiality, channel_id = :channel_id, template = :template,
    template_version = :template_version, stage = :stage, stage_entered_at = :stage_entered_at,
    created_by = :created_by, created_at = :created_at, status = :status, held_until = :held_until,
    reason = :reason, strand_states = :strand_states, lead = :lead, version = :version
where team_id = :team_id and id = :id and version = :version - 1;

-- name: members
-- The people of a project in the order they were added.
select user_id, roles
from members
where team_id = :team_id and project_id = :project_id
order by position, user_id;

-- name: put_member
-- Add a member, or replace their roles and place.
insert into members (team_id, project_id, user_id, position, roles)
values (:team_id, :project_id, :user_id, :position, :roles)
on conflict (team_id, project_id, user_id) do update set position = excluded.position, roles = excluded.roles;

-- name: drop_member
-- Remove a member.
delete from members where team_id = :team_id and project_id = :project_id and user_id = :user_id;

-- name: next_number
-- The next number of a counter of the workspace, from 1.
insert into counters (team_id, name, value) values (:team_id, :name, 1)
on conflict (team_id, name) do update set value = counters.value + 1
returning value;
