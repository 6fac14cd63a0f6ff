-- What a job of the clock could not do for one row by a mistake of ours: since when, and what it is.
create table job_faults (
    team_id text not null,
    job text not null,
    about text not null, -- the id of a project, a person, a watch
    since text not null,
    last_at text not null,
    times integer not null,
    problem text not null,
    primary key (job, team_id, about)
);
