-- Gates, their gatekeepers and votes. Closed gates stay, with their votes.

-- name: open_gate
-- The open gate of a project.
select id, stage, requested_by, requested_at, note, proposal, closes_on, house
from gates
where team_id = :team_id and project_id = :project_id and is_open = 1;

-- name: gatekeepers
-- The seats of a gate in their order: who, in which standing, and in whose place.
select user_id, standing, stands_for
from gatekeepers
where team_id = :team_id and project_id = :project_id and gate_id = :gate_id
order by position, user_id;

-- name: votes
-- The votes of a gate in the order they were cast.
select voter, decision, comment, voted_at, hold_until, reopen, conditions, merge_into
from votes
where team_id = :team_id and project_id = :project_id and gate_id = :gate_id
order by position, voter;

-- name: put
-- A requested gate.
insert into gates (team_id, id, project_id, stage, requested_by, requested_at, note, proposal, closes_on, house, is_open)
values (:team_id, :id, :project_id, :stage, :requested_by, :requested_at, :note, :proposal, :closes_on, :house, 1)
on conflict (team_id, project_id, id) do update
set stage = excluded.stage, requested_by = excluded.requested_by, requested_at = excluded.requested_at,
    note = excluded.note, proposal = excluded.proposal, closes_on = excluded.closes_on, house = excluded.house;

-- name: put_gatekeeper
-- Name a gatekeeper.
insert into gatekeepers (team_id, project_id, gate_id, user_id, position, standing, stands_for)
values (:team_id, :project_id, :gate_id, :user_id, :position, :standing, :stands_for)
on conflict (team_id, project_id, gate_id, user_id) do update
set position = excluded.position, standing = excluded.standing, stands_for = excluded.stands_for;

-- name: drop_gatekeeper
-- Take a gatekeeper's seat back.
delete from gatekeepers where team_id = :team_id and project_id = :project_id and gate_id = :gate_id and user_id = :user_id;

-- name: put_vote
-- A vote, or the new vote of somebody who voted before.
insert into votes (
    team_id, project_id, gate_id, voter, position, decision, comment, voted_at, hold_until, reopen,
    conditions, merge_into
) values (
    :team_id, :project_id, :gate_id, :voter, :position, :decision, :comment, :voted_at, :hold_until, :reopen,
    :conditions, :merge_into
)
on conflict (team_id, project_id, gate_id, voter) do update
set position = excluded.position, decision = excluded.decision, comment = excluded.comment,
    voted_at = excluded.voted_at, hold_until = excluded.hold_until, reopen = excluded.reopen,
    conditions = excluded.conditions, merge_into = excluded.merge_into;

-- name: drop_vote
-- Take a vote back.
delete from votes where team_id = :team_id and project_id = :project_id and gate_id = :gate_id and voter = :voter;

-- name: close
-- A decided or withdrawn gate is no longer open.
update gates set is_open = 0 where team_id = :team_id and project_id = :project_id and id = :id;

-- name: decide
-- Note what a gate decided.
update gates set decision = :decision where team_id = :team_id and project_id = :project_id and id = :id;

-- name: in_vote
-- Team and project of every open gate.
select team_id, project_id from gates where is_open = 1 order by team_id, project_id;
