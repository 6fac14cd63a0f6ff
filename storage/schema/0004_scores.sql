-- Filled-in score sheets: each reviewer's latest for every stage. Earlier ones are in the history.
create table scores (
    team_id text not null,
    project_id text not null,
    stage text not null,
    scorer text not null,
    position integer not null,
    number integer not null,
    sheet text not null,
    sheet_version integer not null,
    marks text not null, -- JSON list of {criterion, points, comment, evidence}
    scored_at text not null,
    is_closed integer not null,
    primary key (team_id, project_id, stage, scorer)
);

-- Pages of a sheet that somebody has filled in but not handed in yet. Nobody else ever reads them.
create table score_drafts (
    team_id text not null,
    project_id text not null,
    stage text not null,
    user_id text not null,
    marks text not null, -- as in scores
    primary key (team_id, project_id, stage, user_id)
);
