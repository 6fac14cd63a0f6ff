-- Watches of projects, their hits and exclusions; see schema/0012_watches.sql. CROSS JOIN as in lists.sql.

-- name: find
-- One watch.
select body from watches where team_id = :team_id and id = :id;

-- name: of_project
-- Every watch of a project, by number.
select body from watches where team_id = :team_id and project_id = :project_id order by number;

-- name: on_feed
-- Watches that want a source and have not ended, by id.
select w.body
from watch_feeds f
cross join watches w
where w.team_id = f.team_id and w.id = f.watch_id and f.team_id = :team_id and f.feed = :feed and w.state <> 'ended'
order by w.id;

-- name: expired
-- Watches that still look, or are paused, although their last day is over.
select body, team_id, id from watches
where expires_on is not null and expires_on < :day and state <> 'ended'
order by expires_on, team_id, id;

-- name: going
-- Every source of a workspace with each watch that wants it and has not ended: a paused one holds what it finds. Only of
-- projects that go on.
select f.feed, w.body, w.team_id, w.id
from watch_feeds f
cross join watches w
cross join projects p
where w.team_id = f.team_id and w.id = f.watch_id and p.team_id = w.team_id and p.id = w.project_id
    and f.team_id = :team_id and w.state <> 'ended' and p.status <> 'stopped'
    and (w.expires_on is null or w.expires_on >= :today)
order by f.feed, w.id;

-- name: put
-- A new watch, or a changed one.
insert into watches (team_id, id, project_id, number, state, expires_on, body)
values (:team_id, :id, :project_id, :number, :state, :expires_on, :body)
on conflict (team_id, id) do update
set state = excluded.state, expires_on = excluded.expires_on, body = excluded.body;

-- name: forget_feeds
-- Before the sources of a changed watch are kept anew.
delete from watch_feeds where team_id = :team_id and watch_id = :watch_id;

-- name: put_feed
-- A source that a watch wants.
insert into watch_feeds (team_id, feed, watch_id) values (:team_id, :feed, :watch_id)
on conflict (team_id, feed, watch_id) do nothing;

-- name: last_number
-- The number of the youngest watch of a project.
select max(number) from watches where team_id = :team_id and project_id = :project_id;

-- name: last_hit_number
-- The number of the youngest hit of a project.
select max(number) from hits where team_id = :team_id and project_id = :project_id;

-- name: add_event
-- Something new that a source showed; no row changes where it showed the same before.
insert into watch_events (team_id, id, feed, dedupe_key, kind, observed_at, body)
values (:team_id, :id, :feed, :dedupe_key, :kind, :observed_at, :body)
on conflict (team_id, feed, dedupe_key) do nothing;

-- name: event_id
-- Under which id the store has a change that a source showed.
select id from watch_events where team_id = :team_id and feed = :feed and dedupe_key = :dedupe_key;

-- name: add_hit
-- A hit; no row changes where the watch has one for this event.
insert into hits (
    team_id, id, project_id, number, watch_id, event_id, seen_at, severity, because, verdict, answer, silenced_by,
    told_at, brought_by
) values (
    :team_id, :id, :project_id, :number, :watch_id, :event_id, :seen_at, :severity, :because, :verdict, :answer,
    :silenced_by, :told_at, :brought_by
)
on conflict (team_id, watch_id, event_id) do nothing;

-- name: put_hit
-- What may change of a hit.
update hits
set verdict = :verdict, answer = :answer, silenced_by = :silenced_by, told_at = :told_at
where team_id = :team_id and id = :id;

-- name: hit
-- One hit with its event.
select h.team_id, h.id, h.project_id, h.number, h.watch_id, h.event_id, h.seen_at, h.severity, h.because, h.answer,
    h.silenced_by, h.told_at, h.brought_by, e.body
from hits h
join watch_events e on e.team_id = h.team_id and e.id = h.event_id
where h.team_id = :team_id and h.id = :id;

-- name: hits
-- Hits of a project, newest first, without silenced ones and those that a paused watch holds. Columns as hit. :watch_id
-- may be empty for all of them.
select h.team_id, h.id, h.project_id, h.number, h.watch_id, h.event_id, h.seen_at, h.severity, h.because, h.answer,
    h.silenced_by, h.told_at, h.brought_by, e.body
