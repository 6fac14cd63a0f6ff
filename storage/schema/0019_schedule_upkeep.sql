-- Whether a project was ever given its own digest: the few that were not are found without looking at all others.
alter table projects add column digest_made integer not null default 0;
update projects set digest_made = 1
where exists (select 1 from schedules s where s.team_id = projects.team_id and s.id = 'sch_' || projects.id);
create index projects_without_digest on projects (digest_made, status, team_id, id) where digest_made = 0;

-- Schedules that a mistake of ours keeps from being composed: since when, and what it is.
create table schedule_faults (
    team_id text not null,
    schedule_id text not null,
    since text not null,
    last_at text not null,
    times integer not null,
    problem text not null,
    primary key (team_id, schedule_id),
    foreign key (team_id, schedule_id) references schedules (team_id, id)
);
