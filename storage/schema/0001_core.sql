-- The first released schema. Append-only: never edit a file that was released, add the next number instead.
-- Portable rules: text ids made by us, integers for booleans, JSON as opaque text, days 'YYYY-MM-DD',
-- moments 'YYYY-MM-DDTHH:MM:SS.ffffffZ' in UTC (fixed width, so text order is time order).

create table projects (
    team_id text not null,
    id text not null,
    project_key text not null,
    key_number integer not null,
    find_text text not null, -- key and name, folded in Python: databases disagree on upper and lower case
    name text not null,
    summary text not null,
    strands text not null,
    confidentiality text not null,
    channel_id text not null,
    template text not null,
    template_version integer not null,
    stage text not null,
    stage_entered_at text not null,
    created_by text not null,
    created_at text not null,
    status text not null,
    held_until text,
    reason text not null,
    strand_states text not null,
    lead text not null, -- a copy of the member with that role, for lists
    version integer not null,
    primary key (team_id, id)
);
create unique index projects_by_key on projects (team_id, project_key);
-- Search reads names from this index alone, newest project first.
create index projects_by_visibility on projects (team_id, confidentiality, key_number, find_text);
create index projects_by_channel on projects (team_id, channel_id, key_number);
create index projects_by_status on projects (status, team_id, id, channel_id);

create table members (
    team_id text not null,
    project_id text not null,
    user_id text not null,
    position integer not null,
    roles text not null,
    primary key (team_id, project_id, user_id),
    foreign key (team_id, project_id) references projects (team_id, id)
);
create index members_by_person on members (team_id, user_id, project_id);

create table deliverables (
    team_id text not null,
    id text not null,
    project_id text not null,
    position integer not null,
    stage text not null,
    spec text not null,
    strand text not null,
    title_zh text not null,
    title_en text not null,
    role text not null,
    required integer not null,
    assignee text not null,
    due text not null,
    state text not null,
    request text, -- an open question of the assignee, or null
    comment text not null,
    settled_by text not null,
    primary key (team_id, project_id, id),
    foreign key (team_id, project_id) references projects (team_id, id)
);
create index deliverables_by_stage on deliverables (team_id, project_id, stage, position, id);
create index deliverables_awaiting_assignee on deliverables (team_id, assignee, due, id)
    where state in ('open', 'changes_requested');

create table submissions (
    team_id text not null,
    project_id text not null,
    deliverable_id text not null,
    number integer not null,
    submitted_by text not null,
    submitted_at text not null,
    body text not null,
    link text not null,
    file_id text not null,
    file_name text not null,
    primary key (team_id, project_id, deliverable_id, number),
    foreign key (team_id, project_id, deliverable_id) references deliverables (team_id, project_id, id)
);

create table gates (
    team_id text not null,
    id text not null,
    project_id text not null,
    stage text not null,
    requested_by text not null,
    requested_at text not null,
    note text not null,
    is_open integer not null,
    decision text, -- null while open, and where it was withdrawn
    primary key (team_id, project_id, id),
    foreign key (team_id, project_id) references projects (team_id, id)
);
create unique index gates_open on gates (team_id, project_id) where is_open = 1;
create index gates_decided on gates (team_id, project_id, stage, requested_at, id) where decision is not null;

create table gatekeepers (
    team_id text not null,
    project_id text not null,
    gate_id text not null,
    user_id text not null,
    position integer not null,
    primary key (team_id, project_id, gate_id, user_id),
    foreign key (team_id, project_id, gate_id) references gates (team_id, project_id, id)
);
create index gatekeepers_by_person on gatekeepers (team_id, user_id, project_id, gate_id);

create table votes (
    team_id text not null,
    project_id text not null,
    gate_id text not null,
    voter text not null,
    position integer not null,
    decision text not null,
    comment text not null,
    voted_at text not null,
    hold_until text,
    reopen text not null,
    primary key (team_id, project_id, gate_id, voter),
    foreign key (team_id, project_id, gate_id) references gates (team_id, project_id, id)
);

-- One hash chain per workspace: row n's hash covers row n - 1's. The head tells where the chain must end.
create table history (
    team_id text not null,
    seq integer not null,
    project_id text not null,
    event text not null,
    made_by text not null,
    made_at text not null,
    deliverable_id text,
    payload text not null,
    hash text not null,
    primary key (team_id, seq)
);
create index history_by_project on history (team_id, project_id, seq);

create table history_heads (
    team_id text not null primary key,
    seq integer not null,
    hash text not null
);

-- Notices to be sent. The unsent parcels of one audience and lane form a queue in the order of (due_at, seq);
-- exactly one of them, whose turn it is, has turn_at: the moment from which it may be claimed. A leased parcel keeps
-- the turn with turn_at at the end of its lease, so a claim is one range over one small index.
create table outbox (
    id text not null primary key,
    team_id text not null,
    seq integer not null,
    state text not null, -- waiting (leased or not), sent, dead, superseded
    lane text not null,
    audience text not null,
    kind text not null,
    project_id text,
    dedupe_key text not null,
    post_key text,
    thread_of text,
    params text not null,
    not_before text,
    created_at text not null,
    due_at text not null,
    postponed_to text, -- by an attempt that failed
    turn_at text,
    lease_owner text,
    lease_until text,
    attempts integer not null,
    ambiguous integer not null,
    error text,
    finished_at text
);
create unique index outbox_dedupe on outbox (team_id, dedupe_key);
create unique index outbox_turns on outbox (team_id, audience, lane) where turn_at is not null;
create index outbox_claim on outbox (lane, turn_at, seq) where turn_at is not null;
create index outbox_queues on outbox (team_id, audience, lane, due_at, seq) where state = 'waiting';
create index outbox_posts on outbox (team_id, post_key) where state = 'waiting' and post_key is not null;
create index outbox_dead on outbox (finished_at, id) where state = 'dead';
create index outbox_sent on outbox (finished_at, id) where state = 'sent';

-- Audiences that Slack told us to leave alone for a while: one row holds back a queue of any length.
create table outbox_holds (
    team_id text not null,
    audience text not null,
    held_until text not null,
    primary key (team_id, audience)
);

create table posts (
    team_id text not null,
    post_key text not null,
    channel_id text not null,
    ts text not null,
    primary key (team_id, post_key)
);
create index posts_by_place on posts (team_id, channel_id, ts, post_key);

create table inbox (
    team_id text not null,
    request_key text not null,
    receipt text,
    first_at text not null,
    primary key (team_id, request_key)
);
create index inbox_by_age on inbox (first_at);

create table people (
    team_id text not null,
    user_id text not null,
    name text not null,
    locale text not null,
    tz text not null,
    is_guest integer not null,
    is_bot integer not null,
    deleted integer not null,
    primary key (team_id, user_id)
);

-- Apart from people: opening the App Home says nothing about name and language.
create table home_openings (
    team_id text not null,
    user_id text not null,
    opened_at text not null,
    primary key (team_id, user_id)
);

create table counters (
    team_id text not null,
    name text not null,
    value integer not null,
    primary key (team_id, name)
);
