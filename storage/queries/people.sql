-- Slack users as last seen.

-- name: put
-- Store or refresh a person.
insert into people (team_id, user_id, name, locale, tz, is_guest, is_bot, deleted, handle)
values (:team_id, :user_id, :name, :locale, :tz, :is_guest, :is_bot, :deleted, :handle)
on conflict (team_id, user_id) do update
set name = excluded.name, locale = excluded.locale, tz = excluded.tz, is_guest = excluded.is_guest,
    is_bot = excluded.is_bot, deleted = excluded.deleted, handle = excluded.handle;

-- name: open_home
-- The person has opened the App Home, now for the last time.
insert into home_openings (team_id, user_id, opened_at) values (:team_id, :user_id, :opened_at)
on conflict (team_id, user_id) do update set opened_at = excluded.opened_at;

-- name: keep_home
-- An opening of the App Home that is known from elsewhere; what we saw ourselves counts more.
insert into home_openings (team_id, user_id, opened_at) values (:team_id, :user_id, :opened_at)
on conflict (team_id, user_id) do nothing;

-- name: find
-- One person.
select p.team_id, p.user_id, p.name, p.locale, p.tz, p.is_guest, p.is_bot, p.deleted, p.handle, h.opened_at
from people p
left join home_openings h on h.team_id = p.team_id and h.user_id = p.user_id
where p.team_id = :team_id and p.user_id = :user_id;

-- name: home_opening
-- When a person last opened the App Home.
select opened_at from home_openings where team_id = :team_id and user_id = :user_id;
