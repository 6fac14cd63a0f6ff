-- Benchmarks of a project with their values, and what triggers of the watches asked people to do.

create table benchmarks (
    team_id text not null,
    project_id text not null,
    id text not null,
    number integer not null,
    name text not null,
    unit text not null,
    direction text not null, -- higher or lower is better
    gap_action text not null,
    retired integer not null, -- 1: not compared any more
    version integer not null,
    primary key (team_id, project_id, id),
    unique (team_id, project_id, number),
    foreign key (team_id, project_id) references projects (team_id, id)
);

-- Values are added and taken back, never changed or removed: what was believed when stays known.
create table benchmark_values (
    team_id text not null,
    project_id text not null,
    benchmark_id text not null,
    position integer not null, -- in the order in which they came
    id text not null,
    side text not null, -- ours, standard, rival
    holder text not null,
    value text not null, -- a decimal as text: nothing is rounded
    source text not null,
    measured_on text not null,
    clause text not null,
    made_by text not null,
    made_at text not null,
    taken_back_by text not null, -- empty while the value counts
    taken_back_at text,
    primary key (team_id, project_id, benchmark_id, position),
    foreign key (team_id, project_id, benchmark_id) references benchmarks (team_id, project_id, id)
);

create table watch_actions (
    team_id text not null,
    id text not null,
    project_id text not null,
    number integer not null,
    called_by text not null, -- flows/watches/triggers.py Trigger
    occasion text not null, -- an event's dedupe key, or what a comparison is about
    state text not null, -- open, done, dropped
    due_on text not null,
    version integer not null,
    body text not null, -- JSON of flows/watches/actions.py Action
    primary key (team_id, id),
    unique (team_id, project_id, number),
    unique (team_id, project_id, called_by, occasion), -- what makes an event delivered twice one action
    foreign key (team_id, project_id) references projects (team_id, id)
);
create index watch_actions_due on watch_actions (due_on, team_id, id) where state = 'open';
