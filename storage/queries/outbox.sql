-- Notices to be sent. A queue is all unsent parcels of one audience in one lane; see the table's comment.

-- name: put
-- Queue a notice; no row changes where the dedupe key is known.
insert into outbox (
    id, team_id, seq, state, lane, audience, kind, project_id, dedupe_key, post_key, thread_of, params, not_before,
    created_at, due_at, attempts, ambiguous
) values (
    :id, :team_id, :seq, 'waiting', :lane, :audience, :kind, :project_id, :dedupe_key, :post_key, :thread_of, :params,
    :not_before, :created_at, :due_at, 0, 0
)
on conflict (team_id, dedupe_key) do nothing;

-- name: supersedable
-- Waiting parcels of a kept message that surely never left: not leased, and no attempt that may have arrived.
select id, audience, lane, due_at, seq, postponed_to
from outbox
where team_id = :team_id and post_key = :post_key and state = 'waiting' and post_key is not null
    and id <> :id and lease_until is null and ambiguous = 0
order by due_at, seq;

-- name: supersede
-- A newer notice says it all.
update outbox set state = 'superseded', turn_at = null, finished_at = :now where id = :id;

-- name: take_place
-- The newer notice stands where the older one stood, so answers in its thread still come after it.
update outbox set lane = :lane, due_at = :due_at, seq = :seq, postponed_to = :postponed_to where id = :id;

-- name: yield_turn
-- Whoever has the turn without being under way gives it to an earlier parcel, if there is one.
update outbox
set turn_at = null
where team_id = :team_id and audience = :audience and lane = :lane and turn_at is not null and lease_until is null
    and id <> (
        select f.id
        from outbox f
        where f.team_id = :team_id and f.audience = :audience and f.lane = :lane and f.state = 'waiting'
        order by f.due_at, f.seq
        limit 1
    );

-- name: give_turn
-- The first parcel of a queue gets the turn where nobody has it: when it is due, not postponed and not held back. A
-- queue that had its turn a moment ago, ``behind``, stands behind all that were ready then.
update outbox
set turn_at = coalesce(
        (
            select h.held_until
            from outbox_holds h
            where h.team_id = outbox.team_id and h.audience = outbox.audience and h.held_until > outbox.due_at
                and (outbox.postponed_to is null or h.held_until > outbox.postponed_to) and h.held_until > :behind
        ),
        case
            when postponed_to is not null and postponed_to > due_at and postponed_to > :behind then postponed_to
            when due_at > :behind then due_at
            else :behind
        end
    )
where id = (
        select f.id
        from outbox f
        where f.team_id = :team_id and f.audience = :audience and f.lane = :lane and f.state = 'waiting'
        order by f.due_at, f.seq
        limit 1
    )
    and not exists (
        select 1
        from outbox t
        where t.team_id = :team_id and t.audience = :audience and t.lane = :lane and t.turn_at is not null
    );

-- name: claim
-- Lease the parcels of one lane whose turn has come, oldest turn first; a leased one's turn comes when its lease ends.
-- The outer WHERE repeats that on purpose: on PostgreSQL two overlapping claims choose the same ids, and only the
-- repetition lets the second one lose.
update outbox
set lease_owner = :owner,
    lease_until = :lease_until,
    turn_at = :lease_until,
    attempts = attempts + 1,
    ambiguous = case when lease_until is not null then 1 else ambiguous end
where id in (
        select c.id
        from outbox c
        where c.lane = :lane and c.turn_at is not null and c.turn_at <= :now
        order by c.turn_at, c.seq
        limit :limit
    )
    and turn_at is not null
    and turn_at <= :now
returning due_at, seq, id, attempts, ambiguous, created_at, kind, team_id, audience, project_id, dedupe_key, post_key,
    thread_of, params, lane, not_before;

-- name: queue_of
-- The queue a parcel that is not finished belongs to.
select team_id, audience, lane from outbox where id = :id and state = 'waiting';

-- name: finish
-- A parcel arrived, or never will.
update outbox
set state = :state, turn_at = null, lease_owner = null, lease_until = null, error = :error, finished_at = :now
where id = :id and state = 'waiting';

-- name: retry
-- Release a parcel. Doubt about an attempt is never taken back.
update outbox
set lease_owner = null,
    lease_until = null,
    turn_at = null,
    postponed_to = case when postponed_to is not null and postponed_to > :at then postponed_to else :at end,
    ambiguous = case when :ambiguous = 1 then 1 else ambiguous end,
    error = :error
where id = :id and state = 'waiting' and lease_until is not null;

-- name: put_off
-- Release a parcel that came at the wrong hour. It queues up anew for then, so that others of its queue go before it.
update outbox
set lease_owner = null, lease_until = null, turn_at = null, due_at = :until
where id = :id and state = 'waiting' and lease_until is not null;

-- name: due_again
-- What one audience waits for is due now, also where its hour was reckoned beforehand: its reader has other hours than
-- before.
update outbox
set due_at = :now, not_before = null, turn_at = null
where team_id = :team_id and audience = :audience and state = 'waiting' and lease_until is null and due_at > :now;

-- name: hold
-- Hold back an audience, at least as long as it is held back already.
insert into outbox_holds (team_id, audience, held_until) values (:team_id, :audience, :until)
on conflict (team_id, audience) do update
set held_until = case
        when excluded.held_until > outbox_holds.held_until then excluded.held_until else outbox_holds.held_until
    end;

-- name: hold_turns
-- The parcels of a held audience whose turn it is wait too; what is under way stays under way.
update outbox
set turn_at = :until
where team_id = :team_id and audience = :audience and turn_at is not null and turn_at < :until;

-- name: drop_hold
-- An audience is not held back any more.
delete from outbox_holds where team_id = :team_id and audience = :audience;

-- name: free_turn
-- What had to wait for a hold, and is not under way, gives its turn back, to get it anew.
update outbox
set turn_at = null, postponed_to = null
where team_id = :team_id and audience = :audience and lane = :lane and turn_at is not null and lease_until is null;

-- name: waiting
-- How many parcels are not sent yet, everywhere.
select count(*) from outbox where state = 'waiting';

-- name: backlog
-- How many parcels of each audience could leave by a moment; none of one that is held back for long.
select count(*)
from outbox o
where o.state = 'waiting' and o.due_at <= :now
    and not exists (
        select 1
        from outbox_holds h
        where h.team_id = o.team_id and h.audience = o.audience and h.held_until > :long_held
    )
group by o.team_id, o.audience;

-- name: waiting_in_team
-- How many parcels of one workspace are not sent yet. Naming the audience leads SQLite to the index of unsent parcels.
select count(*) from outbox where team_id = :team_id and state = 'waiting' and audience > '';

-- name: dead
-- Dead letters, newest first.
select due_at, seq, id, attempts, ambiguous, created_at, kind, team_id, audience, project_id, dedupe_key, post_key,
    thread_of, params, lane, not_before, error
from outbox
where state = 'dead'
order by finished_at desc, id desc
limit :limit;

-- name: queued
-- Whether a notice with this key was ever put here.
select 1 from outbox where team_id = :team_id and dedupe_key = :dedupe_key;
