-- Where kept messages stand in Slack.

-- name: find
-- The place of a kept message.
select post_key, channel_id, ts, withheld from posts where team_id = :team_id and post_key = :post_key;

-- name: find_at
-- The kept message at a place.
select post_key, channel_id, ts, withheld
from posts
where team_id = :team_id and channel_id = :channel_id and ts = :ts
order by post_key
limit 1;

-- name: packs_in
-- The team's gate packs of a project that stand in a channel, with their gates.
select g.id, g.stage, g.is_open, p.withheld
from gates g
join posts p on p.team_id = g.team_id and p.post_key = 'pack:' || g.id || ':team'
where g.team_id = :team_id and g.project_id = :project_id and p.channel_id = :channel_id
order by g.id;

-- name: keep
-- Note where a message stands, or that it stands elsewhere or shows another amount now.
insert into posts (team_id, post_key, channel_id, ts, withheld)
values (:team_id, :post_key, :channel_id, :ts, :withheld)
on conflict (team_id, post_key) do update
set channel_id = excluded.channel_id, ts = excluded.ts, withheld = excluded.withheld;

-- name: forget
-- A kept message is gone.
delete from posts where team_id = :team_id and post_key = :post_key;
