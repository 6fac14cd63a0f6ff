-- Who reads in which channel; see schema/0013_channels.sql.

-- name: find
-- Who reads in one channel; no row where nobody has looked.
select shared, external, guests, is_open from channels where team_id = :team_id and channel_id = :channel_id;

-- name: put
-- Keep what Slack told of a channel.
insert into channels (team_id, channel_id, shared, external, guests, is_open)
values (:team_id, :channel_id, :shared, :external, :guests, :is_open)
on conflict (team_id, channel_id) do update
set shared = excluded.shared, external = excluded.external, guests = excluded.guests, is_open = excluded.is_open;

-- name: forget
-- What is known of one channel does not hold any more.
delete from channels where team_id = :team_id and channel_id = :channel_id;

-- name: forget_all
-- What is known of any channel does not hold any more: a person is somebody else now.
delete from channels where team_id = :team_id;
