-- Evaluation: the outcome of a project, and what goes on after its end.

alter table projects add column outcome text; -- success, partial, failed; null until somebody proposes one

-- Everything evaluation leaves behind, as one JSON object: given, improvements, follow_ups, outcome.
create table evaluations (
    team_id text not null,
    project_id text not null,
    body text not null,
    primary key (team_id, project_id),
    foreign key (team_id, project_id) references projects (team_id, id)
);

-- What of it is still open, for people's lists and for the clock. Written anew whenever the evaluation changes.
create table duties (
    team_id text not null,
    project_id text not null,
    item text not null, -- id of an improvement, or months of a follow-up
    user_id text not null, -- who answers for it; empty for a follow-up that nobody was asked for yet
    due text not null,
    primary key (team_id, project_id, item, user_id),
    foreign key (team_id, project_id) references projects (team_id, id)
);

create index duties_by_person on duties (team_id, user_id, due);
create index duties_by_day on duties (due, team_id, project_id);
