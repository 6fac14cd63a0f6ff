-- Requests that were answered once; a redelivery gets the first answer.

-- name: first
-- The first answer to a request.
select receipt from inbox where team_id = :team_id and request_key = :request_key;

-- name: remember
-- Record a request; no row changes where it is known.
insert into inbox (team_id, request_key, receipt, first_at) values (:team_id, :request_key, :receipt, :first_at)
on conflict (team_id, request_key) do nothing;
