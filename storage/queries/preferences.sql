-- What people and channels want to hear, and Slack's do-not-disturb.

-- name: find
-- One person's choices.
select settings from preferences where team_id = :team_id and user_id = :user_id;

-- name: put
-- One person's choices, in place of those before.
insert into preferences (team_id, user_id, settings) values (:team_id, :user_id, :settings)
on conflict (team_id, user_id) do update set settings = excluded.settings;

-- name: muted_by
-- The projects that a person has muted.
select project_id from mutes where team_id = :team_id and user_id = :user_id order by project_id;

-- name: has_muted
-- Whether a person has muted one project.
select 1 from mutes where team_id = :team_id and user_id = :user_id and project_id = :project_id;

-- name: unmute_all
-- Forget what a person has muted, before it is written anew.
delete from mutes where team_id = :team_id and user_id = :user_id;

-- name: mute
-- A project that a person does not want to hear of.
insert into mutes (team_id, user_id, project_id) values (:team_id, :user_id, :project_id)
on conflict (team_id, user_id, project_id) do nothing;

-- name: find_channel
-- What was chosen for a channel.
select mode, quiet_since, quiet_until, set_by, set_at
from channel_preferences
where team_id = :team_id and channel_id = :channel_id;

-- name: put_channel
-- What was chosen for a channel, in place of what was before.
insert into channel_preferences (team_id, channel_id, mode, quiet_since, quiet_until, set_by, set_at)
values (:team_id, :channel_id, :mode, :quiet_since, :quiet_until, :set_by, :set_at)
on conflict (team_id, channel_id) do update
set mode = excluded.mode,
    quiet_since = excluded.quiet_since,
    quiet_until = excluded.quiet_until,
    set_by = excluded.set_by,
    set_at = excluded.set_at;

-- name: own_channels
-- Where the active and held projects of a person live, the newest project first. CROSS JOIN as in lists.sql.
select p.channel_id, p.project_key
from members m
cross join projects p
where p.team_id = m.team_id and p.id = m.project_id
    and m.team_id = :team_id and m.user_id = :user_id and p.status in ('active', 'held') and p.channel_id <> ''
order by p.key_number desc;

-- name: find_dnd
-- Slack's do-not-disturb of a person.
select since, until from do_not_disturb where team_id = :team_id and user_id = :user_id;

-- name: put_dnd
-- Slack's do-not-disturb of a person, as seen now.
insert into do_not_disturb (team_id, user_id, since, until) values (:team_id, :user_id, :since, :until)
on conflict (team_id, user_id) do update set since = excluded.since, until = excluded.until;

-- name: drop_dnd
-- A person who has none.
delete from do_not_disturb where team_id = :team_id and user_id = :user_id;

-- name: people_named
-- Those who are called so, by name or in a mention; case was folded before.
select user_id from people where team_id = :team_id and lower(name) = :name and is_bot = 0 and deleted = 0
union
select user_id from people
where team_id = :team_id and lower(handle) = :name and handle <> '' and is_bot = 0 and deleted = 0
order by user_id
limit 3;

-- name: staff
-- A page of everybody who can be told something.
select user_id from people where team_id = :team_id and user_id > :after and is_bot = 0 and deleted = 0
order by user_id
limit :limit;
