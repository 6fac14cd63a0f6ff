-- What the portfolio counts is read from indexes alone. Dates that are open have a column of their own: which of the dates
-- that wait (due_on) are open said the body only.
alter table register_items add column open_on text; -- due_on of open dates; null for all else
update register_items set open_on = due_on
where due_on is not null and replace(body, '"state":"open"', '') <> body;
create index register_items_open on register_items (team_id, project_id, open_on) where open_on is not null;
create index projects_counted on projects (
    team_id, status, confidentiality, id, stage, stage_entered_at, template, template_version
);

-- What is owed too late is counted by who has to do it as well: who is away is not late.
drop index deliverables_owed;
create index deliverables_owed on deliverables (team_id, project_id, stage, role, assignee, due, state)
    where state in ('open', 'changes_requested');
