-- The linkage register of a project; see schema/0010_linkage.sql.

-- name: version
-- The version of a register; no row where nothing was ever recorded.
select version from registers where team_id = :team_id and project_id = :project_id;

-- name: changes
-- A number that grows with every change of any register.
select coalesce(sum(version), 0) from registers where team_id = :team_id;

-- name: versions
-- The version of every register.
select project_id, version from registers where team_id = :team_id order by project_id;

-- name: key_of
-- What people call a project.
select project_key from projects where team_id = :team_id and id = :project_id;

-- name: items_of_kind
-- The items of one kind of a register.
select body
from register_items
where team_id = :team_id and project_id = :project_id and kind = :kind
order by number;

-- name: begin
-- The first version of a register; no row changes where there is one.
insert into registers (team_id, project_id, version) values (:team_id, :project_id, 1)
on conflict (team_id, project_id) do nothing;

-- name: advance
-- The next version, unless somebody was faster.
update registers set version = :version
where team_id = :team_id and project_id = :project_id and version = :before;

-- name: items
-- Every item of a register, by kind and number.
select kind, body from register_items where team_id = :team_id and project_id = :project_id order by kind, number;

-- name: put_item
-- Keep an item, in the place of what it was.
insert into register_items (team_id, project_id, kind, number, id, body, due_on, open_on)
values (:team_id, :project_id, :kind, :number, :id, :body, :due_on, :open_on)
on conflict (team_id, project_id, kind, number) do update
set body = excluded.body, due_on = excluded.due_on, open_on = excluded.open_on;

-- name: links
-- Every link of a register.
select id, kind, source, target, claim, clause, element, version, why, made_by, made_at, essentiality, confirmed_by,
    recheck
from register_links
where team_id = :team_id and project_id = :project_id
order by id;

-- name: put_link
-- Keep a link. Its ends never change: another tie is another link.
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
-- Before the numbers of a changed item are kept anew.
delete from register_numbers where team_id = :team_id and project_id = :project_id and item_id = :item_id;

-- name: put_number
-- A number by which an item is found.
insert into register_numbers (team_id, squeezed, project_id, item_id)
values (:team_id, :squeezed, :project_id, :item_id)
on conflict (team_id, squeezed, project_id, item_id) do nothing;

-- name: by_number
-- Items that bear a number, in whichever project.
select project_id, item_id
from register_numbers
where team_id = :team_id and squeezed = :squeezed
order by project_id, item_id
limit :limit;

-- name: item
-- One item by its id.
select kind, body from register_items where team_id = :team_id and project_id = :project_id and id = :id;

-- name: items_named
-- Items by their ids, given as text with a comma before and behind each: one look at the project for all of them.
select kind, body
from register_items
where team_id = :team_id and project_id = :project_id and :ids like '%,' || id || ',%';

-- name: ends_of
-- Both ends of links by their ids, given likewise.
select id, source, target
from register_links
where team_id = :team_id and project_id = :project_id and :ids like '%,' || id || ',%';

-- name: dates_near
-- Open dates of a person's projects that go on, the nearest first. Whom each waits for is a rule of flows.
select p.id, p.project_key, p.name, p.confidentiality, i.body, r.version
from members m
cross join projects p
cross join register_items i
cross join registers r
where m.team_id = :team_id and m.user_id = :user_id
    and p.team_id = m.team_id and p.id = m.project_id
    and p.status in ('active', 'held') and (:guest = 0 or p.confidentiality <> 'restricted')
    and i.team_id = m.team_id and i.project_id = m.project_id
    and i.due_on is not null and i.due_on <= :until
    and r.team_id = m.team_id and r.project_id = m.project_id
order by i.due_on, i.project_id, i.number;

-- name: clearances_open
-- Clearances of a person's projects that nobody has decided, the oldest first: no row holds the code of an end.
select p.id, p.project_key, p.name, p.confidentiality, i.body, r.version
from members m
cross join projects p
cross join register_items i
cross join registers r
where p.team_id = m.team_id and p.id = m.project_id
    and i.team_id = m.team_id and i.project_id = m.project_id and i.kind = 'clearances'
    and r.team_id = m.team_id and r.project_id = m.project_id
    and m.team_id = :team_id and m.user_id = :user_id
    and p.status in ('active', 'held') and (:guest = 0 or p.confidentiality <> 'restricted')
    and (i.body like '%"state":"requested"%' or i.body like '%"state":"awaiting_legal"%')
order by i.project_id, i.number;

-- name: open_dates
-- Dates that are open or wait to be confirmed, of projects that go on.
select i.team_id, i.project_id, i.body, i.id
from register_items i
where i.due_on is not null and i.due_on <= :until
    and exists (
        select 1
        from projects p
        where p.team_id = i.team_id and p.id = i.project_id and p.status in ('active', 'held')
    )
order by i.due_on, i.team_id, i.project_id, i.number;
