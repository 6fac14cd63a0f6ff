-- Workflow templates that a workspace has imported, each version as its text. Shipped ones are files, not rows.

create table templates (
    team_id text not null,
    name text not null,
    version integer not null,
    body text not null,
    imported_by text not null,
    imported_at text not null,
    primary key (team_id, name, version)
);
