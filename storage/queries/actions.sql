-- Benchmarks with their values, and what triggers asked people to do.

-- name: benchmarks_of
-- The indicators of a project by number.
select id, number, name, unit, direction, gap_action, retired, version
from benchmarks
where team_id = :team_id and project_id = :project_id
order by number;

-- name: values_of
-- Every value of a project's indicators in the order in which they came, those taken back too.
select benchmark_id, id, side, holder, value, source, measured_on, clause, made_by, made_at, taken_back_by,
    taken_back_at
from benchmark_values
where team_id = :team_id and project_id = :project_id
order by benchmark_id, position;

-- name: add_benchmark
-- A new indicator; nothing where it is there already.
insert into benchmarks (team_id, project_id, id, number, name, unit, direction, gap_action, retired, version)
values (:team_id, :project_id, :id, :number, :name, :unit, :direction, :gap_action, :retired, :version)
on conflict do nothing;

-- name: change_benchmark
-- Changes nothing where somebody else was faster.
update benchmarks
set name = :name, unit = :unit, direction = :direction, gap_action = :gap_action, retired = :retired,
    version = :version
where team_id = :team_id and project_id = :project_id and id = :id and version = :known;

-- name: add_value
-- A value behind those that an indicator has.
insert into benchmark_values (
    team_id, project_id, benchmark_id, position, id, side, holder, value, source, measured_on, clause, made_by, made_at,
    taken_back_by, taken_back_at
) values (
    :team_id, :project_id, :benchmark_id, :position, :id, :side, :holder, :value, :source, :measured_on, :clause,
    :made_by, :made_at, :taken_back_by, :taken_back_at
);

-- name: take_value_back
-- It counts no more, and stays.
update benchmark_values
set taken_back_by = :taken_back_by, taken_back_at = :taken_back_at
where team_id = :team_id and project_id = :project_id and benchmark_id = :benchmark_id and position = :position;

-- name: is_known
-- Whether a trigger fired for an occasion before.
select 1 from watch_actions
where team_id = :team_id and project_id = :project_id and called_by = :called_by and occasion = :occasion;

-- name: open
-- Nothing where the same trigger fired for the same occasion before.
insert into watch_actions (team_id, id, project_id, number, called_by, occasion, state, due_on, version, body)
values (:team_id, :id, :project_id, :number, :called_by, :occasion, :state, :due_on, :version, :body)
on conflict do nothing;

-- name: change
-- Changes nothing where somebody else was faster.
update watch_actions
set state = :state, due_on = :due_on, version = :version, body = :body
where team_id = :team_id and id = :id and version = :known;

-- name: highest
-- The highest number that a project's actions have; 0 for none.
select coalesce(max(number), 0) from watch_actions where team_id = :team_id and project_id = :project_id;

-- name: find
-- One action.
select body from watch_actions where team_id = :team_id and id = :id;

-- name: of_project
-- All actions of a project by number, settled ones too.
select body from watch_actions where team_id = :team_id and project_id = :project_id order by number;

-- name: open_of_project
-- What is still to be done in a project, the earliest first.
select body
from watch_actions
where team_id = :team_id and project_id = :project_id and state = 'open'
order by due_on, number;

-- name: changed
-- A number that grows with every change of a project's actions.
select coalesce(sum(version + 1), 0) from watch_actions where team_id = :team_id and project_id = :project_id;

-- name: open_until
-- Open actions of projects that go on, the earliest first.
select a.body, a.team_id, a.id
from watch_actions a
cross join projects p
where p.team_id = a.team_id and p.id = a.project_id and a.state = 'open' and a.due_on <= :until
    and p.status in ('active', 'held')
order by a.due_on, a.team_id, a.id;

-- name: open_near
-- Open actions of a person's projects that go on, the earliest first. Whom each waits for is a rule of flows.
select p.id, p.project_key, p.name, p.confidentiality, a.body
from members m
cross join projects p
cross join watch_actions a
where m.team_id = :team_id and m.user_id = :user_id
    and p.team_id = m.team_id and p.id = m.project_id
    and p.status in ('active', 'held') and (:guest = 0 or p.confidentiality <> 'restricted')
    and a.team_id = m.team_id and a.project_id = m.project_id and a.state = 'open'
order by a.due_on, a.project_id, a.number;
