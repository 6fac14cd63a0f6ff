-- The linkage register of a project; see schema/0010_linkage.sql.

-- name: version
select version from registers where team_id = :team_id and project_id = :project_id;

-- name: begin
-- The first version of a register; no row changes where there is one.
insert into registers (team_id, project_id, version) values (:team_id, :project_id, 1)
on conflict (team_id, project_id) do nothing;

-- name: advance
-- The next version, unless somebody was faster.
update registers set version = :version
where team_id = :team_id and project_id = :project_id and version = :before;

-- name: items
select kind, body from register_items where team_id = :team_id and project_id = :project_id order by kind, number;

-- name: put_item
insert into register_items (team_id, project_id, kind, number, id, body, due_on)
values (:team_id, :project_id, :kind, :number, :id, :body, :due_on)
on conflict (team_id, project_id, kind, number) do update set body = excluded.body, due_on = excluded.due_on;

-- name: links
select id, kind, source, target, claim, clause, element, version, why, made_by, made_at, essentiality, confirmed_by,
    recheck
from register_links
where team_id = :team_id and project_id = :project_id
order by id;

-- name: put_link
insert into register_links (
    team_id, project_id, id, kind, source, target, claim, clause, element, version, why, made_by, made_at,
    essentiality, confirmed_by, recheck
) values (
    :team_id, :project_id, :id, :kind, :source, :target, :claim, :clause, :element, :version, :why, :made_by, :made_at,
    :essentiality, :confirmed_by, :recheck
)
on conflict (team_id, project_id, id) do update
set element = excluded.element,
    version = excluded.version,
    why = excluded.why,
    made_by = excluded.made_by,
    made_at = excluded.made_at,
    essentiality = excluded.essentiality,
    confirmed_by = excluded.confirmed_by,
    recheck = excluded.recheck;

-- name: drop_link
-- A link that was taken back; the history remembers it.
delete from register_links where team_id = :team_id and project_id = :project_id and id = :id;

-- name: forget_numbers
delete from register_numbers where team_id = :team_id and project_id = :project_id and item_id = :item_id;

-- name: put_number
insert into register_numbers (team_id, squeezed, project_id, item_id)
values (:team_id, :squeezed, :project_id, :item_id)
on conflict (team_id, squeezed, project_id, item_id) do nothing;

-- name: by_number
select project_id, item_id
from register_numbers
where team_id = :team_id and squeezed = :squeezed
order by project_id, item_id
limit :limit;

-- name: open_dates
-- Dates that are open or wait to be confirmed, of projects that go on.
select i.team_id, i.project_id, i.body
from register_items i
inner join projects p on p.team_id = i.team_id and p.id = i.project_id
where i.due_on is not null and i.due_on <= :until and p.status in ('active', 'held')
order by i.due_on, i.team_id, i.project_id, i.number;
