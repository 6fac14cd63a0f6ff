-- The watches of a project, their hits and exclusions; what sources showed, and how the sources are doing.

create table watches (
    team_id text not null,
    id text not null,
    project_id text not null,
    number integer not null,
    state text not null, -- live, paused, ended
    expires_on text, -- the last day on which it looks, or null
    body text not null, -- JSON of flows/watches/watches.py Watch
    primary key (team_id, id),
    unique (team_id, project_id, number),
    foreign key (team_id, project_id) references projects (team_id, id)
);
create index watches_live on watches (team_id, id) where state = 'live';
create index watches_expiring on watches (expires_on, team_id, id) where expires_on is not null and state <> 'ended';

-- Which sources a watch wants. Rows of ended watches stay; they are told apart by the state of the watch.
create table watch_feeds (
    team_id text not null,
    feed text not null,
    watch_id text not null,
    primary key (team_id, feed, watch_id),
    foreign key (team_id, watch_id) references watches (team_id, id)
);
create index watch_feeds_by_watch on watch_feeds (team_id, watch_id);

-- A configured source with its scope. turn grows with everything that is taken in of it.
create table feeds (
    team_id text not null,
    feed text not null,
    turn integer not null,
    health text, -- JSON of flows/watches/sources.py Health; null: never looked at
    primary key (team_id, feed)
);

-- The fingerprint of every record of a source, and what people call the record.
create table feed_marks (
    team_id text not null,
    feed text not null,
    native_id text not null,
    mark text not null,
    ref text not null,
    primary key (team_id, feed, native_id)
);

-- Events that some watch found, once for a source however often it shows them.
create table watch_events (
    team_id text not null,
    id text not null,
    feed text not null,
    dedupe_key text not null,
    kind text not null,
    observed_at text not null,
    body text not null, -- JSON; see storage/watch_rows.py
    primary key (team_id, id),
    unique (team_id, feed, dedupe_key)
);

create table hits (
    team_id text not null,
    id text not null,
    project_id text not null,
    number integer not null,
    watch_id text not null,
    event_id text not null,
    seen_at text not null,
    severity integer not null, -- 0 info, 1 action, 2 urgent
    because text not null, -- JSON of its matches
    verdict text not null, -- empty while it waits
    answer text, -- JSON of flows/watches/hits.py Answer
    silenced_by text not null, -- the exclusion that keeps it away, or empty
    told_at text, -- null: it waits for a digest
    brought_by text not null,
    primary key (team_id, id),
    unique (team_id, project_id, number),
    unique (team_id, watch_id, event_id), -- what makes a change seen twice one hit
    foreign key (team_id, watch_id) references watches (team_id, id),
    foreign key (team_id, event_id) references watch_events (team_id, id)
);
create index hits_silenced on hits (team_id, silenced_by) where silenced_by <> '';
create index hits_counted on hits (team_id, project_id, watch_id, verdict, silenced_by);
create index hits_waiting on hits (told_at, team_id, id) where verdict = '' and silenced_by = '';

create table watch_exclusions (
    team_id text not null,
    id text not null,
    project_id text not null,
    watch_id text not null,
    made_at text not null,
    body text not null, -- JSON of flows/watches/hits.py Exclusion
    dropped_at text, -- null while it holds
    primary key (team_id, id),
    foreign key (team_id, watch_id) references watches (team_id, id)
);
create index watch_exclusions_by_watch on watch_exclusions (team_id, watch_id) where dropped_at is null;
create index watch_exclusions_by_project on watch_exclusions (team_id, project_id, made_at) where dropped_at is null;