from hits h
join watch_events e on e.team_id = h.team_id and e.id = h.event_id
where h.team_id = :team_id and h.project_id = :project_id and h.silenced_by = '' and h.number < :before
    and (:watch_id = '' or h.watch_id = :watch_id)
    and (:waiting = 0 or h.verdict = '')
    and not exists (
        select 1 from watches w where w.team_id = h.team_id and w.id = h.watch_id and w.state = 'paused'
            and h.told_at is null and h.brought_by = '' and h.verdict = '')
order by h.number desc
limit :limit;

-- name: untold
-- Hits that wait for a digest in one place, the most severe first: told nowhere yet, or seen since a moment and told in
-- another place. Not what a paused watch holds. Columns as hit.
select h.team_id, h.id, h.project_id, h.number, h.watch_id, h.event_id, h.seen_at, h.severity, h.because, h.answer,
    h.silenced_by, h.told_at, h.brought_by, e.body
from hits h
join watch_events e on e.team_id = h.team_id and e.id = h.event_id
where h.team_id = :team_id and h.project_id = :project_id and h.silenced_by = '' and h.verdict = ''
    and (h.told_at is null or (h.seen_at >= :since and exists (
        select 1 from hit_tellings t where t.team_id = h.team_id and t.hit_id = h.id)))
    and not exists (
        select 1 from hit_tellings t where t.team_id = h.team_id and t.hit_id = h.id and t.place = :place)
    and not exists (
        select 1 from watches w where w.team_id = h.team_id and w.id = h.watch_id and w.state = 'paused'
            and h.told_at is null and h.brought_by = '')
order by h.severity desc, h.number
limit :limit;

-- name: with_untold
-- Projects that go on and have hits for a digest, as untold means it: two short lists, what was told nowhere and what
-- came lately and nobody has answered.
select h.team_id, h.project_id
from hits h
cross join watches w
cross join projects p
where w.team_id = h.team_id and w.id = h.watch_id and (w.state <> 'paused' or h.brought_by <> '')
    and p.team_id = h.team_id and p.id = h.project_id and p.status in ('active', 'held')
    and h.verdict = '' and h.silenced_by = '' and h.told_at is null
union
select h.team_id, h.project_id
from hits h
cross join projects p
where p.team_id = h.team_id and p.id = h.project_id and p.status in ('active', 'held')
    and h.verdict = '' and h.silenced_by = '' and h.told_at is not null and h.seen_at >= :since and exists (
        select 1 from hit_tellings t where t.team_id = h.team_id and t.hit_id = h.id);

-- name: held
-- What a watch holds while it is paused, in the order in which it came. Columns as hit.
select h.team_id, h.id, h.project_id, h.number, h.watch_id, h.event_id, h.seen_at, h.severity, h.because, h.answer,
    h.silenced_by, h.told_at, h.brought_by, e.body
from hits h
join watch_events e on e.team_id = h.team_id and e.id = h.event_id
where h.team_id = :team_id and h.project_id = :project_id and h.watch_id = :watch_id and h.verdict = ''
    and h.silenced_by = '' and h.told_at is null and h.brought_by = ''
order by h.number;

-- name: held_counts
-- How many hits each paused watch of a project holds.
select h.watch_id, count(*)
from hits h
cross join watches w
where h.team_id = :team_id and h.project_id = :project_id and h.verdict = '' and h.silenced_by = ''
    and h.told_at is null and h.brought_by = '' and w.team_id = h.team_id and w.id = h.watch_id and w.state = 'paused'
group by h.watch_id
order by h.watch_id;

-- name: told_alone
-- The places where a hit has a message of its own.
select place from hit_tellings where team_id = :team_id and hit_id = :hit_id and told_in = '' order by told_at, place;

-- name: told_in
-- The hits of one digest, the most severe first. Columns as hit.
select h.team_id, h.id, h.project_id, h.number, h.watch_id, h.event_id, h.seen_at, h.severity, h.because, h.answer,
    h.silenced_by, h.told_at, h.brought_by, e.body
