-- The rhythm: schedules, the slots that fired, and people's days off.

create table schedules (
    team_id text not null,
    id text not null,
    kind text not null,
    audience text not null,
    project_id text not null, -- empty where it is about no single project
    rule text not null, -- JSON of flows/rhythm/schedules.py Rule
    at_time text not null, -- HH:MM:SS on the wall of the zone
    zone text not null,
    country text not null,
    language text not null,
    owner text not null,
    covered_to text not null,
    paused_until text, -- a day, or null
    next_at text, -- null: the rule names no day any more, or the schedule was removed
    removed integer not null default 0,
    primary key (team_id, id)
);
create index schedules_due on schedules (next_at, team_id, id) where next_at is not null;
create index schedules_by_audience on schedules (team_id, audience, id) where removed = 0;
create index schedules_by_project on schedules (team_id, project_id, id) where removed = 0;

-- Which slots went out. The primary key is what makes a second firing harmless.
create table schedule_slots (
    team_id text not null,
    schedule_id text not null,
    slot text not null,
    slot_at text not null,
    since text not null,
    missed integer not null,
    fired_at text not null,
    primary key (team_id, schedule_id, slot),
    foreign key (team_id, schedule_id) references schedules (team_id, id)
);

-- Days off. One row per person: the present or the next ones.
create table absences (
    team_id text not null,
    user_id text not null,
    first_day text not null,
    last_day text, -- null: until they say they are back
    deputy text not null,
    primary key (team_id, user_id)
);
