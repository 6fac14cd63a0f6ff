-- The append-only history and its hash chain.

-- name: head
-- Where the chain of a workspace ends.
select seq, hash from history_heads where team_id = :team_id;

-- name: append
-- One more row of the chain.
insert into history (team_id, seq, project_id, event, made_by, made_at, deliverable_id, payload, hash)
values (:team_id, :seq, :project_id, :event, :made_by, :made_at, :deliverable_id, :payload, :hash);

-- name: move_head
-- The chain has grown.
insert into history_heads (team_id, seq, hash) values (:team_id, :seq, :hash)
on conflict (team_id) do update set seq = excluded.seq, hash = excluded.hash;

-- name: of_project
-- Every event of a project, oldest first.
select event, project_id, made_by, made_at, payload
from history
where team_id = :team_id and project_id = :project_id
order by seq;

-- name: page
-- Events of a project before a place, newest first, with the names of the deliverables they speak of.
-- :events is empty or a list with a comma before and after every name, :made_by empty or a person.
select h.seq, h.made_at, h.made_by, h.event, h.payload, d.title_zh, d.title_en
from history h
left join deliverables d on d.team_id = h.team_id and d.project_id = h.project_id and d.id = h.deliverable_id
where h.team_id = :team_id and h.project_id = :project_id and h.seq < :before
    and (:events = '' or :events like '%,' || h.event || ',%')
    and (:made_by = '' or h.made_by = :made_by)
order by h.seq desc
limit :limit;

-- name: since
-- Events of a project from a moment on, newest first. Columns as page.
select h.seq, h.made_at, h.made_by, h.event, h.payload, d.title_zh, d.title_en
from history h
left join deliverables d on d.team_id = h.team_id and d.project_id = h.project_id and d.id = h.deliverable_id
where h.team_id = :team_id and h.project_id = :project_id and h.made_at >= :since
order by h.seq desc
limit :limit;

-- name: override
-- The youngest leave an administrator had to read a project, if it is younger than a moment.
select seq
from history
where team_id = :team_id and project_id = :project_id and event = 'AccessOverridden' and made_by = :made_by
    and made_at > :since
order by seq desc
limit 1;

-- name: policy
-- The last change of the rules of a workspace.
select payload
from history
where team_id = :team_id and project_id = :project_id and event = :event
order by seq desc
limit 1;

-- name: teams
-- Every workspace that has a chain, or the head of one.
select team_id from history_heads
union
select distinct team_id from history
order by team_id;

-- name: chain
-- A whole chain in order.
select seq, project_id, event, made_by, made_at, deliverable_id, payload, hash
from history
where team_id = :team_id
order by seq;