from hit_tellings t
cross join hits h
join watch_events e on e.team_id = h.team_id and e.id = h.event_id
where h.team_id = t.team_id and h.id = t.hit_id and t.team_id = :team_id and t.told_in = :told_in and t.told_in <> ''
order by h.severity desc, h.number;

-- name: tell
-- A hit is told in a place; no row changes where it was told there before.
insert into hit_tellings (team_id, hit_id, place, told_in, told_at)
values (:team_id, :hit_id, :place, :told_in, :told_at)
on conflict (team_id, hit_id, place) do nothing;

-- name: untell
-- A place was not told of a hit after all.
delete from hit_tellings where team_id = :team_id and hit_id = :hit_id and place = :place;

-- name: told_nowhere
-- A hit that no place was told of waits for a digest again.
update hits set told_at = null
where team_id = :team_id and id = :id and not exists (
    select 1 from hit_tellings t where t.team_id = :team_id and t.hit_id = :id);

-- name: unanswered
-- Hits that were told by a moment and wait for an answer, in projects that go on. Columns as hit.
select h.team_id, h.id, h.project_id, h.number, h.watch_id, h.event_id, h.seen_at, h.severity, h.because, h.answer,
    h.silenced_by, h.told_at, h.brought_by, e.body
from hits h
cross join projects p
cross join watch_events e
where p.team_id = h.team_id and p.id = h.project_id and e.team_id = h.team_id and e.id = h.event_id
    and h.verdict = '' and h.silenced_by = '' and h.told_at <= :until and p.status in ('active', 'held')
order by h.told_at, h.team_id, h.id;

-- name: own_open
-- Hits of a person's projects that go on which were told and are unanswered, or were given to somebody; the most severe
-- first. The project as actions.open_near has it, the watch, then columns as hit.
select p.id, p.project_key, p.name, p.confidentiality, w.body, h.team_id, h.id, h.project_id, h.number, h.watch_id,
    h.event_id, h.seen_at, h.severity, h.because, h.answer, h.silenced_by, h.told_at, h.brought_by, e.body
from members m
cross join projects p
cross join hits h
join watches w on w.team_id = h.team_id and w.id = h.watch_id
join watch_events e on e.team_id = h.team_id and e.id = h.event_id
where m.team_id = :team_id and m.user_id = :user_id
    and p.team_id = m.team_id and p.id = m.project_id
    and p.status in ('active', 'held') and (:guest = 0 or p.confidentiality <> 'restricted')
    and h.team_id = m.team_id and h.project_id = m.project_id
    and h.verdict in ('', 'assigned') and h.silenced_by = '' and h.told_at is not null
order by h.severity desc, h.told_at, h.project_id, h.number;

-- name: counts
-- How many hits of each watch of a project have which verdict, silenced ones apart.
select watch_id, verdict, case when silenced_by = '' then 0 else 1 end, count(*)
from hits
where team_id = :team_id and project_id = :project_id
group by watch_id, verdict, case when silenced_by = '' then 0 else 1 end
order by watch_id;

-- name: put_exclusion
-- Something that a watch does not tell any more.
insert into watch_exclusions (team_id, id, project_id, watch_id, made_at, body)
values (:team_id, :id, :project_id, :watch_id, :made_at, :body);

-- name: drop_exclusion
-- It is told again.
update watch_exclusions set dropped_at = :now where team_id = :team_id and id = :id and dropped_at is null;

-- name: bring_back
-- The hits that an exclusion kept away belong to the watch again.
update hits set silenced_by = '' where team_id = :team_id and silenced_by = :exclusion_id and silenced_by <> '';

-- name: exclusions
-- Exclusions of a project that hold, oldest first, with how many hits each keeps away.
select x.body, (select count(*) from hits h where h.team_id = x.team_id and h.silenced_by = x.id and h.silenced_by <> '')
from watch_exclusions x
where x.team_id = :team_id and x.project_id = :project_id and x.dropped_at is null
order by x.made_at, x.id;

-- name: exclusions_of
-- Exclusions of a watch that hold, oldest first.
select body, 0
from watch_exclusions
where team_id = :team_id and watch_id = :watch_id and dropped_at is null
order by made_at, id;
