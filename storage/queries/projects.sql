-- The project aggregate: its row, members, deliverables, submissions, gates and votes.

-- name: lock_version
-- The stored version of a project.
select version from projects where team_id = :team_id and id = :id;

-- name: by_id
-- One project. Columns as rows.PROJECT reads them.
select id, team_id, project_key, name, summary, strands, confidentiality, channel_id, template, template_version,
    stage, stage_entered_at, created_by, created_at, status, held_until, reason, strand_states, version, standing_votes
from projects
where team_id = :team_id and id = :id;

-- name: glance_by_key
-- Id and version of a project by its short key, how confidential it is, and whether a person is a member.
select p.id, p.version, p.confidentiality, case when m.user_id is null then 0 else 1 end
from projects p
left join members m on m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
where p.team_id = :team_id and p.project_key = :project_key;

-- name: glance_by_id
-- The same by id.
select p.id, p.version, p.confidentiality, case when m.user_id is null then 0 else 1 end
from projects p
left join members m on m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
where p.team_id = :team_id and p.id = :id;

-- name: insert
-- A new project; no row changes where the id is taken.
insert into projects (
    team_id, id, project_key, key_number, find_text, name, summary, strands, confidentiality, channel_id,
    template, template_version, stage, stage_entered_at, created_by, created_at, status, held_until, reason,
    strand_states, standing_votes, lead, outcome, version
) values (
    :team_id, :id, :project_key, :key_number, :find_text, :name, :summary, :strands, :confidentiality, :channel_id,
    :template, :template_version, :stage, :stage_entered_at, :created_by, :created_at, :status, :held_until, :reason,
    :strand_states, :standing_votes, :lead, :outcome, :version
)
on conflict (team_id, id) do nothing;

-- name: update
-- The next version of a project; no row changes where somebody else saved in between.
update projects
set project_key = :project_key, key_number = :key_number, find_text = :find_text, name = :name, summary = :summary,
    strands = :strands, confidentiality = :confidentiality, channel_id = :channel_id, template = :template,
    template_version = :template_version, stage = :stage, stage_entered_at = :stage_entered_at,
    created_by = :created_by, created_at = :created_at, status = :status, held_until = :held_until,
    reason = :reason, strand_states = :strand_states,
    standing_votes = :standing_votes, lead = :lead, outcome = :outcome, version = :version
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

-- name: links
-- What a project is tied to, oldest first.
select kind, other_id, other_key
from links
where team_id = :team_id and project_id = :project_id
order by position;

-- name: add_link
-- Tie a project to another one.
insert into links (team_id, project_id, position, kind, other_id, other_key)
values (:team_id, :project_id, :position, :kind, :other_id, :other_key);

-- name: to_wake
-- Held projects whose day has come: team and id.
select team_id, id from projects
where status = 'held' and held_until is not null and held_until <= :day
order by held_until, team_id, id;
