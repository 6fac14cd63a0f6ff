-- Places that cannot be reached for now: an archived channel, a person who has left, or everything ('*').

create table pauses (
    team_id text not null,
    audience text not null,
    code text not null, -- Slack's reason
    since text not null,
    primary key (team_id, audience)
);
