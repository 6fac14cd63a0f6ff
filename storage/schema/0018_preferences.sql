-- What people and channels want to hear, and when.

create table preferences (
    team_id text not null,
    user_id text not null,
    settings text not null, -- JSON of flows/rhythm/preferences.py Preferences, but for the muted projects
    primary key (team_id, user_id)
);

create table mutes (
    team_id text not null,
    user_id text not null,
    project_id text not null,
    primary key (team_id, user_id, project_id)
);
create index mutes_by_project on mutes (team_id, project_id, user_id);

create table channel_preferences (
    team_id text not null,
    channel_id text not null,
    mode text not null,
    threads integer not null,
    set_by text not null,
    set_at text, -- null where nobody is known to have chosen
    primary key (team_id, channel_id)
);

create index people_by_name on people (team_id, lower(name), user_id);

-- Slack's own do-not-disturb, as last seen: the window that runs or comes next.
create table do_not_disturb (
    team_id text not null,
    user_id text not null,
    since text not null,
    until text not null,
    primary key (team_id, user_id)
);
