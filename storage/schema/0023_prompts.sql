-- Reminders of open work: what each person was told of what, their own snoozes, and who was told that it is late.

create table nudges (
    team_id text not null,
    user_id text not null,
    project_id text not null,
    deliverable_id text not null,
    due text not null, -- the due day that was reminded of: under another one counting begins anew
    times integer not null,
    last_day text, -- the day, where the person is, of the last reminder
    snoozed_until text,
    prompt integer not null, -- the number of the person's message that shows it, 0 for none yet
    primary key (team_id, user_id, project_id, deliverable_id),
    foreign key (team_id, project_id, deliverable_id) references deliverables (team_id, project_id, id)
);
create index nudges_snoozed on nudges (snoozed_until, team_id, user_id) where snoozed_until is not null;

-- The newest reminder message of each person.
create table prompts (
    team_id text not null,
    user_id text not null,
    number integer not null,
    primary key (team_id, user_id)
);

-- Steps of the ladder that were told. The primary key lets nobody hear twice of the same work under one due day.
create table escalations (
    team_id text not null,
    project_id text not null,
    deliverable_id text not null,
    due text not null,
    assignee text not null,
    user_id text not null,
    step text not null, -- flows/rhythm/escalation.py Step
    stands_for text not null,
    told_on text not null, -- the day of the step in the zone of the workspace
    told_at text not null, -- when the message goes out
    primary key (team_id, project_id, deliverable_id, due, assignee, user_id),
    foreign key (team_id, project_id, deliverable_id) references deliverables (team_id, project_id, id)
);

create index deliverables_due on deliverables (due, team_id, assignee, id)
    where state in ('open', 'changes_requested');
