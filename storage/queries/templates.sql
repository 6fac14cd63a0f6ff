-- Workflow templates that a workspace has imported.

-- name: add
-- A new version; no row changes where it is there already.
insert into templates (team_id, name, version, body, imported_by, imported_at)
values (:team_id, :name, :version, :body, :imported_by, :imported_at)
on conflict (team_id, name, version) do nothing;

-- name: versions
-- Name and version of everything a workspace has imported.
select name, version from templates where team_id = :team_id order by name, version;

-- name: find
-- One version with its text.
select team_id, name, version, body, imported_by, imported_at
from templates
where team_id = :team_id and name = :name and version = :version;
