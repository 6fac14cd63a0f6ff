-- Who reads in which channel, as Slack told last; see flows.linkage.surroundings.Audience.

create table channels (
    team_id text not null,
    channel_id text not null,
    shared integer not null,
    external integer not null,
    guests integer not null,
    is_open integer not null, -- anybody of the workspace can walk in
    primary key (team_id, channel_id)
);
