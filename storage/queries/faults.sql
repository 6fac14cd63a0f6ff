-- What jobs of the clock could not do for single rows.

-- name: put
-- It failed once more, or for the first time.
insert into job_faults (team_id, job, about, since, last_at, times, problem)
values (:team_id, :job, :about, :now, :now, 1, :problem)
on conflict (job, team_id, about) do update
set last_at = excluded.last_at, times = job_faults.times + 1, problem = excluded.problem;

-- name: drop
-- It could be done again.
delete from job_faults where job = :job and team_id = :team_id and about = :about;

-- name: every
-- Of one job, or with an empty name of all, the longest broken first.
select team_id, job, about, since, last_at, times, problem
from job_faults
where :job = '' or job = :job
order by since, job, team_id, about;
