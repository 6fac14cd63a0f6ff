-- What people are called in a mention that Slack hands on as typed: ``@liuming``.
alter table people add column handle text not null default '';
create index people_by_handle on people (team_id, lower(handle), user_id);
