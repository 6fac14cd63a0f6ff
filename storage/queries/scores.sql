-- Score sheets and their drafts.

-- name: of_project
-- Every score of a project, stage by stage, in the order people first scored.
select stage, scorer, scored_at, sheet, sheet_version, marks, number, is_closed
from scores
where team_id = :team_id and project_id = :project_id
order by position;

-- name: of_stage
-- The scores of one stage. Columns as of_project.
select stage, scorer, scored_at, sheet, sheet_version, marks, number, is_closed
from scores
where team_id = :team_id and project_id = :project_id and stage = :stage
order by position;

-- name: put
-- A score, or a reviewer's new one for the same stage.
insert into scores (
    team_id, project_id, stage, scorer, position, number, sheet, sheet_version, marks, scored_at, is_closed
) values (
    :team_id, :project_id, :stage, :scorer, :position, :number, :sheet, :sheet_version, :marks, :scored_at, :is_closed
)
on conflict (team_id, project_id, stage, scorer) do update
set position = excluded.position, number = excluded.number, sheet = excluded.sheet,
    sheet_version = excluded.sheet_version, marks = excluded.marks, scored_at = excluded.scored_at,
    is_closed = excluded.is_closed;

-- name: own_scored
-- Stages with scores in projects of one's own, newest project first. Nothing restricted for a guest.
select distinct p.key_number, s.project_id, s.stage
from members m
cross join projects p
cross join scores s
where p.team_id = m.team_id and p.id = m.project_id and s.team_id = p.team_id and s.project_id = p.id
    and m.team_id = :team_id and m.user_id = :user_id
    and (:guest = 0 or p.confidentiality <> 'restricted')
order by p.key_number desc, s.stage
limit :limit;

-- name: open_scored
-- Stages with scores in open projects, newest project first. Columns as own_scored.
select distinct p.key_number, s.project_id, s.stage
from projects p
cross join scores s
where s.team_id = p.team_id and s.project_id = p.id and p.team_id = :team_id and p.confidentiality = 'open'
order by p.key_number desc, s.stage
limit :limit;

-- name: draft
-- What somebody has filled in so far.
select marks
from score_drafts
where team_id = :team_id and project_id = :project_id and stage = :stage and user_id = :user_id;

-- name: put_draft
-- Keep what somebody has filled in so far.
insert into score_drafts (team_id, project_id, stage, user_id, marks)
values (:team_id, :project_id, :stage, :user_id, :marks)
on conflict (team_id, project_id, stage, user_id) do update set marks = excluded.marks;

-- name: drop_draft
-- The sheet is handed in.
delete from score_drafts
where team_id = :team_id and project_id = :project_id and stage = :stage and user_id = :user_id;
