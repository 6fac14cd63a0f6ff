-- To whom each hit was told, and in which digest: every place hears of a hit once.

create table hit_tellings (
    team_id text not null,
    hit_id text not null,
    place text not null, -- a channel or a person
    told_in text not null, -- the dedupe key of a digest; empty: a message of its own
    told_at text not null,
    primary key (team_id, hit_id, place),
    foreign key (team_id, hit_id) references hits (team_id, id)
);
create index hit_tellings_by_digest on hit_tellings (team_id, told_in) where told_in <> '';
