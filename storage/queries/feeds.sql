-- Configured sources of the watches: fingerprints, turns and health.

-- name: turn
-- How often something of a source was taken in.
select turn from feeds where team_id = :team_id and feed = :feed;

-- name: begin
-- A source that is looked at for the first time; no row changes where it is known.
insert into feeds (team_id, feed, turn) values (:team_id, :feed, 0)
on conflict (team_id, feed) do nothing;

-- name: take_turn
-- The next turn, unless somebody was faster.
update feeds set turn = turn + 1 where team_id = :team_id and feed = :feed and turn = :seen;

-- name: mark
-- The fingerprint of a record. What it is called is kept when it is gone.
insert into feed_marks (team_id, feed, native_id, mark, ref) values (:team_id, :feed, :native_id, :mark, :ref)
on conflict (team_id, feed, native_id) do update
set mark = excluded.mark, ref = case when excluded.ref = '' then feed_marks.ref else excluded.ref end;

-- name: marks
-- Every fingerprint of a source.
select native_id, mark from feed_marks where team_id = :team_id and feed = :feed;

-- name: ref
-- What people call a record.
select ref from feed_marks where team_id = :team_id and feed = :feed and native_id = :native_id;

-- name: put_health
-- How a source is doing.
insert into feeds (team_id, feed, turn, health) values (:team_id, :feed, 0, :health)
on conflict (team_id, feed) do update set health = excluded.health;

-- name: health
-- How a source is doing.
select health from feeds where team_id = :team_id and feed = :feed and health is not null;

-- name: healths
-- How every source of a workspace is doing that was ever looked at, by name.
select health from feeds where team_id = :team_id and health is not null order by feed;

-- name: all_healths
-- The same of every workspace.
select health from feeds where health is not null order by feed, team_id;

-- name: forget_marks
-- Whoever looks next looks for the first time.
delete from feed_marks where team_id = :team_id and feed = :feed;

-- name: forget
-- The health goes; the turn stays and grows, so that a look that is under way is dropped.
update feeds set health = null, turn = turn + 1 where team_id = :team_id and feed = :feed;
