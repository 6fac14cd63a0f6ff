-- Project lists. CROSS JOIN keeps SQLite from starting at the projects, of which there are many more than of one
-- person's; to PostgreSQL it is any other join.

-- name: own_active
-- Active projects a person is a member of, by key descending from a place on.
select p.id, p.project_key, p.key_number, p.name, p.template, p.template_version, p.stage, p.status, p.lead, p.outcome
from members m
cross join projects p
where p.team_id = m.team_id and p.id = m.project_id
    and m.team_id = :team_id and m.user_id = :user_id and p.status = 'active' and p.key_number < :before
    and (:guest = 0 or p.confidentiality <> 'restricted')
order by p.key_number desc
limit :limit;

-- name: own_resting
-- Projects a person is a member of that are held, stopped or completed. Columns as own_active.
select p.id, p.project_key, p.key_number, p.name, p.template, p.template_version, p.stage, p.status, p.lead, p.outcome
from members m
cross join projects p
where p.team_id = m.team_id and p.id = m.project_id
    and m.team_id = :team_id and m.user_id = :user_id and p.status <> 'active' and p.key_number < :before
    and (:guest = 0 or p.confidentiality <> 'restricted')
order by p.key_number desc
limit :limit;

-- name: open_to_all
-- Open projects a person is no member of. Columns as own_active.
select p.id, p.project_key, p.key_number, p.name, p.template, p.template_version, p.stage, p.status, p.lead, p.outcome
from projects p
where p.team_id = :team_id and p.confidentiality = 'open' and p.key_number < :before
    and not exists (
        select 1 from members m where m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
    )
order by p.key_number desc
limit :limit;

-- name: place
-- Where a project stands in a person's list: its number, whether it is active, and whether it is their own. One that
-- they may not see has no place there, like one that does not exist.
select p.key_number,
    case when p.status = 'active' then 1 else 0 end,
    case when m.user_id is null then 0 else 1 end
from projects p
left join members m on m.team_id = p.team_id and m.project_id = p.id and m.user_id = :user_id
where p.team_id = :team_id and p.id = :id
    and (m.user_id is not null or p.confidentiality = 'open')
    and (:guest = 0 or (m.user_id is not null and p.confidentiality <> 'restricted'));

-- name: counts
-- The state and due day of every deliverable of a stage, for a list's counts, and whether its assignee is away on a day.
select d.state, d.due, case when a.user_id is null then 0 else 1 end
from deliverables d
left join absences a
    on a.team_id = d.team_id and a.user_id = d.assignee and a.first_day <= :today
    and (a.last_day is null or a.last_day >= :today)
where d.team_id = :team_id and d.project_id = :project_id and d.stage = :stage;

-- name: own_found
-- Own projects whose folded key or name holds a text. LIKE is portable here: both sides were folded in Python.
select p.id, p.project_key, p.key_number, p.name, p.template, p.template_version, p.stage, p.status, p.lead, p.outcome
from members m
cross join projects p
where p.team_id = m.team_id and p.id = m.project_id
    and m.team_id = :team_id and m.user_id = :user_id and p.find_text like :pattern escape '\'
    and (:guest = 0 or p.confidentiality <> 'restricted')
order by p.key_number desc
limit :limit;

-- name: open_found
-- Open projects whose folded key or name holds a text. Columns as own_active.
select p.id, p.project_key, p.key_number, p.name, p.template, p.template_version, p.stage, p.status, p.lead, p.outcome
from projects p
where p.team_id = :team_id and p.confidentiality = 'open' and p.find_text like :pattern escape '\'
order by p.key_number desc
limit :limit;

-- name: of_channel
-- Projects that live in a channel, newest first. Columns as own_active.
select p.id, p.project_key, p.key_number, p.name, p.template, p.template_version, p.stage, p.status, p.lead, p.outcome
from projects p
where p.team_id = :team_id and p.channel_id = :channel_id
order by p.key_number desc
limit :limit;

-- name: going
-- Every active or held project.
select team_id, id from projects where status in ('active', 'held') order by team_id, id;

-- name: going_in_team
-- Every active or held project of one workspace.
select team_id, id from projects where team_id = :team_id and status in ('active', 'held') order by team_id, id;

-- name: channels
-- The channels of active or held projects.
select distinct team_id, channel_id
from projects
where status in ('active', 'held') and channel_id <> ''
order by team_id, channel_id;
