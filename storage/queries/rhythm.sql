-- Schedules, their slots, and people's days off.

-- name: find
-- One schedule.
select team_id, id, kind, audience, project_id, rule, at_time, zone, country, language, owner, covered_to, paused_until,
    starts_at
from schedules
where team_id = :team_id and id = :id and removed = 0;

-- name: due
-- Schedules whose next moment has come, the longest waiting first, without those whose place cannot be reached: they
-- stay due, so that one slot catches up when it can. Columns as find.
select team_id, id, kind, audience, project_id, rule, at_time, zone, country, language, owner, covered_to, paused_until,
    starts_at
from schedules s
where next_at is not null and next_at <= :now
    and not exists (
        select 1
        from pauses p
        where p.team_id = s.team_id
            and (
                p.audience = '*' or p.audience = s.audience
                or (
                    s.audience = ''
                    and p.audience = (
                        select case when j.channel_id = '' then j.lead else j.channel_id end
                        from projects j
                        where j.team_id = s.team_id and j.id = s.project_id
                    )
                )
            )
    )
order by next_at, team_id, id
limit :limit;

-- name: of_audience
-- The schedules of one channel or person. Columns as find.
select team_id, id, kind, audience, project_id, rule, at_time, zone, country, language, owner, covered_to, paused_until,
    starts_at
from schedules
where team_id = :team_id and audience = :audience and removed = 0
order by id;

-- name: reaching
-- The schedules of one person, and those without a place of their own about projects without a channel that the person
-- leads. Columns as find.
select team_id, id, kind, audience, project_id, rule, at_time, zone, country, language, owner, covered_to, paused_until,
    starts_at
from schedules
where team_id = :team_id and audience = :user_id and removed = 0
union all
select s.team_id, s.id, s.kind, s.audience, s.project_id, s.rule, s.at_time, s.zone, s.country, s.language, s.owner,
    s.covered_to, s.paused_until, s.starts_at
from projects p
join schedules s on s.team_id = p.team_id and s.project_id = p.id
where p.team_id = :team_id and p.channel_id = '' and p.lead = :user_id and s.audience = '' and s.removed = 0
order by 2;

-- name: of_project
-- The schedules about one project. Columns as find.
select team_id, id, kind, audience, project_id, rule, at_time, zone, country, language, owner, covered_to, paused_until,
    starts_at
from schedules
where team_id = :team_id and project_id = :project_id and removed = 0
order by id;

-- name: moved_projects
-- A person's projects whose last event is not older than a moment, the newest project first. The last event alone is
-- looked at: they are in the order of time. CROSS JOIN as in lists.sql.
select p.id, p.project_key
from members m
cross join projects p
where p.team_id = m.team_id and p.id = m.project_id
    and m.team_id = :team_id and m.user_id = :user_id
    and (:guest = 0 or p.confidentiality <> 'restricted')
    and (
        select h.made_at
        from history h
        where h.team_id = p.team_id and h.project_id = p.id
        order by h.seq desc
        limit 1
    ) >= :since
order by p.key_number desc;

-- name: without_digest
-- Active or held projects that never had a digest of their own: all that their index holds.
select team_id, id
from projects
where digest_made = 0 and status in ('active', 'held')
order by team_id, id
limit :limit;

-- name: claim_digest
-- A project is given its own digest; no row changes where it ever had one.
update projects set digest_made = 1 where team_id = :team_id and id = :id and digest_made = 0;

-- name: unlike_usual
-- Project digests of one owner that go out at another time, in another zone or by other holidays. Columns as find.
select team_id, id, kind, audience, project_id, rule, at_time, zone, country, language, owner, covered_to, paused_until,
    starts_at
from schedules
where owner = :owner and kind = 'project_digest' and removed = 0
    and (at_time <> :at_time or zone <> :zone or country <> :country)
order by team_id, id
limit :limit;

-- name: put
-- A new schedule, a changed one, or one whose removal is undone.
insert into schedules (
    team_id, id, kind, audience, project_id, rule, at_time, zone, country, language, owner, covered_to, paused_until,
    starts_at, next_at, removed
) values (
    :team_id, :id, :kind, :audience, :project_id, :rule, :at_time, :zone, :country, :language, :owner, :covered_to,
    :paused_until, :starts_at, :next_at, 0
)
on conflict (team_id, id) do update
set kind = excluded.kind, audience = excluded.audience, project_id = excluded.project_id, rule = excluded.rule,
    at_time = excluded.at_time, zone = excluded.zone, country = excluded.country, language = excluded.language,
    owner = excluded.owner, covered_to = excluded.covered_to, paused_until = excluded.paused_until,
    starts_at = excluded.starts_at, next_at = excluded.next_at, removed = 0;

-- name: remove
-- Take a schedule out of sight and out of the queue; it is kept, so that this can be undone.
update schedules set removed = 1, next_at = null where team_id = :team_id and id = :id and removed = 0;

-- name: bring_back
-- Undo a removal; when it is due again is written with put.
update schedules set removed = 0 where team_id = :team_id and id = :id and removed = 1;

-- name: lay_aside
-- Take a schedule out of the queue; no row changes where it is not in it.
update schedules set next_at = null where team_id = :team_id and id = :id and next_at is not null;

-- name: put_slot
-- A slot that fires; changes nothing where it fired before.
insert into schedule_slots (team_id, schedule_id, slot, slot_at, since, missed, fired_at)
values (:team_id, :schedule_id, :slot, :slot_at, :since, :missed, :fired_at)
on conflict (team_id, schedule_id, slot) do nothing;

-- name: slots_of
-- The slots of a schedule that fired, the latest first.
select slot, slot_at, since, missed
from schedule_slots
where team_id = :team_id and schedule_id = :schedule_id
order by slot_at desc, slot
limit :limit;

-- name: put_fault
-- A schedule that could not be composed, once more or for the first time.
insert into schedule_faults (team_id, schedule_id, since, last_at, times, problem)
values (:team_id, :schedule_id, :now, :now, 1, :problem)
on conflict (team_id, schedule_id) do update
set last_at = excluded.last_at, times = schedule_faults.times + 1, problem = excluded.problem;

-- name: drop_fault
-- It could be composed again.
delete from schedule_faults where team_id = :team_id and schedule_id = :schedule_id;

-- name: faults
-- Every schedule that could not be composed and was not removed since, the longest broken first.
select f.team_id, f.schedule_id, s.kind, s.project_id, f.since, f.last_at, f.times, f.problem
from schedule_faults f
join schedules s on s.team_id = f.team_id and s.id = f.schedule_id
where s.removed = 0
order by f.since, f.team_id, f.schedule_id;

-- name: absence
-- A person's days off.
select first_day, last_day, deputy from absences where team_id = :team_id and user_id = :user_id;

-- name: put_absence
-- A person's days off, in place of those named before.
insert into absences (team_id, user_id, first_day, last_day, deputy)
values (:team_id, :user_id, :first_day, :last_day, :deputy)
on conflict (team_id, user_id) do update
set first_day = excluded.first_day, last_day = excluded.last_day, deputy = excluded.deputy;

-- name: drop_absence
-- The person is back.
delete from absences where team_id = :team_id and user_id = :user_id;
