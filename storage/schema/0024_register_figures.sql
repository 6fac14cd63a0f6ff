-- Registers in figures that can be added up, worked out by the clock after each change (flows/linkage/figures.py).
-- Which registers wait for that is found without looking at all others.
alter table registers add column counted integer not null default 0; -- the version that the figures are of
create index registers_uncounted on registers (team_id, project_id) where counted <> version;

create table register_figures (
    team_id text not null,
    project_id text not null,
    features integer not null,
    linked integer not null,
    sent integer not null,
    protected integer not null,
    accepted integer not null,
    declared integer not null,
    charted integer not null,
    confirmed integer not null,
    uncharted integer not null,
    told integer not null,
    told_days integer not null,
    undeclared integer not null,
    chart_rows integer not null,
    in_step integer not null,
    filed integer not null,
    granted integer not null,
    primary key (team_id, project_id),
    foreign key (team_id, project_id) references registers (team_id, project_id)
);

-- What is owed in a project's stage by which role until when is counted from this index alone.
create index deliverables_owed on deliverables (team_id, project_id, stage, role, due, state)
    where state in ('open', 'changes_requested');
