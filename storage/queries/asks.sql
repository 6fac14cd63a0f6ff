-- Open work that its assignees are reminded of, their snoozes, and who was told that it is late. CROSS JOIN as in
-- lists.sql. Only members are reminded; a guest hears nothing of a restricted project, who has left nothing at all.

-- name: of_person
-- What waits for one person in the present stage of active projects, the earliest due first. Columns as
-- deliverables.of_project, then the project's and the nudge's.
select d.id, d.stage, d.spec, d.strand, d.title_zh, d.title_en, d.role, d.required, d.assignee, d.due, d.state,
    d.request, d.comment, d.settled_by, p.team_id, p.id, p.project_key, p.name, p.template, p.template_version,
    n.due, n.times, n.last_day, n.snoozed_until, n.prompt
from deliverables d
cross join projects p
join members m on m.team_id = p.team_id and m.project_id = p.id and m.user_id = d.assignee
join people u on u.team_id = d.team_id and u.user_id = d.assignee
left join nudges n
    on n.team_id = d.team_id and n.user_id = d.assignee and n.project_id = d.project_id and n.deliverable_id = d.id
where p.team_id = d.team_id and p.id = d.project_id
    and d.team_id = :team_id and d.assignee = :user_id and d.state in ('open', 'changes_requested')
    and p.status = 'active' and d.stage = p.stage
    and u.deleted = 0 and (u.is_guest = 0 or p.confidentiality <> 'restricted')
order by d.due, d.id;

-- name: due
-- Everybody's that is due up to a day; of those who have left as well. Columns as of_person.
select d.id, d.stage, d.spec, d.strand, d.title_zh, d.title_en, d.role, d.required, d.assignee, d.due, d.state,
    d.request, d.comment, d.settled_by, p.team_id, p.id, p.project_key, p.name, p.template, p.template_version,
    n.due, n.times, n.last_day, n.snoozed_until, n.prompt
from deliverables d
cross join projects p
left join nudges n
    on n.team_id = d.team_id and n.user_id = d.assignee and n.project_id = d.project_id and n.deliverable_id = d.id
where p.team_id = d.team_id and p.id = d.project_id
    and d.due <= :until and d.state in ('open', 'changes_requested')
    and p.status = 'active' and d.stage = p.stage
order by d.due, d.team_id, d.assignee, d.id;

-- name: of_project
-- Everybody's of one project; of those who have left as well. Columns as of_person.
select d.id, d.stage, d.spec, d.strand, d.title_zh, d.title_en, d.role, d.required, d.assignee, d.due, d.state,
    d.request, d.comment, d.settled_by, p.team_id, p.id, p.project_key, p.name, p.template, p.template_version,
    n.due, n.times, n.last_day, n.snoozed_until, n.prompt
from projects p
cross join deliverables d
left join nudges n
    on n.team_id = d.team_id and n.user_id = d.assignee and n.project_id = d.project_id and n.deliverable_id = d.id
where p.team_id = d.team_id and p.id = d.project_id
    and p.team_id = :team_id and p.id = :project_id and d.state in ('open', 'changes_requested')
    and p.status = 'active' and d.stage = p.stage
order by d.due, d.id;

-- name: snoozes_over
-- People with a snooze that is over, about work that still waits for them.
select distinct n.team_id, n.user_id
from nudges n
cross join deliverables d
cross join projects p
where d.team_id = n.team_id and d.project_id = n.project_id and d.id = n.deliverable_id
    and p.team_id = n.team_id and p.id = n.project_id
    and n.snoozed_until is not null and n.snoozed_until <= :now
    and d.assignee = n.user_id and d.state in ('open', 'changes_requested') and d.request is null
    and p.status = 'active' and d.stage = p.stage
order by n.team_id, n.user_id;

-- name: put_nudge
-- What a person was told of a deliverable, or wishes about it.
insert into nudges (team_id, user_id, project_id, deliverable_id, due, times, last_day, snoozed_until, prompt)
values (:team_id, :user_id, :project_id, :deliverable_id, :due, :times, :last_day, :snoozed_until, :prompt)
on conflict (team_id, user_id, project_id, deliverable_id) do update
set due = excluded.due, times = excluded.times, last_day = excluded.last_day,
    snoozed_until = excluded.snoozed_until, prompt = excluded.prompt;

-- name: newest
-- The number of a person's newest reminder message.
select number from prompts where team_id = :team_id and user_id = :user_id;

-- name: put_newest
-- The number of a person's newest reminder message, in place of the one before.
insert into prompts (team_id, user_id, number) values (:team_id, :user_id, :number)
on conflict (team_id, user_id) do update set number = excluded.number;

-- name: shown
-- How many deliverables a person's message was about.
select count(*) from nudges where team_id = :team_id and user_id = :user_id and prompt = :number;

-- name: put_told
-- Somebody is told that work is late, unless they were.
insert into escalations (team_id, project_id, deliverable_id, due, assignee, user_id, step, stands_for, told_on, told_at)
values (:team_id, :project_id, :deliverable_id, :due, :assignee, :user_id, :step, :stands_for, :told_on, :told_at)
on conflict (team_id, project_id, deliverable_id, due, assignee, user_id) do nothing;

-- name: told
-- Who was told of the late work of a project, in the order in which they were.
select project_id, deliverable_id, due, assignee, step, user_id, stands_for, told_on, told_at
from escalations
where team_id = :team_id and project_id = :project_id
order by told_on, told_at, deliverable_id, user_id;
