-- The linkage register of a project: its version, its items with their JSON, the links between them, their numbers.

create table registers (
    team_id text not null,
    project_id text not null,
    version integer not null,
    primary key (team_id, project_id),
    foreign key (team_id, project_id) references projects (team_id, id)
);

create table register_items (
    team_id text not null,
    project_id text not null,
    kind text not null, -- a field of flows.linkage.register.Register
    number integer not null,
    id text not null,
    body text not null,
    due_on text, -- of dates in the docket that are open or wait to be confirmed; null for all else
    primary key (team_id, project_id, kind, number),
    foreign key (team_id, project_id) references registers (team_id, project_id)
);
create index register_items_due on register_items (due_on, team_id, project_id, number) where due_on is not null;

create table register_links (
    team_id text not null,
    project_id text not null,
    id text not null,
    kind text not null,
    source text not null,
    target text not null,
    claim integer not null,
    clause text not null,
    element text not null,
    version text not null,
    why text not null,
    made_by text not null,
    made_at text not null,
    essentiality text not null,
    confirmed_by text not null,
    recheck text not null,
    primary key (team_id, project_id, id),
    foreign key (team_id, project_id) references registers (team_id, project_id)
);

-- By which numbers people look for an item: letters and digits only.
create table register_numbers (
    team_id text not null,
    squeezed text not null,
    project_id text not null,
    item_id text not null,
    primary key (team_id, squeezed, project_id, item_id),
    foreign key (team_id, project_id) references registers (team_id, project_id)
);
create index register_numbers_by_item on register_numbers (team_id, project_id, item_id);
