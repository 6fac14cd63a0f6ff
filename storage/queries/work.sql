-- What waits for one person in the present stage of active projects. CROSS JOIN as in lists.sql.
-- A guest gets nothing of a restricted project, whatever they hold in it.

-- name: to_submit
-- Deliverables a person is asked for, the earliest due first. Columns as deliverables.of_project, then the project's.
select d.id, d.stage, d.spec, d.strand, d.title_zh, d.title_en, d.role, d.required, d.assignee, d.due, d.state,
    d.request, d.comment, d.settled_by, p.id, p.project_key, p.name
from deliverables d
cross join projects p
where p.team_id = d.team_id and p.id = d.project_id
    and d.team_id = :team_id and d.assignee = :user_id and d.state in ('open', 'changes_requested')
    and p.status = 'active' and d.stage = p.stage
    and (:guest = 0 or p.confidentiality <> 'restricted')
order by d.due, d.id
limit :limit;

-- name: in_review
-- Deliverables that wait for some reviewer in a member's projects, the earliest due first. Columns as to_submit, then the
-- confidentiality. Who reviews what is a rule of flows, which chooses from these.
select d.id, d.stage, d.spec, d.strand, d.title_zh, d.title_en, d.role, d.required, d.assignee, d.due, d.state,
    d.request, d.comment, d.settled_by, p.id, p.project_key, p.name, p.confidentiality
from members m
cross join projects p
cross join deliverables d
where p.team_id = m.team_id and p.id = m.project_id
    and d.team_id = p.team_id and d.project_id = p.id and d.stage = p.stage
    and m.team_id = :team_id and m.user_id = :user_id and p.status = 'active'
    and (d.state = 'submitted' or d.request is not null)
    and (:guest = 0 or p.confidentiality <> 'restricted')
order by d.due, d.id;

-- name: to_vote
-- Open gates a person is a gatekeeper of, those without their vote first, then the oldest request first.
select p.id, p.project_key, p.name, g.id, g.stage, p.template, p.template_version, g.requested_at, v.decision
from gatekeepers k
join gates g on g.team_id = k.team_id and g.project_id = k.project_id and g.id = k.gate_id and g.is_open = 1
join projects p on p.team_id = g.team_id and p.id = g.project_id
left join votes v
    on v.team_id = k.team_id and v.project_id = k.project_id and v.gate_id = k.gate_id and v.voter = k.user_id
where k.team_id = :team_id and k.user_id = :user_id and k.standing = 'seated' and p.status = 'active'
    and (:guest = 0 or p.confidentiality <> 'restricted')
order by case when v.decision is null then 0 else 1 end, g.requested_at, g.id
limit :limit;

-- name: own_going
-- How many active or held projects a person is a member of.
select count(*)
from members m
cross join projects p
where p.team_id = m.team_id and p.id = m.project_id
    and m.team_id = :team_id and m.user_id = :user_id and p.status in ('active', 'held')
    and (:guest = 0 or p.confidentiality <> 'restricted');

-- name: own_projects
-- Active and held projects of a person, active ones first, then by key descending. Columns as lists.own_active.
select p.id, p.project_key, p.key_number, p.name, p.template, p.template_version, p.stage, p.status, p.lead, p.outcome
from members m
cross join projects p
where p.team_id = m.team_id and p.id = m.project_id
    and m.team_id = :team_id and m.user_id = :user_id and p.status in ('active', 'held')
    and (:guest = 0 or p.confidentiality <> 'restricted')
order by case when p.status = 'active' then 0 else 1 end, p.key_number desc
limit :limit;
