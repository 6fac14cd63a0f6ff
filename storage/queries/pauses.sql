-- Places that cannot be reached for now.

-- name: find
-- The pause of one place.
select team_id, audience, code, since from pauses where team_id = :team_id and audience = :audience;

-- name: every
-- All pauses, the oldest first, with how many parcels wait for each; the pause of a workspace holds all of its parcels.
select p.team_id, p.audience, p.code, p.since,
    (
        select count(*)
        from outbox o
        where o.team_id = p.team_id and o.state = 'waiting' and (o.audience = p.audience or p.audience = '*')
    )
from pauses p
order by p.since, p.team_id, p.audience;

-- name: begin
-- A place cannot be reached; no row changes where that is known.
insert into pauses (team_id, audience, code, since) values (:team_id, :audience, :code, :since)
on conflict (team_id, audience) do nothing;

-- name: end
-- It can be reached again.
delete from pauses where team_id = :team_id and audience = :audience;
